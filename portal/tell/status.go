package tell

import (
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Status writes a step into a report's history and tells its author, and the others of the district.
func Status(tx *db.Tx, r db.Report, s db.Step) error {
	if err := tx.AddStep(r.ID, s); err != nil {
		return err
	}
	if err := Author(tx, r, s); err != nil {
		return err
	}
	return Near(tx, r.ID)
}

// Author tells the device that took a report, and those of its author's account, what became of it. A private note stays here.
func Author(tx *db.Tx, r db.Report, s db.Step) error {
	note := s.Note
	if s.Private {
		note = ""
	}
	body, err := journal.Encode(wire.StatusChange{Report: r.ID[:], Status: string(s.Status), At: s.At.UnixMilli(), Note: note, Reason: string(s.Reason)})
	if err != nil {
		return err
	}
	return Devices(tx, r, wire.Change{Kind: wire.ChangeStatus, Body: body})
}

// Devices tells all devices that hear of a report something about it.
func Devices(tx *db.Tx, r db.Report, c wire.Change) error {
	devices, err := tx.Hearers(r.ID, r.Device)
	if err != nil {
		return err
	}
	for _, d := range devices {
		if err := tx.AddChange(db.Scope{Device: d}, c); err != nil {
			return err
		}
	}
	return nil
}
