package store

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"priyom/civic"
)

// index is the search through all reports. It lives in memory, made from decrypted rows while the vault is open: on the
// disk it would spell out what is encrypted there. It catches up by the rows' revisions, also with other processes.
type index struct {
	mu     sync.Mutex
	ready  atomic.Bool // it was built; until then what needs no search is answered by the database
	rev    int64
	at     map[civic.ReportID]int32
	rows   []indexRow // in the order of capture
	orders map[Sort][]int32
	kinds  sync.Map // civic.CategorySlug → string: its words, normalised
}

type indexRow struct {
	id         civic.ReportID
	status     civic.Status
	category   civic.CategorySlug
	channel    civic.Channel
	due        civic.DueState
	operator   civic.OperatorID
	source     civic.Source
	spot       civic.Position
	ord        int64
	received   int64 // Unix milliseconds, as the following
	delivered  int64
	dueAt      int64
	settlement string // as it is written
	words      string // normalised, each word after a space
	// Parts of words, to sort by.
	place, address, name string
	who                  *visitorRow
}

// Find gives the reports that match, in the order asked for. Drafts are not among them.
func (s *Store) Find(ctx context.Context, q Query) ([]civic.ReportID, error) {
	found, err := s.browse(ctx, q, nil, false)
	return found.IDs, err
}

// Browse is Find with the facets; due are the ranges of deadlines to be counted.
func (s *Store) Browse(ctx context.Context, q Query, due []Range) (Found, error) {
	return s.browse(ctx, q, due, true)
}

func (s *Store) browse(ctx context.Context, q Query, due []Range, facets bool) (found Found, err error) {
	if !s.index.ready.Load() && q.plain() && !facets {
		found.IDs, err = reportIDs(ctx, s.reader, "SELECT id FROM report WHERE status <> ? ORDER BY ord DESC", string(civic.StatusDraft))
		return found, dbError("find", err)
	}
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return found, dbError("find", err)
	}
	if facets {
		found.Facets = Facets{map[civic.Status]int{}, map[string]int{}, map[civic.CategorySlug]int{}, map[civic.OperatorID]int{}, make([]int, len(due))}
	}
	ask := q.prepare()
	if q.Unseen {
		if ask.unseen, err = s.Unseen(ctx); err != nil {
			return found, err
		}
	}
	for row := range s.index.in(q.Sort, q.Down) {
		misses := ask.misses(row)
		if misses == 0 {
			found.IDs = append(found.IDs, row.id)
		}
		if facets && misses&(misses-1) == 0 && misses != byElse {
			found.Facets.count(row, misses, due)
		}
	}
	return found, nil
}

// plain says that all is selected, in the usual order.
func (q Query) plain() bool {
	return q.Text == "" && len(q.Statuses) == 0 && len(q.Settlements) == 0 && len(q.Categories) == 0 && len(q.Operators) == 0 &&
		q.Taken.IsZero() && q.Due.IsZero() && !q.Unseen && q.Sort == SortTaken && !q.Down
}

// Warm builds the index, so that the first search doesn't wait for it. Until it is done, Find and Counts for all reports are
// answered without it.
func (s *Store) Warm(ctx context.Context) error {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	return dbError("index", s.catchUp(ctx))
}

// Warmed says that the index is there.
func (s *Store) Warmed() bool { return s.index.ready.Load() }

// Counts tells how many reports have which status.
func (s *Store) Counts(ctx context.Context) (map[civic.Status]int, error) {
	if !s.index.ready.Load() {
		counts, err := s.countRows(ctx)
		return counts, dbError("count", err)
	}
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, dbError("count", err)
	}
	counts := map[civic.Status]int{}
	for i := range s.index.rows {
		counts[s.index.rows[i].status]++
	}
	return counts, nil
}

func (s *Store) countRows(ctx context.Context) (map[civic.Status]int, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT status, count(*) FROM report WHERE status <> ? GROUP BY status", string(civic.StatusDraft))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[civic.Status]int{}
	for rows.Next() {
		var status string
		var n int
		if err := rows.Scan(&status, &n); err != nil {
			return nil, err
		}
		counts[civic.Status(status)] = n
	}
	return counts, rows.Err()
}

// Spot is where a report is, for a map.
type Spot struct {
	ID       civic.ReportID
	Status   civic.Status
	Position civic.Position
	Source   civic.Source // SourceNone without a position
}

// Spots are all reports, the newest first, with their positions.
func (s *Store) Spots(ctx context.Context) ([]Spot, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, dbError("spots", err)
	}
	spots := make([]Spot, 0, len(s.index.rows))
	for i := range slices.Backward(s.index.rows) {
		row := &s.index.rows[i]
		spots = append(spots, Spot{row.id, row.status, row.spot, row.source})
	}
	return spots, nil
}

// Forget drops what was decrypted to be searched. The next search reads it anew.
func (s *Store) Forget() {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	s.index.ready.Store(false)
	s.index.rev, s.index.at, s.index.rows, s.index.orders = 0, nil, nil, nil
}

// endings are the letters that Russian and Ukrainian endings are made of: a v e i short-i m o u kh y soft-sign yu ya ye
// and the Ukrainian i, yi.
const endings = "\u0430\u0432\u0435\u0438\u0439\u043c\u043e\u0443\u0445\u044b\u044c\u044e\u044f\u0454\u0456\u0457"

// stems are what the words of a query must begin with, each after a space. Endings are cut: at most two
// letters, never below three, and only such as Russian and Ukrainian endings are made of.
func stems(text string) []string {
	words := civic.Words(text)
	stems := make([]string, len(words))
	for i, w := range words {
		r := []rune(w)
		for cut := 0; cut < 2 && len(r) > 3+cut && strings.ContainsRune(endings, r[len(r)-1]); cut++ {
			r = r[:len(r)-1]
		}
		stems[i] = " " + string(r)
	}
	return stems
}
