package day

import (
	"reflect"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the page of a day.
type Screen struct {
	p       *present.Day
	v       *lang.Voice
	title   *w.PageTitle
	next    *w.IconButton
	print   *w.MainButton
	figures *fyne.Container
	made    []*figure
	list    *list
	paper   *w.Field
	said    *w.Banner
	earlier *w.Banner
	right   *fyne.Container
	content fyne.CanvasObject
	drawn   present.DayState
}

// New makes the page and listens to its presenter.
func New(p *present.Day, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, figures: w.Row(12), right: w.Col(14)}
	previous := w.NewIconButton("chevron-left", v.Say("day.previous"), func() { p.Shift(-1) })
	s.next = w.NewIconButton("chevron-right", v.Say("day.next"), func() { p.Shift(1) })
	s.print = w.NewMainButton("printer", v.Say("day.print"), p.Print)
	s.title = w.NewPageTitle(v.Say("day.title"), "", previous, s.next, w.NewButton("download", v.Say("day.csv"), p.SaveCSV), s.print)
	for range p.State().Figures {
		f := newFigure()
		s.made = append(s.made, f)
		s.figures.Add(w.Grow(f.card))
	}
	s.list = newList(s)
	s.paper = w.NewField(v.Say("day.paper.label"))
	s.paper.Entry.OnChanged = p.SetPaper
	s.said, s.earlier = w.NewBanner(w.Info, " ", "", nil), w.NewBanner(w.Caution, " ", "", nil)
	book := w.Card(16, w.Col(12, w.NewSection("clipboard-check", v.Say("day.paper"), ""), s.paper, s.said))
	side := w.Col(16, s.earlier, book, w.Card(16, w.Col(14, w.NewSection("calendar", v.Say("day.facts"), ""), s.right)))
	body := w.Columns(820, 16, 1.9, 1, w.Grow(w.Scaled(0, 280, s.list.card)), side)
	s.content = w.NewScroll(w.Pad(16, 24, w.Col(16, s.title, s.figures, w.Grow(body))))
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard into the number of the paper book: that is what one comes with.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.paper.Entry) }

// Key acts on F5, F9, and the page keys for days.
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
	case fyne.KeyHome:
		s.p.ShowToday()
	default:
		return false
	}
	return true
}

func (s *Screen) draw() {
	old, state := s.drawn, s.p.State()
	s.drawn = state
	s.title.Set(s.v.Say("day.title"), state.Title)
	w.Enable(s.next, !state.Today)
	for i, f := range state.Figures {
		s.made[i].set(f)
	}
	if s.paper.Text() != state.Paper {
		s.paper.SetText(state.Paper)
	}
	s.said.Set(look.Kind(state.Tone), state.Said, "")
	s.earlier.Set(w.Caution, orSpace(state.Earlier), "")
	w.Show(s.earlier, state.Earlier != "")
	s.list.draw(state)
	if !reflect.DeepEqual(old.Channels, state.Channels) || !reflect.DeepEqual(old.Operators, state.Operators) ||
		!reflect.DeepEqual(old.Facts, state.Facts) || !reflect.DeepEqual(old.Gaps, state.Gaps) || old.Title == "" {
		s.drawFacts(state)
	}
}

func orSpace(text string) string {
	if text == "" {
		return " "
	}
	return text
}

// drawFacts writes what else there is to say of the day.
func (s *Screen) drawFacts(state present.DayState) {
	s.right.Objects = nil
	counts := func(label string, list []present.Figure) {
		if len(list) == 0 {
			return
		}
		lines := w.Col(4, w.NewLabel(label))
		for _, f := range list {
			lines.Add(w.Row(12, w.Grow(w.NewText(f.Label).Step(theme.Small).Ellipsis()), w.NewBold(s.v.Number(int64(f.N)))))
		}
		s.right.Add(lines)
	}
	counts(s.v.Say("day.by-channel"), state.Channels)
	counts(s.v.Say("day.by-operator"), state.Operators)
	for _, f := range state.Facts {
		s.right.Add(w.Col(0, w.NewLabel(f.Label), w.NewParagraph(f.Value).Step(theme.Small)))
	}
	if len(state.Gaps) > 0 {
		lines := w.Col(4, w.NewLabel(s.v.Say("day.gaps")))
		for _, g := range state.Gaps {
			lines.Add(w.Row(8, w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon("info", 16, theme.Warning))), w.Grow(w.NewParagraph(g).Step(theme.Small))))
		}
		s.right.Add(lines)
	}
	if len(s.right.Objects) == 0 {
		s.right.Add(w.NewHint(s.v.Say("day.empty.under")))
	}
	s.right.Refresh()
	w.Settle(s.right)
}

// figure is a number of the head.
type figure struct {
	card         *fyne.Container
	icon         *w.Icon
	n            *w.Text
	label, under *w.Text
}

func newFigure() *figure {
	f := &figure{icon: w.NewIcon("inbox", 20, theme.Muted), n: w.NewBold("0").Step(theme.Large), label: w.NewLabel("").Ellipsis(), under: w.NewCaption("").Ellipsis()}
	f.card = w.Card(12, w.Col(0, w.Row(8, w.Middle(f.icon), f.n, w.Space()), f.label, f.under))
	return f
}

func (f *figure) set(d present.DayFigure) {
	f.icon.SetIcon(d.Icon)
	f.icon.SetRole(look.Role(d.Tone))
	f.n.SetText(number(d.N))
	f.label.SetText(d.Label)
	f.under.SetText(d.Under)
}
