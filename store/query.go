package store

import (
	"slices"
	"strings"
	"time"

	"priyom/civic"
)

// Query selects reports. The zero value selects all, the newest first. What is left empty doesn't select.
type Query struct {
	Text        string         // every word must begin a word of the report; case, ё/е and endings don't matter
	Statuses    []civic.Status // any of them
	Settlements []string       // any of them, as they are written
	Categories  []civic.CategorySlug
	Operators   []civic.OperatorID // any of them; civic.NoOperator among them selects what nobody signed
	Taken       Range              // when the point received it
	Due         Range              // of the deadline, if its clock runs
	Unseen      bool               // something was said that nobody here has read
	Kept        civic.ReportID     // and this one with them, though it was read just now

	Sort Sort
	Down bool // the other way round; of SortTaken, the oldest first
}

// Range is a stretch of time, the end not included. A zero end is open; the zero Range is all time.
type Range struct{ From, Until time.Time }

// IsZero says that nothing is outside.
func (r Range) IsZero() bool { return r.From.IsZero() && r.Until.IsZero() }

func (r Range) has(ms int64) bool {
	return (r.From.IsZero() || ms >= r.From.UnixMilli()) && (r.Until.IsZero() || ms < r.Until.UnixMilli())
}

// Overdue is the range of deadlines that are over.
func Overdue(now time.Time) Range { return Range{Until: now} }

// DueWithin is the range of deadlines that end within so many days after today; 0 is today.
func DueWithin(daysLeft int, now time.Time) Range {
	y, m, d := now.Local().Date()
	return Range{From: now, Until: time.Date(y, m, d+daysLeft+1, 0, 0, 0, 0, time.Local)}
}

// Sort is what reports are put in the order of. Equals follow one another as they were captured, the newest first.
type Sort string

// The orders.
const (
	SortTaken      Sort = ""         // as they were captured, the newest first
	SortReceived   Sort = "received" // as the point got them, the newest first
	SortCategory   Sort = "category" // by slug, and so by theme
	SortSettlement Sort = "settlement"
	SortAddress    Sort = "address"
	SortName       Sort = "name"
	SortStatus     Sort = "status" // in the order of a report's life
	SortOperator   Sort = "operator"
	SortDue        Sort = "due" // the most urgent first, what isn't owed last
	SortChannel    Sort = "channel"
	SortDelivered  Sort = "delivered" // what waits last
)

// Sorts lists all orders.
func Sorts() []Sort {
	return []Sort{
		SortTaken, SortReceived, SortCategory, SortSettlement, SortAddress, SortName, SortStatus, SortOperator, SortDue, SortChannel, SortDelivered,
	}
}

// Facets counts what each choice would show: of every kind of choice, the reports that answer all other parts of the query.
type Facets struct {
	Statuses    map[civic.Status]int
	Settlements map[string]int
	Categories  map[civic.CategorySlug]int
	Operators   map[civic.OperatorID]int
	Due         []int // for each range that was asked for
}

// Found is what a query found.
type Found struct {
	IDs    []civic.ReportID
	Facets Facets // only of Browse
}

// The parts of a query that have facets, as bits.
const (
	byStatus = 1 << iota
	bySettlement
	byCategory
	byOperator
	byDue
	byElse
)

// asked is a query in the form in which a hundred thousand rows are held against it.
type asked struct {
	q           Query
	stems       []string
	statuses    map[civic.Status]bool
	settlements map[string]bool
	categories  map[civic.CategorySlug]bool
	unseen      map[civic.ReportID]int // if it is asked for
}

func (q Query) prepare() asked {
	return asked{q: q, stems: stems(q.Text), statuses: setOf(q.Statuses), settlements: setOf(q.Settlements), categories: setOf(q.Categories)}
}

func setOf[T comparable](all []T) map[T]bool {
	if len(all) == 0 {
		return nil
	}
	set := make(map[T]bool, len(all))
	for _, one := range all {
		set[one] = true
	}
	return set
}

// misses are the parts of the query that a row doesn't answer. The text is looked at only if that can still matter.
func (a *asked) misses(row *indexRow) (bits int) {
	if a.statuses != nil && !a.statuses[row.status] {
		bits |= byStatus
	}
	if a.settlements != nil && !a.settlements[row.settlement] {
		bits |= bySettlement
	}
	if a.categories != nil && !a.categories[row.category] {
		bits |= byCategory
	}
	if len(a.q.Operators) > 0 && !slices.Contains(a.q.Operators, row.operator) {
		bits |= byOperator
	}
	if !a.q.Due.IsZero() && !row.dueIn(a.q.Due) {
		bits |= byDue
	}
	if a.q.Unseen && a.unseen[row.id] == 0 && row.id != a.q.Kept {
		return byElse
	}
	if !a.q.Taken.IsZero() && !a.q.Taken.has(row.received) {
		return byElse
	}
	if bits&(bits-1) == 0 && !row.has(a.stems) { // at most one bit
		return byElse
	}
	return bits
}

func (row *indexRow) dueIn(r Range) bool { return row.due.Runs() && r.has(row.dueAt) }

func (row *indexRow) has(stems []string) bool {
	for _, stem := range stems {
		if !strings.Contains(row.words, stem) {
			return false
		}
	}
	return true
}

// count adds a row to the facets that it counts for.
func (f *Facets) count(row *indexRow, misses int, due []Range) {
	if misses&^byStatus == 0 {
		f.Statuses[row.status]++
	}
	if misses&^bySettlement == 0 {
		f.Settlements[row.settlement]++
	}
	if misses&^byCategory == 0 {
		f.Categories[row.category]++
	}
	if misses&^byOperator == 0 {
		f.Operators[row.operator]++
	}
	if misses&^byDue == 0 {
		for i, r := range due {
			if row.dueIn(r) {
				f.Due[i]++
			}
		}
	}
}
