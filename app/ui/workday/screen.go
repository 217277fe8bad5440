// Package workday draws what an inspector's day came to: where they were, in which order, what came of it and what is left.
//
// Its invariant: everything on it was handed in on this device; nothing is measured for it.
package workday

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/chart"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/lang"
	"priyom/tiles"
)

// mapHeight is that of the map, in pixels at 100 %.
const mapHeight = 232

// Host is what the page asks of the phone.
type Host interface {
	Push(page present.Page, arg string)
	Redraw()
	Copy(text string)
	Notify(t present.Tone, words string)
}

// Screen is the page.
type Screen struct {
	p    *present.Workday
	maps *present.Maps
	v    *lang.Voice
	host Host

	chart  *mapview.Map
	source tiles.Source
	way    []tiles.Point
	day    *w.Paragraph
	next   *w.IconButton
	room   *fyne.Container // the map
	nums   *fyne.Container
	out    *fyne.Container
	outOf  *fyne.Container
	ends   *fyne.Container
	endsOf *fyne.Container
	stops  *fyne.Container
	note   *w.Paragraph
	whole  *fyne.Container
	empty  *w.Empty
	print  *w.Button
	share  *w.MainButton
	page   *w.Scroll
	drawn  present.WorkdayState
}

// New makes the page and listens to its presenter.
func New(p *present.Workday, maps *present.Maps, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, maps: maps, v: v, host: host, source: maps.Source(), chart: chart.New(maps, v), nums: w.Col(10), out: w.Col(6), ends: w.Col(10), stops: w.Col(0)}
	s.chart.ShowButtons(false)
	s.chart.SetCorners(theme.CardRadius, theme.Ground)
	s.chart.OnMarker = s.tapped
	s.room = w.Scaled(0, mapHeight, s.chart)
	s.day = w.NewParagraph("").Bold().Step(theme.Heading)
	s.next = w.NewIconButton("chevron-right", v.Say("day.next"), func() { p.Shift(1) })
	days := w.Row(4, w.NewIconButton("chevron-left", v.Say("day.previous"), func() { p.Shift(-1) }), w.Grow(w.Middle(s.day)), s.next)
	s.outOf = w.Card(16, w.Col(10, w.NewLabel(v.Say("workday.outcomes")), s.out))
	s.endsOf = w.Card(16, s.ends)
	s.note = w.NewHint("")
	s.print = w.NewButton("printer", v.Say("workday.print"), p.Print)
	s.share = w.NewMainButton("copy", v.Say("workday.share"), s.copy)
	list := w.Col(8, w.NewLabel(v.Say("workday.stops")), w.Card(0, s.stops), s.note)
	facts := w.Col(12, s.nums, s.outOf, s.endsOf)
	s.whole = w.Columns(640, 16, 1, 1, w.Col(12, s.room, facts), w.Col(12, list, w.Left(s.print)))
	s.empty = w.NewEmpty("clipboard-check", v.Say("workday.empty"), v.Say("workday.empty.under"), nil)
	s.page = w.NewScroll(w.Inset(0, 16, 16, 16, w.Col(8, days, s.whole, s.empty)))
	p.OnChange = s.draw
	p.Attend()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Back implements phone.Screen.
func (s *Screen) Back() bool { return false }

// Whole implements phone.Whole: a tablet has room for the map beside the list.
func (s *Screen) Whole() bool { return true }

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject {
	if !s.drawn.Loaded || s.drawn.Empty {
		return nil
	}
	return s.share
}

// Leave implements phone.Leaving.
func (s *Screen) Leave() { s.p.OnChange = nil }

func (s *Screen) copy() {
	s.host.Copy(s.p.Text())
	s.host.Notify(present.ToneGood, s.v.Say("workday.copied"))
}

// tapped is a marker: the task or the report behind it.
func (s *Screen) tapped(id string) {
	for _, stop := range s.drawn.Stops {
		if stop.N > 0 && strconv.Itoa(stop.N) == id {
			s.open(stop)
			return
		}
	}
}

func (s *Screen) open(stop present.WorkdayStop) {
	page := present.PageReport
	if stop.Task {
		page = present.PageTask
	}
	s.host.Push(page, stop.Report.String())
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	before, state := s.drawn, s.p.State()
	s.drawn = state
	s.day.SetText(state.Title)
	w.Enable(s.next, !state.Today)
	w.Show(s.whole, state.Loaded && !state.Empty)
	w.Show(s.empty, state.Loaded && state.Empty)
	s.drawMap(state)
	if !reflect.DeepEqual(before, state) {
		s.drawFigures(state)
		s.drawEnds(state)
		s.drawStops(state.Stops)
		s.note.SetText(state.WayNote)
		w.Settle(s.whole)
	}
	s.host.Redraw()
}

// drawMap shows the way, and the places by their numbers.
func (s *Screen) drawMap(state present.WorkdayState) {
	way := s.p.Way()
	w.Show(s.room, state.Map && len(way) > 0)
	fresh := s.maps.Source() != s.source
	if fresh {
		s.source = s.maps.Source()
		chart.Update(s.chart, s.maps)
	}
	markers := []mapview.Marker{}
	box := tiles.Box{}
	for _, stop := range state.Stops {
		if stop.N == 0 {
			continue
		}
		at := tiles.Box{MinX: stop.At.X, MinY: stop.At.Y, MaxX: stop.At.X, MaxY: stop.At.Y}
		if len(markers) == 0 {
			box = at
		}
		box = tiles.Box{MinX: min(box.MinX, at.MinX), MinY: min(box.MinY, at.MinY), MaxX: max(box.MaxX, at.MaxX), MaxY: max(box.MaxY, at.MaxY)}
		markers = append(markers, mapview.Marker{ID: strconv.Itoa(stop.N), At: stop.At, Status: status(stop), Label: strconv.Itoa(stop.N), Rank: 1})
	}
	s.chart.SetMarkers(markers)
	s.chart.SetWay(way)
	if len(markers) > 0 && (fresh || !reflect.DeepEqual(way, s.way)) {
		s.chart.FitBox(roomy(box))
	}
	s.way = way
}

// roomy leaves room around a way for its numbers, and at the foot for whose map it is.
func roomy(b tiles.Box) tiles.Box {
	high := b.MaxY - b.MinY
	b.MinY, b.MaxY = b.MinY-high/8, b.MaxY+high*3/8
	return b
}

// status is the colour of a place: what was noted is new.
func status(stop present.WorkdayStop) theme.Status {
	switch {
	case stop.Note.Tone == present.ToneAlarm:
		return theme.StatusOverdue
	case stop.Task:
		return theme.StatusSolved
	}
	return theme.StatusNew
}

// pairFrom is the width from which two figures stand side by side, at 100 %.
const pairFrom = 270

func (s *Screen) drawFigures(state present.WorkdayState) {
	s.nums.Objects = nil
	cards := make([]fyne.CanvasObject, len(state.Figures))
	for i, f := range state.Figures {
		head := w.Row(8, w.Middle(w.NewIcon(f.Icon, 20, theme.Accent)), w.NewBold(f.Value).Step(theme.Heading))
		cards[i] = w.Card(12, w.Col(2, head, w.NewCaption(f.Label)))
	}
	for i := 0; i < len(cards); i += 2 {
		if i+1 < len(cards) {
			s.nums.Add(w.Columns(pairFrom, 10, 1, 1, cards[i], cards[i+1]))
		} else {
			s.nums.Add(cards[i])
		}
	}
	s.nums.Refresh()
	s.out.Objects = nil
	for _, o := range state.Outcomes {
		s.out.Add(w.Row(12, w.Grow(w.NewParagraph(o.Label)), w.NewBold(s.v.Number(int64(o.N)))))
	}
	w.Show(s.outOf, len(state.Outcomes) > 0)
	s.out.Refresh()
}

// drawEnds is what becomes of the day: whether it is sent, and what is left.
func (s *Screen) drawEnds(state present.WorkdayState) {
	s.ends.Objects = nil
	for _, said := range []present.Said{state.Sent, state.Left, state.Drafts} {
		if said.Title == "" {
			continue
		}
		words := w.Col(0, w.NewParagraph(said.Title).Bold())
		if said.Under != "" {
			words.Add(w.NewHint(said.Under))
		}
		s.ends.Add(w.Row(12, w.Col(0, w.NewIcon(said.Icon, 22, look.Role(said.Tone))), w.Grow(words)))
	}
	s.ends.Refresh()
}

func (s *Screen) drawStops(list []present.WorkdayStop) {
	s.stops.Objects = nil
	for i, stop := range list {
		if i > 0 {
			s.stops.Add(w.Divider())
		}
		s.stops.Add(s.row(stop))
	}
	s.stops.Refresh()
}

func (s *Screen) row(stop present.WorkdayStop) fyne.CanvasObject {
	lead := fyne.CanvasObject(w.Center(w.NewIcon(stop.Icon, 22, theme.Muted)))
	if stop.N > 0 {
		lead = w.Stack(w.NewBox(theme.Tint, theme.None, 17), w.NewBold(strconv.Itoa(stop.N)).Align(fyne.TextAlignCenter))
	}
	words := w.Col(2, w.Row(8, w.Grow(w.NewParagraph(stop.Title).Bold()), w.NewText(stop.When)))
	if stop.Under != "" {
		words.Add(w.NewHint(stop.Under))
	}
	words.Add(w.Row(6, w.Col(0, w.NewIcon(stop.Note.Icon, 18, look.Role(stop.Note.Tone))), w.Grow(w.NewParagraph(join(stop.Note.Title, stop.Note.Under)).Step(theme.Caption))))
	if stop.Leg != "" {
		words.Add(w.NewHint(s.v.With("workday.leg", lang.Args{"Far": stop.Leg})))
	}
	return w.NewTap(stop.Title, w.Pad(12, 14, w.Row(12, w.Col(0, w.Scaled(34, 34, lead)), w.Grow(words))), func() { s.open(stop) })
}

func join(first, second string) string {
	if second == "" {
		return first
	}
	return first + " \u00b7 " + second
}
