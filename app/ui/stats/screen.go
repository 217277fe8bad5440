// Package stats draws the statistics of the point: small charts with what they say in words, and the numbers themselves.
//
// Its invariant: no figure can be seen only as a length or a colour: each is also a number, and each chart a sentence.
package stats

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the page of statistics.
type Screen struct {
	p        *present.Stats
	v        *lang.Voice
	title    *w.PageTitle
	periods  *w.Segments
	previous *w.IconButton
	next     *w.IconButton
	numbers  *w.Chip
	bars     *w.Bars
	figures  *fyne.Container
	over     *w.Paragraph
	median   *w.Paragraph
	under    *w.Paragraph
	themes   *shares
	places   *shares
	states   *shares
	page     *fyne.Container
	empty    *w.Empty
	table    bool // numbers in place of the bars
	content  fyne.CanvasObject
	drawn    present.StatsState
}

// New makes the page and listens to its presenter.
func New(p *present.Stats, v *lang.Voice) *Screen {
	s := &Screen{
		p: p, v: v, bars: w.NewBars(180), figures: w.Flow(24, 6), over: w.NewHint(""), median: w.NewParagraph("").Bold().Step(theme.Large), under: w.NewHint(""),
		themes: newShares("list", v.Say("stats.themes")), places: newShares("map-pin", v.Say("stats.places")), states: newShares("layers", v.Say("stats.states")),
		empty: w.NewEmpty("chart-bar", v.Say("stats.empty.title"), v.Say("stats.empty.under"), nil),
	}
	names := make([]string, len(present.Periods()))
	for i, period := range present.Periods() {
		names[i] = v.Say("stats.period." + string(period))
	}
	s.periods = w.NewSegments(names, 0, p.Choose)
	s.previous = w.NewIconButton("chevron-left", v.Say("stats.previous"), func() { p.Shift(-1) })
	s.next = w.NewIconButton("chevron-right", v.Say("stats.next"), func() { p.Shift(1) })
	s.numbers = w.NewChip(v.Say("stats.table"), false, func(on bool) {
		s.table = on
		s.drawBars()
	})
	s.title = w.NewPageTitle(v.Say("stats.title"), "", s.previous, s.next, w.NewButton("printer", v.Say("stats.print"), p.Print))
	time := w.Card(16, w.Col(12, w.Row(8, w.Grow(w.NewSection("chart-bar", v.Say("stats.bars"), "")), w.Middle(s.numbers)), s.bars, s.figures, s.over))
	speed := w.Card(16, w.Col(12, w.NewSection("clock", v.Say("stats.median"), ""), w.Col(2, s.median, s.under)))
	body := w.Columns(820, 16, 1.6, 1, w.Col(16, time, s.themes.card), w.Col(16, speed, s.states.card, s.places.card))
	s.page = w.Col(0, body)
	s.content = w.NewScroll(w.Pad(16, 24, w.Col(16, s.title, w.Left(s.periods), w.Grow(w.Stack(s.page, s.empty)))))
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the periods.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.periods) }

// Key acts on F5, F9, and the page keys for the period before and after.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF5:
		s.p.Reload()
	case fyne.KeyF9:
		s.p.Print()
	case fyne.KeyPageUp:
		s.p.Shift(-1)
	case fyne.KeyPageDown:
		s.p.Shift(1)
	default:
		return false
	}
	return true
}

func (s *Screen) draw() {
	state := s.p.State()
	s.drawn = state
	s.title.Set(s.v.Say("stats.title"), state.Title+" \u00b7 "+state.Under)
	if s.periods.Chosen() != state.Chosen {
		s.periods.SetChosen(state.Chosen)
	}
	w.Enable(s.previous, state.Shifts)
	w.Enable(s.next, state.Shifts && state.Next)
	w.Show(s.page, !state.Empty)
	w.Show(s.empty, state.Empty)
	s.drawBars()
	s.over.SetText(state.BarsSaid)
	s.median.SetText(state.Median)
	s.under.SetText(state.MedianUnder)
	s.themes.draw(state.Themes, state.ThemesSaid)
	s.places.draw(state.Settlements, state.PlacesSaid)
	s.states.draw(state.Statuses, state.StatesSaid)
	w.Settle(s.page)
}

// drawBars shows the steps as bars, or as numbers.
func (s *Screen) drawBars() {
	values := make([]w.BarValue, len(s.drawn.Bars))
	s.figures.Objects = nil
	for i, b := range s.drawn.Bars {
		values[i] = w.BarValue{Short: b.Short, N: b.N}
		if s.table {
			s.figures.Add(w.Scaled(190, 0, w.Row(8, w.Grow(w.NewText(b.Label).Step(theme.Small).Ellipsis()), w.NewBold(s.v.Number(int64(b.N))))))
		}
	}
	s.bars.SetValues(values)
	w.Show(s.bars, !s.table)
	w.Show(s.figures, s.table)
	w.Settle(s.figures)
}

// shares is a card with parts, the largest first.
type shares struct {
	card  *fyne.Container
	lines *fyne.Container
	said  *w.Paragraph
}

func newShares(icon, title string) *shares {
	x := &shares{lines: w.Col(10), said: w.NewHint("")}
	x.card = w.Card(16, w.Col(12, w.NewSection(icon, title, ""), x.lines, x.said))
	return x
}

func (x *shares) draw(list []present.Share, said string) {
	x.lines.Objects = nil
	for _, s := range list {
		bar := w.NewProgress(8)
		bar.SetValue(s.Most)
		x.lines.Add(w.Col(2, w.Row(8, w.Grow(w.NewText(s.Label).Step(theme.Small).Ellipsis()), w.NewText(s.Words).Step(theme.Small)), bar))
	}
	x.said.SetText(said)
	x.said.Hidden = said == ""
	x.card.Hidden = len(list) == 0
	x.card.Refresh()
	w.Settle(x.card)
}
