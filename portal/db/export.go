package db

import (
	"fmt"
	"time"

	"priyom/civic"
)

// CaseFilter says which cases are wanted; what is zero isn't asked for.
type CaseFilter struct {
	From, Till time.Time // when they arrived; Till isn't included
	Settlement string
	Theme      civic.ThemeSlug
	Department civic.DepartmentSlug
	Status     civic.Status
	Hidden     bool // those too that the public doesn't see
}

// CasesLike lists cases that a filter asks for, the first arrived first, that arrived after the given one.
func (t *Tx) CasesLike(f CaseFilter, arrival int64, limit int) ([]Case, error) {
	args := []any{arrival}
	where := "arrival > $1"
	ask := func(condition string, arg any) {
		args = append(args, arg)
		where += fmt.Sprintf(" AND %s $%d", condition, len(args))
	}
	if !f.Hidden {
		where += " AND published_at IS NOT NULL"
	}
	if !f.From.IsZero() {
		ask("received_at >=", f.From.UnixMilli())
	}
	if !f.Till.IsZero() {
		ask("received_at <", f.Till.UnixMilli())
	}
	for _, is := range []struct{ column, value string }{
		{"settlement", f.Settlement}, {"theme", string(f.Theme)}, {"department", string(f.Department)}, {"status", string(f.Status)},
	} {
		if is.value != "" {
			ask(is.column+" =", is.value)
		}
	}
	args = append(args, limit)
	return all(t, "list cases", readCase, "SELECT "+caseColumns+" FROM cases WHERE "+where+fmt.Sprintf(" ORDER BY arrival LIMIT $%d", len(args)), args...)
}
