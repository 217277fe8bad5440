// Package district draws the map of all reports that have a position.
//
// Its invariant: what is on the map, counted and shown is the presenter's; where one looks is the map's own, and nothing that
// the presenter says moves it but the choice of a report that would lie under its own card.
package district

import (
	"reflect"

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

// Screen is the map's page.
type Screen struct {
	p       *present.MapPage
	maps    *present.Maps
	v       *lang.Voice
	title   *w.PageTitle
	chips   *w.ChipRow
	labels  []string // of the chips
	chart   *mapview.Map
	source  tiles.Source
	fitted  *mapview.View             // where the whole district is seen; nil until there is room for it
	ids     map[string]civic.ReportID // by marker
	sheet   *sheet
	shown   *card
	offer   *offer
	room    *fyne.Container // the map and what lies on it
	empty   *w.Empty
	action  *w.MainButton
	content fyne.CanvasObject
}

// New makes the page and listens to its presenter.
func New(p *present.MapPage, maps *present.Maps, v *lang.Voice) *Screen {
	s := &Screen{p: p, maps: maps, v: v, source: maps.Source(), ids: map[string]civic.ReportID{}}
	s.title = w.NewPageTitle(v.Say("map.title"), "")
	s.chips = w.NewChipRow(nil, -1, p.Filter)
	s.chart = chart.New(maps, v)
	s.chart.SetCorners(theme.CardRadius, theme.Ground)
	s.chart.SetBadge(chart.Offline(v))
	s.chart.OnMarker, s.chart.OnCluster, s.chart.OnTapped = s.one, s.several, s.ask
	s.chart.OnPinDropped = s.ask
	s.shown, s.offer = newCard(s), newOffer(s)
	s.sheet = newSheet(w.Stack(s.shown.body, s.offer.body))
	s.room = &fyne.Container{Layout: over{s.refit}, Objects: []fyne.CanvasObject{s.chart, s.sheet}}
	s.action = w.NewMainButton("settings", v.Say("map.none.main"), p.Settings)
	s.empty = w.NewEmpty("map", v.Say("map.none.title"), v.Say("map.none.under"), s.action)
	s.content = w.Pad(16, 24, w.Col(12, s.title, s.chips, w.Grow(w.Stack(s.room, s.empty))))
	p.OnChange, p.OnMarkers = s.draw, s.mark
	s.whole()
	s.resume()
	s.mark()
	s.draw()
	s.chart.OnSettled = s.looked
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the map, or on the way to one.
func (s *Screen) Focus(c fyne.Canvas) {
	if s.source == nil {
		c.Focus(s.action)
		return
	}
	c.Focus(s.chart)
}

// Key acts on F5, and on Esc while something lies on the map.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyF5:
		s.p.Reload()
	case name == fyne.KeyEscape && s.sheet.Visible():
		s.close()
	default:
		return false
	}
	return true
}

// whole shows the whole district, now and with the key Home.
func (s *Screen) whole() {
	s.chart.SetStart(chart.Whole(s.maps))
	s.chart.FitBox(s.maps.Bounds())
	s.fitted = nil
}

// resume looks where somebody looked before the page was built anew.
func (s *Screen) resume() {
	if eye := s.p.Eye(); eye != nil {
		s.chart.SetView(mapview.View{Centre: eye.Centre, Zoom: eye.Zoom})
		s.fitted = &mapview.View{} // that was left
	}
}

// looked keeps where somebody looks, unless it is the whole district.
func (s *Screen) looked(at mapview.View) {
	if s.fitted == nil || at == *s.fitted {
		s.p.Look(nil)
		return
	}
	s.p.Look(&present.MapEye{Centre: at.Centre, Zoom: at.Zoom})
}

// refit gives the map another room. The whole district is seen in that too, unless somebody has looked elsewhere.
func (s *Screen) refit(size fyne.Size) {
	whole := s.fitted == nil || s.chart.View() == *s.fitted
	s.chart.Resize(size)
	if whole {
		s.chart.FitBox(s.maps.Bounds())
		view := s.chart.View()
		s.fitted = &view
		s.p.Look(nil)
	}
}

// mark puts the reports on the map.
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

// one shows a report.
func (s *Screen) one(id string) { s.several([]string{id}) }

// several shows the first of reports at one place, and lets turn to the others.
func (s *Screen) several(ids []string) {
	s.offer.hide()
	s.shown.turnOver(ids)
}

// ask offers to report something at a place.
func (s *Screen) ask(at tiles.Point) {
	s.shown.hide()
	s.offer.show(at)
	s.lay()
}

// close takes away what lies on the map, and gives the keyboard back to it.
func (s *Screen) close() {
	s.offer.hide()
	s.shown.hide()
	s.lay()
	if c := w.CanvasShowing(s.chart); c != nil {
		c.Focus(s.chart)
	}
}

// lay lays the card on the map, or nothing.
func (s *Screen) lay() {
	s.sheet.Hidden = !s.shown.body.Visible() && !s.offer.body.Visible()
	s.room.Layout.Layout(s.room.Objects, s.room.Size())
	s.sheet.Refresh()
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	state := s.p.State()
	under := state.Under
	switch {
	case !state.Open:
		under = ""
	case state.Nowhere != "":
		under += " \u00b7 " + state.Nowhere
	}
	s.title.Set(s.v.Say("map.title"), under)
	s.drawChips(state)
	if now := s.maps.Source(); now != s.source {
		s.source = now
		chart.Update(s.chart, s.maps)
		s.whole()
	}
	w.Show(s.room, state.Open)
	w.Show(s.empty, !state.Open)
	s.shown.draw(state.Shown)
	s.lay()
}

func (s *Screen) drawChips(state present.MapPageState) {
	labels := make([]string, len(state.Filters))
	for i, f := range state.Filters {
		labels[i] = f.Label + " \u00b7 " + s.v.Number(int64(f.Count))
	}
	if !reflect.DeepEqual(labels, s.labels) || s.chips.Chosen() != state.Chosen {
		s.labels = labels
		s.chips.SetChips(labels, state.Chosen)
	}
	w.Show(s.chips, state.Open)
}
