package tell

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Mine tells a device of a report that another device of its account took, or a browser, as it now is. What it says is what the author
// told in the open, and what became of it; a private note stays here.
func Mine(tx *db.Tx, device civic.DeviceID, r db.Report) error {
	photos, err := tx.Photos(r.Device, r.ID)
	if err != nil {
		return err
	}
	r.Photos = nil
	for _, p := range photos {
		if p.Ord != db.NoOrd {
			r.Photos = append(r.Photos, p.Photo)
		}
	}
	public, err := journal.EncodeReport(r.Report)
	if err != nil {
		return err
	}
	c, err := tx.Case(r.ID)
	if err != nil {
		return err
	}
	steps, err := tx.History(r.ID)
	if err != nil {
		return err
	}
	m := wire.MineChange{Report: public, Received: c.Received.UnixMilli(), Rating: c.Rating}
	for _, s := range steps {
		if s.Private {
			s.Note = ""
		}
		m.Steps = append(m.Steps, wire.MineStep{Status: string(s.Status), At: s.At.UnixMilli(), Note: s.Note, Reason: string(s.Reason)})
	}
	body, err := journal.Encode(m)
	if err != nil {
		return err
	}
	return tx.AddChange(db.Scope{Device: device}, wire.Change{Kind: wire.ChangeMine, Body: body})
}
