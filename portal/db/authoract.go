package db

import (
	"time"

	"priyom/civic"
)

// AuthorAct is what the author of a report did, as it was told. Its Comment stays empty: it is sealed in the entry.
type AuthorAct struct {
	civic.AuthorAct
	Came    time.Time
	Arrival int64
	Done    bool // it changed something; else it came too late
}

const authorActColumns = "id, report, act, rating, operator, at, came, arrival, done"

func readAuthorAct(row scanner) (a AuthorAct, err error) {
	err = row.Scan(fixed(a.ID[:]), fixed(a.Report[:]), &a.Act, &a.Rating, &a.Operator, moment{&a.At}, moment{&a.Came}, &a.Arrival, &a.Done)
	return a, err
}

// AddAuthorAct keeps an act, and says whether it is new; the same told again changes nothing.
func (t *Tx) AddAuthorAct(a AuthorAct) (added bool, err error) {
	n, err := t.exec("add act on "+a.Report.String(), "INSERT INTO author_act ("+authorActColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`, a.ID[:], a.Report[:], string(a.Act), a.Rating,
		int64(a.Operator), a.At.UnixMilli(), a.Came.UnixMilli(), a.Arrival, flag(a.Done))
	return n > 0, err
}

// AuthorActDone notes that an act changed something.
func (t *Tx) AuthorActDone(id civic.ActID) error {
	_, err := t.exec("act "+id.String()+" done", "UPDATE author_act SET done = 1 WHERE id = $1", id[:])
	return err
}

// AuthorActs lists what a report's author did, in the order in which it came here.
func (t *Tx) AuthorActs(report civic.ReportID) ([]AuthorAct, error) {
	return all(t, "read acts on "+report.String(), readAuthorAct, "SELECT "+authorActColumns+" FROM author_act WHERE report = $1 ORDER BY arrival", report[:])
}

// Supplement is what the author of a report added to it. Of its photos only the ids are here; Photos has the rest.
type Supplement struct {
	civic.Supplement
	Came    time.Time
	Arrival int64
}

// AddSupplement keeps a supplement, and says whether it is new; the same told again changes nothing.
func (t *Tx) AddSupplement(s Supplement) (added bool, err error) {
	n, err := t.exec("add supplement to "+s.Report.String(), `INSERT INTO supplement (id, report, words, operator, at, came, arrival)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`, s.ID[:], s.Report[:], s.Text, int64(s.Operator), s.At.UnixMilli(),
		s.Came.UnixMilli(), s.Arrival)
	if err != nil || n == 0 {
		return false, err
	}
	for i, p := range s.Photos {
		if _, err := t.exec("add photo to supplement", "INSERT INTO supplement_photo (supplement, n, photo) VALUES ($1, $2, $3)", s.ID[:], i, p.ID[:]); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Supplements lists what was added to a report, in the order in which it came here.
func (t *Tx) Supplements(report civic.ReportID) ([]Supplement, error) {
	list, err := all(t, "read supplements to "+report.String(), func(row scanner) (s Supplement, err error) {
		err = row.Scan(fixed(s.ID[:]), fixed(s.Report[:]), &s.Text, &s.Operator, moment{&s.At}, moment{&s.Came}, &s.Arrival)
		return s, err
	}, "SELECT id, report, words, operator, at, came, arrival FROM supplement WHERE report = $1 ORDER BY arrival", report[:])
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Photos, err = all(t, "read photos of supplement", func(row scanner) (p civic.Photo, err error) {
			err = row.Scan(fixed(p.ID[:]))
			return p, err
		}, "SELECT photo FROM supplement_photo WHERE supplement = $1 ORDER BY n", list[i].ID[:]); err != nil {
			return nil, err
		}
	}
	return list, nil
}
