package store

import (
	"context"
	"slices"
	"strings"
	"sync"

	"priyom/civic"
)

// index is the search through all reports. It lives in memory, made from decrypted rows while the vault is open: on the
// disk it would spell out what is encrypted there. It catches up by the rows' revisions, also with other processes.
type index struct {
	mu   sync.Mutex
	rev  int64
	at   map[civic.ReportID]int
	rows []indexRow // in the order of capture
}

type indexRow struct {
	id     civic.ReportID
	status civic.Status
	ord    int64
	spot   civic.Position
	source civic.Source
	words  string // normalised, each word after a space
	who    visitorRow
}

// Query selects reports. The zero value selects all.
type Query struct {
	Text     string         // every word must begin a word of the report; case, ё/е and endings don't matter
	Statuses []civic.Status // any of them; none means all
}

// Find gives the reports that match, the newest first. Drafts are not among them.
func (s *Store) Find(ctx context.Context, q Query) ([]civic.ReportID, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, dbError("find", err)
	}
	stems := stems(q.Text)
	var found []civic.ReportID
	for _, row := range slices.Backward(s.index.rows) {
		if (len(q.Statuses) == 0 || slices.Contains(q.Statuses, row.status)) && row.has(stems) {
			found = append(found, row.id)
		}
	}
	return found, nil
}

// Counts tells how many reports have which status.
func (s *Store) Counts(ctx context.Context) (map[civic.Status]int, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, dbError("count", err)
	}
	counts := map[civic.Status]int{}
	for _, row := range s.index.rows {
		counts[row.status]++
	}
	return counts, nil
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
	for _, row := range slices.Backward(s.index.rows) {
		spots = append(spots, Spot{row.id, row.status, row.spot, row.source})
	}
	return spots, nil
}

func (row indexRow) has(stems []string) bool {
	for _, stem := range stems {
		if !strings.Contains(row.words, stem) {
			return false
		}
	}
	return true
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

// catchUp reads the rows that changed since the last time.
func (s *Store) catchUp(ctx context.Context) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT rev, ord, "+reportColumns+" FROM report WHERE rev > ? AND status <> ? ORDER BY ord",
		s.index.rev, string(civic.StatusDraft))
	if err != nil {
		return err
	}
	defer rows.Close()
	if s.index.at == nil {
		s.index.at = map[civic.ReportID]int{}
	}
	newest, sorted := s.index.rev, true
	for rows.Next() {
		var rev, ord int64
		r, err := s.scanReport(func(to ...any) error { return rows.Scan(append([]any{&rev, &ord}, to...)...) })
		if err != nil {
			return err
		}
		row := indexRow{r.ID, r.Status, ord, r.Place.Position, r.Place.Source, s.words(r), newVisitorRow(r)}
		if at, ok := s.index.at[r.ID]; ok {
			s.index.rows[at] = row
		} else {
			sorted = sorted && (len(s.index.rows) == 0 || s.index.rows[len(s.index.rows)-1].ord <= ord)
			s.index.at[r.ID] = len(s.index.rows)
			s.index.rows = append(s.index.rows, row)
		}
		newest = max(newest, rev)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	s.index.rev = newest
	if !sorted {
		slices.SortStableFunc(s.index.rows, func(a, b indexRow) int { return int(a.ord - b.ord) })
		for i, row := range s.index.rows {
			s.index.at[row.id] = i
		}
	}
	return nil
}

// words is all that a report can be found by.
func (s *Store) words(r civic.Report) string {
	all := []string{r.Number, r.Text, r.Place.Address, r.Place.Settlement, r.Reporter.Name, r.Reporter.Phone, r.Reporter.Address}
	if s.opt.Words != nil {
		all = append(all, s.opt.Words(r.Category))
	}
	return " " + strings.Join(civic.Words(strings.Join(all, " ")), " ")
}
