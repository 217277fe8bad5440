package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/store/journal"
)

// ErrForeign is returned for a batch that is another device's than the one that sent it.
var ErrForeign = errors.New("intake: batch is another device's")

// seenEvery is how often a device that only asks is noted as seen: each note costs a write.
const seenEvery = time.Minute

// Intake takes entries in.
type Intake struct {
	db         *db.DB
	classifier *civic.Classifier
	keys       keys.Keys
	arrived    func(*db.Tx, civic.ReportID) error
	pictured   func(*db.Tx, civic.ReportID) error
	worker     Worker
	inspector  Inspector
	crowd      crowd
}

// New makes one. Call Rejudge before the first Take.
func New(d *db.DB, classifier *civic.Classifier, k keys.Keys) *Intake {
	nothing := func(*db.Tx, civic.ReportID) error { return nil }
	return &Intake{db: d, classifier: classifier, keys: k, arrived: nothing, pictured: nothing}
}

// Arrived says what the portal itself does with each report that comes or is joined in, in the same transaction. It may be told
// of the same again. A replay leaves it out: it isn't what the device told. Set it before the first Take.
func (in *Intake) Arrived(do func(*db.Tx, civic.ReportID) error) { in.arrived = do }

// Said is what a device says at once.
type Said struct {
	Batches []journal.Batch
	Known   *journal.Head // what it had a receipt for
	Waiting *db.Queue     // of its own queue; nil if it says nothing
}

// Answer is what the portal holds of it from now on.
type Answer struct {
	Heads    []journal.Head // one for each epoch that was named
	Verdicts []Verdict
	Fork     *journal.Head // how far the epoch is held in which the device contradicts itself
	New      int           // entries that weren't here before

	agreed []journal.Head // of what was held before: places that the device told rightly
}

// Verdict is why an entry that is kept can't be used.
type Verdict struct {
	Epoch journal.Epoch
	Seq   uint64
	Key   string // translation key
}

// Take verifies all batches before it keeps anything of them. The errors wrap journal.ErrMalformed, journal.ErrBroken or
// journal.ErrSignature, or are ErrForeign, or come from the database (db.ErrFull among them).
func (in *Intake) Take(ctx context.Context, device db.Device, said Said) (Answer, error) {
	runs, err := in.verify(device, said)
	if err != nil {
		return Answer{}, err
	}
	if in.quiet(device, said) {
		if a, alarm, err := in.look(ctx, device, said); err != nil || alarm == "" {
			return a, err
		}
	}
	return in.together(&taking{device: device, said: said, runs: runs, ctx: ctx})
}

// TakeIn is Take as a part of the caller's transaction.
func (in *Intake) TakeIn(tx *db.Tx, device db.Device, said Said) (Answer, error) {
	runs, err := in.verify(device, said)
	if err != nil {
		return Answer{}, err
	}
	return in.take(tx, device, said, runs)
}

// verify looks at all that can be said without the database.
func (in *Intake) verify(device db.Device, said Said) ([]run, error) {
	runs := make([]run, 0, len(said.Batches))
	for _, b := range said.Batches {
		if b.Device != device.ID {
			return nil, ErrForeign
		}
		head, err := b.Verify(device.Key)
		if err != nil {
			return nil, fmt.Errorf("intake: %w", err)
		}
		runs = append(runs, run{b, head, in.judgeAll(device, b.Entries)})
	}
	return runs, nil
}

func (in *Intake) take(tx *db.Tx, device db.Device, said Said, runs []run) (a Answer, err error) {
	if err := foresee(tx, device, said, runs); err != nil {
		return a, err
	}
	return in.takeForeseen(tx, device, said, runs)
}

func (in *Intake) takeForeseen(tx *db.Tx, device db.Device, said Said, runs []run) (a Answer, err error) {
	for _, r := range runs {
		if err := in.takeRun(tx, device, r, &a); err != nil {
			return a, err
		}
	}
	alarm, err := compare(tx, device.ID, said.Known, &a)
	if err != nil {
		return a, err
	}
	if alarm != "" {
		if err := tx.Raise(db.Alarm{Kind: alarm, Device: device.ID, Epoch: said.Known.Epoch, Seq: said.Known.Seq}); err != nil {
			return a, err
		}
	}
	if err := tx.SeeDevice(device.ID, said.Waiting); err != nil {
		return a, err
	}
	return a, heads(tx, device.ID, said, &a)
}

// quiet says that a request changes nothing worth a write.
func (in *Intake) quiet(device db.Device, said Said) bool {
	return len(said.Batches) == 0 && (said.Waiting == nil || *said.Waiting == device.Queue) && in.db.Now().Sub(device.Seen) < seenEvery
}

func (in *Intake) look(ctx context.Context, device db.Device, said Said) (a Answer, alarm db.AlarmKind, err error) {
	err = in.db.Read(ctx, func(tx *db.Tx) error {
		if alarm, err = compare(tx, device.ID, said.Known, &a); err != nil {
			return err
		}
		return heads(tx, device.ID, said, &a)
	})
	return a, alarm, err
}

// compare holds what a device had a receipt for against what is here.
func compare(tx *db.Tx, device civic.DeviceID, known *journal.Head, a *Answer) (db.AlarmKind, error) {
	if known == nil || known.Seq == 0 || slices.Contains(a.agreed, *known) {
		return "", nil
	}
	head, err := tx.Head(device, known.Epoch)
	if err != nil {
		return "", err
	}
	if head.Seq < known.Seq {
		return db.AlarmLost, nil
	}
	if head == *known {
		return "", nil
	}
	stored, err := tx.StoredRange(device, known.Epoch, known.Seq, known.Seq)
	if err != nil {
		return "", err
	}
	if len(stored) == 1 && stored[0].Sum == known.Hash {
		return "", nil
	}
	if a.Fork == nil {
		a.Fork = &head
	}
	return db.AlarmFork, nil
}

// heads tells how far each epoch is held that the device named, each once.
func heads(tx *db.Tx, device civic.DeviceID, said Said, a *Answer) error {
	var named []journal.Epoch
	for _, b := range said.Batches {
		named = append(named, b.From().Epoch)
	}
	if said.Known != nil {
		named = append(named, said.Known.Epoch)
	}
	told := map[journal.Epoch]bool{}
	for _, epoch := range named {
		if told[epoch] {
			continue
		}
		told[epoch] = true
		head, err := tx.Head(device, epoch)
		if err != nil {
			return err
		}
		a.Heads = append(a.Heads, head)
	}
	return nil
}
