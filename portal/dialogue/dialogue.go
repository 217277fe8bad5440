package dialogue

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"slices"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/portal/tell"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Office speaks and reads.
type Office struct {
	db     *db.DB
	key    ed25519.PrivateKey // under every message
	rand   io.Reader
	intake *intake.Intake // opens what is sealed
	said   func(tx *db.Tx, report civic.ReportID) error
	then   []func(*db.Tx, civic.Message) error
}

// New makes an office.
func New(d *db.DB, key ed25519.PrivateKey, rand io.Reader, in *intake.Intake) *Office {
	return &Office{db: d, key: key, rand: rand, intake: in, said: func(*db.Tx, civic.ReportID) error { return nil }}
}

// Spoken says what follows from a message, in the same transaction. Set it before the first Say.
func (o *Office) Spoken(do func(tx *db.Tx, report civic.ReportID) error) { o.said = do }

// Then adds what follows from every message of staff, in its transaction; call it before the first Say.
func (o *Office) Then(f func(*db.Tx, civic.Message) error) { o.then = append(o.then, f) }

// Say tells the point that took a report something: Report, Text, Author and Private are the caller's. The errors are *civic.UnfitError,
// db.ErrNotFound, or the database's.
func (o *Office) Say(ctx context.Context, m civic.Message) (said civic.Message, err error) {
	m.Text, m.Author, m.Side, m.Operator = civic.Tidy(m.Text), civic.Tidy(m.Author), civic.SideOffice, civic.NoOperator
	if wrong := m.Check(); len(wrong) > 0 {
		return said, &civic.UnfitError{Keys: wrong}
	}
	id, err := uuid.NewV7FromReader(o.rand)
	if err != nil {
		return said, fmt.Errorf("dialogue: randomness: %w", err)
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		r, err := tx.Report(m.Report)
		if err != nil {
			return err
		}
		before, err := tx.Messages(m.Report)
		if err != nil {
			return err
		}
		if n := len(before); n > 0 && repeats(before[n-1].Message, m) {
			said = before[n-1].Message
			return nil
		}
		said = m
		said.ID, said.At = civic.MessageID(id), tx.Now
		if err := tx.AddMessage(db.Message{Message: said, Came: tx.Now}); err != nil {
			return err
		}
		for _, f := range o.then {
			if err := f(tx, said); err != nil {
				return err
			}
		}
		body, err := journal.Encode(wire.NewMessage(said, o.key))
		if err != nil {
			return err
		}
		if err := o.said(tx, m.Report); err != nil {
			return err
		}
		return tell.Devices(tx, r, wire.Change{Kind: wire.ChangeMessage, Body: body})
	})
	return said, err
}

// repeats says that the last word was just this.
func repeats(last, m civic.Message) bool {
	return last.Side == m.Side && last.Text == m.Text && last.Author == m.Author && last.Private == m.Private
}

// Said is what was said about a report, in the order in which it came, private words of the point's opened. A text that was
// erased is "". What the author added later in words is among it; its photos are among the report's.
func (o *Office) Said(tx *db.Tx, report civic.ReportID) ([]db.Message, error) {
	all, err := tx.Messages(report)
	for i, m := range all {
		if err != nil || m.Side != civic.SidePoint || !m.Private {
			continue
		}
		var e db.Entry
		if e, err = tx.EntryAt(m.Arrival); err == nil {
			all[i].Text = o.intake.MessageText(&e.Entry)
		}
	}
	if err != nil {
		return nil, err
	}
	added, err := tx.Supplements(report)
	if err != nil || len(added) == 0 {
		return all, err
	}
	for _, s := range added {
		if s.Text != "" {
			all = append(all, db.Message{Came: s.Came, Arrival: s.Arrival, Message: civic.Message{
				ID: civic.MessageID(s.ID), Report: report, Side: civic.SidePoint, Operator: s.Operator, Text: s.Text, Private: true, At: s.At,
			}})
		}
	}
	slices.SortStableFunc(all, func(a, b db.Message) int { return a.Came.Compare(b.Came) })
	return all, nil
}
