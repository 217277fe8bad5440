package opendata

import (
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Kind is what a column's values are.
type Kind string

// The kinds. An empty value is unknown, or not yet.
const (
	KindText   Kind = "text"
	KindWord   Kind = "word"   // one of a fixed list
	KindNumber Kind = "number" // with a point
	KindTime   Kind = "time"   // RFC 3339, in UTC
)

// Column is one column of a table of reports. What it means is the word "opendata.column.<Name>".
type Column struct {
	Name string
	Kind Kind
	read func(w *Words, c db.Case) any // string, int, float64 or time.Time; nil for none
}

// Words are what slugs are called in the language of a file, and where the portal is.
type Words struct {
	Lang  civic.Lang
	Known *civic.Classifier
	Base  string // of reports' addresses, such as https://example.org/reports/
}

func (w *Words) category(slug civic.CategorySlug) string {
	c, _ := w.Known.Category(slug)
	return c.Title.In(w.Lang)
}

func (w *Words) theme(slug civic.ThemeSlug) string {
	t, _ := w.Known.Theme(slug)
	return t.Title.In(w.Lang)
}

func (w *Words) department(slug civic.DepartmentSlug) string {
	d, _ := w.Known.Department(slug)
	return d.Title.In(w.Lang)
}

func at(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

// Public are the columns that everybody may have.
func Public() []Column {
	place := func(value func(civic.Position) civic.Degrees) func(*Words, db.Case) any {
		return func(_ *Words, c db.Case) any {
			if c.Place.Source == civic.SourceNone {
				return nil
			}
			return float64(value(c.Place.Position))
		}
	}
	return []Column{
		{"id", KindText, func(_ *Words, c db.Case) any { return c.Report.String() }},
		{"number", KindText, func(_ *Words, c db.Case) any { return c.Number }},
		{"url", KindText, func(w *Words, c db.Case) any { return w.Base + c.Report.String() }},
		{"status", KindWord, func(_ *Words, c db.Case) any { return string(c.Status) }},
		{"theme", KindWord, func(_ *Words, c db.Case) any { return string(c.Theme) }},
		{"theme_title", KindText, func(w *Words, c db.Case) any { return w.theme(c.Theme) }},
		{"category", KindWord, func(_ *Words, c db.Case) any { return string(c.Category) }},
		{"category_title", KindText, func(w *Words, c db.Case) any { return w.category(c.Category) }},
		{"text", KindText, func(_ *Words, c db.Case) any { return c.Text }},
		{"settlement", KindText, func(_ *Words, c db.Case) any { return c.Place.Settlement }},
		{"address", KindText, func(_ *Words, c db.Case) any { return c.Place.Address }},
		{"lat", KindNumber, place(func(p civic.Position) civic.Degrees { return p.Lat })},
		{"lon", KindNumber, place(func(p civic.Position) civic.Degrees { return p.Lon })},
		{"department", KindWord, func(_ *Words, c db.Case) any { return string(c.Department) }},
		{"department_title", KindText, func(w *Words, c db.Case) any { return w.department(c.Department) }},
		{"received_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Received) }},
		{"published_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Published) }},
		{"replied_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Replied) }},
		{"solved_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Solved) }},
		{"closed_at", KindTime, func(_ *Words, c db.Case) any { return at(c.ClosedAt) }},
		{"due_at", KindTime, func(_ *Words, c db.Case) any { return at(c.DueAt) }},
		{"overdue", KindNumber, func(_ *Words, c db.Case) any { return c.Rung }},
		{"supporters", KindNumber, func(_ *Words, c db.Case) any { return c.Supporters }},
		{"returned", KindNumber, func(_ *Words, c db.Case) any { return c.Returns }},
		{"reworked", KindNumber, func(_ *Words, c db.Case) any { return c.Reworks }},
		{"rating", KindNumber, func(_ *Words, c db.Case) any {
			if c.Rating == 0 {
				return nil
			}
			return c.Rating
		}},
	}
}

// Inner are the columns for staff: those of Public, and how the office works on it. Who reported isn't among them.
func Inner() []Column {
	return append(Public(), []Column{
		{"urgency", KindWord, func(_ *Words, c db.Case) any { return string(c.Urgency) }},
		{"level", KindNumber, func(_ *Words, c db.Case) any { return c.Level }},
		{"executor", KindText, func(_ *Words, c db.Case) any {
			if c.Executor.IsZero() {
				return nil
			}
			return c.Executor.String()
		}},
		{"captured_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Captured) }},
		{"registered_at", KindTime, func(_ *Words, c db.Case) any { return at(c.Registered) }},
		{"due_kind", KindWord, func(_ *Words, c db.Case) any { return string(c.DueKind) }},
		{"merged_into", KindText, func(_ *Words, c db.Case) any {
			if c.MergedInto.IsZero() {
				return nil
			}
			return c.MergedInto.String()
		}},
	}...)
}
