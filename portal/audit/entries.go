package audit

import (
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// chain is one epoch of one device.
type chain struct {
	device civic.DeviceID
	epoch  journal.Epoch
}

// link is how far a chain was followed, and how far its device's signature reaches.
type link struct {
	journal.Head
	signed uint64
}

// entries follows all chains at once, in the order in which the entries arrived, and replays each.
func (a *audit) entries(tx, replay *db.Tx) error {
	devices, err := tx.Devices()
	if err != nil {
		return err
	}
	for i, d := range devices {
		a.Devices++
		a.keys[d.ID] = d
		if err := replay.AddDevice(d, d.Code, int64(i)); err != nil {
			return err
		}
	}
	if err := publish(tx, replay); err != nil {
		return err
	}
	if err := errors.Join(tx.EachShare(replay.AddShare), tx.EachVouched(func(v db.Vouched) error { return replay.Vouch(v.Signature, v.Petition, v.Voucher) }), tx.EachKin(replay.AddKin)); err != nil {
		return err
	}
	last := int64(0)
	for {
		page, err := tx.EntriesAfter(last, pageLength)
		if err != nil {
			return err
		}
		for _, e := range page {
			a.Entries++
			if e.Arrival != last+1 {
				a.find(about(e, fmt.Sprintf("arrivals %d to %d, just before it, are missing", last+1, e.Arrival-1)))
			}
			last = e.Arrival
			a.follow(e)
			if err := a.replay(replay, e); err != nil {
				return err
			}
			if err := a.recall(tx, replay, e); err != nil {
				return err
			}
		}
		if len(page) < pageLength {
			break
		}
	}
	arrived, err := tx.Arrived()
	if err != nil {
		return err
	}
	if arrived != last {
		a.find(Finding{What: fmt.Sprintf("entries with the arrivals %d to %d are missing", last+1, arrived)})
	}
	return a.ends(tx, devices)
}

// follow checks an entry by itself, against the one before it, and against its device's signature.
func (a *audit) follow(e db.Entry) {
	c := chain{e.Device, e.Epoch}
	at := a.heads[c]
	if at == nil {
		at = &link{Head: journal.Head{Epoch: e.Epoch, Hash: e.Prev}}
		a.heads[c] = at
	}
	_, err := at.Extend(&e.Entry)
	broken := (*journal.BrokenError)(nil)
	switch {
	case errors.As(err, &broken):
		a.find(about(e, "chain broken: "+broken.Reason))
	case err != nil:
		a.find(about(e, err.Error()))
	case e.Hash() != e.Sum:
		a.find(about(e, "content doesn't match the hash it arrived with"))
	}
	if e.Signature != nil {
		batch := journal.Batch{Device: e.Device, Entries: []journal.Entry{e.Entry}, Signature: e.Signature}
		if _, err := batch.Verify(a.keys[e.Device].Key); err != nil && e.Hash() == e.Sum {
			a.find(about(e, "not what its device signed"))
		}
		at.signed = e.Seq
	}
	at.Head = journal.Head{Epoch: e.Epoch, Seq: e.Seq, Hash: e.Sum} // so that one wrong entry is named once
}

// replay makes of an entry again what was made of it, and compares the verdicts.
func (a *audit) replay(tx *db.Tx, e db.Entry) error {
	used, verdict, err := a.in.Replay(tx, e)
	if err != nil {
		return err
	}
	if used != e.Used || verdict != e.Verdict {
		a.find(about(e, fmt.Sprintf("is marked used %v, %q, and should be used %v, %q", e.Used, e.Verdict, used, verdict)))
	}
	return nil
}

// ends compares where the chains end with what receipts are signed for.
func (a *audit) ends(tx *db.Tx, devices []db.Device) error {
	known := map[chain]bool{}
	for _, d := range devices {
		heads, err := tx.Heads(d.ID)
		if err != nil {
			return err
		}
		for _, h := range heads {
			c := chain{d.ID, h.Epoch}
			known[c] = true
			at := a.heads[c]
			if at == nil {
				at = &link{}
			}
			f := Finding{Device: d.ID, Epoch: h.Epoch, Seq: h.Seq}
			switch {
			case at.Seq < h.Seq:
				f.What = fmt.Sprintf("is the last that receipts were given for, but the chain ends at %d", at.Seq)
			case at.Head != h:
				f.What = "isn't the end of its chain, as the head says"
			case at.signed != h.Seq:
				f.What = "is the last of its chain, and its device didn't sign it"
			default:
				continue
			}
			a.find(f)
		}
	}
	for c, at := range a.heads {
		if !known[c] {
			a.find(Finding{What: "its chain has no head", Device: c.device, Epoch: c.epoch, Seq: at.Seq})
		}
	}
	return nil
}
