package doubts

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
)

// Errors of an opinion. Each is one thing to say.
var (
	ErrNobody  = errors.New("doubts: two different people must look: sign in")
	ErrTwice   = errors.New("doubts: the same person has looked already")
	ErrArbiter = errors.New("doubts: this is for an arbiter")
	ErrDecided = errors.New("doubts: it was decided")
	ErrNote    = errors.New("doubts: say why, in at most 1000 characters")
)

// What is noted of it.
const (
	AuditOpinion db.AuditAct = "doubt-opinion"
	AuditDecided db.AuditAct = "doubt-decided"
	AuditAnew    db.AuditAct = "doubt-anew"
)

const maxNote = 1000 // characters

// Say keeps what somebody found who looked: one person, or two. The second who agrees decides; where two don't, an arbiter who is neither. The
// errors wrap db.ErrNotFound, or are ErrNobody, ErrTwice, ErrArbiter, ErrDecided or ErrNote.
func (o *Office) Say(ctx context.Context, n int64, by petitions.Actor, same bool, note string) (db.Doubt, error) {
	var d db.Doubt
	note = strings.TrimSpace(note)
	switch {
	case by.Account.IsZero():
		return d, ErrNobody
	case len([]rune(note)) > maxNote:
		return d, ErrNote
	}
	err := o.db.Write(ctx, func(tx *db.Tx) (err error) {
		if err := tx.LockDoubt(n); err != nil {
			return err
		}
		if d, err = tx.Doubt(n); err != nil {
			return err
		}
		said, err := o.said(tx, d)
		if err != nil {
			return err
		}
		switch {
		case d.State.Decided():
			return ErrDecided
		case d.State == db.DoubtArbiter && by.Role != civic.RoleArbiter:
			return ErrArbiter
		}
		for _, other := range said {
			if other.Actor == by.Account {
				return ErrTwice
			}
		}
		if err := tx.AddOpinion(d.N, db.Opinion{Round: d.Round, Actor: by.Account, Same: same, Note: note}); err != nil {
			return err
		}
		if err := o.note(tx, d, by, AuditOpinion, ""); err != nil {
			return err
		}
		switch {
		case d.State == db.DoubtArbiter, len(said) == 1 && said[0].Same == same:
			return o.decide(tx, &d, by, same)
		case len(said) == 1:
			d.State = db.DoubtArbiter
			return tx.PutDoubt(d)
		}
		return nil
	})
	return d, err
}

// said is what was said in the present round.
func (o *Office) said(tx *db.Tx, d db.Doubt) (said []db.Opinion, err error) {
	all, err := tx.Opinions(d.N)
	for _, one := range all {
		if one.Round == d.Round {
			said = append(said, one)
		}
	}
	return said, err
}

func (o *Office) decide(tx *db.Tx, d *db.Doubt, by petitions.Actor, same bool) error {
	d.State, d.Decided = db.DoubtDifferent, tx.Now
	if same {
		d.State = db.DoubtSame
	}
	if err := tx.PutDoubt(*d); err != nil {
		return err
	}
	if err := o.note(tx, *d, by, AuditDecided, string(d.State)); err != nil || !same {
		return err
	}
	return o.count(tx, *d)
}

// Anew has two people look once more at what was decided; until they did, the signatures count as if nobody had looked. The errors are
// ErrNobody, ErrNote without a reason, and ErrDecided if it isn't.
func (o *Office) Anew(ctx context.Context, n int64, by petitions.Actor, why string) (db.Doubt, error) {
	var d db.Doubt
	why = strings.TrimSpace(why)
	switch {
	case by.Account.IsZero():
		return d, ErrNobody
	case why == "" || len([]rune(why)) > maxNote:
		return d, ErrNote
	}
	err := o.db.Write(ctx, func(tx *db.Tx) (err error) {
		if err := tx.LockDoubt(n); err != nil {
			return err
		}
		if d, err = tx.Doubt(n); err != nil {
			return err
		}
		if !d.State.Decided() {
			return ErrDecided
		}
		d.State, d.Round, d.Decided = db.DoubtOpen, d.Round+1, time.Time{}
		if err := tx.PutDoubt(d); err != nil {
			return err
		}
		if err := o.note(tx, d, by, AuditAnew, why); err != nil {
			return err
		}
		return o.count(tx, d)
	})
	return d, err
}

func (o *Office) note(tx *db.Tx, d db.Doubt, by petitions.Actor, act db.AuditAct, detail string) error {
	p, err := tx.Petition(d.Petition)
	if err != nil {
		return err
	}
	object := fmt.Sprintf("%s/%d", p.Number, d.N)
	return tx.AddAudit(db.Audit{Actor: by.Account, Role: by.Role, Act: act, Object: object, Detail: detail})
}

// count finds out anew who is the same under a petition, and counts the signatures of the two persons again, and of all who are the same as
// either, before or after.
func (o *Office) count(tx *db.Tx, d db.Doubt) error {
	p, err := tx.Petition(d.Petition)
	if err != nil {
		return err
	}
	touched := map[string]bool{string(d.A): true, string(d.B): true}
	gather := func() error {
		for _, person := range [][]byte{d.A, d.B} {
			all, err := tx.SignaturesOf(p.ID, person)
			if err != nil {
				return err
			}
			for _, s := range all {
				touched[string(s.Person)] = true
			}
		}
		return nil
	}
	if err := gather(); err != nil {
		return err
	}
	if err := o.kin(tx, p.ID); err != nil {
		return err
	}
	if err := gather(); err != nil {
		return err
	}
	for len(touched) > 0 {
		for person := range touched {
			all, err := tx.SignaturesOf(p.ID, []byte(person))
			if err != nil {
				return err
			}
			delete(touched, person)
			for _, s := range all {
				delete(touched, string(s.Person))
			}
			if p, err = tx.Petition(p.ID); err != nil {
				return err
			}
			if err := petitions.Count(tx, p, all, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// kin makes groups of all persons of a petition that were found to be one, two by two.
func (o *Office) kin(tx *db.Tx, petition civic.PetitionID) error {
	same, err := tx.SameDoubts(petition)
	if err != nil {
		return err
	}
	head := map[string]string{}
	var top func(person string) string
	top = func(person string) string {
		if up, ok := head[person]; ok && up != person {
			return top(up)
		}
		head[person] = person
		return person
	}
	for _, d := range same {
		a, b := top(string(d.A)), top(string(d.B))
		head[max(a, b)] = min(a, b)
	}
	if err := tx.DropKin(petition); err != nil {
		return err
	}
	for person := range head {
		if err := tx.AddKin(db.Kin{Petition: petition, Person: []byte(person), Head: []byte(top(person))}); err != nil {
			return err
		}
	}
	return nil
}
