package outbox

import (
	"strconv"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// rowHeight leaves room for a title, a bar and a cause.
const rowHeight = 74

// queue is the card with what is still here.
type queue struct {
	s     *Screen
	card  *fyne.Container
	under *w.Text
	rows  *w.RowList
	table *fyne.Container
	empty *w.Empty
}

func newQueue(s *Screen) *queue {
	q := &queue{s: s, under: w.NewCaption("").Ellipsis(), empty: w.NewEmpty("cloud-check", s.v.Say("outbox.empty.title"), "", nil)}
	q.rows = w.NewRows(func() int { return s.drawn.Rows }, func() (*row, fyne.CanvasObject) { return newRow(s) }, func(i int, r *row) { r.set(s.p.Item(i)) }).RowsOf(rowHeight)
	q.rows.OnOpened = func(i int) { s.p.Do(s.p.Item(i)) }
	head := w.Pad(0, 16, w.Scaled(0, 44, w.Row(8, w.NewBold(s.v.Say("outbox.here")).Step(theme.Heading), q.under)))
	q.table = w.Col(0, head, w.Divider(), w.Grow(q.rows))
	q.card = w.Card(0, w.Stack(q.table, q.empty))
	return q
}

func (q *queue) draw(state present.OutboxState) {
	q.under.SetText(state.ItemsUnder + " \u00b7 " + q.s.v.Say("outbox.order"))
	icon, under := "cloud-check", "outbox.empty.under"
	if !state.Enrolled || state.Certain.Tone != present.ToneGood {
		icon, under = "inbox", "outbox.empty.new"
	}
	q.empty.Set(icon, q.s.v.Say("outbox.empty.title"), q.s.v.Say(under))
	w.Show(q.empty, state.Rows == 0)
	w.Show(q.table, state.Rows > 0)
	q.rows.Update()
}

// row is a thing in the queue.
type row struct {
	tile  *w.Tile
	title *w.Text
	bar   *w.Progress
	cause *w.Text
	next  *w.Text
	act   *w.Button
	slot  *fyne.Container
	item  present.Item
}

func newRow(s *Screen) (*row, fyne.CanvasObject) {
	r := &row{
		tile: w.NewTile("cloud-upload", 40, theme.Muted), title: w.NewBold("").Ellipsis(), bar: w.NewProgress(6), cause: w.NewCaption("").Ellipsis(),
		next: w.NewText("").Step(theme.Caption).Ellipsis().Align(fyne.TextAlignTrailing),
	}
	r.act = w.NewButton("", "", func() { s.p.Do(r.item) })
	r.slot = w.Scaled(116, 0, w.Middle(r.act))
	return r, w.Row(12, w.Middle(r.tile), w.Grow(w.Middle(w.Col(4, r.title, r.bar, r.cause))), w.Scaled(96, 0, r.next), r.slot)
}

func (r *row) set(i present.Item) {
	r.item = i
	r.tile.Set(i.Icon, look.Role(i.Tone))
	r.title.SetText(i.Title)
	r.bar.SetValue(i.Progress)
	r.bar.Hidden = i.Progress < 0
	r.cause.SetText(i.Cause)
	r.next.SetText(i.Next)
	r.act.Hidden = i.Act == present.ActNone
	if !r.act.Hidden {
		r.act.SetText(i.ActWords)
	}
}

func number(n int) string { return strconv.Itoa(n) }
