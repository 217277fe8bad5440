package intake

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// run is a verified batch, with what could be said of its entries without the database.
type run struct {
	journal.Batch
	head   journal.Head // where it leads
	judged []judged
}

// takeRun keeps what a run adds to its epoch. One that begins beyond what is held adds nothing, and the head in the
// answer tells the device where to begin; one that contradicts what is held is a fork.
func (in *Intake) takeRun(tx *db.Tx, device db.Device, r run, a *Answer) error {
	from := r.From()
	held, err := tx.Head(device.ID, from.Epoch)
	if err != nil || from.Seq > held.Seq {
		return err
	}
	same, err := overlaps(tx, device.ID, r, held, a)
	if err != nil {
		return err
	}
	if !same {
		if a.Fork == nil {
			a.Fork = &held
		}
		return tx.Raise(db.Alarm{Kind: db.AlarmFork, Device: device.ID, Epoch: from.Epoch, Seq: r.head.Seq})
	}
	a.agreed = append(a.agreed, from)
	if r.head.Seq <= held.Seq {
		return nil
	}
	if held.Seq == 0 {
		if err := checkLink(tx, device.ID, from); err != nil {
			return err
		}
	}
	for i := held.Seq - from.Seq; i < uint64(len(r.Entries)); i++ {
		e := db.Entry{Entry: r.Entries[i], Sum: r.Entries[i].Hash(), Received: tx.Now, Role: device.Role, Place: device.Place, Used: true}
		if e.Seq == r.head.Seq {
			e.Signature = r.Signature
		}
		if err := in.keep(tx, e, r.judged[i], a); err != nil {
			return err
		}
	}
	return tx.PutHead(device.ID, r.head)
}

// keep puts a new entry into the journal and makes of it what can be made.
func (in *Intake) keep(tx *db.Tx, e db.Entry, j judged, a *Answer) (err error) {
	if e.Arrival, err = tx.AddEntry(e); err != nil {
		return err
	}
	a.New++
	used, verdict, err := settle(tx, e, j)
	if err != nil {
		return err
	}
	if verdict != "" {
		a.Verdicts = append(a.Verdicts, Verdict{e.Epoch, e.Seq, verdict})
	}
	if used {
		return in.work(tx, e, j)
	}
	return tx.SettleEntry(e.Arrival, used, verdict)
}

// overlaps compares what a run repeats with what is held, and repeats the verdicts on it. The entry that the run says it
// follows is compared too.
func overlaps(tx *db.Tx, device civic.DeviceID, r run, held journal.Head, a *Answer) (same bool, err error) {
	from := r.From()
	if from == held {
		return true, nil // it follows the last that is held
	}
	first := max(from.Seq, 1)
	stored, err := tx.StoredRange(device, from.Epoch, first, min(r.head.Seq, held.Seq))
	if err != nil {
		return false, err
	}
	for i, s := range stored {
		seq := first + uint64(i)
		sum := from.Hash
		if seq > from.Seq {
			sum = r.Entries[seq-from.Seq-1].Hash()
		}
		if s.Sum != sum {
			return false, nil
		}
		if s.Verdict != "" && seq > from.Seq {
			a.Verdicts = append(a.Verdicts, Verdict{from.Epoch, seq, s.Verdict})
		}
	}
	return true, nil
}

// checkLink raises an alarm for a new epoch that continues nothing known here. It is taken in all the same: what people
// said in it isn't to blame.
func checkLink(tx *db.Tx, device civic.DeviceID, from journal.Head) error {
	linked := false
	if from.Hash.IsZero() {
		before, err := tx.Heads(device)
		if err != nil {
			return err
		}
		linked = len(before) == 0
	} else {
		var err error
		if linked, err = tx.HasEntry(device, from.Hash); err != nil {
			return err
		}
	}
	if linked {
		return nil
	}
	return tx.Raise(db.Alarm{Kind: db.AlarmUnlinked, Device: device, Epoch: from.Epoch, Seq: 1})
}
