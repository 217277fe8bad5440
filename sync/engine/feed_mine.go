package engine

import (
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// readMine reads a report of this device's account that was taken elsewhere.
func readMine(body []byte) (e store.Elsewhere, ok bool) {
	var m wire.MineChange
	if err := journal.Decode(body, &m); err != nil || len(m.Steps) == 0 || m.Rating < 0 || m.Rating > 5 {
		return e, false
	}
	r, err := journal.DecodeReport(m.Report)
	if err != nil || r.ID.IsZero() || r.Number == "" {
		return e, false
	}
	e = store.Elsewhere{Report: r, Received: time.UnixMilli(m.Received).UTC(), Rating: m.Rating}
	for _, step := range m.Steps {
		if step.Status == "" {
			return e, false
		}
		e.Steps = append(e.Steps, store.Event{Status: civic.Status(step.Status), At: time.UnixMilli(step.At).UTC(), Note: step.Note, Reason: civic.Reason(step.Reason)})
	}
	return e, true
}

func readAccount(body []byte) (c store.AccountChange, ok bool) {
	var a wire.AccountChange
	if err := journal.Decode(body, &a); err != nil || len(a.Account) > 400 {
		return c, false
	}
	return store.AccountChange{Account: a.Account, At: time.UnixMilli(a.Time).UTC()}, true
}

func readPicture(body []byte) (p civic.ToldPhoto, ok bool) {
	var c wire.PictureChange
	if err := journal.Decode(body, &c); err != nil {
		return p, false
	}
	return c.Civic()
}

func readSaid(body []byte) (w civic.ToldWords, ok bool) {
	var c wire.SaidChange
	if err := journal.Decode(body, &c); err != nil {
		return w, false
	}
	return c.Civic()
}
