package tell

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Status writes a step into a report's history and tells the device that took it, and the others of the district.
func Status(tx *db.Tx, r db.Report, s db.Step) error {
	if err := tx.AddStep(r.ID, s); err != nil {
		return err
	}
	if err := Device(tx, r.Device, r.ID, s); err != nil {
		return err
	}
	return Near(tx, r.ID)
}

// Device tells one device what became of a report of its own. A private note stays here.
func Device(tx *db.Tx, device civic.DeviceID, report civic.ReportID, s db.Step) error {
	note := s.Note
	if s.Private {
		note = ""
	}
	body, err := journal.Encode(wire.StatusChange{Report: report[:], Status: string(s.Status), At: s.At.UnixMilli(), Note: note, Reason: string(s.Reason)})
	if err != nil {
		return err
	}
	return tx.AddChange(db.Scope{Device: device}, wire.Change{Kind: wire.ChangeStatus, Body: body})
}
