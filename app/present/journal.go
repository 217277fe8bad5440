package present

import (
	"context"
	"maps"
	"slices"

	"priyom/civic"
	"priyom/store"
)

// pageRows is how many rows are read from the store at once, and pagesKept how many such pages stay in memory.
const (
	pageRows  = 64
	pagesKept = 32
)

// Empty says why a list has no rows.
type Empty string

// The reasons.
const (
	EmptyNot   Empty = ""      // it has rows
	EmptyYet   Empty = "yet"   // nothing was taken in so far
	EmptyFound Empty = "found" // nothing answers the search
	EmptyKind  Empty = "kind"  // nothing of this kind
)

// JournalState is the list of reports, its rows left out: they are asked for one by one.
type JournalState struct {
	Under    string // the title: how many there are
	Filters  []Filter
	Chosen   int // a filter
	Query    string
	Rows     int
	Selected int // a row; -1 for none
	Empty    Empty
	Table    bool // as a table, else as a list with one report whole
	Heads    []Head
	Sorted   Column
	Down     bool // the largest or the newest first
	Picks    []Pick
	Narrowed bool // something is picked
	From     string
	Until    string // the period's ends, as they were written
	Export   ExportState
	Loading  bool // nothing was read yet
	Details  *Details
	Reply    Reply // to the portal's staff, about the report shown
}

// Journal is the list of reports taken here, with one of them shown whole.
type Journal struct {
	pictures int // that had come when the details were read
	OnChange func()
	OnRows   func() // rows have come

	p         *Point
	shown     []filter
	chosen    string // a filter's key
	query     string
	ids       []civic.ReportID
	drafts    []store.Draft
	counts    map[civic.Status]int
	facets    store.Facets // what each choice would show; empty until the index is there
	form      view
	picks     picks
	own       store.Range // the period of somebody's own
	ownFrom   string
	ownUntil  string
	names     map[civic.OperatorID]string // of the operators
	export    ExportState
	endExport func()
	pages     map[int][]store.Summary
	order     []int // of pages, the one asked for longest ago first
	asked     map[int]bool
	near      [2]int // the pages looked at last: a new reading brings them at once, so that nothing flashes
	version   int    // of ids: what comes for an older one is dropped
	loaded    bool
	busy      bool
	again     bool

	unseen   map[civic.ReportID]int // messages that nobody has read
	reply    reply
	written  map[civic.ReportID]store.Words // what was kept: the disk may be read before it has it
	selected civic.ReportID
	details  *Details
	looking  bool // for the details
	lookMore bool
}

func newJournal(p *Point) *Journal {
	return &Journal{p: p, chosen: "all", form: usualView(), picks: picks{}, pages: map[int][]store.Summary{}, asked: map[int]bool{}, written: map[civic.ReportID]store.Words{}}
}

// State is what to show.
func (j *Journal) State() JournalState {
	v := j.p.Voice()
	s := JournalState{Query: j.query, Rows: j.rows(), Selected: j.index(j.selected), Loading: !j.loaded, Details: j.details, Reply: j.reply.state()}
	s.Table, s.Heads, s.Sorted, s.Down = j.form.table, j.heads(), j.form.sort, j.form.down != newestFirst(j.form.sort)
	s.Export = j.export
	s.Picks, s.Narrowed, s.From, s.Until = j.pickStates(), j.narrowed(), j.ownFrom, j.ownUntil
	total := 0
	for _, n := range j.counts {
		total += n
	}
	s.Under = v.Count("count.reports", total, nil)
	j.shown = j.shown[:0]
	for _, f := range filters {
		n := j.count(f, total)
		if n == 0 && !f.always && f.key != j.chosen {
			continue
		}
		if f.key == j.chosen {
			s.Chosen = len(j.shown)
		}
		j.shown = append(j.shown, f)
		s.Filters = append(s.Filters, Filter{Label: v.Say("journal.filter." + f.key), Count: n})
	}
	if s.Rows == 0 && j.loaded {
		switch {
		case j.query != "":
			s.Empty = EmptyFound
		case j.chosen != "all", s.Narrowed:
			s.Empty = EmptyKind
		default:
			s.Empty = EmptyYet
		}
	}
	return s
}

// otherDrafts counts the drafts that aren't in the form.
func (j *Journal) otherDrafts() int {
	n := 0
	for _, d := range j.drafts {
		if d.ID != j.p.Intake.report.ID {
			n++
		}
	}
	return n
}

// Search shows the reports with these words.
func (j *Journal) Search(text string) {
	if text != j.query {
		j.query = text
		j.Reload()
	}
}

// Show selects a report and shows it, whatever was filtered before.
func (j *Journal) Show(id civic.ReportID) {
	if j.query != "" || j.chosen != "all" || j.narrowed() {
		j.ClearPicks()
	}
	j.keepWords()
	j.selected = id
	j.p.Go(PageJournal)
	j.loadDetails()
	j.changed()
}

// Look shows a report on a page of its own.
func (j *Journal) Look(id civic.ReportID) {
	if id == j.selected && j.details != nil {
		j.loadDetails()
		return
	}
	j.keepWords()
	j.selected, j.details = id, nil
	j.loadDetails()
	j.changed()
}

// ID is the report of a row; draft says that it is one.
func (j *Journal) ID(i int) (id civic.ReportID, draft bool) {
	if i < 0 || i >= j.rows() {
		return id, false
	}
	return j.id(i), j.filter().drafts
}

// Select shows the report of a row.
func (j *Journal) Select(i int) {
	if i < 0 || i >= j.rows() || j.id(i) == j.selected && j.details != nil {
		return
	}
	j.keepWords()
	j.selected = j.id(i)
	j.loadDetails()
}

// Open goes on with a draft, or shows the report of a row.
func (j *Journal) Open(i int) {
	if j.filter().drafts && i >= 0 && i < j.rows() {
		j.p.Intake.Open(j.id(i))
		return
	}
	j.Select(i)
}

// Continue goes on with the draft that is shown.
func (j *Journal) Continue() {
	if j.details != nil && j.details.Draft {
		j.p.Intake.Open(j.details.ID)
	}
}

// Reload reads the list again. Asked for while it reads, it reads once more afterwards.
func (j *Journal) Reload() {
	if j.busy {
		j.again = true
		return
	}
	j.busy, j.again = true, false
	query, near := j.question(), j.near
	due := make([]store.Range, len(dueKeys))
	for i, key := range dueKeys {
		due[i] = dueRange(key, j.p.env.Clock())
	}
	j.p.read.do(func(ctx context.Context) func() {
		read, err := j.read(ctx, query, due, near[:])
		return func() {
			j.busy = false
			if err != nil {
				j.p.failed("list reports", err)
			} else {
				j.take(read)
			}
			if j.again {
				j.Reload()
			}
		}
	})
}

// listing is what one reading brings.
type listing struct {
	ids    []civic.ReportID
	pages  map[int][]store.Summary // the first, and those that were looked at
	drafts []store.Draft
	counts map[civic.Status]int
	facets store.Facets
	unseen map[civic.ReportID]int
	names  map[civic.OperatorID]string
}

func (j *Journal) read(ctx context.Context, q store.Query, due []store.Range, near []int) (l listing, err error) {
	if j.p.store.Warmed() {
		found, err := j.p.store.Browse(ctx, q, due)
		if err != nil {
			return l, err
		}
		l.ids, l.facets = found.IDs, found.Facets
	} else if l.ids, err = j.p.store.Find(ctx, q); err != nil {
		return l, err
	}
	l.pages = map[int][]store.Summary{}
	for _, page := range append([]int{0}, near...) {
		if page*pageRows >= len(l.ids) || l.pages[page] != nil {
			continue
		}
		if l.pages[page], err = j.p.store.Summaries(ctx, l.ids[page*pageRows:min((page+1)*pageRows, len(l.ids))]); err != nil {
			return l, err
		}
	}
	if l.counts, err = j.p.store.Counts(ctx); err != nil {
		return l, err
	}
	if l.unseen, err = j.p.store.Unseen(ctx); err != nil {
		return l, err
	}
	if l.names, err = j.p.operatorNames(ctx); err != nil {
		return l, err
	}
	l.drafts, err = j.p.store.Drafts(ctx)
	return l, err
}

func (j *Journal) take(l listing) {
	j.version++
	j.tellUnseen(l.unseen)
	j.ids, j.counts, j.drafts, j.facets, j.names, j.loaded = l.ids, l.counts, l.drafts, l.facets, l.names, true
	j.pages, j.asked = l.pages, map[int]bool{}
	j.order = slices.Collect(maps.Keys(l.pages))
	if j.details != nil {
		j.loadDetails()
	}
	j.changed()
	j.p.changed()
}

// reword is after the language has changed.
func (j *Journal) reword() {
	if j.details != nil {
		j.loadDetails()
	}
}

func (j *Journal) changed() {
	if j.OnChange != nil {
		j.OnChange()
	}
}
