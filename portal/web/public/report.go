package public

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/web/kit"
	"priyom/tiles"
)

// shot is a photo that may be shown.
type shot struct {
	N       int        // from 1
	Address string     // of the copy, or of the preview as long as the copy is on its way
	Day     civic.Date // when it was taken; zero: nobody knows
	Metres  int        // from the spot; -1: nobody knows
	Early   bool
}

// past is a line of the history.
type past struct {
	kit.Status
	At         time.Time
	Role       civic.Role
	Department string
	Note       string
	Reason     civic.Reason
	Point      string // where it was taken
	Rating     int
}

// official is an answer as it counts.
type official struct {
	Number string
	Text   string
	Final  bool
	At     time.Time
}

type reportData struct {
	card
	Edited     bool   // by a moderator
	Point      string // the reception point that took it; "" for one from a device or a browser of somebody's own
	Captured   time.Time
	Received   time.Time
	Department string
	Due        time.Time // zero: nothing is owed
	DueKind    civic.DeadlineKind
	Took       string
	Before     []shot
	After      []shot
	History    []past
	Answers    []official
	Messages   []db.Message
	Map        string   // address of its picture; "" if there is none
	OnMap      string   // address of the district's map there
	Into       *related // it goes on as part of this one
	Parts      []related
	Near       []card
	Rating     int
	MaySupport bool // there is a way to join in
}

type related struct {
	ID     civic.ReportID
	Number string
	Title  string
}

// How many reports nearby are shown, and what is near: World units each way, half a kilometre or so.
const (
	mostNear = 3
	nearBy   = tiles.World(1) << 16
)

func (p *Public) report(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	w := p.words(p.Kit.Language(r))
	var data reportData
	if err := p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		c, err := tx.PublicCase(id)
		if err != nil {
			return err
		}
		data, err = p.readReport(tx, c, w)
		return err
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	data.MaySupport = data.Into == nil && !data.Status.Key.Final() && p.Kit.Answers("POST /reports/{id}/support")
	if data.Map != "" && !p.Pictures.HasMap(r) {
		data.Map = ""
	}
	p.pages.Show(rw, r, http.StatusOK, "report", kit.Page{Section: listPath, Data: data, Scripts: []string{p.front.Address("report.js")}})
}

func (p *Public) readReport(tx *db.Tx, c db.Case, w words) (d reportData, err error) {
	if d.card, err = p.card(tx, c, w); err != nil {
		return d, err
	}
	report, err := tx.Report(c.Report)
	if err != nil {
		return d, err
	}
	device, err := tx.Device(report.Device)
	if err != nil {
		return d, err
	}
	if device.Role == civic.RolePoint { // where anybody else's device belongs is nobody's business
		d.Point = report.At
	}
	d.Edited, d.Captured, d.Received, d.Rating = c.Text != report.Text, c.Captured, c.Received, c.Rating
	d.Department = p.department(c.Department, w.lang)
	if owed(c) {
		d.Due, d.DueKind = c.DueAt, c.DueKind
	}
	if c.Status.Done() && !c.Solved.IsZero() {
		d.Took = span(w, "public.took", c.Solved.Sub(c.Received))
	}
	if d.Before, err = p.before(tx, report, c); err != nil {
		return d, err
	}
	if d.After, err = p.after(tx, c); err != nil {
		return d, err
	}
	if d.History, err = p.history(tx, report.ID, d.Point, w); err != nil {
		return d, err
	}
	if d.Answers, err = answers(tx, c.Report); err != nil {
		return d, err
	}
	messages, err := tx.Messages(c.Report)
	for _, m := range messages {
		if !m.Private && m.Text != "" {
			d.Messages = append(d.Messages, m)
		}
	}
	if err != nil {
		return d, err
	}
	if c.Place.Source != civic.SourceNone {
		d.Map = "/reports/" + c.Report.String() + "/map.png"
	}
	return d, p.relations(tx, c, &d, w)
}

// shown makes a photo that may be looked at; ok is false for one that can't.
func (p *Public) shown(held db.Held, photo civic.Photo, n int, spot civic.Place) (s shot, ok bool) {
	s = shot{N: n, Metres: -1}
	if !photo.TakenAt.IsZero() {
		s.Day = civic.DateOf(photo.TakenAt.In(p.Kit.Location))
	}
	switch {
	case held.ShowCopy:
		s.Address = photoPath(photo.Copy)
	case held.ShowPreview:
		s.Address, s.Early = photoPath(photo.Preview), true
	default:
		return s, false
	}
	if photo.Located && spot.Source != civic.SourceNone {
		s.Metres = int(civic.Distance(photo.Position, spot.Position) + 0.5)
	}
	return s, true
}

func (p *Public) before(tx *db.Tx, report db.Report, c db.Case) (list []shot, err error) {
	photos, err := tx.Photos(report.Device, report.ID)
	for _, photo := range photos {
		if photo.Ord == db.NoOrd {
			continue // its report doesn't name it
		}
		if s, ok := p.shown(photo.Held, photo.Photo, len(list)+1, c.Place); ok {
			list = append(list, s)
		}
	}
	return list, err
}

// after are the photos of what was done, once it is said to be done. What was uploaded by mistake, older than the report or from elsewhere, isn't
// shown as what became of the spot beside a photo that is; where moderators accepted a solution without such a photo all are.
func (p *Public) after(tx *db.Tx, c db.Case) (list []shot, err error) {
	if !c.Status.Done() {
		return nil, nil
	}
	photos, err := tx.AfterPhotos(c.Report)
	proves := func(photo db.AfterPhoto) bool {
		return photo.TakenAt.After(c.Captured) && (c.Place.Source == civic.SourceNone || photo.Located && civic.Near(c.Place.Position, photo.Position))
	}
	chosen := slices.ContainsFunc(photos, proves)
	for _, photo := range photos {
		if chosen && !proves(photo) {
			continue
		}
		if s, ok := p.shown(db.Held{ShowCopy: photo.Here, ShowPreview: photo.HerePreview}, photo.Photo, len(list)+1, c.Place); ok {
			list = append(list, s)
		}
	}
	return list, err
}

// history is what became of a report, the last first: in what capacity somebody acted, never who it was.
func (p *Public) history(tx *db.Tx, report civic.ReportID, point string, w words) (list []past, err error) {
	steps, err := tx.History(report)
	for i, s := range steps {
		line := past{Status: kit.StatusOf(s.Status), At: s.At, Role: s.Role, Reason: s.Reason, Rating: s.Rating}
		if s.Department != "" {
			line.Department = p.department(s.Department, w.lang)
		}
		if !s.Private && s.Act != "" {
			line.Note = s.Note
		}
		if i == 0 {
			line.Point, line.Role = point, "" // in no capacity: they told of it
		}
		list = append([]past{line}, list...)
	}
	return list, err
}

// answers are the official answers, each as it counts.
func answers(tx *db.Tx, id civic.ReportID) (list []official, err error) {
	all, err := tx.Answers(id)
	at := map[civic.AnswerID]int{}
	for _, a := range all {
		i, known := at[a.ID]
		if !known {
			i = len(list)
			at[a.ID], list = i, append(list, official{})
		}
		list[i] = official{a.Number, withoutGreeting(a.Text), a.Final, a.At}
	}
	return list, err
}

// withoutGreeting leaves out the line that calls somebody by name: the answer was written to one person, and everybody reads it.
func withoutGreeting(text string) string {
	text = strings.TrimSpace(text)
	first, rest, more := strings.Cut(text, "\n")
	line := strings.TrimSpace(first)
	if more && len([]rune(line)) <= 90 && (strings.HasSuffix(line, "!") || strings.HasSuffix(line, ",")) {
		return strings.TrimSpace(rest)
	}
	return text
}

// relations are the reports that belong to this one, and those of the same theme nearby.
func (p *Public) relations(tx *db.Tx, c db.Case, d *reportData, w words) error {
	if !c.MergedInto.IsZero() {
		if into, err := tx.PublicCase(c.MergedInto); err == nil {
			d.Into = &related{into.Report, into.Number, title(into.Text)}
		}
	}
	const most = 20
	parts, err := tx.MergedInto(c.Report, most)
	if err != nil {
		return err
	}
	for _, part := range parts {
		d.Parts = append(d.Parts, related{part.Report, part.Number, title(part.Text)})
	}
	if c.Place.Source == civic.SourceNone {
		return nil
	}
	at := tiles.Project(c.Place.Position.Lat, c.Place.Position.Lon)
	box := tiles.Box{MinX: at.X, MinY: at.Y, MaxX: at.X + 1, MaxY: at.Y + 1}.Grow(nearBy / 4)
	f := filter{Filter: atlas.Filter{Box: &box}}
	d.OnMap = f.href(homePath)
	wide := tiles.Box{MinX: at.X, MinY: at.Y, MaxX: at.X + 1, MaxY: at.Y + 1}.Grow(nearBy)
	cases, err := tx.PublicCases(p.Atlas.Page(atlas.Filter{Box: &wide, Theme: c.Theme}, 0, mostNear+1, tx.Now))
	if err != nil {
		return err
	}
	cases = slices.DeleteFunc(cases, func(other db.Case) bool { return other.Report == c.Report })
	d.Near, err = p.cardsOf(tx, cases[:min(len(cases), mostNear)], w)
	return err
}
