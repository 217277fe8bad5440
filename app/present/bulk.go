package present

import (
	"context"
	"slices"

	"priyom/civic"
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

func (b *Bulk) changed() {
	if b.OnChange != nil {
		b.OnChange()
	}
}
