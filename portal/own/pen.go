package own

import (
	"context"
	"errors"
	"time"

	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

// remembered is how long a form that is sent again is known. Forms are refused long before.
const remembered = 30 * 24 * time.Hour

// pen writes entries in one transaction.
type pen struct {
	j       *Journal
	tx      *db.Tx
	device  db.Device
	head    journal.Head
	entries []journal.Entry
	after   []func(tx *db.Tx) error
}

// write puts an entry at the end of the journal; personal is sealed, if there is any.
func (p *pen) write(kind journal.Kind, public, personal []byte, blobs ...journal.Blob) error {
	var sealed []byte
	if personal != nil {
		var err error
		if sealed, err = p.j.seal.Seal(p.j.id, public, personal); err != nil {
			return err
		}
	}
	e := journal.New(journal.Header{
		Device: p.j.id, Epoch: p.head.Epoch, Seq: p.head.Seq + 1, Prev: p.head.Hash, Time: p.tx.Now, Kind: kind,
	}, public, sealed, blobs)
	head, err := p.head.Extend(&e)
	if err != nil {
		return err
	}
	p.head, p.entries = head, append(p.entries, e)
	return nil
}

// then does something once the entries were taken in.
func (p *pen) then(f func(tx *db.Tx) error) { p.after = append(p.after, f) }

// tell says something once: what say writes, what follows from it and the result that it returns are one transaction, and whoever comes
// with the same key again gets that result. The errors of say come back as they are; a *RefusedError is a mistake of this program,
// or a classifier that changed meanwhile.
func (j *Journal) tell(ctx context.Context, key Key, say func(p *pen) (result []byte, err error)) (result []byte, err error) {
	err = j.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.LockOwn(); err != nil {
			return err
		}
		if result, err = tx.Told(key); err == nil || !errors.Is(err, db.ErrNotFound) {
			return err
		}
		p := &pen{j: j, tx: tx}
		if p.device, err = j.device(tx); err != nil {
			return err
		}
		if p.head, err = j.head(tx); err != nil {
			return err
		}
		if result, err = say(p); err != nil {
			return err
		}
		if err := p.take(); err != nil {
			return err
		}
		return tx.PutTold(key, result, tx.Now.Add(-remembered))
	})
	return result, err
}

// take signs what was written and takes it in.
func (p *pen) take() error {
	if len(p.entries) > 0 {
		batch := journal.Sign(p.entries, p.j.key)
		answer, err := p.j.intake.TakeIn(p.tx, p.device, intake.Said{Batches: []journal.Batch{batch}})
		switch {
		case err != nil:
			return err
		case len(answer.Verdicts) > 0:
			return &RefusedError{answer.Verdicts[0].Key}
		case answer.Fork != nil || answer.New != len(p.entries):
			return errors.New("own: the journal is held otherwise than it was read")
		}
	}
	for _, f := range p.after {
		if err := f(p.tx); err != nil {
			return err
		}
	}
	return nil
}
