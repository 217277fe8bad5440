package day

import (
	"strconv"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// rowHeight is that of one line: a day's numbers are looked through like a column of the paper book.
const rowHeight = 44

// list is the card with the day's numbers.
type list struct {
	s     *Screen
	grid  *w.Grid
	rows  *w.RowList
	under *w.Text
	table *fyne.Container
	empty *w.Empty
	card  *fyne.Container
}

func newList(s *Screen) *list {
	v := s.v
	l := &list{s: s, under: w.NewCaption("").Ellipsis(), empty: w.NewEmpty("clipboard-check", v.Say("day.empty.title"), v.Say("day.empty.under"), nil)}
	l.grid = w.NewGrid([]w.GridColumn{
		{Least: 118, Weight: 1}, {Least: 56}, {Least: 150, Weight: 1}, {Least: 110, Weight: 0.5}, {Least: 84}, {Least: 130, Weight: 1},
	})
	l.rows = w.NewRows(func() int { return s.drawn.Rows }, func() (*row, fyne.CanvasObject) { return newRow(l.grid) }, func(i int, r *row) { r.set(s.p.Row(i), s) }).RowsOf(rowHeight)
	l.rows.OnOpened = s.p.Check
	label := func(key string) fyne.CanvasObject { return w.NewLabel(v.Say(key)).Ellipsis() }
	head := l.grid.Row(label("day.column.number"), label("day.column.time"), label("day.column.state"), label("day.column.checked"), label("day.column.hash"), label("day.column.channel"))
	title := w.Pad(0, 16, w.Scaled(0, 44, w.Row(8, w.NewBold(v.Say("day.numbers")).Step(theme.Heading), w.Grow(l.under))))
	l.table = w.Col(0, title, w.Divider(), w.Pad(0, 16, w.Scaled(0, 36, head)), w.Divider(), w.Grow(l.rows))
	l.card = w.Card(0, w.Stack(l.table, l.empty))
	return l
}

func (l *list) draw(now present.DayState) {
	l.under.SetText(now.Checked)
	if now.Loading {
		l.empty.Set("hourglass", l.s.v.Say("day.loading"), "")
	} else {
		l.empty.Set("clipboard-check", l.s.v.Say("day.empty.title"), l.s.v.Say("day.empty.under"))
	}
	w.Show(l.table, now.Rows > 0)
	w.Show(l.empty, now.Rows == 0)
	l.rows.Update()
}

// row is a report of the day.
type row struct {
	number  *w.Text
	when    *w.Text
	icon    *w.Icon
	state   *w.Text
	tick    *w.Icon
	checked *w.Text
	hash    *w.Text
	who     *w.Text
}

func newRow(grid *w.Grid) (*row, fyne.CanvasObject) {
	r := &row{
		number: w.NewBold("").Ellipsis(), when: w.NewCaption(""), icon: w.NewIcon("cloud-upload", 18, theme.Muted), state: w.NewText("").Step(theme.Small).Ellipsis(),
		tick: w.NewIcon("check", 16, theme.Success), checked: w.NewCaption("").Ellipsis(), hash: w.NewCaption("").Ellipsis(), who: w.NewCaption("").Ellipsis(),
	}
	return r, grid.Row(w.Middle(r.number), w.Middle(r.when), w.Row(8, w.Middle(r.icon), w.Grow(w.Middle(r.state))), w.Row(6, w.Middle(r.tick), w.Grow(w.Middle(r.checked))), w.Middle(r.hash), w.Middle(r.who))
}

func (r *row) set(d present.DayRow, s *Screen) {
	r.number.SetText(d.Number)
	r.when.SetText(d.When)
	r.icon.SetIcon(d.Icon)
	r.icon.SetRole(look.Role(d.Tone))
	word := d.Word
	if d.Cause != "" {
		word += ": " + d.Cause
	}
	r.state.SetText(word)
	r.tick.Hidden = !d.Checked
	if d.Checked {
		r.checked.SetText(s.v.Say("day.check"))
	} else {
		r.checked.SetText(s.v.Say("day.unchecked"))
	}
	r.hash.SetText(d.Hash)
	r.who.SetText(d.Who)
}

func number(n int) string { return strconv.Itoa(n) }
