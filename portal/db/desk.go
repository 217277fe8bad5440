package db

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"priyom/civic"
	"priyom/store/journal"
)

// DeskFilter says which cases a list is of; what is zero isn't asked for.
type DeskFilter struct {
	Status     civic.Status
	Department civic.DepartmentSlug
	Before     int64 // arrival; 0 begins at the end
}

// CasesBefore lists cases, the last arrived first.
func (t *Tx) CasesBefore(f DeskFilter, limit int) ([]Case, error) {
	if f.Before == 0 {
		f.Before = math.MaxInt64
	}
	where, args := "arrival < $1", []any{f.Before}
	switch {
	case f.Department != "" && f.Status != "":
		where, args = where+" AND department = $3 AND status = $4", append(args, limit, string(f.Department), string(f.Status))
	case f.Department != "":
		where, args = where+" AND department = $3", append(args, limit, string(f.Department))
	case f.Status != "":
		where, args = where+" AND status = $3", append(args, limit, string(f.Status))
	default:
		args = append(args, limit)
	}
	return all(t, "list cases", readCase, "SELECT "+caseColumns+" FROM cases WHERE "+where+" ORDER BY arrival DESC LIMIT $2", args...)
}

// CasesByNumber lists the cases whose number begins with something, the last arrived first.
func (t *Tx) CasesByNumber(begins string, limit int) ([]Case, error) {
	return all(t, "find cases", readCase, "SELECT "+caseColumns+` FROM cases WHERE number >= $1 AND number < $2 ORDER BY number, arrival LIMIT $3`,
		begins, begins+string(rune(0x10FFFF)), limit)
}

// UnpublishedBefore lists cases that the public doesn't see, the last arrived first.
func (t *Tx) UnpublishedBefore(before int64, limit int) ([]Case, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return all(t, "list unpublished", readCase, "SELECT "+caseColumns+` FROM cases WHERE published_at IS NULL AND arrival < $1
		ORDER BY arrival DESC LIMIT $2`, before, limit)
}

// CaseAt finds the case with an arrival; the error wraps ErrNotFound.
func (t *Tx) CaseAt(arrival int64) (Case, error) {
	return one(t, "read case", readCase, "SELECT "+caseColumns+" FROM cases WHERE arrival = $1", arrival)
}

// Before lists the arrivals among them before one, the last first; 0 begins at the end.
func (f Found) Before(arrival int64, limit int) (arrivals []int64) {
	blocks := make([]int64, 0, len(f))
	for b := range f {
		blocks = append(blocks, b)
	}
	slices.Sort(blocks)
	for _, b := range slices.Backward(blocks) {
		for at := (b+1)<<BlockBits - 1; at >= b<<BlockBits && len(arrivals) < limit; at-- {
			if (arrival == 0 || at < arrival) && f.Has(at) {
				arrivals = append(arrivals, at)
			}
		}
	}
	return arrivals
}

// Work lists the cases that a department works on, or with mine that somebody of it does, what is due first first and what has no
// deadline last; department "" is all. Each status is read by an index: the two engines have other ideas of where NULL comes.
func (t *Tx) Work(department civic.DepartmentSlug, mine Account, limit int) (cases []Case, err error) {
	where, args := "", []any{limit, ""}
	if department != "" {
		where, args = " AND department = $3", append(args, string(department))
	}
	if !mine.IsZero() {
		args = append(args, mine[:])
		where += fmt.Sprintf(" AND executor = $%d", len(args))
	}
	for _, s := range []civic.Status{civic.StatusAssigned, civic.StatusInWork, civic.StatusRework} {
		args[1] = string(s)
		for _, due := range []string{" AND due_at IS NOT NULL ORDER BY due_at, arrival", " AND due_at IS NULL ORDER BY arrival"} {
			some, err := all(t, "list work", readCase, "SELECT "+caseColumns+" FROM cases WHERE status = $2"+where+due+" LIMIT $1", args...)
			if err != nil {
				return nil, err
			}
			cases = append(cases, some...)
		}
	}
	slices.SortStableFunc(cases, func(a, b Case) int {
		return cmp.Or(cmp.Compare(flag(a.DueAt.IsZero()), flag(b.DueAt.IsZero())), a.DueAt.Compare(b.DueAt), cmp.Compare(a.Arrival, b.Arrival))
	})
	return cases[:min(len(cases), limit)], nil
}

// PictureOf says that a picture belongs to a report that a department has or had last.
func (t *Tx) PictureOf(sum [32]byte, department civic.DepartmentSlug) (bool, error) {
	h := journal.Hash(sum)
	return one(t, "find picture", value[bool], `SELECT EXISTS (SELECT 1 FROM photo p JOIN cases c ON c.report = p.report
		WHERE (p.copy = $1 OR p.preview = $1) AND c.department = $2)
		OR EXISTS (SELECT 1 FROM after_photo a JOIN cases c ON c.report = a.report WHERE (a.copy = $1 OR a.preview = $1) AND c.department = $2)
		OR EXISTS (SELECT 1 FROM inspection_photo i JOIN cases c ON c.report = i.report WHERE (i.copy = $1 OR i.preview = $1) AND c.department = $2)`,
		h[:], string(department))
}

// Template is something that staff write often.
type Template struct {
	ID    [16]byte
	Kind  string // answer, message or reject
	Lang  civic.Lang
	Title string
	Words string
	Actor Account
}

// Templates lists what there is of a kind, or of all with kind "", by title.
func (t *Tx) Templates(kind string) ([]Template, error) {
	return all(t, "list templates", func(row scanner) (p Template, err error) {
		err = row.Scan(fixed(p.ID[:]), &p.Kind, &p.Lang, &p.Title, &p.Words, fixed(p.Actor[:]))
		return p, err
	}, "SELECT id, kind, lang, title, words, actor FROM template WHERE $1 = '' OR kind = $1 ORDER BY kind, lang, title, id", kind)
}

// PutTemplate keeps one, in place of what was.
func (t *Tx) PutTemplate(p Template) error {
	_, err := t.exec("write template", `INSERT INTO template (id, kind, lang, title, words, changed_at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, lang = excluded.lang, title = excluded.title, words = excluded.words,
		changed_at = excluded.changed_at, actor = excluded.actor`, p.ID[:], p.Kind, string(p.Lang), p.Title, p.Words, t.Now.UnixMilli(), orNobody(p.Actor))
	return err
}

// DropTemplate forgets one.
func (t *Tx) DropTemplate(id [16]byte) error {
	_, err := t.exec("drop template", "DELETE FROM template WHERE id = $1", id[:])
	return err
}
