// Package mine draws a citizen's reports: the list, and one of them whole with what its author may do about it.
//
// Its invariant: what one writes here is kept while one writes, and what was done says of itself whether the portal has it.
package mine

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the list asks of the phone.
type Host interface {
	Push(page present.Page, arg string)
	NewReport()
	Redraw()
}

// List is the page with all of a citizen's reports.
type List struct {
	p      *present.Journal
	v      *lang.Voice
	host   Host
	picks  *w.Select
	search *w.Search
	rows   *w.RowList
	empty  *w.Empty
	none   *w.Scroll // around it
	glass  *w.IconButton
	main   *w.MainButton
	news   *fyne.Container // the way to what is new and to what was taken elsewhere
	of     *present.Notices
	body   fyne.CanvasObject
	looks  bool // for words
}

// rowHeight is that of a report, at 100 %.
const rowHeight = 104

// NewList makes the page and listens to its presenters.
func NewList(p *present.Journal, of *present.Notices, v *lang.Voice, host Host) *List {
	s := &List{p: p, of: of, v: v, host: host, news: w.Stack()}
	s.picks = w.NewSelect(v.Say("phone.journal"), nil, -1, p.Filter)
	s.search = w.NewSearch(v.Say("journal.search.label"), v.Say("journal.search.clear"), p.Search)
	s.search.Hide()
	s.glass = w.NewIconButton("search", v.Say("journal.search.label"), s.seek)
	s.rows = w.NewRows(func() int { return p.State().Rows }, newCard, s.fill).RowsOf(rowHeight)
	s.rows.TapOpens = true
	s.rows.OnOpened = s.show
	s.empty = w.NewEmpty("inbox", "", "", nil)
	s.none = w.NewScroll(s.empty)
	s.main = w.NewMainButton("plus", v.Say("mine.new"), host.NewReport)
	s.body = w.Col(0, w.Inset(0, 16, 4, 16, w.Col(8, s.search, s.news, s.picks)), w.Grow(w.Stack(s.rows, s.none)))
	p.OnChange, p.OnRows, of.OnChange = s.draw, func() { s.rows.Update() }, s.draw
	p.Reload()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *List) Content() fyne.CanvasObject { return s.body }

// Back ends the search.
func (s *List) Back() bool {
	if !s.looks {
		return false
	}
	s.seek()
	return true
}

// Action implements phone.Acting.
func (s *List) Action() fyne.CanvasObject { return s.main }

// Tail implements phone.Tailed.
func (s *List) Tail() fyne.CanvasObject { return s.glass }

// Leave implements phone.Leaving.
func (s *List) Leave() { s.p.OnChange, s.p.OnRows, s.of.OnChange = nil, nil, nil }

// seek opens the search, or ends it.
func (s *List) seek() {
	s.looks = !s.looks
	w.Show(s.search, s.looks)
	if !s.looks {
		s.search.SetText("")
		s.p.Search("")
		return
	}
	if c := w.CanvasShowing(s.search); c != nil {
		c.Focus(s.search.Entry)
	}
}

func (s *List) show(i int) {
	id, draft := s.p.ID(i)
	if draft {
		s.p.Open(i)
		return
	}
	if !id.IsZero() {
		s.host.Push(present.PageReport, id.String())
	}
}

func (s *List) draw() {
	state := s.p.State()
	s.drawNews()
	choices := make([]w.Choice, len(state.Filters))
	for i, f := range state.Filters {
		choices[i] = w.Choice{Title: f.Label + " \u00b7 " + s.v.Number(int64(f.Count))}
	}
	s.picks.SetChoices(choices, state.Chosen)
	w.Show(s.picks, state.Empty != present.EmptyYet)
	none := state.Rows == 0 && !state.Loading
	if none {
		key := "mine.empty." + string(state.Empty)
		s.empty.Set("inbox", s.v.Say(key), s.v.Say(key+".under"))
	}
	w.Show(s.none, none)
	w.Show(s.rows, !none)
	s.rows.Update()
	s.host.Redraw()
}

// card is a report in the list.
type card struct {
	tile   *w.Tile
	title  *w.Text
	under  *w.Text
	status *w.StatusChip
	when   *w.Text
	news   *w.Icon
}

func newCard() (*card, fyne.CanvasObject) {
	c := &card{
		tile: w.NewTile("inbox", 44, theme.Muted), title: w.NewBold("").Ellipsis(), under: w.NewCaption("").Ellipsis(),
		status: w.NewStatusChip("", ""), when: w.NewCaption("").Ellipsis().Align(fyne.TextAlignTrailing), news: w.NewIcon("message", 18, theme.Accent),
	}
	head := w.Row(8, w.Grow(c.title), w.Middle(c.news))
	foot := w.Row(8, w.Middle(c.status), w.Grow(w.Middle(c.when)))
	return c, w.Row(12, w.Col(0, w.Inset(12, 0, 0, 0, c.tile)), w.Grow(w.Middle(w.Col(4, head, c.under, foot))))
}

func (s *List) fill(i int, c *card) {
	row := s.p.Row(i)
	if !row.Loaded {
		c.title.SetText("\u2026")
		return
	}
	c.tile.SetStatus(row.Icon, look.Status(row.Status))
	c.title.SetText(row.Title)
	c.under.SetText(row.Under)
	c.status.Set(look.Status(row.Status), row.Word)
	when := row.When
	if row.Due.Words != "" {
		when = row.Due.Words
	}
	c.when.SetText(when)
	c.when.Hidden = theme.Current().Scale() > 1.25 // the status needs the room; the report itself says it
	c.news.Hidden = row.News == "" && !row.Waits
}
