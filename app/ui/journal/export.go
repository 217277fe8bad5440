package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// export is where one says what of the register goes into a file.
type export struct {
	sheet
	which    *w.Segments
	format   *w.Segments
	personal *w.Check
	found    *w.Text
}

// formats are those offered, in the order of the segments.
var formats = []present.Format{present.FormatXLSX, present.FormatCSV, present.FormatPDF}

func newExport(s *Screen, host Host) *export {
	v := s.v
	e := &export{found: w.NewCaption("")}
	e.which = w.NewSegments([]string{v.Say("journal.export.found"), v.Say("journal.export.all")}, 0, nil)
	e.format = w.NewSegments([]string{"Excel (XLSX)", "CSV", "PDF"}, 0, nil)
	e.personal = w.NewCheck(v.Say("journal.export.personal"), false, nil)
	save := w.NewMainButton("folder", v.Say("journal.export.save"), func() {
		ask := e.asked()
		e.close()
		host.PickFolder(func(dir string) { s.p.Export(ask, dir) })
	})
	printed := w.NewButton("printer", v.Say("journal.export.print"), func() {
		ask := e.asked()
		e.close()
		s.p.Print(ask)
	})
	content := w.Col(16, w.Labelled(v.Say("journal.export.which"), w.Col(4, e.which, e.found)), w.Labelled(v.Say("journal.export.format"), e.format), e.personal)
	e.build(e, s, v.Say("journal.export.title"), v.Say("journal.export.under"), 560, 400, content, printed, save)
	e.first = func() fyne.Focusable { return e.which }
	return e
}

// asked is what the sheet says.
func (e *export) asked() present.Export {
	return present.Export{All: e.which.Chosen() == 1, Format: formats[e.format.Chosen()], Personal: e.personal.Checked()}
}

// open is a new question each time: personal columns are never written because they were once.
func (e *export) open() {
	e.personal.SetChecked(false)
	e.which.SetChosen(0)
	e.found.SetText(e.s.v.Count("count.reports", e.s.drawn.Rows, nil))
	e.sheet.open()
}

// writing tells how far a file is, and stops it.
type writing struct {
	content *fyne.Container
	words   *w.Text
	bar     *w.Progress
}

func newWriting(s *Screen) *writing {
	x := &writing{words: w.NewCaption("").Ellipsis(), bar: w.NewProgress(6)}
	x.content = w.Row(12, w.NewIcon("file-down", 18, theme.Link), x.words, w.Grow(x.bar), w.NewLinkButton("x", s.v.Say("bulk.cancel"), s.p.CancelExport))
	x.content.Hide()
	return x
}

func (x *writing) draw(s *Screen, now present.ExportState) {
	w.Show(x.content, now.Running)
	if now.Running {
		x.words.SetText(s.v.With("journal.export.running", lang.Args{"Done": s.v.Number(int64(now.Done)), "All": s.v.Number(int64(now.All))}))
		x.bar.SetValue(float32(now.Done) / float32(max(1, now.All)))
	}
}
