package overdue

import (
	"net/http"
	"strconv"

	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// share is how much of one department's is late.
type share struct {
	Whose string
	N     int64
	Top   int64 // of those, what went above the district
}

type logData struct {
	Shares []share
	Total  int64
	Lines  []line
	Older  string
	First  bool
	Levels []string // of the ladder, for its explanation
}

// log shows who was told that what is late, the newest first, for everybody.
func (p *Pages) log(rw http.ResponseWriter, r *http.Request) {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	lang := p.kit.Language(r)
	data := logData{First: before == 0}
	for _, level := range deadlines.Levels() {
		data.Levels = append(data.Levels, levelWord(level))
	}
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		counts, err := tx.CountOverdue()
		if err != nil {
			return err
		}
		for _, c := range counts {
			if c.Public == 0 {
				continue
			}
			whose := p.department(c.Department, lang)
			if n := len(data.Shares); n == 0 || data.Shares[n-1].Whose != whose {
				data.Shares = append(data.Shares, share{Whose: whose})
			}
			last := &data.Shares[len(data.Shares)-1]
			last.N += c.Public
			if c.Rung >= len(data.Levels) {
				last.Top += c.Public
			}
			data.Total += c.Public
		}
		logged, err := tx.EscalationLog(before, pageLength+1)
		if err != nil {
			return err
		}
		if len(logged) > pageLength {
			logged = logged[:pageLength]
			data.Older = logPath + "?before=" + strconv.FormatInt(logged[pageLength-1].N, 10)
		}
		b, err := p.deadlines.Book(tx)
		if err != nil {
			return err
		}
		for _, e := range logged {
			c := db.Case{DueKind: e.Kind, DueAt: e.Due, Category: e.Category}
			end := tx.Now
			if !e.Ended.IsZero() {
				end = e.Ended
			}
			data.Lines = append(data.Lines, line{
				ID: e.Report, Number: e.Number, Title: p.title(e.Category, lang), Whose: p.department(e.Department, lang), Due: kit.DueOf(b, c, end),
				Rung: e.Rung, Level: levelWord(deadlines.Level(e.Level)), At: e.At, Deadline: e.Due, Ended: e.Ended,
			})
		}
		return nil
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "log", kit.Page{Section: logPath, Data: data})
}
