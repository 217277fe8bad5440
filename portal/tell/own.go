package tell

import (
	"errors"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Said tells the other devices of a report's author what they said about it on one, or in a browser.
func Said(tx *db.Tx, s wire.SaidChange, from civic.DeviceID) error {
	return others(tx, civic.ReportID(s.Report), from, func() (wire.Change, error) { return said(s) })
}

// Picture tells them of a photo that they may fetch.
func Picture(tx *db.Tx, report civic.ReportID, p civic.Photo, side civic.PhotoSide, from civic.DeviceID) error {
	if p.State != civic.PhotoPrepared || p.Copy.IsZero() || p.Preview.IsZero() {
		return nil
	}
	return others(tx, report, from, func() (wire.Change, error) { return picture(report, p, side) })
}

func said(s wire.SaidChange) (wire.Change, error) {
	body, err := journal.Encode(s)
	return wire.Change{Kind: wire.ChangeSaid, Body: body}, err
}

func picture(report civic.ReportID, p civic.Photo, side civic.PhotoSide) (wire.Change, error) {
	body, err := journal.Encode(wire.NewPicture(report, p, side))
	return wire.Change{Kind: wire.ChangePicture, Body: body}, err
}

// others tells all who hear of a report but the one from which it came. Of what comes before its report they hear with the report.
func others(tx *db.Tx, id civic.ReportID, from civic.DeviceID, make func() (wire.Change, error)) error {
	r, err := tx.Report(id)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	devices, err := tx.Hearers(id, r.Device)
	if err != nil {
		return err
	}
	devices = slices.DeleteFunc(devices, func(d civic.DeviceID) bool { return d == from })
	if len(devices) == 0 {
		return nil
	}
	c, err := make()
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

// Solved is a casework.Follower: who hears of a report may see what was done as soon as that is said.
func Solved(tx *db.Tx, before, after db.Case, _ db.Step) error {
	if after.Status != civic.StatusSolved || before.Status == civic.StatusSolved {
		return nil
	}
	done, err := tx.AfterPhotos(after.Report)
	if err != nil {
		return err
	}
	for _, p := range done {
		p.State = civic.PhotoPrepared
		if err := Picture(tx, after.Report, p.Photo, civic.SideAfter, civic.DeviceID{}); err != nil {
			return err
		}
	}
	return nil
}

// Past tells one device what there is of a report that it begins to hear of: its pictures, and what its author said about it. What the device
// said itself it knows.
func Past(tx *db.Tx, device civic.DeviceID, r db.Report, c db.Case) error {
	var all []wire.Change
	add := func(c wire.Change, err error) error {
		all = append(all, c)
		return err
	}
	photos, err := tx.Photos(r.Device, r.ID)
	if err != nil {
		return err
	}
	for _, p := range photos {
		side := civic.SideBefore
		if p.Ord == db.NoOrd {
			side = civic.SideAdded
		}
		if p.State == civic.PhotoPrepared {
			if err := add(picture(r.ID, p.Photo, side)); err != nil {
				return err
			}
		}
	}
	if !c.Solved.IsZero() {
		done, err := tx.AfterPhotos(r.ID)
		if err != nil {
			return err
		}
		for _, p := range done {
			if err := add(picture(r.ID, p.Photo, civic.SideAfter)); err != nil {
				return err
			}
		}
	}
	words, err := pastWords(tx, r.ID)
	if err != nil {
		return err
	}
	for _, s := range words {
		if err := add(said(s)); err != nil {
			return err
		}
	}
	for _, c := range all {
		if err := tx.AddChange(db.Scope{Device: device}, c); err != nil {
			return err
		}
	}
	return nil
}

// pastWords are all that the author said, kind by kind.
func pastWords(tx *db.Tx, id civic.ReportID) (all []wire.SaidChange, err error) {
	messages, err := tx.Messages(id)
	if err != nil {
		return nil, err
	}
	for _, m := range messages {
		if m.Side == civic.SidePoint {
			all = append(all, SaidMessage(m.Message, m.Arrival))
		}
	}
	added, err := tx.Supplements(id)
	if err != nil {
		return nil, err
	}
	for _, s := range added {
		all = append(all, SaidSupplement(s.Supplement))
	}
	acts, err := tx.AuthorActs(id)
	for _, a := range acts {
		all = append(all, SaidAct(a.AuthorAct, a.Arrival))
	}
	return all, err
}

// SaidMessage is a message of the author's; arrival is its entry's, where private words lie sealed.
func SaidMessage(m civic.Message, arrival int64) wire.SaidChange {
	s := wire.SaidChange{ID: m.ID[:], Report: m.Report[:], What: wire.SaidMessage, Text: m.Text, Private: m.Private, Time: m.At.UnixMilli()}
	if m.Private {
		s.Text, s.Sealed = "", arrival
	}
	return s
}

// SaidSupplement is what the author added.
func SaidSupplement(a civic.Supplement) wire.SaidChange {
	s := wire.SaidChange{ID: a.ID[:], Report: a.Report[:], What: wire.SaidSupplement, Text: a.Text, Time: a.At.UnixMilli()}
	for _, p := range a.Photos {
		s.Photos = append(s.Photos, p.ID[:])
	}
	return s
}

// SaidAct is an act of the author's; arrival is its entry's, where its words lie sealed, if it has any.
func SaidAct(a civic.AuthorAct, arrival int64) wire.SaidChange {
	return wire.SaidChange{ID: a.ID[:], Report: a.Report[:], What: string(a.Act), Time: a.At.UnixMilli(), Rating: a.Rating, Sealed: arrival}
}
