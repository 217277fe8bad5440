package present

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/register"
)

// BulkStep is how far the taking in of a table is.
type BulkStep string

// The steps.
const (
	BulkChoose  BulkStep = "choose"  // a file
	BulkReading BulkStep = "reading" // it, or its rows anew
	BulkPlan    BulkStep = "plan"    // what its columns hold, what its words mean
	BulkRunning BulkStep = "running"
	BulkDone    BulkStep = "done"
)

// examples is how many rows show what a column holds, and shownLines how many of what is wrong or unsure are shown.
const (
	examples   = 3
	shownLines = 200
)

// BulkColumn is a column of the table.
type BulkColumn struct {
	Title    string
	Examples string
	Options  []string
	Chosen   int
}

// BulkUnsure is a kind that wasn't understood.
type BulkUnsure struct {
	Words   string
	Rows    string
	Options []string // the first leaves it out
	Chosen  int
}

// BulkState is what the page shows.
type BulkState struct {
	Step      BulkStep
	File      string
	Under     string // how many rows
	Problem   string // why the file can't be read
	Columns   []BulkColumn
	Personal  bool // some column is about people
	Consent   bool
	Ready     int
	Summary   string
	Unsure    []BulkUnsure
	Wrong     []string // rows with what is wrong
	Done, All int      // rows, while it runs
	Result    string
	Left      string // where the rows are that were left; "" without
}

// Bulk takes a table of a paper register or of a dispatch service in.
type Bulk struct {
	OnChange func()

	p       *Point
	step    BulkStep
	path    string
	problem string
	plan    *register.Plan
	checked *register.Checked
	choices map[string]civic.CategorySlug
	done    int
	result  register.Result
	left    string
	version int // of the plan: what was found for an older one is dropped
	stop    context.CancelFunc
}

func newBulk(p *Point) *Bulk { return &Bulk{p: p, step: BulkChoose, stop: func() {}} }

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

// Begin shows the page at its beginning.
func (b *Bulk) Begin() {
	if b.step != BulkRunning {
		b.stop()
		*b = Bulk{OnChange: b.OnChange, p: b.p, step: BulkChoose, stop: func() {}, version: b.version + 1}
	}
	b.p.Go(PageBulk)
	b.changed()
}

// Open reads a table.
func (b *Bulk) Open(path string) {
	if b.step == BulkRunning {
		return
	}
	b.path, b.problem, b.plan, b.checked, b.choices, b.step = path, "", nil, nil, map[string]civic.CategorySlug{}, BulkReading
	version := b.begin()
	known, words, locate := b.p.env.Known, b.p.env.Catalogue, b.locate()
	b.p.workers.Go(func() {
		table, err := register.Read(path)
		var plan *register.Plan
		if err == nil {
			plan = register.NewPlan(table, known, words)
			plan.Locate = locate
		}
		b.p.env.Post(func() {
			if version != b.version {
				return
			}
			if err != nil {
				b.p.env.Log.Warn("table not read", "error", errorKind(err))
				b.step, b.problem = BulkChoose, tableTrouble(b.p.Voice(), err)
				b.changed()
				return
			}
			b.plan = plan
			b.check()
		})
	})
}

// locate finds addresses on the map that is open; nil without one.
func (b *Bulk) locate() func(ctx context.Context, settlement, address string) (civic.Position, bool) {
	if l := b.p.Maps.places(); l != nil {
		return register.OnMap(l, b.p.look.Lang)
	}
	return nil
}

// begin starts something that makes everything before it old.
func (b *Bulk) begin() (version int) {
	b.stop()
	b.stop = func() {}
	b.version++
	b.changed()
	return b.version
}

// check holds the rows against the plan as it now is, away from the screen.
func (b *Bulk) check() {
	b.step = BulkReading
	version := b.begin()
	ctx, cancel := context.WithCancel(b.p.ctx)
	b.stop = cancel
	plan := b.plan.Clone()
	for key, slug := range b.choices {
		plan.Choices[key] = slug
	}
	now := b.p.env.Clock()
	b.p.workers.Go(func() {
		checked, err := plan.Check(ctx, now, nil)
		b.p.env.Post(func() {
			if version != b.version {
				return
			}
			if b.step = BulkPlan; err != nil {
				b.p.failed("table not checked", err)
				return
			}
			b.checked = checked
			b.changed()
		})
	})
}

// SetColumn says what a column holds: 0 is nothing, the others as State offers them.
func (b *Bulk) SetColumn(i, option int) {
	if b.plan == nil || b.step == BulkRunning || option < 0 || option > len(register.Readable()) {
		return
	}
	f := register.Ignore
	if option > 0 {
		f = register.Readable()[option-1]
	}
	b.plan = b.plan.Clone()
	b.plan.Set(i, f)
	b.check()
}

// SetConsent says that everybody in the table agreed on paper that their data are processed.
func (b *Bulk) SetConsent(given bool) {
	if b.plan == nil || b.step == BulkRunning {
		return
	}
	b.plan = b.plan.Clone()
	b.plan.Consent = given
	b.check()
}

// Choose decides a kind that wasn't understood; 0 leaves it out.
func (b *Bulk) Choose(i, option int) {
	if b.checked == nil || i < 0 || i >= len(b.checked.Unsure) || b.step == BulkRunning {
		return
	}
	u := b.checked.Unsure[i]
	if offered := b.offered(u); option > 0 && option <= len(offered) {
		b.choices[u.Key] = offered[option-1]
	} else {
		delete(b.choices, u.Key)
	}
	b.changed()
}

// chosen says that somebody decided kinds that aren't in what was checked.
func (b *Bulk) chosen() bool {
	return b.checked != nil && slices.ContainsFunc(b.checked.Unsure, func(u register.Unsure) bool { return b.choices[u.Key] != "" })
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

func (b *Bulk) changed() {
	if b.OnChange != nil {
		b.OnChange()
	}
}
