package journal

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// sheet is a card over the page, for a choice that is made and closed again. Esc closes it.
type sheet struct {
	widget.BaseWidget
	s      *Screen
	body   *fyne.Container
	first  func() fyne.Focusable // what the keyboard begins at
	before fyne.Focusable        // what had the keyboard
}

// newSheet makes a sheet of a title, a content that may scroll, and what ends it.
func (x *sheet) build(self fyne.Widget, s *Screen, title, under string, width, height float32, content fyne.CanvasObject, foot ...fyne.CanvasObject) {
	x.s = s
	end := w.Row(12, w.Space())
	for _, o := range foot {
		end.Add(o)
	}
	head := w.Row(8, w.Grow(w.NewPageTitle(title, under)), w.Col(0, w.NewIconButton("x", s.v.Say("journal.sheet.close"), x.close)))
	card := w.Card(0, w.Col(0, w.Inset(12, 20, 8, 20, head), w.Divider(), w.Grow(w.Pad(0, 12, w.NewScroll(w.Pad(8, 8, content)))), w.Divider(), w.Pad(10, 20, end)))
	box := w.Scaled(width, 0, card) // as high as the page
	if height > 0 {
		box = w.Middle(w.Scaled(width, height, card))
	}
	x.body = w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Pad(16, 24, w.Row(0, w.Space(), box, w.Space())))
	x.ExtendBaseWidget(self)
	x.Hide()
}

// Held implements widgets.Holder.
func (x *sheet) Held() []fyne.CanvasObject { return []fyne.CanvasObject{x.body} }

// CreateRenderer implements fyne.Widget.
func (x *sheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(x.body) }

// MinSize implements fyne.CanvasObject: it takes the room that the page has.
func (x *sheet) MinSize() fyne.Size { return fyne.Size{} }

// Tapped implements fyne.Tappable, so that nothing below is hit.
func (x *sheet) Tapped(*fyne.PointEvent) {}

func (x *sheet) open() {
	c := w.CanvasShowing(x.s.content)
	if c != nil {
		x.before = c.Focused()
	}
	x.Show()
	if c != nil {
		c.Focus(x.first())
	}
}

func (x *sheet) close() {
	if x.Hidden {
		return
	}
	x.Hide()
	if c := w.CanvasShowing(x.s.content); c != nil && x.before != nil {
		c.Focus(x.before)
	}
}

// key acts on Esc while the sheet is open, and says whether it did.
func (x *sheet) key(name fyne.KeyName) bool {
	if x.Hidden || name != fyne.KeyEscape {
		return false
	}
	x.close()
	return true
}

// chooser is where the table's columns are chosen and put in order.
type chooser struct {
	sheet
	rows  *fyne.Container
	lines []*columnLine
	drawn []present.Head
}

// columnLine is one column: whether it is shown, and where.
type columnLine struct {
	check    *w.Check
	up, down *w.IconButton
	of       present.Column
}

func newChooser(s *Screen) *chooser {
	c := &chooser{rows: w.Col(0)}
	v := s.v
	for i := range present.Columns() {
		line := &columnLine{}
		line.check = w.NewCheck("", false, func(on bool) { s.p.ShowColumn(line.of, on) })
		line.up = w.NewIconButton("chevron-up", v.Say("journal.columns.up"), func() { c.move(i, -1) })
		line.down = w.NewIconButton("chevron-down", v.Say("journal.columns.down"), func() { c.move(i, 1) })
		c.lines = append(c.lines, line)
		c.rows.Add(w.Row(4, w.Grow(line.check), line.up, line.down))
	}
	usual := w.NewButton("undo", v.Say("journal.columns.usual"), s.p.UsualColumns)
	done := w.NewMainButton("check", v.Say("journal.columns.done"), func() { c.close() })
	c.build(c, s, v.Say("journal.columns.title"), v.Say("journal.columns.under"), 460, 0, c.rows, usual, done)
	c.first = func() fyne.Focusable { return c.lines[0].check }
	return c
}

// move takes a column up or down; the keyboard goes with it.
func (c *chooser) move(i, by int) {
	c.s.p.MoveColumn(c.lines[i].of, by)
	to := i + by
	if to < 0 || to >= len(c.lines) {
		return
	}
	button := c.lines[to].down
	if by < 0 {
		button = c.lines[to].up
	}
	if canvas := w.CanvasShowing(c.s.content); canvas != nil && !button.Disabled() {
		canvas.Focus(button)
	}
}

func (c *chooser) draw(now present.JournalState) {
	if same(c.drawn, now.Heads) {
		return
	}
	c.drawn = now.Heads
	shown := len(shownHeads(now.Heads))
	for i, h := range now.Heads {
		line := c.lines[i]
		line.of = h.Column
		line.check.SetText(h.Title)
		line.check.SetChecked(h.Shown)
		w.Enable(line.up, h.Shown && i > 0)
		w.Enable(line.down, h.Shown && i < shown-1)
	}
}
