package db

import (
	"fmt"
	"math"
	"slices"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Report is what the portal made of an entry. Reporter and Photos stay empty: the one is sealed, the others are in Photos.
type Report struct {
	civic.Report
	Device     civic.DeviceID
	Epoch      journal.Epoch // the entry it was made from
	Seq        uint64
	Arrival    int64
	PublicHash journal.Hash // of that entry's public part
	At         string       // the device's place
}

const reportColumns = `id, device, epoch, seq, arrival, public_hash, number, category, words, urgency, channel, address,
	settlement, lat, lon, accuracy, source, place, status, captured_at, received_at, operator`

func readReport(row scanner) (r Report, err error) {
	var epoch int64
	p := &r.Place
	err = row.Scan(fixed(r.ID[:]), fixed(r.Device[:]), &epoch, &r.Seq, &r.Arrival, fixed(r.PublicHash[:]), &r.Number, &r.Category,
		&r.Text, &r.Urgency, &r.Channel, &p.Address, &p.Settlement, &p.Position.Lat, &p.Position.Lon, &p.Position.Accuracy,
		&p.Source, &r.At, &r.Status, moment{&r.CapturedAt}, moment{&r.ReceivedAt}, &r.Operator)
	r.Epoch = journal.Epoch(epoch)
	return r, err
}

// AddReport keeps a new report.
func (t *Tx) AddReport(r Report) error {
	r = r.kept()
	if err := t.wait(inReport, &r); err != nil {
		return err
	}
	learn(&t.late.reports, r.ID, &r)
	learn(&t.known.fresh, r.ID, &fresh{})
	if taken, ok := t.known.numbers[r.Number]; ok {
		t.known.numbers[r.Number] = append(taken, r.ID)
	}
	delete(t.known.reports, r.ID)
	return nil
}

// kept is a report as it comes back from the database.
func (r Report) kept() Report {
	p := &r.Place
	for _, s := range []*string{&r.Number, &r.Text, &r.At, &p.Address, &p.Settlement, (*string)(&r.Category), (*string)(&r.Urgency), (*string)(&r.Channel), (*string)(&p.Source), (*string)(&r.Status)} {
		*s = plainText(*s)
	}
	r.CapturedAt, r.ReceivedAt = keptTime(r.CapturedAt), keptTime(r.ReceivedAt)
	r.Photos, r.Reporter, r.Origin = nil, civic.Reporter{}, ""
	return r
}

func (r *Report) values() []any {
	p := r.Place
	return []any{
		r.ID[:], r.Device[:], int64(r.Epoch), int64(r.Seq), r.Arrival, r.PublicHash[:], r.Number, string(r.Category), r.Text, string(r.Urgency),
		string(r.Channel), p.Address, p.Settlement, float64(p.Position.Lat), float64(p.Position.Lon), float64(p.Position.Accuracy),
		string(p.Source), r.At, string(r.Status), r.CapturedAt.UnixMilli(), r.ReceivedAt.UnixMilli(), int64(r.Operator),
	}
}

// Report finds one; the error wraps ErrNotFound.
func (t *Tx) Report(id civic.ReportID) (Report, error) {
	if r := t.late.reports[id]; r != nil {
		return *r, nil
	}
	if r, ok := t.known.reports[id]; ok && r != nil {
		return *r, nil
	} else if ok {
		return Report{}, fmt.Errorf("read report %s: %w", id, ErrNotFound)
	}
	return one(t, "read report "+id.String(), readReport, "SELECT "+reportColumns+" FROM report WHERE id = $1", id[:])
}

// ReportsBefore lists reports, the last arrived first, that arrived before the given one; 0 begins at the end.
func (t *Tx) ReportsBefore(arrival int64, limit int) ([]Report, error) {
	if arrival == 0 {
		arrival = math.MaxInt64
	}
	return all(t, "list reports", readReport, "SELECT "+reportColumns+` FROM report WHERE arrival < $1
		ORDER BY arrival DESC LIMIT $2`, arrival, limit)
}

// ReportsAfter lists reports, the first arrived first, that arrived after the given one.
func (t *Tx) ReportsAfter(arrival int64, limit int) ([]Report, error) {
	return all(t, "list reports", readReport, "SELECT "+reportColumns+" FROM report WHERE arrival > $1 ORDER BY arrival LIMIT $2", arrival, limit)
}

// CountReports is how many there are.
func (t *Tx) CountReports() (int64, error) {
	return one(t, "count reports", value[int64], "SELECT COUNT(*) FROM report")
}

// NumberTaken says that another report has this number.
func (t *Tx) NumberTaken(number string, except civic.ReportID) (bool, error) {
	if taken, ok := t.known.numbers[number]; ok {
		return slices.ContainsFunc(taken, func(id civic.ReportID) bool { return id != except }), nil
	}
	return one(t, "find number", value[bool], "SELECT EXISTS (SELECT 1 FROM report WHERE number = $1 AND id <> $2)", number, except[:])
}

// Step is one line of a report's history: what it became, and how.
type Step struct {
	Status     civic.Status
	At         time.Time
	Note       string
	Private    bool         // the note isn't for the public
	Act        civic.Action // "": what the report's own entry made
	Role       civic.Role   // whoever did it acted as this
	Actor      Account      // a member of staff or a citizen; zero: a program, a reception point, or nobody known
	Department civic.DepartmentSlug
	Reason     civic.Reason
	Rating     int
}

func readStep(row scanner) (s Step, err error) {
	err = row.Scan(&s.Status, moment{&s.At}, &s.Note, &s.Private, &s.Act, &s.Role, fixed(s.Actor[:]), &s.Department, &s.Reason, &s.Rating)
	return s, err
}

// AddStep puts a line under a report's history and makes its status the report's and the case's.
func (t *Tx) AddStep(id civic.ReportID, s Step) error {
	if err := t.touch(id); err != nil {
		return err
	}
	if err := t.addHistory(id, s); err != nil {
		return err
	}
	if r, c := t.late.reports[id], t.late.cases[id]; r != nil && c != nil {
		r.Status, c.Status, c.StatusAt = s.Status, s.Status, keptTime(s.At)
		return t.followPublic(id)
	}
	if _, err := t.change(id, "status of "+id.String(), "UPDATE report SET status = $1 WHERE id = $2", string(s.Status), id[:]); err != nil {
		return err
	}
	if _, err := t.change(id, "status of case "+id.String(), "UPDATE cases SET status = $1, status_at = $2 WHERE report = $3", string(s.Status), s.At.UnixMilli(), id[:]); err != nil {
		return err
	}
	return t.followPublic(id)
}

const stepColumns = "status, at, note, private, act, role, actor, department, reason, rating"

func (t *Tx) addHistory(id civic.ReportID, s Step) error {
	row := values{
		string(s.Status), s.At.UnixMilli(), s.Note, flag(s.Private), string(s.Act), string(s.Role), orNobody(s.Actor), string(s.Department), string(s.Reason), s.Rating,
	}
	if t.lacks("history", id) {
		f := t.known.fresh[id]
		f.steps++
		return t.wait(inHistory, append(values{id[:], f.steps}, row...))
	}
	_, err := t.exec("add step to "+id.String(), `INSERT INTO history (report, n, status, at, note, private, act, role, actor, department, reason, rating)
		SELECT $1, COALESCE(MAX(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM history WHERE report = $1`, append(values{id[:]}, row...)...)
	return err
}

// History lists what became of a report, the first step first.
func (t *Tx) History(id civic.ReportID) ([]Step, error) {
	return all(t, "read history of "+id.String(), readStep, `SELECT status, at, note, private, act, role, actor, department, reason, rating
		FROM history WHERE report = $1 ORDER BY n`, id[:])
}
