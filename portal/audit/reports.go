package audit

import (
	"reflect"

	"priyom/civic"
	"priyom/portal/db"
)

// reports compares what people look at with what the entries make. Both lists are in the order of arrival.
func (a *audit) reports(tx, replay *db.Tx) error {
	shown, should := pages{tx: tx}, pages{tx: replay}
	for {
		is, err := shown.peek()
		if err != nil {
			return err
		}
		must, err := should.peek()
		if err != nil {
			return err
		}
		switch {
		case is == nil && must == nil:
			return nil
		case is == nil || must != nil && must.Arrival > is.Arrival:
			a.find(Finding{What: "its report is missing", Device: must.Device, Epoch: must.Epoch, Seq: must.Seq})
			should.next()
		case must == nil || is.Arrival > must.Arrival:
			a.find(Finding{What: "report " + is.ID.String() + " doesn't follow from it", Device: is.Device, Epoch: is.Epoch, Seq: is.Seq})
			shown.next()
		default:
			if err := a.compare(tx, replay, *is, *must); err != nil {
				return err
			}
			shown.next()
			should.next()
		}
	}
}

// compare compares one report, with its photos and its history. What people at the portal did to it later is in the
// history behind what the entry made.
func (a *audit) compare(tx, replay *db.Tx, is, must db.Report) error {
	a.Reports++
	wrong := func(what string) {
		a.find(Finding{What: "its report's " + what + " isn't as it was told", Device: must.Device, Epoch: must.Epoch, Seq: must.Seq})
	}
	steps, err := tx.History(is.ID)
	if err != nil {
		return err
	}
	first, err := replay.History(must.ID)
	if err != nil {
		return err
	}
	status := civic.Status("")
	if len(steps) > 0 {
		status = steps[len(steps)-1].Status
	}
	if is.Status != status || len(steps) < len(first) || !reflect.DeepEqual(steps[:len(first)], first) {
		wrong("history")
	}
	is.Status = must.Status
	if !reflect.DeepEqual(is, must) {
		wrong("content")
	}
	photos, err := photosOf(tx, is)
	if err != nil {
		return err
	}
	again, err := photosOf(replay, must)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(photos, again) {
		wrong("list of photos")
	}
	if err := compareMessages(tx, replay, is, must, wrong); err != nil {
		return err
	}
	if err := compareActs(tx, replay, is, must, wrong); err != nil {
		return err
	}
	if err := compareSupplements(tx, replay, is, must, wrong); err != nil {
		return err
	}
	if err := compareInspections(tx, replay, is, must, wrong); err != nil {
		return err
	}
	return a.compareHandings(tx, replay, is, must, wrong)
}

// compareHandings compares what devices are said to have handed over.
func (a *audit) compareHandings(tx, replay *db.Tx, is, must db.Report, wrong func(what string)) error {
	handings, err := tx.Handings(is.ID)
	if err != nil {
		return err
	}
	again, err := replay.Handings(must.ID)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(handings, again) {
		wrong("list of attempts to hand answers over")
	}
	return nil
}

// photosOf leaves out what files are held, which entries don't say.
func photosOf(tx *db.Tx, r db.Report) ([]db.Photo, error) {
	photos, err := tx.Photos(r.Device, r.ID)
	for i := range photos {
		photos[i].Held = db.Held{}
	}
	return photos, err
}

// pages reads a list of reports, the last arrived first, a page at a time.
type pages struct {
	tx   *db.Tx
	page []db.Report
	last int64
	end  bool
}

// peek returns nil at the end.
func (p *pages) peek() (*db.Report, error) {
	if len(p.page) == 0 && !p.end {
		var err error
		if p.page, err = p.tx.ReportsBefore(p.last, pageLength); err != nil {
			return nil, err
		}
		if p.end = len(p.page) < pageLength; len(p.page) > 0 {
			p.last = p.page[len(p.page)-1].Arrival
		}
	}
	if len(p.page) == 0 {
		return nil, nil
	}
	return &p.page[0], nil
}

func (p *pages) next() { p.page = p.page[1:] }
