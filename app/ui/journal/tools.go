package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// tools are what can be done with the register as a whole.
type tools struct {
	s       *Screen
	content *fyne.Container
	form    *w.IconButton
	filter  *w.IconButton
	columns *w.IconButton
}

func newTools(s *Screen) *tools {
	t := &tools{s: s}
	t.form = w.NewIconButton("table", s.v.Say("journal.tool.table"), func() { s.p.SetTable(!s.drawn.Table) })
	t.filter = w.NewIconButton("filter", s.v.Say("journal.tool.filter"), func() { s.picks.turn() })
	t.columns = w.NewIconButton("columns", s.v.Say("journal.tool.columns"), func() { s.columns.open() })
	t.content = w.Row(0, t.filter, t.form, t.columns)
	return t
}

func (t *tools) draw(now present.JournalState) {
	if now.Table {
		t.form.SetIcon("list", t.s.v.Say("journal.tool.list"))
	} else {
		t.form.SetIcon("table", t.s.v.Say("journal.tool.table"))
	}
	w.Show(t.columns, now.Table)
	w.Show(t.content, now.Empty != present.EmptyYet)
}
