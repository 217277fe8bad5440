package doubts

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/portal/jobs"
	"priyom/portal/keys"
)

// Office finds doubts and keeps what people say.
type Office struct {
	db     *db.DB
	keys   keys.Keys
	intake *intake.Intake
}

// New makes an office.
func New(d *db.DB, k keys.Keys, in *intake.Intake) *Office { return &Office{d, k, in} }

// jobFind compares the signatures that came since it was done last.
const jobFind db.JobKind = "petition.doubts"

const (
	page      = 100 // signatures that are compared in one transaction
	companion = 40  // that one is compared with, by one clue: a house has fewer people
)

// Work gives a runner the job.
func (o *Office) Work(r *jobs.Runner) {
	r.Handle(jobFind, func(ctx context.Context, _ db.Job) error { return o.Find(ctx) })
	r.Every(jobFind, 10*time.Minute)
}

// Find compares all signatures that came since the last time with those that share a clue. Killed in between, it goes on.
func (o *Office) Find(ctx context.Context) error {
	for {
		n := 0
		err := o.db.Write(ctx, func(tx *db.Tx) (err error) {
			n, err = o.find(tx)
			return err
		})
		if err != nil || n < page {
			return err
		}
	}
}

func (o *Office) find(tx *db.Tx) (n int, err error) {
	raw, err := tx.Setting(db.SettingDoubts)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return 0, err
	}
	last, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		last = 0 // nothing was compared yet
	}
	fresh, err := tx.SignaturesAfter(last, page)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	for _, s := range fresh {
		last = s.Arrival
		if s.Person == nil || s.OwnState != civic.SignatureValid {
			continue
		}
		if err := o.compare(tx, s); err != nil {
			return 0, err
		}
	}
	return len(fresh), tx.PutSetting(db.SettingDoubts, []byte(strconv.FormatInt(last, 10)))
}

// compare looks for signatures that may be the same person's.
func (o *Office) compare(tx *db.Tx, s db.Signature) error {
	who, ok, err := o.who(tx, s)
	if err != nil || !ok {
		return err
	}
	p, err := tx.Petition(s.Petition)
	if err != nil {
		return err
	}
	key, err := o.keys.Derive("petition", p.ID[:])
	if err != nil {
		return err
	}
	for _, clue := range p.Clues(who) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte("priyom clue 1\n" + clue))
		others, err := tx.AddClue(s, mac.Sum(nil), companion)
		if err != nil {
			return err
		}
		for _, other := range others {
			if bytes.Equal(other.Person, s.Person) {
				continue
			}
			them, ok, err := o.who(tx, other)
			if err != nil {
				return err
			}
			if why := p.Resembles(them, who); ok && why != "" {
				if err := tx.AddDoubt(other, s, why); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// who opens who signed; ok is false where that was destroyed.
func (o *Office) who(tx *db.Tx, s db.Signature) (who civic.Signatory, ok bool, err error) {
	e, err := tx.Entry(s.Device, s.Epoch, s.Seq)
	if err != nil {
		return who, false, fmt.Errorf("doubts: entry of %s: %w", s.ID, err)
	}
	who, ok = o.intake.Signatory(&e.Entry)
	return who, ok, nil
}

// Person is one of the two that are compared, as they signed.
type Person struct {
	db.Signature
	Who   civic.Signatory
	Known bool // it isn't destroyed
}

// Both opens the two signatures of a doubt.
func (o *Office) Both(tx *db.Tx, d db.Doubt) (both [2]Person, err error) {
	for i, id := range []civic.SignatureID{d.Early, d.Late} {
		s, err := tx.Signature(id)
		if err != nil {
			return both, err
		}
		both[i].Signature = s
		if both[i].Who, both[i].Known, err = o.who(tx, s); err != nil {
			return both, err
		}
	}
	return both, nil
}
