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
	export  *w.IconButton
}

func newTools(s *Screen, host Host) *tools {
	t := &tools{s: s}
	t.form = w.NewIconButton("table", s.v.Say("journal.tool.table"), func() { s.p.SetTable(!s.drawn.Table) })
	t.filter = w.NewIconButton("filter", s.v.Say("journal.tool.filter"), func() { s.picks.turn() })
	t.columns = w.NewIconButton("columns", s.v.Say("journal.tool.columns"), func() { s.columns.open() })
	t.export = w.NewIconButton("file-down", s.v.Say("journal.tool.export"), func() { s.export.open() })
	bulk := w.NewIconButton("file-up", s.v.Say("journal.tool.bulk"), host.TakeTable)
	t.content = w.Row(0, t.filter, t.form, t.columns, t.export, bulk)
	return t
}

func (t *tools) draw(now present.JournalState) {
	if now.Table {
		t.form.SetIcon("list", t.s.v.Say("journal.tool.list"))
	} else {
		t.form.SetIcon("table", t.s.v.Say("journal.tool.table"))
	}
	some := now.Empty != present.EmptyYet
	w.Show(t.columns, now.Table && some)
	w.Show(t.filter, some)
	w.Show(t.form, some)
	w.Show(t.export, some)
}
