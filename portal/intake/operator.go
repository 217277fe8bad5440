package intake

import (
	"errors"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// The verdicts on entries about who works at a device.
const (
	VerdictOperator = "verdict.operator" // somebody whom nothing introduced
	VerdictName     = "verdict.operator-name"
)

// maxOperatorName is the longest name that is believed, in characters.
const maxOperatorName = 200

// judgeWork reads an entry about operators or shifts.
func (in *Intake) judgeWork(e *journal.Entry, role civic.Role) judged {
	if role == civic.RoleCitizen {
		return judged{verdict: VerdictRole}
	}
	if e.Kind == journal.KindShiftBegan || e.Kind == journal.KindShiftEnded {
		return judgeShift(e)
	}
	f, err := journal.DecodeOperator(e.Public)
	switch {
	case err != nil:
		return judged{verdict: VerdictUnreadable}
	case outOfTime(f.At):
		return judged{verdict: VerdictTime}
	}
	if e.Kind == journal.KindOperatorAdded || e.Kind == journal.KindOperatorRenamed {
		if verdict := in.judgeName(e); verdict != "" {
			return judged{verdict: verdict}
		}
	}
	return judged{fact: operatorFact{f, e.Kind}}
}

func judgeShift(e *journal.Entry) judged {
	f, err := journal.DecodeShift(e.Public)
	switch {
	case err != nil:
		return judged{verdict: VerdictUnreadable}
	case outOfTime(f.At), e.Kind == journal.KindShiftEnded && (outOfTime(f.Began) || f.At.Before(f.Began)):
		return judged{verdict: VerdictTime}
	}
	return judged{fact: shiftFact{f, e.Kind}}
}

// judgeName makes sure now that a name can be read when somebody asks who it was. What it read is forgotten at once.
func (in *Intake) judgeName(e *journal.Entry) (verdict string) {
	if e.Erased() {
		return ""
	}
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return verdict
	}
	name, err := journal.DecodeOperatorName(personal)
	if n := utf8.RuneCountInString(name); err != nil || n == 0 || n > maxOperatorName || !utf8.ValidString(name) {
		return VerdictName
	}
	return ""
}

// OperatorName opens the name in an entry that told of an operator; ok is false if there is none any more.
func (in *Intake) OperatorName(e *journal.Entry) (name string, ok bool) {
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return "", false
	}
	name, err := journal.DecodeOperatorName(personal)
	return name, err == nil
}

// operatorFact is what became of somebody who works at a device.
type operatorFact struct {
	journal.OperatorFact
	kind journal.Kind
}

func (f operatorFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	o, err := tx.Operator(e.Device, f.ID)
	switch {
	case errors.Is(err, db.ErrNotFound) && f.kind != journal.KindOperatorAdded:
		return VerdictOperator, nil
	case errors.Is(err, db.ErrNotFound):
		o = db.Operator{Device: e.Device, ID: f.ID, Active: true, Added: f.At}
	case err != nil:
		return "", err
	}
	o.Changed = f.At
	switch f.kind {
	case journal.KindOperatorAdded, journal.KindOperatorRenamed:
		o.Epoch, o.Seq = e.Epoch, e.Seq
	case journal.KindOperatorRetired:
		o.Active = false
	case journal.KindOperatorReturned:
		o.Active = true
	}
	return "", tx.PutOperator(o)
}

// shiftFact is the beginning or the end of somebody's shift.
type shiftFact struct {
	journal.ShiftFact
	kind journal.Kind
}

func (f shiftFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if _, err := tx.Operator(e.Device, f.Operator); errors.Is(err, db.ErrNotFound) {
		return VerdictOperator, nil
	} else if err != nil {
		return "", err
	}
	s := db.Shift{Device: e.Device, Operator: f.Operator, Began: f.At}
	if f.kind == journal.KindShiftEnded {
		s.Began, s.Ended = f.Began, f.At
	}
	return "", tx.PutShift(s)
}
