package register

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
	"priyom/store"
)

// batch is how many rows are handed in in one transaction: a kill takes back at most so many, and reading the table again
// brings them.
const batch = 200

// Result is what became of a table.
type Result struct {
	Fresh int // rows that are reports now
	Known int // rows that had been taken in before
}

// Run hands in what was found ready, in batches, each in one durable transaction. Cut short, it is run again: what is here
// already stays as it is. Progress hears after how many rows.
func Run(ctx context.Context, s *store.Store, c *Checked, progress func(done int)) (r Result, err error) {
	id, err := s.KeyedIDs(ctx)
	if err != nil {
		return r, err
	}
	for from := 0; from < len(c.Ready); from += batch {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		until := min(from+batch, len(c.Ready))
		reports := make([]civic.Report, 0, until-from)
		for i := from; i < until; i++ {
			one := c.Ready[i]
			one.ID = id(c.Keys[i]...)
			reports = append(reports, one)
		}
		fresh, err := s.CaptureAll(ctx, reports)
		if err != nil {
			return r, fmt.Errorf("register: rows up to %d are in: %w", from, err)
		}
		r.Fresh, r.Known = r.Fresh+fresh, r.Known+len(reports)-fresh
		if progress != nil {
			progress(until)
		}
	}
	return r, nil
}

// Left are the rows that weren't taken in, as a table to mend and read again: what is wrong in words, then the row as it was.
func (p *Plan) Left(c *Checked, v *lang.Voice) Sheet {
	s := Sheet{Name: v.Say("register.errors.column"), Semicolons: v.Lang() != civic.LangEN, Columns: []Column{{v.Say("register.errors.column"), 40}}}
	for _, title := range p.Table.Head {
		s.Columns = append(s.Columns, Column{title, 16})
	}
	s.Rows = func(yield func([]Cell, error) bool) {
		row := func(why string, r Row) bool {
			cells := []Cell{why}
			for i := range p.Table.Head {
				cells = append(cells, r.Cell(i))
			}
			return yield(cells, nil)
		}
		for i, problem := range c.Problems {
			if !row(v.With("register.errors.row", lang.Args{"N": problem.N, "What": problem.Words(v)}), c.Bad[i]) {
				return
			}
		}
		for _, r := range c.Waiting {
			if !row(v.With("register.errors.row", lang.Args{"N": r.N, "What": v.Say("register.wrong.kind")}), r) {
				return
			}
		}
	}
	return s
}

// LeftName is what the file of the rows that weren't taken in is called: read again, it is the same source.
func (p *Plan) LeftName() string { return p.Table.Source + errorsEnding + ".csv" }

// Save writes a sheet into a file that is there whole, or not at all.
func Save(path string, s Sheet, f Format) error {
	var b bytes.Buffer
	s.Temp = filepath.Dir(path)
	if err := s.Write(&b, f); err != nil {
		return err
	}
	return durable.Replace(path, b.Bytes())
}
