package present

import (
	"context"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// Row is a report in the list.
type Row struct {
	Loaded bool // the words are there; else they come with the next OnRows
	Number string
	Brief  string // the number without the device's code
	Icon   string
	Title  string
	Under  string
	Status civic.Status
	Word   string // of the status
	When   string
	Due    Due
	Photos int
	Answer string   // that there is one, or that it isn't handed over; "" without one
	Waits  bool     // somebody waits for it
	News   string   // that staff said something that nobody has read; "" if they didn't
	Cells  []string // what the columns that are shown say; of a report in the table only
}

func (j *Journal) rows() int {
	if j.filter().drafts {
		return len(j.found())
	}
	return len(j.ids)
}

func (j *Journal) id(i int) civic.ReportID {
	if j.filter().drafts {
		return j.found()[i].ID
	}
	return j.ids[i]
}

func (j *Journal) index(id civic.ReportID) int {
	if id.IsZero() {
		return -1
	}
	if j.filter().drafts {
		return slices.IndexFunc(j.found(), func(d store.Draft) bool { return d.ID == id })
	}
	return slices.Index(j.ids, id)
}

// Row is the report of a row. If it isn't read yet, it is asked for.
func (j *Journal) Row(i int) Row {
	if i < 0 || i >= j.rows() {
		return Row{}
	}
	if j.filter().drafts {
		return j.draftRow(j.found()[i])
	}
	page := i / pageRows
	if page != j.near[0] {
		j.near[0], j.near[1] = page, j.near[0]
	}
	rows, ok := j.pages[page]
	if !ok {
		j.ask(page)
		return Row{}
	}
	if i%pageRows >= len(rows) {
		return Row{}
	}
	return j.row(rows[i%pageRows])
}

func (j *Journal) row(s store.Summary) Row {
	c := j.p.categoryOf(s.Category)
	row := Row{
		Loaded: true, Number: s.Number, Brief: s.Number[strings.LastIndexByte(s.Number, '-')+1:], Icon: c.Icon, Title: c.Title, Under: under(s.Place, s.Text), Status: s.Status, Word: j.p.statusWord(s.Status),
		When: j.p.Voice().Since(s.CapturedAt, j.p.env.Clock()), Photos: s.Photos, Due: j.p.due(s.Due),
	}
	if s.Answered != store.AnsweredNot {
		row.Answer, row.Waits = j.p.Voice().Say("answer.chip."+string(s.Answered)), s.Answered == store.AnsweredWaits
	}
	if s.Unseen > 0 {
		row.News = j.p.Voice().Say("dialogue.chip")
	}
	if j.form.table {
		for _, c := range j.form.columns {
			row.Cells = append(row.Cells, j.cell(c, s, row))
		}
	}
	return row
}

// under is the line below a title: where, or what.
func under(p civic.Place, text string) string {
	switch {
	case p.Address != "" && p.Settlement != "":
		return p.Address + ", " + p.Settlement // what tells it from its neighbours comes first, should it be cut
	case p.Address+p.Settlement != "":
		return p.Address + p.Settlement
	}
	return text
}

// ask reads a page of rows.
func (j *Journal) ask(page int) {
	if j.asked[page] {
		return
	}
	j.asked[page] = true
	version, ids := j.version, j.ids[page*pageRows:min((page+1)*pageRows, len(j.ids))]
	j.p.read.do(func(ctx context.Context) func() {
		rows, err := j.p.store.Summaries(ctx, ids)
		return func() {
			if version != j.version {
				return
			}
			if err != nil {
				j.p.failed("list reports", err)
				return
			}
			delete(j.asked, page)
			j.keep(page, rows)
			if j.OnRows != nil {
				j.OnRows()
			}
		}
	})
}

func (j *Journal) keep(page int, rows []store.Summary) {
	if len(j.order) >= pagesKept {
		delete(j.pages, j.order[0])
		j.order = j.order[1:]
	}
	j.pages[page] = rows
	j.order = append(j.order, page)
}

// found are the drafts with the words that are searched for.
func (j *Journal) found() []store.Draft {
	if j.query == "" {
		return j.drafts
	}
	var found []store.Draft
	for _, d := range j.drafts {
		if containsWords(d.Report, j.p.categoryOf(d.Category).Title, j.query) {
			found = append(found, d)
		}
	}
	return found
}

func (j *Journal) draftRow(d store.Draft) Row {
	v := j.p.Voice()
	c := Category{Icon: "pen", Title: v.Say("journal.draft.untitled")}
	if d.Category != "" {
		c = j.p.categoryOf(d.Category)
	}
	return Row{
		Loaded: true, Icon: c.Icon, Title: c.Title, Under: under(d.Place, d.Text), Status: civic.StatusDraft, Word: j.p.statusWord(civic.StatusDraft),
		When: v.With("journal.draft.saved", lang.Args{"Time": v.Since(d.SavedAt, j.p.env.Clock())}), Photos: len(d.Photos),
	}
}
