package journal

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// list is the card with the reports, or with why there are none.
type list struct {
	widget.BaseWidget
	s       *Screen
	host    Host
	rows    *w.RowList
	made    map[fyne.CanvasObject]*row
	head    *columns
	found   *w.Text
	line    *fyne.Container // the list's head and rows
	grid    *table          // in their place where there is room for it
	left    *w.Text         // columns that had no room
	table   *fyne.Container
	empty   *fyne.Container
	why     present.Empty
	loading bool
	compact bool
	tabled  bool // as a table
	card    *fyne.Container
}

func newList(s *Screen, host Host) *list {
	l := &list{s: s, host: host, made: map[fyne.CanvasObject]*row{}, found: w.NewCaption("").Ellipsis(), empty: w.Stack()}
	l.rows = w.NewRowList(func() int { return s.drawn.Rows }, l.newRow, l.fill)
	l.rows.OnSelected, l.rows.OnOpened = s.p.Select, s.open
	v := s.v
	l.head = newColumns(label(v.Say("journal.column.number")), label(v.Say("journal.column.report")), label(v.Say("journal.column.status")), label(v.Say("journal.column.due")))
	l.left = w.NewCaption("").Ellipsis()
	foot := w.Scaled(0, 36, w.Pad(0, 16, w.Row(6, l.found, l.left, w.Space(), w.NewIcon("arrow-up", 14, theme.Muted), w.NewIcon("arrow-down", 14, theme.Muted),
		w.NewCaption(v.Say("journal.foot")).Ellipsis())))
	l.line = w.Col(0, w.Pad(0, 16, w.Scaled(0, 40, l.head.line)), w.Divider(), w.Grow(l.rows))
	l.grid = newTable(s)
	l.grid.content.Hide()
	l.table = w.Col(0, w.Grow(w.Stack(l.line, l.grid.content)), w.Divider(), foot)
	l.card = w.Card(0, w.Stack(l.table, l.empty))
	l.ExtendBaseWidget(l)
	return l
}

func label(s string) fyne.CanvasObject { return w.NewLabel(s).Ellipsis() }

// Held implements widgets.Holder.
func (l *list) Held() []fyne.CanvasObject { return []fyne.CanvasObject{l.card} }

// CreateRenderer implements fyne.Widget.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.card) }

func (l *list) newRow() fyne.CanvasObject {
	r := newRow()
	l.made[r.content] = r
	return r.content
}

func (l *list) fill(i int, o fyne.CanvasObject) { l.made[o].set(l.s.p.Row(i), l.compact) }

// setCompact leaves out the columns there is no room for.
func (l *list) setCompact(compact bool) {
	if l.compact != compact {
		l.compact = compact
		l.head.setCompact(compact)
		l.rows.Update()
	}
}

// shown are the rows that one looks at.
func (l *list) shown() *w.RowList {
	if l.tabled {
		return l.grid.rows
	}
	return l.rows
}

// setTabled shows the table or the list; what is selected stays so.
func (l *list) setTabled(on bool) {
	if l.tabled == on {
		return
	}
	l.tabled = on
	l.line.Hidden, l.grid.content.Hidden = on, !on
	l.drawLeft()
	l.table.Refresh()
	l.shown().Select(l.s.drawn.Selected)
}

// drawLeft says how many columns there is no room for.
func (l *list) drawLeft() {
	n := 0
	if l.tabled {
		n = l.grid.grid.Dropped()
	}
	l.left.Hidden = n == 0
	if n > 0 {
		l.left.SetText("\u00b7 " + l.s.v.Count("journal.columns.left", n, nil))
	}
}

// draw shows a state; the list stays where it is scrolled to, unless it lists something else.
func (l *list) draw(old, now present.JournalState) {
	l.found.SetText(l.s.v.Count("count.reports", now.Rows, nil))
	l.drawEmpty(now)
	l.grid.draw(now)
	l.drawLeft()
	rows := l.shown()
	switch {
	case old.Query != now.Query || old.Chosen != now.Chosen || old.Sorted != now.Sorted || old.Down != now.Down:
		if rows.Select(0); now.Selected != 0 { // to the top
			rows.Select(now.Selected)
		}
	case rows.Selected() != now.Selected:
		rows.Select(now.Selected)
	default:
		rows.Update()
	}
}

func (l *list) drawEmpty(now present.JournalState) {
	w.Show(l.table, now.Rows > 0)
	w.Show(l.empty, now.Rows == 0)
	if now.Rows == 0 && (now.Empty != l.why || now.Loading != l.loading || len(l.empty.Objects) == 0) {
		l.why, l.loading = now.Empty, now.Loading
		l.empty.Objects = []fyne.CanvasObject{l.reason(now)}
		l.empty.Refresh()
		w.Settle(l.empty)
	}
}

// reason says why nothing is listed, and offers what helps.
func (l *list) reason(now present.JournalState) fyne.CanvasObject {
	v := l.s.v
	words := func(key string) (title, under string) {
		return v.Say("journal.empty." + key + ".title"), v.Say("journal.empty." + key + ".under")
	}
	if now.Loading {
		return w.NewEmpty("hourglass", v.Say("journal.loading"), "", nil)
	}
	title, under := words(string(now.Empty))
	switch now.Empty {
	case present.EmptyFound:
		return w.NewEmpty("search", title, under, w.NewButton("x", v.Say("journal.empty.found.main"), l.s.search.Clear))
	case present.EmptyKind:
		return w.NewEmpty("archive", title, under, w.NewButton("list", v.Say("journal.empty.kind.main"), l.s.p.ClearPicks))
	case present.EmptyYet, present.EmptyNot:
	}
	title, under = words(string(present.EmptyYet))
	return w.NewEmpty("inbox", title, under, w.Flow(12, 8, w.NewMainButton("file-plus", v.Say("journal.empty.yet.main"), l.host.NewReport),
		w.NewButton("file-up", v.Say("journal.tool.bulk"), l.host.TakeTable)))
}

// statusWidth holds the longest word of a status, so that the columns stand.
const statusWidth = 158

// dueWidth holds most deadlines in words; the longest are cut.
const dueWidth = 174

// columns line up a row or the head.
type columns struct {
	line, number, when *fyne.Container
}

func newColumns(number, report, status, when fyne.CanvasObject) *columns {
	c := &columns{number: w.Scaled(48, 0, number), when: w.Scaled(dueWidth, 0, when)}
	c.line = w.Row(12, c.number, w.Grow(report), w.Scaled(statusWidth, 0, status), c.when)
	return c
}

func (c *columns) setCompact(compact bool) {
	if c.number.Hidden != compact {
		c.number.Hidden, c.when.Hidden = compact, compact
		c.line.Refresh()
	}
}

// row is a report in the list: the words, or grey bars until they are read.
type row struct {
	content fyne.CanvasObject
	columns *columns
	ghost   *columns
	number  *w.Text
	tile    *w.Tile
	text    *w.ListRow
	status  *w.StatusChip
	when    *w.Text
	due     *w.DeadlineBadge
	photos  *w.Text
	camera  *fyne.Container
	answer  *fyne.Container
	replied *w.Text
	reply   *w.Icon
}

func newRow() *row {
	r := &row{
		number: w.NewText("").In(theme.Muted).Step(theme.Caption).Ellipsis(), tile: w.NewTile("list", 36, theme.Muted), status: w.NewStatusChip("", ""),
		when: w.NewCaption("").Ellipsis(), due: w.NewDeadlineBadge(w.ClockRuns, ""), photos: w.NewCaption(""),
	}
	r.reply, r.replied = w.NewIcon("mail-check", 15, theme.Link), w.NewCaption("").Ellipsis()
	r.answer = w.Row(5, w.Middle(r.reply), w.Grow(r.replied)) // beneath the status: beside the title it would leave no room for it
	r.text = w.NewListRow(r.tile, "", " ")
	r.camera = w.Row(4, w.NewIcon("camera", 15, theme.Muted), r.photos)
	r.columns = newColumns(r.number, r.text, w.Middle(w.Col(2, r.status, r.answer)), w.Middle(w.Col(2, r.due, w.Row(10, r.when, r.camera, w.Space()))))
	bar := func(width float32) fyne.CanvasObject {
		return w.Left(w.Scaled(width, 10, w.NewBox(theme.Track, theme.None, 5)))
	}
	tile := w.Middle(w.Scaled(36, 36, w.NewBox(theme.Track, theme.None, 9)))
	r.ghost = newColumns(w.Middle(bar(36)), w.Row(12, tile, w.Grow(w.Middle(w.Col(8, bar(136), bar(88))))), w.Middle(bar(96)), w.Middle(bar(48)))
	r.content = w.Stack(r.columns.line, r.ghost.line)
	return r
}

func (r *row) set(d present.Row, compact bool) {
	r.ghost.line.Hidden, r.columns.line.Hidden = d.Loaded, !d.Loaded
	r.columns.setCompact(compact)
	r.ghost.setCompact(compact)
	if !d.Loaded {
		return
	}
	r.number.SetText(d.Brief)
	r.tile.Set(d.Icon, theme.Muted)
	under := d.Under
	if compact {
		under = joined(d.News, joined(d.Number, d.Under)) // in the place of the chip
	}
	if under == "" {
		under = " " // the title stays where it is in the others
	}
	r.text.Set(d.Title, under)
	r.status.Set(theme.Status(d.Status), d.Word)
	r.when.SetText(d.When)
	r.due.Set(look.Clock(d.Due.Clock), d.Due.Short)
	r.due.Hidden = d.Due.Clock == present.ClockNone
	r.replied.SetText(d.Answer)
	switch {
	case d.News != "":
		r.replied.SetText(d.News)
		r.reply.SetIcon("message")
	case d.Waits:
		r.reply.SetIcon("hourglass")
	default:
		r.reply.SetIcon("mail-check")
	}
	w.Show(r.answer, d.Answer+d.News != "" && !compact)
	r.photos.SetText(number(d.Photos))
	r.camera.Hidden = d.Photos == 0
}

// joined is a line of two parts, either of which may be missing.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " \u00b7 " + b
}
