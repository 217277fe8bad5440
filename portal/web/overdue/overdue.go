package overdue

import (
	"embed"
	"html/template"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// The addresses of the pages.
const (
	logPath   = "/overdue"
	boardPath = "/staff/overdue"
)

const pageLength = 30

// Pages draws them.
type Pages struct {
	kit       *kit.Kit
	deadlines *deadlines.Office
	pages     *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(k *kit.Kit, d *deadlines.Office) (*Pages, error) {
	p := &Pages{kit: k, deadlines: d}
	var err error
	p.pages, err = k.Pages(files, template.FuncMap{"rungOf": func(n int) line { return line{Rung: n} }}, "log", "board")
	return p, err
}

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	return []kit.Route{
		{Pattern: "GET " + logPath, Access: kit.Everybody, Handler: p.log},
		{Pattern: "GET " + boardPath, Access: kit.Staff(accounts.RightRead), Handler: p.board},
	}
}

// line is one case that is late.
type line struct {
	ID       civic.ReportID
	Number   string
	Title    string // of its category
	Where    string
	Whose    string // department; "": the moderators
	Due      kit.Due
	Rung     int
	Level    string // translation key of who was told last
	At       time.Time
	Deadline time.Time
	Ended    time.Time
}

func (p *Pages) title(slug civic.CategorySlug, lang civic.Lang) string {
	if c, ok := p.kit.Classifier.Category(slug); ok {
		return c.Title.In(lang)
	}
	return string(slug)
}

func (p *Pages) department(slug civic.DepartmentSlug, lang civic.Lang) string {
	if d, ok := p.kit.Classifier.Department(slug); ok {
		return d.Title.In(lang)
	}
	return string(slug)
}

func (p *Pages) line(b *deadlines.Book, c db.Case, now time.Time, lang civic.Lang) line {
	l := line{
		ID: c.Report, Number: c.Number, Title: p.title(c.Category, lang), Where: c.Place.Settlement, Whose: p.department(c.Department, lang),
		Due: kit.DueOf(b, c, now), Rung: c.Rung, Deadline: c.DueAt,
	}
	if levels := b.Levels(c); c.Rung > 0 && c.Rung <= len(levels) {
		l.Level = levelWord(levels[c.Rung-1])
	}
	return l
}

func levelWord(l deadlines.Level) string { return "rung." + string(l) }
