package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// GridColumn is a column of a Grid.
type GridColumn struct {
	Title  string
	Least  float32 // width at 100 % text size
	Weight float32 // of its share in the room that is left
	Sorts  bool    // its head can be pressed
}

// gridGap is between two columns.
const gridGap = 12

// Grid gives rows that are drawn apart, such as those of a RowList and the head above it, the same columns. Columns there is
// no room for are left out, beginning with the last.
type Grid struct {
	columns []GridColumn
	fit     int // columns that have room
}

// NewGrid makes columns.
func NewGrid(columns []GridColumn) *Grid { return &Grid{columns: columns, fit: len(columns)} }

// Dropped is how many columns there was no room for.
func (g *Grid) Dropped() int { return len(g.columns) - g.fit }

// Row lines up one cell for each column.
func (g *Grid) Row(cells ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: gridRow{g}, Objects: cells}
}

// widths shares a row's width out among the columns that fit.
func (g *Grid) widths(total float32) []float32 {
	var least, weights []float32
	room := total
	for i, c := range g.columns {
		width := theme.Scaled(c.Least)
		if i > 0 {
			width += gridGap
		}
		if room -= width; room < 0 && i > 0 {
			break
		}
		least, weights = append(least, theme.Scaled(c.Least)), append(weights, c.Weight)
	}
	g.fit = len(least)
	return shareOut(total-gridGap*float32(len(least)-1), least, weights)
}

type gridRow struct{ of *Grid }

// Layout implements fyne.Layout.
func (r gridRow) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	widths := r.of.widths(size.Width)
	at := float32(0)
	for i, o := range cells {
		if i >= len(widths) {
			if o.Visible() {
				o.Hide()
			}
			continue
		}
		if !o.Visible() {
			o.Show()
		}
		o.Move(fyne.NewPos(at, 0))
		o.Resize(fyne.NewSize(widths[i], size.Height))
		at += widths[i] + gridGap
	}
}

// MinSize implements fyne.Layout: columns may be left out, so a row is never what makes a page wide.
func (r gridRow) MinSize(cells []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range cells {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// GridHead is the head of a Grid: its titles, and which column the rows are sorted by. It is one stop of the Tab key; arrows
// move, Space and Enter sort.
type GridHead struct {
	group
	grid   *Grid
	items  []*gridHeadItem
	body   *fyne.Container
	sorted int // -1: none
	down   bool
	onSort func(i int)
}

// NewGridHead makes the head of a grid; onSort hears of taps and keys on columns that sort.
func NewGridHead(g *Grid, onSort func(i int)) *GridHead {
	h := &GridHead{grid: g, sorted: -1, onSort: onSort}
	var cells []fyne.CanvasObject
	for i, c := range g.columns {
		item := newGridHeadItem(h, i, c)
		h.items, cells = append(h.items, item), append(cells, item)
	}
	h.body = g.Row(cells...)
	h.extendGroup(h, func() int { return g.fit }, h.redraw, func(i int) {
		if g.columns[i].Sorts && h.onSort != nil {
			h.onSort(i)
		}
	})
	return h
}

// SetSorted shows which column is sorted by, and which way; -1 for none.
func (h *GridHead) SetSorted(i int, down bool) {
	h.sorted, h.down = i, down
	h.redraw()
}

func (h *GridHead) redraw() {
	for _, item := range h.items {
		item.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (h *GridHead) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{h, h.body} }

// gridHeadItem is the title of one column; the head has the keyboard.
type gridHeadItem struct {
	cell
	of    *GridHead
	i     int
	label *Text
	arrow *Icon
	body  *fyne.Container
}

func newGridHeadItem(h *GridHead, i int, c GridColumn) *gridHeadItem {
	t := &gridHeadItem{of: h, i: i, label: NewLabel(c.Title).Ellipsis(), arrow: NewIcon("arrow-up", 14, theme.Link)}
	t.body = Row(4, t.label, t.arrow)
	t.extend(t, c.Title, func() { h.tapped(i) })
	if !c.Sorts {
		t.Disable()
	}
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *gridHeadItem) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(t, 6, t.body, func(f *face) {
		ground, ink := theme.None, theme.Muted
		switch sorted := t.of.sorted == t.i; {
		case t.Disabled():
		case t.down:
			ground = theme.Pressed
		case t.hover:
			ground = theme.Hover
		case sorted:
			ink = theme.Link
		}
		f.paint(ground, theme.None)
		f.focus(t.of.on(t.i))
		t.arrow.Hidden = t.of.sorted != t.i
		icon := "arrow-up"
		if t.of.down {
			icon = "arrow-down"
		}
		t.arrow.SetIcon(icon)
		t.label.SetRole(ink)
	})
	f.least = func() fyne.Size { return fyne.NewSize(0, theme.Control()) }
	return f
}
