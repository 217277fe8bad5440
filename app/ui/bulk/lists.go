package bulk

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// listHeight is the height of the list of rows with mistakes, wrongRow that of one, in pixels at 100 %.
const (
	listHeight = 220
	wrongRow   = 60
)

// doubts are the kinds that weren't understood.
type doubts struct {
	s       *Screen
	content *fyne.Container
	rows    *fyne.Container
	lines   []*doubt
}

// doubt is one of them: how it is written, in how many rows, and what it is.
type doubt struct {
	line  *fyne.Container
	words *w.Text
	rows  *w.Text
	is    *w.Select
}

func newDoubts(s *Screen) *doubts {
	d := &doubts{s: s, rows: w.Col(8)}
	v := s.v
	d.content = w.Col(8, w.NewSection("help", v.Say("bulk.unsure"), ""), w.NewHint(v.Say("bulk.unsure.under")), d.rows)
	return d
}

// most is how many kinds are shown at once: when these are decided, the next ones follow.
const most = 12

func (d *doubts) draw(now present.BulkState) {
	unsure := now.Unsure[:min(most, len(now.Unsure))]
	w.Show(d.content, len(unsure) > 0)
	for len(d.lines) < len(unsure) {
		i := len(d.lines)
		one := &doubt{words: w.NewText("").Step(theme.Small).Ellipsis(), rows: w.NewCaption("").Ellipsis()}
		one.is = w.NewSelect("", nil, -1, func(option int) { d.s.p.Choose(i, option) })
		one.line = w.Row(12, w.Grow(w.Middle(w.Col(2, one.words, one.rows))), w.Scaled(220, 0, one.is))
		d.lines = append(d.lines, one)
		d.rows.Add(one.line)
	}
	for i, one := range d.lines {
		if one.line.Hidden = i >= len(unsure); one.line.Hidden {
			continue
		}
		one.words.SetText(unsure[i].Words)
		one.rows.SetText(unsure[i].Rows)
		one.is.SetChoices(w.Titles(unsure[i].Options), unsure[i].Chosen)
	}
	d.rows.Refresh()
	w.Settle(d.rows)
}

// wrong are the rows with mistakes.
type wrong struct {
	s       *Screen
	content *fyne.Container
	some    *fyne.Container
	fine    *fyne.Container
	rows    *w.RowList
}

func newWrong(s *Screen) *wrong {
	x := &wrong{s: s}
	v := s.v
	x.rows = w.NewRows(func() int { return len(s.drawn.Wrong) }, func() (*w.Paragraph, fyne.CanvasObject) {
		text := w.NewParagraph("").Step(theme.Small)
		return text, w.Middle(text)
	}, func(i int, text *w.Paragraph) {
		if i < len(s.drawn.Wrong) {
			text.SetText(s.drawn.Wrong[i])
		}
	}).RowsOf(wrongRow)
	x.some = w.Col(8, w.NewSection("triangle-alert", v.Say("bulk.wrong"), ""), w.NewHint(v.Say("bulk.wrong.under")), w.Scaled(0, listHeight, x.rows))
	x.fine = w.Row(10, w.NewIcon("circle-check", 20, theme.Success), w.NewText(v.Say("bulk.fine")))
	x.content = w.Col(8, x.some, x.fine)
	return x
}

func (x *wrong) draw(now present.BulkState) {
	w.Show(x.some, len(now.Wrong) > 0)
	w.Show(x.fine, len(now.Wrong) == 0 && now.Step == present.BulkPlan)
	x.rows.Update()
}
