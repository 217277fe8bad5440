// Package outbox draws the queue and the line: what is certain first, then what is on its way, then every thing that is
// still here with its cause, its next attempt and what a person can do about it.
//
// Its invariant: only the rows on the screen exist, however long the queue is.
package outbox

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the queue's page.
type Screen struct {
	p       *present.Outbox
	v       *lang.Voice
	title   *w.PageTitle
	main    *w.MainButton
	certain *certain
	link    *link
	queue   *queue
	today   *today
	content fyne.CanvasObject
	drawn   present.OutboxState
}

// New makes the page and listens to its presenter.
func New(p *present.Outbox, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, certain: newCertain(), link: newLink(), today: newToday(v)}
	s.main = w.NewMainButton("cloud-upload", v.Say("outbox.send"), s.act)
	s.title = w.NewPageTitle(v.Say("outbox.title"), "", s.main)
	s.queue = newQueue(s)
	top := w.Card(16, w.RuledColumns(860, 33, 1.8, 1, s.certain.content, s.link.content))
	body := w.Columns(780, 16, 2.5, 1, w.Grow(w.Scaled(0, 240, s.queue.card)), w.Col(16, s.today.card))
	s.content = w.NewScroll(w.Pad(16, 24, w.Col(16, s.title, top, w.Grow(body))))
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the main action.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.main) }

// Key acts on F5: try at once.
func (s *Screen) Key(name fyne.KeyName) bool {
	if name == fyne.KeyF5 && s.drawn.Enrolled {
		s.p.SendNow()
		return true
	}
	return false
}

// act is the main action: send, or first get something to send to.
func (s *Screen) act() {
	if s.drawn.Enrolled {
		s.p.SendNow()
		return
	}
	s.p.Connect()
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	old, state := s.drawn, s.p.State()
	s.drawn = state
	s.title.Set(s.v.Say("outbox.title"), state.Under)
	if key, icon := "outbox.send", "cloud-upload"; old.Enrolled != state.Enrolled || old.Under == "" {
		if !state.Enrolled {
			key, icon = "outbox.connect", "link"
		}
		s.main.SetIcon(icon)
		s.main.SetText(s.v.Say(key))
	}
	s.certain.draw(state.Certain)
	s.link.draw(state)
	s.queue.draw(state)
	s.today.draw(state.Today)
}

// certain is what nobody needs to worry about.
type certain struct {
	content      *fyne.Container
	tile         *w.Tile
	title, under *w.Paragraph
}

func newCertain() *certain {
	c := &certain{tile: w.NewTile("inbox", 56, theme.Muted), title: w.NewParagraph("").Bold().Step(theme.Large), under: w.NewHint("")}
	c.content = w.Row(16, w.Middle(c.tile), w.Grow(w.Middle(w.Col(2, c.title, c.under))))
	return c
}

func (c *certain) draw(s present.Said) {
	c.tile.Set(s.Icon, look.Role(s.Tone))
	c.title.SetText(s.Title)
	c.under.SetText(s.Under)
	w.Show(c.under, s.Under != "")
}

// link is the line to the portal, and how far what goes over it is.
type link struct {
	content      *fyne.Container
	icon         *w.Icon
	title, aside *w.Text
	bar          *w.Progress
	cause, going *w.Paragraph
}

func newLink() *link {
	l := &link{
		icon: w.NewIcon("cloud", 18, theme.Muted), title: w.NewBold(""), aside: w.NewCaption("").Ellipsis().Align(fyne.TextAlignTrailing), bar: w.NewProgress(8),
		cause: w.NewHint(""), going: w.NewParagraph("").Step(theme.Caption),
	}
	lines := w.Col(8, w.Row(8, l.icon, l.title, w.Grow(l.aside)), l.bar, l.going, l.cause)
	l.content = w.Middle(lines)
	return l
}

func (l *link) draw(s present.OutboxState) {
	l.icon.SetIcon(s.Link.Icon)
	l.icon.SetRole(look.Role(s.Link.Tone))
	l.title.SetText(s.Link.Title)
	l.aside.SetText(s.Link.Aside)
	l.bar.SetValue(s.Progress)
	l.going.SetText(s.Going)
	l.cause.SetText(s.Link.Under)
	w.Show(l.bar, s.Progress >= 0)
	w.Show(l.going, s.Going != "")
	w.Show(l.cause, s.Link.Under != "" && s.Progress < 0)
}

// today is the day in figures.
type today struct {
	card  *fyne.Container
	lines *fyne.Container
}

func newToday(v *lang.Voice) *today {
	t := &today{lines: w.Col(8)}
	t.card = w.Card(16, w.Col(14, w.NewSection("clipboard-check", v.Say("outbox.today"), ""), t.lines))
	return t
}

func (t *today) draw(figures []present.Figure) {
	if len(t.lines.Objects) != len(figures) {
		t.lines.Objects = nil
		for range figures {
			t.lines.Add(w.Row(12, w.Grow(w.NewText("").Step(theme.Small).Ellipsis()), w.NewBold("")))
		}
	}
	for i, f := range figures {
		line := t.lines.Objects[i].(*fyne.Container)
		line.Objects[0].(*fyne.Container).Objects[0].(*w.Text).SetText(f.Label)
		line.Objects[1].(*w.Text).SetText(number(f.N))
	}
}
