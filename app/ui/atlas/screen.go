// Package atlas draws a phone's map of reports: the whole screen, and what was tapped at its foot.
//
// Its invariant: where one looks is the map's own; what is on it and what is shown is the presenter's.
package atlas

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/chart"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/civic"
	"priyom/lang"
	"priyom/tiles"
)

// Host is what the page asks of the phone.
type Host interface {
	ShowReport(id civic.ReportID)
	Kept() // where one looks
}

// Screen is the page.
type Screen struct {
	p      *present.MapPage
	maps   *present.Maps
	where  *present.Whereabouts
	v      *lang.Voice
	host   Host
	chart  *mapview.Map
	source tiles.Source
	kept   string // where one looked before; the map may come later
	ids    map[string]civic.ReportID
	picks  *w.Select
	sheet  *fyne.Container
	tile   *w.Tile
	title  *w.Paragraph
	under  *w.Paragraph
	status *w.StatusChip
	shown  civic.ReportID
	room   *fyne.Container
	none   *w.Scroll
	body   fyne.CanvasObject
	stop   func()
}

// New makes the page and listens to its presenters.
func New(p *present.MapPage, maps *present.Maps, where *present.Whereabouts, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, maps: maps, where: where, v: v, host: host, chart: chart.NewHere(maps, v), source: maps.Source(), ids: map[string]civic.ReportID{}}
	s.chart.OnMarker = func(id string) { p.Show(s.ids[id]) }
	s.chart.OnCluster = func(ids []string) { p.Show(s.ids[ids[0]]) }
	s.chart.OnTapped = func(tiles.Point) { p.Hide() }
	s.picks = w.NewSelect(v.Say("map.title"), nil, -1, p.Filter)
	s.tile, s.title, s.under, s.status = w.NewTile("map-pin", 40, theme.Accent), w.NewParagraph("").Bold(), w.NewHint(""), w.NewStatusChip("", "")
	words := w.Row(12, w.Col(0, s.tile), w.Grow(w.Col(4, s.title, s.under, w.Left(s.status))), w.Middle(w.NewIcon("chevron-right", 20, theme.Muted)))
	s.sheet = w.Narrow(560, w.NewTap(v.Say("map.open"), w.Card(12, words), func() { host.ShowReport(s.shown) }))
	s.sheet.Hide()
	top := w.Narrow(560, s.picks)
	s.room = w.Col(0, w.Inset(4, 16, 8, 16, top), w.Grow(w.Stack(s.chart, w.Pad(8, 12, w.Col(0, w.Space(), s.sheet)))))
	s.none = w.NewScroll(w.NewEmpty("map", v.Say("map.none.title"), v.Say("capture.pin.none-under"), nil))
	s.body = w.Stack(s.room, s.none)
	p.OnChange, p.OnMarkers = s.draw, s.mark
	s.chart.FitBox(maps.Bounds())
	s.mark()
	s.stop = where.Listen(s.here)
	s.draw()
	s.here()
	s.chart.OnSettled = func(mapview.View) { host.Kept() }
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Back takes the report away that is shown at the foot.
func (s *Screen) Back() bool {
	if s.sheet.Visible() {
		s.p.Hide()
		return true
	}
	return false
}

// Keep implements phone.Keeping: where on the map one looks.
func (s *Screen) Keep() string { return chart.Keep(s.chart) }

// Resume implements phone.Keeping.
func (s *Screen) Resume(kept string) {
	s.kept = kept
	chart.Resume(s.chart, kept)
}

// Whole implements phone.Whole.
func (s *Screen) Whole() bool { return true }

// Leave implements phone.Leaving.
func (s *Screen) Leave() {
	s.stop()
	s.p.OnChange, s.p.OnMarkers = nil, nil
}

// here shows where one is.
func (s *Screen) here() {
	state := s.where.State()
	if !state.Known {
		s.chart.SetHere(nil)
		return
	}
	at := state.Here.Position
	s.chart.SetHere(&mapview.Here{At: tiles.Project(at.Lat, at.Lon), Accuracy: float64(at.Accuracy)})
}

func (s *Screen) mark() {
	markers := s.p.Markers()
	list := make([]mapview.Marker, len(markers))
	clear(s.ids)
	for i, m := range markers {
		status := look.Status(m.Status)
		list[i] = mapview.Marker{ID: m.ID.String(), At: m.At, Status: status, Rank: chart.Rank(status)}
		s.ids[list[i].ID] = m.ID
	}
	s.chart.SetMarkers(list)
}

func (s *Screen) draw() {
	state := s.p.State()
	if now := s.maps.Source(); now != s.source {
		began := s.source == nil
		s.source = now
		chart.Update(s.chart, s.maps)
		if !began || !chart.Resume(s.chart, s.kept) {
			s.chart.FitBox(s.maps.Bounds())
		}
	}
	choices := make([]w.Choice, len(state.Filters))
	for i, f := range state.Filters {
		choices[i] = w.Choice{Title: f.Label + " \u00b7 " + s.v.Number(int64(f.Count))}
	}
	s.picks.SetChoices(choices, state.Chosen)
	w.Show(s.room, state.Open)
	w.Show(s.none, !state.Open)
	if d := state.Shown; d != nil {
		s.shown = d.ID
		s.tile.SetStatus(d.Category.Icon, look.Status(d.Status))
		s.title.SetText(d.Category.Title)
		s.under.SetText(d.Where)
		s.status.Set(look.Status(d.Status), d.Word)
	}
	w.Show(s.sheet, state.Shown != nil)
	s.room.Refresh()
}
