// Package bulk draws the page on which a table is taken in: what its columns hold, what isn't understood or wrong, how far it is.
//
// Its invariant: of a hundred thousand rows only those on the screen exist. What a column holds and what becomes of a row is the
// presenter's to say.
package bulk

import (
	"reflect"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	// PickTable lets one choose a table, and comes back.
	PickTable(chosen func(path string))
}

// Screen is the page.
type Screen struct {
	p       *present.Bulk
	v       *lang.Voice
	host    Host
	title   *w.PageTitle
	problem *w.Banner
	empty   *fyne.Container
	whole   *fyne.Container
	columns *fyne.Container
	lines   []*column
	consent *w.Check
	doubts  *doubts
	wrong   *wrong
	done    *fyne.Container
	end     *w.Empty
	summary *w.Text
	bar     *w.Progress
	choose  *w.Button
	stop    *w.Button
	start   *w.MainButton
	content fyne.CanvasObject
	drawn   present.BulkState
}

// New makes the page and listens to its presenter.
func New(p *present.Bulk, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host, columns: w.Col(10), summary: w.NewBold("").Ellipsis(), bar: w.NewProgress(8)}
	s.title, s.problem = w.NewPageTitle(v.Say("bulk.title"), v.Say("bulk.under")), w.NewBanner(w.Caution, "", "", nil)
	s.empty = w.Stack(w.Card(0, w.NewEmpty("file-up", v.Say("bulk.choose.title"), v.Say("bulk.choose.under"), w.NewMainButton("folder", v.Say("bulk.choose"), s.pick))))
	s.consent = w.NewCheck(v.Say("bulk.consent"), false, p.SetConsent)
	s.doubts, s.wrong = newDoubts(s), newWrong(s)
	left := w.Card(16, w.Col(10, w.NewSection("columns", v.Say("bulk.columns"), ""), s.columns, w.Divider(), s.consent))
	right := w.Card(16, w.Col(12, s.doubts.content, s.wrong.content))
	s.whole = w.Stack(w.NewScroll(w.Pad(4, 8, w.Columns(900, 16, 1.2, 1, left, right))))
	s.end = w.NewEmpty("circle-check", v.Say("bulk.done.title"), "", w.NewMainButton("list", v.Say("bulk.journal"), p.Leave))
	s.done = w.Stack(w.Card(0, s.end))
	s.choose = w.NewButton("folder", v.Say("bulk.another"), s.pick)
	s.stop = w.NewButton("x", v.Say("bulk.cancel"), p.Cancel)
	s.start = w.NewMainButton("file-up", v.Say("bulk.start"), p.Start)
	foot := w.FootBar(w.NewButton("arrow-left", v.Say("bulk.journal"), p.Leave), s.choose, w.Grow(w.Middle(w.Col(6, s.summary, s.bar))), s.stop, s.start)
	s.content = w.Col(0, w.Grow(w.Inset(16, 16, 12, 16, w.Col(8, w.Pad(0, 8, w.Col(12, s.title, s.problem)), w.Grow(w.Stack(w.Pad(4, 8, s.empty), s.whole, w.Pad(4, 8, s.done)))))), foot)
	p.OnChange = s.draw
	s.draw()
	return s
}

func (s *Screen) pick() { s.host.PickTable(s.p.Open) }

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard where one goes on.
func (s *Screen) Focus(c fyne.Canvas) {
	if s.drawn.Step == present.BulkPlan {
		c.Focus(s.start)
		return
	}
	c.Focus(s.choose)
}

// Key acts on F10 and Esc.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF10:
		s.p.Start()
	case fyne.KeyEscape:
		s.p.Leave()
	default:
		return false
	}
	return true
}

func (s *Screen) draw() {
	old, now := s.drawn, s.p.State()
	s.drawn = now
	v := s.v
	under := v.Say("bulk.under")
	if now.File != "" {
		if under = now.File; now.Under != "" {
			under += " \u00b7 " + now.Under
		}
		if now.Step == present.BulkPlan {
			under += " \u00b7 " + now.Summary
		}
	}
	s.title.Set(v.Say("bulk.title"), under)
	s.problem.Set(w.Caution, now.Problem, "")
	w.Show(s.problem, now.Problem != "")
	plan := now.Step == present.BulkPlan || now.Step == present.BulkRunning || now.Step == present.BulkReading && len(now.Columns) > 0
	w.Show(s.empty, !plan && now.Step != present.BulkDone)
	w.Show(s.whole, plan)
	w.Show(s.done, now.Step == present.BulkDone)
	if !reflect.DeepEqual(old.Columns, now.Columns) {
		s.drawColumns(now.Columns)
	}
	w.Show(s.consent, now.Personal)
	s.consent.SetChecked(now.Consent)
	s.doubts.draw(now)
	s.wrong.draw(now)
	if now.Step == present.BulkDone {
		text := now.Result
		if now.Left != "" {
			text += ". " + v.With("bulk.left", lang.Args{"File": now.Left})
		}
		s.end.Set("circle-check", v.Say("bulk.done.title"), text)
	}
	s.drawFoot(now)
}

func (s *Screen) drawFoot(now present.BulkState) {
	running := now.Step == present.BulkRunning
	words := ""
	switch now.Step {
	case present.BulkReading:
		words = s.v.Say("bulk.reading")
	case present.BulkRunning:
		words = s.v.With("bulk.running", lang.Args{"Done": s.v.Number(int64(now.Done)), "All": s.v.Number(int64(now.All))})
		s.bar.SetValue(float32(now.Done) / float32(max(1, now.All)))
	case present.BulkChoose, present.BulkPlan, present.BulkDone:
	}
	s.summary.SetText(words)
	w.Show(s.bar, running)
	w.Show(s.stop, running)
	w.Show(s.choose, !running && now.File != "")
	w.Show(s.start, now.Step == present.BulkPlan)
}

// drawColumns shows what each column is called, what stands in it, and what that is taken for. A choice that was opened stays
// what has the keyboard.
func (s *Screen) drawColumns(columns []present.BulkColumn) {
	if len(columns) != len(s.lines) {
		s.lines, s.columns.Objects = nil, nil
		for i := range columns {
			line := newColumn(func(option int) { s.p.SetColumn(i, option) })
			s.lines = append(s.lines, line)
			s.columns.Add(line.content)
		}
	}
	for i, c := range columns {
		s.lines[i].set(c)
	}
	s.columns.Refresh()
	w.Settle(s.columns)
}

// column is one line of the mapping.
type column struct {
	content     *fyne.Container
	title, some *w.Text
	holds       *w.Select
}

func newColumn(chosen func(int)) *column {
	c := &column{title: w.NewBold("").Step(theme.Small).Ellipsis(), some: w.NewCaption("").Ellipsis(), holds: w.NewSelect("", nil, -1, chosen)}
	c.content = w.Row(12, w.Grow(w.Middle(w.Col(2, c.title, c.some))), w.NewIcon("arrow-right", 16, theme.Muted), w.Scaled(196, 0, c.holds))
	return c
}

func (c *column) set(now present.BulkColumn) {
	c.title.SetText(now.Title)
	c.some.SetText(now.Examples)
	c.holds.SetChoices(w.Titles(now.Options), now.Chosen)
}
