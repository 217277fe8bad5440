package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"priyom/civic"
)

// rowsAtOnce is how many rows one worker decrypts before it looks for more.
const rowsAtOnce = 512

// catchUp reads the rows that changed since the last time. Decryption takes longer than the disk, so all processors do it.
func (s *Store) catchUp(ctx context.Context) error {
	tx, err := s.reader.BeginTx(ctx, nil) // rows and their events of one moment
	if err != nil {
		return err
	}
	defer rollback(tx)
	var newest int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(rev), 0) FROM report").Scan(&newest); err != nil {
		return err
	}
	if newest == s.index.rev {
		s.index.ready.Store(true)
		return nil
	}
	stamps, err := s.stamps(ctx, tx, s.index.rev)
	if err != nil {
		return err
	}
	fresh, err := s.changedRows(ctx, tx, stamps)
	if err != nil {
		return err
	}
	s.index.take(fresh)
	s.index.rev = newest
	s.index.ready.Store(true)
	return nil
}

// stamp is the times of a report's history that deadlines are counted from; Unix milliseconds, 0 if unknown.
type stamp struct{ delivered, registered, solved int64 }

// stamps reads those of the reports that changed after a revision.
func (s *Store) stamps(ctx context.Context, tx *sql.Tx, rev int64) (map[civic.ReportID]stamp, error) {
	query, args := "SELECT report, status, at FROM event ORDER BY n", []any(nil)
	if rev > 0 {
		query, args = "SELECT report, event.status, at FROM report CROSS JOIN event ON event.report = report.id WHERE rev > ? ORDER BY n", []any{rev}
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[civic.ReportID]stamp{}
	for rows.Next() {
		var report sql.RawBytes
		var status string
		var at int64
		if err := rows.Scan(&report, &status, &at); err != nil {
			return nil, err
		}
		if len(report) != 16 {
			continue
		}
		id := civic.ReportID(report)
		t := all[id]
		if before := t; t.note(civic.Status(status), at) != before {
			all[id] = t
		}
	}
	return all, rows.Err()
}

// note takes one step of the history in.
func (t *stamp) note(is civic.Status, at int64) stamp {
	switch {
	case is == civic.StatusDelivered && t.delivered == 0:
		t.delivered = at
	case is.Registered() && t.registered == 0:
		t.registered = at
	}
	if is.Done() && t.solved == 0 {
		t.solved = at
	} else if is == civic.StatusRework {
		t.solved = 0 // it wasn't, after all
	}
	return *t
}

// raw is a row as it lies in the table.
type raw struct {
	ord, captured  int64
	id             civic.ReportID
	number, status string
	box            []byte
}

// changedRows reads and decrypts; the rows come in the order of capture.
func (s *Store) changedRows(ctx context.Context, tx *sql.Tx, stamps map[civic.ReportID]stamp) (all []indexRow, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT ord, "+reportColumns+" FROM report WHERE rev > ? AND status <> ? ORDER BY ord",
		s.index.rev, string(civic.StatusDraft))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var work opening
	work.begin(s, stamps)
	var chunk []raw
	for rows.Next() && !work.failed() {
		r, err := scanRaw(rows)
		if err != nil {
			work.fail(err)
			break
		}
		if chunk = append(chunk, r); len(chunk) == rowsAtOnce {
			work.give(chunk)
			chunk = nil
		}
	}
	work.give(chunk)
	all, err = work.end()
	return all, errors.Join(err, rows.Err())
}

func scanRaw(rows *sql.Rows) (r raw, err error) {
	var id sql.RawBytes
	if err := rows.Scan(&r.ord, &id, &r.number, &r.status, &r.captured, &r.box); err != nil {
		return r, err
	}
	if len(id) != 16 {
		return r, fmt.Errorf("%w: report id", ErrDamaged)
	}
	r.id = civic.ReportID(id)
	return r, nil
}

// opening decrypts chunks of rows on all processors, and keeps their order.
type opening struct {
	s      *Store
	stamps map[civic.ReportID]stamp
	jobs   chan job
	wait   sync.WaitGroup

	mu    sync.Mutex
	parts [][]indexRow
	err   error
}

type job struct {
	n    int
	rows []raw
}

func (o *opening) begin(s *Store, stamps map[civic.ReportID]stamp) {
	o.s, o.stamps, o.jobs = s, stamps, make(chan job, 4)
	for range runtime.GOMAXPROCS(0) {
		o.wait.Go(func() {
			for j := range o.jobs {
				if !o.failed() {
					o.open(j)
				}
			}
		})
	}
}

func (o *opening) open(j job) {
	part := make([]indexRow, 0, len(j.rows))
	var buffer []byte
	for _, r := range j.rows {
		row, err := o.s.openRow(r, o.stamps[r.id], &buffer)
		if err != nil {
			o.fail(err)
			return
		}
		part = append(part, row)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.parts[j.n] = part
}

func (o *opening) give(rows []raw) {
	if len(rows) == 0 {
		return
	}
	o.mu.Lock()
	n := len(o.parts)
	o.parts = append(o.parts, nil)
	o.mu.Unlock()
	o.jobs <- job{n, rows}
}

func (o *opening) end() ([]indexRow, error) {
	close(o.jobs)
	o.wait.Wait()
	return slices.Concat(o.parts...), o.err
}

func (o *opening) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.err = errors.Join(o.err, err)
}

func (o *opening) failed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err != nil
}

// openRow makes a row of the index. The buffer is lent.
func (s *Store) openRow(raw raw, at stamp, buffer *[]byte) (indexRow, error) {
	r, err := s.unboxReport(raw.id, raw.box)
	if err != nil {
		return indexRow{}, err
	}
	r.ID, r.Number, r.Status, r.CapturedAt = raw.id, raw.number, civic.Status(raw.status), fromMillis(raw.captured)
	row := indexRow{
		id: r.ID, status: r.Status, category: r.Category, channel: r.Channel, operator: r.Operator, source: r.Place.Source, spot: r.Place.Position,
		ord: raw.ord, received: r.AtPoint().UnixMilli(), delivered: at.delivered, settlement: r.Place.Settlement, who: newVisitorRow(r),
	}
	due := s.due(r, at)
	row.due, row.dueAt = due.State, millis(due.Due)
	s.setWords(&row, r, buffer)
	return row, nil
}

// setWords puts together all that a report can be found by, and where in it the parts are that it is sorted by.
func (s *Store) setWords(row *indexRow, r civic.Report, buffer *[]byte) {
	b := (*buffer)[:0]
	var ends [3][2]int
	for i, part := range []string{r.Place.Settlement, r.Place.Address, r.Reporter.Name} {
		ends[i][0] = len(b)
		b = civic.AppendWords(b, part)
		ends[i][1] = len(b)
	}
	for _, part := range []string{r.Number, r.Text, r.Reporter.Phone, r.Reporter.Address, r.Origin} {
		b = civic.AppendWords(b, part)
	}
	b = append(b, s.kindWords(r.Category)...)
	*buffer = b
	row.words = string(b)
	row.place, row.address, row.name = row.words[ends[0][0]:ends[0][1]], row.words[ends[1][0]:ends[1][1]], row.words[ends[2][0]:ends[2][1]]
}

// kindWords are what a category is found by.
func (s *Store) kindWords(slug civic.CategorySlug) string {
	if s.opt.Words == nil {
		return ""
	}
	if words, ok := s.index.kinds.Load(slug); ok {
		return words.(string)
	}
	words := string(civic.AppendWords(nil, s.opt.Words(slug)))
	s.index.kinds.Store(slug, words)
	return words
}

// take puts changed rows in their places.
func (x *index) take(fresh []indexRow) {
	if len(fresh) == 0 {
		return
	}
	x.orders = nil
	if x.at == nil {
		x.at = make(map[civic.ReportID]int32, len(fresh))
	}
	sorted := true
	if len(x.rows) == 0 {
		x.rows = slices.Grow(x.rows, len(fresh))
	}
	for _, row := range fresh {
		if at, ok := x.at[row.id]; ok {
			sorted = sorted && x.rows[at].ord == row.ord
			x.rows[at] = row
			continue
		}
		sorted = sorted && (len(x.rows) == 0 || x.rows[len(x.rows)-1].ord <= row.ord)
		x.at[row.id] = int32(len(x.rows))
		x.rows = append(x.rows, row)
	}
	if !sorted {
		slices.SortStableFunc(x.rows, func(a, b indexRow) int { return int(a.ord - b.ord) })
		for i := range x.rows {
			x.at[x.rows[i].id] = int32(i)
		}
	}
}
