package handover

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// list is the card with the answers, or with why there are none.
type list struct {
	s      *Screen
	grid   *w.Grid
	rows   *w.RowList
	card   *fyne.Container
	table  *fyne.Container
	empty  *w.Empty
	result *w.Text
}

func newList(s *Screen) *list {
	l := &list{s: s, empty: w.NewEmpty("hand-heart", "", "", nil), result: w.NewLabel("").Ellipsis()}
	l.grid = w.NewGrid([]w.GridColumn{{Least: 170, Weight: 2}, {Least: 164, Weight: 0.4}, {Least: 150, Weight: 1.4}})
	l.rows = w.NewRows(func() int { return s.drawn.Rows }, func() (*row, fyne.CanvasObject) { return newRow(l.grid) }, func(i int, r *row) { r.set(s.p.Row(i)) })
	l.rows.OnSelected, l.rows.OnOpened = s.p.Select, s.open
	head := l.grid.Row(w.NewLabel(s.v.Say("handover.column.who")).Ellipsis(), l.result, w.NewLabel(s.v.Say("handover.column.way")).Ellipsis())
	l.table = w.Col(0, w.Pad(0, 16, w.Scaled(0, 40, head)), w.Divider(), w.Grow(l.rows))
	l.card = w.Card(0, w.Stack(l.table, l.empty))
	return l
}

func (l *list) draw(old, now present.HandOverState) {
	v := l.s.v
	switch {
	case now.Loading:
		l.empty.Set("hourglass", v.Say("handover.loading"), "")
	case now.Chosen == 1:
		l.empty.Set("hand-heart", v.Say("handover.empty.done.title"), v.Say("handover.empty.done.under"))
	default:
		l.empty.Set("hand-heart", v.Say("handover.empty.title"), v.Say("handover.empty.under"))
	}
	key := "handover.column.when"
	if now.Chosen == 1 {
		key = "handover.column.result"
	}
	l.result.SetText(v.Say(key))
	w.Show(l.table, now.Rows > 0)
	w.Show(l.empty, now.Rows == 0)
	if old.Chosen != now.Chosen || l.rows.Selected() != now.Selected {
		l.rows.Select(now.Selected)
		return
	}
	l.rows.Update()
}

// row is an answer in the list.
type row struct {
	tile *w.Tile
	text *w.ListRow
	way  *w.Text
	due  *w.DeadlineBadge
}

func newRow(grid *w.Grid) (*row, fyne.CanvasObject) {
	r := &row{tile: w.NewTile("phone", 36, theme.Muted), way: w.NewCaption("").Ellipsis(), due: w.NewDeadlineBadge(w.ClockRuns, "")}
	r.text = w.NewListRow(r.tile, "", " ")
	return r, grid.Row(r.text, w.Middle(r.due), w.Middle(r.way))
}

func (r *row) set(d present.HandRow) {
	r.tile.Set(d.Icon, theme.Muted)
	r.text.Set(d.Name, d.Under)
	r.way.SetText(d.Way)
	r.due.Set(look.Clock(d.Due.Clock), d.Due.Short)
}
