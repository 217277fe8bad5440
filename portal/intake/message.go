package intake

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// VerdictMessage is on a message without words or with too many, or one that says in the open what it calls private.
const VerdictMessage = "verdict.message"

func (in *Intake) judgeMessage(e *journal.Entry) judged {
	m, err := journal.DecodeMessage(e.Public)
	switch {
	case err != nil || m.ID.IsZero() || m.Report.IsZero():
		return judged{verdict: VerdictUnreadable}
	case outOfTime(m.At):
		return judged{verdict: VerdictTime}
	case m.Private && m.Text != "", !m.Private && e.Sealed != nil:
		return judged{verdict: VerdictMessage}
	}
	read := m
	if m.Private && e.Sealed != nil {
		var verdict string
		if read.Text, verdict = in.openMessage(e); verdict != "" {
			return judged{verdict: verdict}
		}
	}
	if erased := m.Private && e.Sealed == nil; !erased && len(read.Check()) > 0 {
		return judged{verdict: VerdictMessage}
	}
	return judged{fact: messageFact{m}}
}

func (in *Intake) openMessage(e *journal.Entry) (text, verdict string) {
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return "", verdict
	}
	text, err := journal.DecodeMessageWords(personal)
	if err != nil {
		return "", VerdictSealed
	}
	return text, ""
}

// MessageText opens what a private message's entry says, for staff to read; "" if there is nothing any more.
func (in *Intake) MessageText(e *journal.Entry) string {
	if e.Sealed == nil {
		return ""
	}
	text, _ := in.openMessage(e)
	return text
}

// messageFact is something that the point says; private words stay in the entry.
type messageFact struct{ civic.Message }

func (f messageFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if verdict, err := ownReport(tx, e, f.Report); verdict != "" || err != nil {
		return verdict, err
	}
	return "", tx.AddMessage(db.Message{Message: f.Message, Came: e.Received, Arrival: e.Arrival})
}
