package present

import (
	"errors"
	"path/filepath"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/register"
)

// State is what to show.
func (b *Bulk) State() BulkState {
	v := b.p.Voice()
	s := BulkState{Step: b.step, Problem: b.problem, Done: b.done}
	if b.path != "" {
		s.File = filepath.Base(b.path)
	}
	if b.plan == nil {
		return s
	}
	s.Under = v.Count("bulk.rows", len(b.plan.Table.Rows), nil)
	s.Columns, s.Consent = b.columns(), b.plan.Consent
	for _, f := range b.plan.Fields {
		s.Personal = s.Personal || f.Personal()
	}
	if b.checked == nil {
		return s
	}
	s.Ready, s.All = len(b.checked.Ready), len(b.checked.Ready)
	s.Summary = v.Count("bulk.ready", s.Ready, nil)
	for _, u := range b.checked.Unsure[:min(shownLines, len(b.checked.Unsure))] {
		s.Unsure = append(s.Unsure, b.unsure(u))
	}
	for _, w := range b.checked.Problems[:min(shownLines, len(b.checked.Problems))] {
		s.Wrong = append(s.Wrong, v.With("register.errors.row", lang.Args{"N": w.N, "What": w.Words(v)}))
	}
	if b.step == BulkDone {
		s.Result = v.Count("bulk.fresh", b.result.Fresh, nil)
		if b.result.Known > 0 {
			s.Result += ". " + v.Count("bulk.known", b.result.Known, nil)
		}
		s.Left = b.left
	}
	return s
}

func (b *Bulk) columns() (columns []BulkColumn) {
	v := b.p.Voice()
	options := []string{v.Say("bulk.ignore")}
	for _, f := range register.Readable() {
		options = append(options, v.Say("register.field."+string(f)))
	}
	for i, title := range b.plan.Table.Head {
		c := BulkColumn{Title: title, Options: options, Chosen: slices.Index(register.Readable(), b.plan.Fields[i]) + 1}
		if title == "" {
			c.Title = v.With("bulk.untitled", lang.Args{"N": i + 1})
		}
		var some []string
		for _, r := range b.plan.Table.Rows {
			if cell := r.Cell(i); cell != "" && len(some) < examples {
				some = append(some, cell)
			}
			if len(some) == examples {
				break
			}
		}
		c.Examples = join(" \u00b7 ", some...)
		columns = append(columns, c)
	}
	return columns
}

func (b *Bulk) unsure(u register.Unsure) BulkUnsure {
	v := b.p.Voice()
	out := BulkUnsure{Words: u.Words, Rows: v.Count("bulk.rows", u.Rows, nil), Options: []string{v.Say("bulk.skip")}}
	for i, slug := range b.offered(u) {
		out.Options = append(out.Options, b.p.categoryOf(slug).Title)
		if b.choices[u.Key] == slug {
			out.Chosen = i + 1
		}
	}
	return out
}

// offered are the categories that a kind may be: the likeliest first, then the first of every theme.
func (b *Bulk) offered(u register.Unsure) []civic.CategorySlug {
	all := slices.Clone(u.Offered)
	for _, t := range b.p.env.Known.Themes() {
		if len(t.Categories) > 0 && !slices.Contains(all, t.Categories[0].Slug) {
			all = append(all, t.Categories[0].Slug)
		}
	}
	return all
}

// tableTrouble says why a file is no table.
func tableTrouble(v *lang.Voice, err error) string {
	for key, is := range map[string]error{
		"bulk.trouble.large": register.ErrLarge, "bulk.trouble.rows": register.ErrRows, "bulk.trouble.columns": register.ErrColumns,
		"bulk.trouble.empty": register.ErrEmpty, "bulk.trouble.bomb": register.ErrBomb, "bulk.trouble.old": register.ErrOld, "bulk.trouble.file": register.ErrFile,
	} {
		if errors.Is(err, is) {
			return v.Say(key)
		}
	}
	return trouble(v, err)
}
