package overdue

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// rung is one rung of the ladder above the board: how much hangs there, and the board of only that.
type rung struct {
	N     int
	Word  string
	Count int64
	Href  string
	Here  bool
}

// choice is a department to choose.
type choice struct {
	Slug  string
	Title string // "": the moderators
	Count int64
	Here  bool
}

type boardData struct {
	Rungs       []rung
	Departments []choice // nil for who belongs to one
	All         bool     // no department is chosen
	Chosen      int      // rung; 0: all
	Lines, Soon []line
	Total       int64
	Next        string
	First       bool
}

// moderators is how the address says that those of no department are meant.
const moderators = "moderators"

// soon is how far ahead the board looks.
const soon = 24 * time.Hour

// board shows what is late, the worst first, and below what will be by tomorrow. Who belongs to a department sees its own.
func (p *Pages) board(rw http.ResponseWriter, r *http.Request) {
	q, lang := r.URL.Query(), p.kit.Language(r)
	f := db.OverdueFilter{}
	if own := kit.Who(r.Context()).Staff.Department; own != "" {
		f.Department = &own
		q.Set("department", string(own))
	} else if slug := civic.DepartmentSlug(q.Get("department")); slug != "" {
		if slug == moderators {
			slug = ""
		}
		f.Department = &slug
	}
	if n, err := strconv.Atoi(q.Get("rung")); err == nil && n > 0 && n <= len(deadlines.Levels()) {
		f.Rung = n
	}
	after := readWorry(q.Get("after"))
	data := boardData{First: after.Rung == 0, All: f.Department == nil, Chosen: f.Rung}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		counts, err := tx.CountOverdue()
		if err != nil {
			return err
		}
		p.tally(&data, counts, f, kit.Who(r.Context()).Staff.Department == "", lang)
		b, err := p.deadlines.Book(tx)
		if err != nil {
			return err
		}
		cases, err := tx.Overdue(f, after, pageLength+1)
		if err != nil {
			return err
		}
		if len(cases) > pageLength {
			cases = cases[:pageLength]
			data.Next = address(f, db.WorryOf(cases[pageLength-1]))
		}
		for _, c := range cases {
			data.Lines = append(data.Lines, p.line(b, c, tx.Now, lang))
		}
		if !data.First || f.Rung > 0 {
			return nil
		}
		cases, err = tx.DueBefore(tx.Now.Add(soon), f.Department, pageLength)
		for _, c := range cases {
			data.Soon = append(data.Soon, p.line(b, c, tx.Now, lang))
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "board", kit.Page{Section: boardPath, Data: data})
}

// tally sums up what is late by rung and by department.
func (p *Pages) tally(data *boardData, counts []db.OverdueCount, f db.OverdueFilter, all bool, lang civic.Lang) {
	for i, level := range deadlines.Levels() {
		g := f
		if g.Rung = i + 1; f.Rung == g.Rung {
			g.Rung = 0 // once more shows all again
		}
		data.Rungs = append(data.Rungs, rung{N: i + 1, Word: levelWord(level), Href: address(g, db.Worry{}), Here: f.Rung == i+1})
	}
	for _, c := range counts {
		mine := f.Department == nil || *f.Department == c.Department
		if mine {
			data.Rungs[min(c.Rung, len(data.Rungs))-1].Count += c.N
			data.Total += c.N
		}
		if !all {
			continue
		}
		slug := string(c.Department)
		if slug == "" {
			slug = moderators
		}
		if n := len(data.Departments); n == 0 || data.Departments[n-1].Slug != slug {
			data.Departments = append(data.Departments, choice{Slug: slug, Title: p.department(c.Department, lang), Here: f.Department != nil && *f.Department == c.Department})
		}
		data.Departments[len(data.Departments)-1].Count += c.N
	}
}

// address is the board with a filter, from a place in the list on.
func address(f db.OverdueFilter, after db.Worry) string {
	q := url.Values{}
	if f.Department != nil {
		slug := string(*f.Department)
		if slug == "" {
			slug = moderators
		}
		q.Set("department", slug)
	}
	if f.Rung > 0 {
		q.Set("rung", strconv.Itoa(f.Rung))
	}
	if after.Rung > 0 {
		q.Set("after", fmt.Sprintf("%d.%d.%d", after.Rung, after.Due.UnixMilli(), after.Arrival))
	}
	if len(q) == 0 {
		return boardPath
	}
	return boardPath + "?" + q.Encode()
}

// readWorry reads a place in the list; what can't be read is the beginning.
func readWorry(text string) db.Worry {
	var rung int
	var due, arrival int64
	if n, err := fmt.Sscanf(text, "%d.%d.%d", &rung, &due, &arrival); err != nil || n != 3 || rung < 1 {
		return db.Worry{}
	}
	return db.Worry{Rung: rung, Due: time.UnixMilli(due).UTC(), Arrival: arrival}
}
