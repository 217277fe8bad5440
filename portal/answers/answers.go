package answers

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Office answers.
type Office struct {
	db   *db.DB
	key  ed25519.PrivateKey // under every answer
	rand io.Reader

	given func(tx *db.Tx, report civic.ReportID) error
	then  []func(*db.Tx, civic.Answer) error
}

// New makes an office.
func New(d *db.DB, key ed25519.PrivateKey, rand io.Reader) *Office {
	return &Office{db: d, key: key, rand: rand}
}

// Given says what follows from an answer, in the same transaction. Set it before the first Give.
func (o *Office) Given(do func(tx *db.Tx, report civic.ReportID) error) { o.given = do }

// Then adds what follows from every answer that is given, in its transaction; call it before the first Give.
func (o *Office) Then(f func(*db.Tx, civic.Answer) error) { o.then = append(o.then, f) }

// Give answers a report: Report, Text, Signatory and Final are the caller's, and Number, the outgoing one; without it one is made
// of the report's. An answer under the number of an earlier one is its next revision. The errors are *civic.UnfitError, db.ErrNotFound, or
// the database's.
func (o *Office) Give(ctx context.Context, a civic.Answer) (given civic.Answer, err error) {
	a.Text, a.Signatory, a.Number = civic.Tidy(a.Text), civic.Tidy(a.Signatory), civic.Tidy(a.Number)
	a.ID, a.Revision = civic.AnswerID{}, 0
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		if given, err = o.give(tx, a); err != nil {
			return err
		}
		parts, err := tx.Merged(a.Report)
		if err != nil {
			return err
		}
		for _, part := range parts { // whoever told the same gets the same answer, under a number of their own
			own := a
			own.Report, own.Number = part, ""
			if _, err := o.give(tx, own); err != nil {
				return err
			}
		}
		if o.given == nil {
			return nil
		}
		return o.given(tx, a.Report)
	})
	return given, err
}

func (o *Office) give(tx *db.Tx, a civic.Answer) (given civic.Answer, err error) {
	r, err := tx.Report(a.Report)
	if err != nil {
		return given, err
	}
	before, err := tx.Answers(a.Report)
	if err != nil {
		return given, err
	}
	if same, ok := repeats(before, a); ok {
		return same, nil
	}
	if a.Number == "" {
		a.Number = fmt.Sprintf("%s/%d", r.Number, 1+count(before))
	}
	if wrong := a.Check(); len(wrong) > 0 {
		return given, &civic.UnfitError{Keys: wrong}
	}
	if given, err = o.identify(before, a); err != nil {
		return given, err
	}
	given.At = tx.Now
	if err := tx.AddAnswer(given); err != nil {
		return given, err
	}
	for _, f := range o.then {
		if err := f(tx, given); err != nil {
			return given, err
		}
	}
	body, err := journal.Encode(wire.NewAnswer(given, o.key))
	if err != nil {
		return given, err
	}
	return given, tell.Devices(tx, r, wire.Change{Kind: wire.ChangeAnswer, Body: body})
}

// repeats finds the newest revision that says the same.
func repeats(before []civic.Answer, a civic.Answer) (same civic.Answer, ok bool) {
	newest := map[civic.AnswerID]civic.Answer{}
	for _, b := range before {
		newest[b.ID] = b
	}
	for _, b := range newest {
		if b.Text == a.Text && b.Signatory == a.Signatory && b.Final == a.Final && (a.Number == "" || a.Number == b.Number) {
			return b, true
		}
	}
	return same, false
}

func count(before []civic.Answer) int {
	ids := map[civic.AnswerID]bool{}
	for _, b := range before {
		ids[b.ID] = true
	}
	return len(ids)
}

// identify makes an answer the next revision of the one with its number, or a new one.
func (o *Office) identify(before []civic.Answer, a civic.Answer) (civic.Answer, error) {
	for _, b := range before {
		if b.Number == a.Number {
			a.ID, a.Revision = b.ID, max(a.Revision, b.Revision+1)
		}
	}
	if a.Revision > 0 && !a.ID.IsZero() {
		return a, nil
	}
	id, err := uuid.NewV7FromReader(o.rand)
	if err != nil {
		return a, fmt.Errorf("answers: randomness: %w", err)
	}
	a.ID, a.Revision = civic.AnswerID(id), 1
	return a, nil
}
