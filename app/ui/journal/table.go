package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// tableRow is the height of the table's rows: one line each.
const tableRow = 44

// widths are those of the columns at 100 % text size, and how much of the room that is left each gets. A status must show its
// whole word.
var widths = map[present.Column][2]float32{
	present.ColumnNumber: {92, 0.3}, present.ColumnReceived: {112, 0.2}, present.ColumnCategory: {132, 2}, present.ColumnSettlement: {104, 1},
	present.ColumnAddress: {124, 2}, present.ColumnName: {116, 1.4}, present.ColumnStatus: {statusWidth, 0}, present.ColumnDue: {dueWidth, 0.2},
	present.ColumnOperator: {110, 0.6}, present.ColumnChannel: {100, 0.2}, present.ColumnDelivered: {118, 0.2}, present.ColumnText: {180, 3},
}

// table is the register as a table: the columns somebody chose, as many as fit.
type table struct {
	s       *Screen
	content *fyne.Container
	grid    *w.Grid
	head    *w.GridHead
	rows    *w.RowList
	shown   []present.Head
	made    map[fyne.CanvasObject]*tableCells
}

func newTable(s *Screen) *table { return &table{s: s, content: w.Stack()} }

// draw shows the columns of a state, built anew if they are others than before.
func (t *table) draw(now present.JournalState) {
	shown := shownHeads(now.Heads)
	if !same(shown, t.shown) {
		t.build(shown)
	}
	sorted := -1
	for i, h := range shown {
		if h.Column == now.Sorted {
			sorted = i
		}
	}
	t.head.SetSorted(sorted, now.Down)
}

func shownHeads(heads []present.Head) (shown []present.Head) {
	for _, h := range heads {
		if h.Shown {
			shown = append(shown, h)
		}
	}
	return shown
}

func same(a, b []present.Head) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (t *table) build(shown []present.Head) {
	t.shown, t.made = shown, map[fyne.CanvasObject]*tableCells{}
	columns := make([]w.GridColumn, len(shown))
	for i, h := range shown {
		size := widths[h.Column]
		columns[i] = w.GridColumn{Title: h.Title, Least: size[0], Weight: size[1] + 0.01, Sorts: h.Sorts}
	}
	t.grid = w.NewGrid(columns)
	t.head = w.NewGridHead(t.grid, func(i int) { t.s.p.SortBy(t.shown[i].Column) })
	t.rows = w.NewRowList(func() int { return t.s.drawn.Rows }, t.newRow, t.fill).RowsOf(tableRow)
	t.rows.OnSelected, t.rows.OnOpened = t.s.p.Select, t.s.open
	t.content.Objects = []fyne.CanvasObject{w.Col(0, w.Pad(0, 16, t.head), w.Divider(), w.Grow(t.rows))}
	t.content.Refresh()
	w.Settle(t.content)
}

// tableCells are one row's.
type tableCells struct {
	texts  []*w.Text
	status *w.StatusChip
	due    *w.DeadlineBadge
	ghost  fyne.CanvasObject
	line   *fyne.Container
}

func (t *table) newRow() fyne.CanvasObject {
	c := &tableCells{texts: make([]*w.Text, len(t.shown))}
	cells := make([]fyne.CanvasObject, len(t.shown))
	for i, h := range t.shown {
		switch h.Column {
		case present.ColumnStatus:
			c.status = w.NewStatusChip("", "")
			cells[i] = w.Middle(c.status)
		case present.ColumnDue:
			c.due = w.NewDeadlineBadge(w.ClockRuns, "")
			cells[i] = w.Middle(w.Stack(c.due))
		case present.ColumnCategory:
			c.texts[i] = w.NewBold("").Step(theme.Small).Ellipsis()
			cells[i] = c.texts[i]
		default:
			c.texts[i] = w.NewText("").Step(theme.Small).Ellipsis()
			cells[i] = c.texts[i]
		}
	}
	c.line = t.grid.Row(cells...)
	c.ghost = w.Middle(w.Left(w.Scaled(220, 10, w.NewBox(theme.Track, theme.None, 5))))
	row := w.Stack(c.line, c.ghost)
	t.made[row] = c
	return row
}

func (t *table) fill(i int, o fyne.CanvasObject) {
	c, row := t.made[o], t.s.p.Row(i)
	c.ghost.(*fyne.Container).Hidden, c.line.Hidden = row.Loaded, !row.Loaded
	if !row.Loaded {
		return
	}
	for n, text := range c.texts {
		if text != nil && n < len(row.Cells) {
			text.SetText(row.Cells[n])
		}
	}
	if c.status != nil {
		c.status.Set(theme.Status(row.Status), row.Word)
	}
	if c.due != nil {
		c.due.Set(look.Clock(row.Due.Clock), row.Due.Short)
		w.Show(c.due, row.Due.Clock != present.ClockNone)
	}
}
