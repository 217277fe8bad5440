// Package tasks draws what an inspector has to do: on a map and in a list, by how far or how urgent it is, without a line.
//
// Its invariant: what is on the page is the presenter's; a number in the list is the number on the map.
package tasks

import (
	"reflect"
	"strconv"
	"strings"

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

// mapHeight is that of the map over the list, in pixels: large text leaves room for the list too.
const mapHeight = 208

// besideFrom is the width from which the map stands beside the list, at 100 %.
const besideFrom = 520

// Host is what the page asks of the phone.
type Host interface {
	Push(page present.Page, arg string)
	Go(tab present.Page)
	Redraw()
	Notify(t present.Tone, words string)
	OpenURL(address string) bool
	Copy(text string)
}

// Screen is the page.
type Screen struct {
	p      *present.Tasks
	maps   *present.Maps
	v      *lang.Voice
	host   Host
	stop   func()
	chart  *mapview.Map
	source tiles.Source
	fitted bool
	kept   string // where one looked before; the map may come later
	ids    map[string]civic.ReportID
	views  *w.Segments
	plain  *w.Segments // the same, where there is no map beneath
	orders *w.ChipRow
	count  *w.Text
	way    *w.Paragraph
	today  *w.LinkButton // to what the day came to
	rows   *fyne.Container
	empty  *w.Empty
	room   *fyne.Container // the map
	scroll *w.Scroll
	body   fyne.CanvasObject
	round  *w.IconButton
	main   *w.MainButton
	action fyne.CanvasObject
	drawn  present.TasksState
	list   bool // the map is away
}

// New makes the page and listens to its presenter.
func New(p *present.Tasks, maps *present.Maps, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, maps: maps, v: v, host: host, ids: map[string]civic.ReportID{}, source: maps.Source(), rows: w.Col(8)}
	s.chart = chart.NewHere(maps, v)
	s.chart.ShowButtons(false) // the map is small, and fingers do the same
	s.chart.OnMarker = func(id string) { s.open(s.ids[id]) }
	names := []string{v.Say("tasks.view.map"), v.Say("tasks.view.list")}
	s.views, s.plain = w.NewSegments(names, 0, s.view), w.NewSegments(names, 1, s.view)
	s.room = w.Sized(0, mapHeight, s.chart, w.At(0, 0, w.Pad(10, 16, s.views)))
	s.orders = w.NewChipRow(p.State().Orders, 0, p.Sort)
	s.count, s.way = w.NewBold("").Step(theme.Heading), w.NewHint("")
	s.today = w.NewLinkButton("clipboard-check", "", func() { host.Push(present.PageWorkday, "") })
	s.empty = w.NewEmpty("clipboard-check", v.Say("tasks.empty"), v.Say("tasks.empty.under"), nil)
	s.scroll = w.NewScroll(w.Inset(8, 16, 16, 16, w.Col(10, w.Row(8, w.Middle(s.count), w.Space(), s.plain), s.orders, s.way, w.Left(s.today), s.rows, s.empty)))
	s.body = w.Columns(besideFrom, 0, 1, 1.1, s.room, w.Grow(s.scroll))
	s.round = w.NewIconButton("camera", v.Say("tab.round"), func() { host.Go(present.PageRound) }).In(theme.Link)
	s.main = w.NewMainButton("navigation", "", s.navigate)
	s.action = w.Row(12, w.Sized(56, 56, w.NewBox(theme.Card, theme.Line, theme.ControlRadius), s.round), w.Grow(s.main))
	p.OnChange = s.draw
	s.stop = p.Attend()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Back implements phone.Screen.
func (s *Screen) Back() bool { return false }

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject {
	if s.drawn.Main == "" {
		return nil
	}
	return s.action
}

// Keep implements phone.Keeping: which of the two views one looks at, and where on the map.
func (s *Screen) Keep() string {
	if s.list {
		return "list"
	}
	if !s.fitted {
		return ""
	}
	return chart.Keep(s.chart)
}

// Resume implements phone.Keeping.
func (s *Screen) Resume(kept string) {
	if kept == "list" {
		s.view(1)
		return
	}
	s.kept = kept
	s.fitted = chart.Resume(s.chart, kept) || s.fitted
}

// Leave implements phone.Leaving.
func (s *Screen) Leave() {
	s.stop()
	s.p.OnChange = nil
}

// Whole implements phone.Whole: the map takes a tablet's width.
func (s *Screen) Whole() bool { return true }

func (s *Screen) view(i int) {
	s.list = i == 1
	s.views.SetChosen(i)
	s.plain.SetChosen(i)
	s.arrange()
	s.body.Refresh()
}

func (s *Screen) arrange() {
	shown := s.drawn.Map && !s.list
	w.Show(s.room, shown)
	w.Show(s.plain, s.drawn.Map && s.list)
}

func (s *Screen) open(id civic.ReportID) { s.host.Push(present.PageTask, id.String()) }

// navigate has another program lead to the first task; where there is none, its coordinates go to the clipboard.
func (s *Screen) navigate() { Navigate(s.host, s.v, s.drawn.First) }

// Navigator is what leading somewhere takes.
type Navigator interface {
	Notify(t present.Tone, words string)
	OpenURL(address string) bool
	Copy(text string)
}

// Navigate has another program lead to a "geo:" address.
func Navigate(host Navigator, v *lang.Voice, address string) {
	if address == "" || host.OpenURL(address) {
		return
	}
	where, _, _ := strings.Cut(strings.TrimPrefix(address, "geo:"), "?")
	host.Copy(where)
	host.Notify(present.ToneWarn, v.Say("tasks.navigate.none"))
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	before := s.drawn
	state := s.p.State()
	s.drawn = state
	s.count.SetText(state.Count)
	s.orders.SetChosen(state.Order)
	s.way.SetText(state.Way)
	w.Show(s.way, state.Way != "")
	s.today.SetText(state.Today)
	w.Show(s.today, state.Today != "")
	if !reflect.DeepEqual(before.Rows, state.Rows) {
		s.rows.RemoveAll()
		for _, r := range state.Rows {
			s.rows.Add(s.row(r))
		}
	}
	w.Show(s.rows, len(state.Rows) > 0)
	w.Show(s.empty, state.Loaded && len(state.Rows) == 0)
	s.main.SetText(state.Main)
	s.mark(state)
	s.arrange()
	s.host.Redraw()
}

// mark puts the tasks on the map, and where one is.
func (s *Screen) mark(state present.TasksState) {
	if now := s.maps.Source(); now != s.source {
		began := s.source == nil
		s.source = now
		chart.Update(s.chart, s.maps)
		s.fitted = began && chart.Resume(s.chart, s.kept)
	}
	markers := s.p.Markers()
	list := make([]mapview.Marker, len(markers))
	clear(s.ids)
	box := tiles.Box{}
	for i, m := range markers {
		status := theme.StatusNew
		switch {
		case m.Late:
			status = theme.StatusOverdue
		case m.Soon:
			status = theme.StatusInWork
		}
		list[i] = mapview.Marker{ID: m.ID.String(), At: m.At, Status: status, Label: strconv.Itoa(m.N), Rank: chart.Rank(status)}
		s.ids[list[i].ID] = m.ID
		box = around(box, m.At, i == 0)
	}
	s.chart.SetMarkers(list)
	if state.Where.Known {
		s.chart.SetHere(&mapview.Here{At: state.Here, Accuracy: float64(state.Where.Here.Position.Accuracy)})
		box = around(box, state.Here, len(list) == 0)
	}
	if !s.fitted && state.Loaded && len(list) > 0 {
		s.fitted = true
		s.chart.FitBox(box)
	}
}

// around is a box that holds a point too.
func around(b tiles.Box, at tiles.Point, first bool) tiles.Box {
	if first {
		return tiles.Box{MinX: at.X, MinY: at.Y, MaxX: at.X, MaxY: at.Y}
	}
	return tiles.Box{MinX: min(b.MinX, at.X), MinY: min(b.MinY, at.Y), MaxX: max(b.MaxX, at.X), MaxY: max(b.MaxY, at.Y)}
}

func join(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " \u00b7 ")
}

// row is a task as a card.
func (s *Screen) row(r present.TaskRow) fyne.CanvasObject {
	number := ""
	if r.N > 0 {
		number = strconv.Itoa(r.N)
	}
	ground, ink := theme.Tint, theme.Ink
	switch r.Due.Clock {
	case present.ClockLate:
		ground = theme.DangerTint
	case present.ClockSoon:
		ground = theme.WarningTint
	}
	lead := w.Scaled(38, 38, w.NewBox(ground, theme.None, 19), w.NewBold(number).In(ink).Align(fyne.TextAlignCenter))
	if number == "" {
		lead = w.Scaled(38, 38, w.Center(w.NewIcon(r.Note.Icon, 24, look.Role(r.Note.Tone))))
	}
	top := w.Row(8, w.Grow(w.NewParagraph(r.Title).Bold()))
	if r.Far != "" {
		top.Add(w.NewBold(r.Far))
	}
	words := w.Col(2, top)
	if r.Place != "" {
		words.Add(w.NewParagraph(r.Place).In(theme.Muted).Step(theme.Caption))
	}
	if r.Due.Words != "" {
		words.Add(w.NewDeadlineBadge(look.Clock(r.Due.Clock), r.Due.Words))
	}
	if r.Note.Title != "" {
		words.Add(w.Row(6, w.NewIcon(r.Note.Icon, 18, look.Role(r.Note.Tone)), w.Grow(w.NewParagraph(join(r.Note.Title, r.Note.Under)).Step(theme.Caption))))
	}
	name := r.Title
	if r.New {
		name += ", " + s.v.Say("tasks.new")
		top.Add(w.Middle(w.Sized(10, 10, w.NewBox(theme.Accent, theme.None, 5))))
	}
	return w.Card(0, w.NewTap(name, w.Pad(12, 12, w.Row(12, w.Middle(lead), w.Grow(words))), func() { s.open(r.ID) }))
}
