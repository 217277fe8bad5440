package present

import (
	"context"

	"priyom/civic"
	"priyom/tiles"
)

// MapMarker is a report on the map.
type MapMarker struct {
	ID     civic.ReportID
	At     tiles.Point
	Status civic.Status
}

// MapPageState is the map of all reports.
type MapPageState struct {
	Open    bool // there is a map
	Under   string
	Filters []Filter
	Chosen  int
	Count   int    // reports on the map
	Nowhere string // how many have no position, in words; "" if none
	Shown   *Details
}

// MapPage is the map of all reports that have a position.
type MapPage struct {
	OnChange  func()
	OnMarkers func() // other reports, or other statuses

	p       *Point
	chosen  string
	shown   []filter
	rows    []spotted
	nowhere int
	busy    bool
	again   bool
	at      civic.ReportID
	details *Details
	eye     *MapEye
}

// MapEye is where somebody looks on a map.
type MapEye struct {
	Centre tiles.Point
	Zoom   float64
}

// Eye is where somebody has turned to, for a page that is built anew; nil if they never left what the map began with.
func (g *MapPage) Eye() *MapEye { return g.eye }

// Look keeps where somebody looks; nil is what the map begins with.
func (g *MapPage) Look(at *MapEye) { g.eye = at }

// spotted is a report with what the map needs of it.
type spotted struct {
	id     civic.ReportID
	status civic.Status
	at     tiles.Point
}

func newMapPage(p *Point) *MapPage { return &MapPage{p: p, chosen: "all"} }

// State is what to show.
func (g *MapPage) State() MapPageState {
	v := g.p.Voice()
	s := MapPageState{Open: g.p.Maps.open != nil, Count: len(g.Markers()), Shown: g.details}
	s.Under = v.Count("map.reports", s.Count, nil)
	if g.nowhere > 0 {
		s.Nowhere = v.Count("map.nowhere", g.nowhere, nil)
	}
	g.shown = g.shown[:0]
	for _, f := range filters {
		if !f.mapped() {
			continue
		}
		n := g.count(f)
		if n == 0 && !f.always && f.key != g.chosen {
			continue
		}
		if f.key == g.chosen {
			s.Chosen = len(g.shown)
		}
		g.shown = append(g.shown, f)
		s.Filters = append(s.Filters, Filter{Label: v.Say("journal.filter." + f.key), Count: n})
	}
	return s
}

func (g *MapPage) count(f filter) int {
	n := 0
	for _, r := range g.rows {
		if f.takes(r.status) {
			n++
		}
	}
	return n
}

// mapped says that a filter goes by what the map knows of a report: its status.
func (f filter) mapped() bool { return !f.drafts && !f.overdue && !f.unseen }

// takes says that a filter lets a status through.
func (f filter) takes(s civic.Status) bool {
	if len(f.statuses) == 0 {
		return true
	}
	for _, one := range f.statuses {
		if one == s {
			return true
		}
	}
	return false
}

// Markers are the reports that the filter lets through.
func (g *MapPage) Markers() []MapMarker {
	var chosen filter
	for _, f := range filters {
		if f.key == g.chosen {
			chosen = f
		}
	}
	var all []MapMarker
	for _, r := range g.rows {
		if chosen.takes(r.status) {
			all = append(all, MapMarker{r.id, r.at, r.status})
		}
	}
	return all
}

// Filter shows one kind of reports.
func (g *MapPage) Filter(i int) {
	if i >= 0 && i < len(g.shown) && g.shown[i].key != g.chosen {
		g.chosen = g.shown[i].key
		g.markersChanged()
		g.changed()
	}
}

// Show shows a report of the map beside it.
func (g *MapPage) Show(id civic.ReportID) {
	g.at = id
	j := g.p.Journal
	g.p.read.do(func(ctx context.Context) func() {
		w, err := j.whole(ctx, id)
		return func() {
			switch {
			case id != g.at:
			case err != nil:
				g.p.failed("show report", err)
			default:
				g.details = g.p.Journal.view(w)
				g.changed()
			}
		}
	})
}

// Hide closes what Show showed.
func (g *MapPage) Hide() {
	g.at, g.details = civic.ReportID{}, nil
	g.changed()
}

// Open shows the report in the journal.
func (g *MapPage) Open() {
	if g.details != nil {
		g.p.Journal.Show(g.details.ID)
	}
}

// Here begins a report at a place.
func (g *MapPage) Here(at tiles.Point) {
	g.p.Go(PageIntake)
	g.p.Intake.SetPin(at)
}

// Settings is where a map can be taken from a file.
func (g *MapPage) Settings() { g.p.Go(PageSettings) }

// Reload reads the reports again. Asked for while it reads, it reads once more afterwards.
func (g *MapPage) Reload() {
	if g.busy {
		g.again = true
		return
	}
	g.busy, g.again = true, false
	g.p.read.do(func(ctx context.Context) func() {
		rows, nowhere, err := g.read(ctx)
		return func() {
			g.busy = false
			if err != nil {
				g.p.failed("reports on the map", err)
			} else {
				g.rows, g.nowhere = rows, nowhere
				g.markersChanged()
				g.changed()
			}
			if g.again {
				g.Reload()
			}
		}
	})
}

func (g *MapPage) read(ctx context.Context) (rows []spotted, nowhere int, err error) {
	spots, err := g.p.store.Spots(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range spots {
		if s.Source == civic.SourceNone {
			nowhere++
			continue
		}
		rows = append(rows, spotted{s.ID, s.Status, tiles.Project(s.Position.Lat, s.Position.Lon)})
	}
	return rows, nowhere, nil
}

func (g *MapPage) markersChanged() {
	if g.OnMarkers != nil {
		g.OnMarkers()
	}
}

func (g *MapPage) changed() {
	if g.OnChange != nil {
		g.OnChange()
	}
}
