package store

import (
	"context"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Day is what the work of a day came to. A report belongs to the day on which it got its number here.
type Day struct {
	Range
	Reports []DayReport // in the order of their numbers
	Gaps    []Gap
	Head    journal.Head         // of the journal's last entry of that day; zero if there is none
	Entries map[journal.Kind]int // of that day
	Earlier int                  // reports of earlier days that still aren't at the portal
}

// DayState is where a report of the day stands now.
type DayState string

// The states of a day's reports.
const (
	DayAcknowledged DayState = "acknowledged" // the portal signed for it
	DayFailed       DayState = "failed"       // the portal has it, and can't use it
	DayTried        DayState = "tried"        // it was tried, and no receipt came
	DayWaiting      DayState = "waiting"      // not sent yet
)

// DayReport is a report of the day.
type DayReport struct {
	ID        civic.ReportID
	Number    string
	Ord       int64 // counts up with the numbers
	Captured  time.Time
	Received  time.Time // by the point; another time than Captured if it was on paper first
	Delivered time.Time // by the portal's clock; zero if it wasn't
	Category  civic.CategorySlug
	Channel   civic.Channel
	Operator  civic.OperatorID
	State     DayState
	Cause     string       // translation key of what went wrong; "" if nothing
	Hash      journal.Hash // of the entry that tells of it; zero before enrolment
	Seq       uint64
	Photos    DayPhotos
}

// DayPhotos are photos, and how many of them are where.
type DayPhotos struct{ All, Delivered, Waiting, Failed int }

func (p *DayPhotos) add(q DayPhotos) {
	p.All, p.Delivered, p.Waiting, p.Failed = p.All+q.All, p.Delivered+q.Delivered, p.Waiting+q.Waiting, p.Failed+q.Failed
}

// Count tells how many reports are in any of these states; without one, how many there are.
func (d Day) Count(states ...DayState) (n int) {
	for _, r := range d.Reports {
		for _, s := range states {
			if r.State == s {
				n++
			}
		}
	}
	if len(states) == 0 {
		n = len(d.Reports)
	}
	return n
}

// Photos are the photos of all its reports.
func (d Day) Photos() (sum DayPhotos) {
	for _, r := range d.Reports {
		sum.add(r.Photos)
	}
	return sum
}

// Channels and Operators count the day's reports.
func (d Day) Channels() map[civic.Channel]int {
	n := map[civic.Channel]int{}
	for _, r := range d.Reports {
		n[r.Channel]++
	}
	return n
}

// Operators counts the day's reports by who took them.
func (d Day) Operators() map[civic.OperatorID]int {
	n := map[civic.OperatorID]int{}
	for _, r := range d.Reports {
		n[r.Operator]++
	}
	return n
}

// Day reads a day.
func (s *Store) Day(ctx context.Context, r Range) (d Day, err error) {
	d = Day{Range: r, Entries: map[journal.Kind]int{}}
	if d.Reports, err = s.dayReports(ctx, r); err != nil {
		return d, dbError("day", err)
	}
	if err := s.dayPhotos(ctx, &d); err != nil {
		return d, dbError("day", err)
	}
	if d.Gaps, err = s.gaps(ctx, d); err != nil {
		return d, dbError("day", err)
	}
	if err := s.dayEntries(ctx, &d); err != nil {
		return d, dbError("day", err)
	}
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) FROM report WHERE status IN (?, ?) AND captured_at < ?",
		string(civic.StatusCaptured), string(civic.StatusQueued), millis(r.From)).Scan(&d.Earlier)
	return d, dbError("day", err)
}

func (s *Store) dayReports(ctx context.Context, r Range) (all []DayReport, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT report.ord, entry.hash, coalesce(entry.seq, 0), coalesce(entry.verdict, ''), coalesce(entry.attempts, 0),
			coalesce(entry.cause, ''), coalesce(entry.seq <= acked_seq, 0),
			coalesce((SELECT min(at) FROM event WHERE event.report = report.id AND event.status = ?), 0), `+prefixed("report.", reportColumns)+`
		FROM report LEFT JOIN entry ON entry.report = report.id AND kind = ? AND retold = 0 LEFT JOIN epoch ON epoch.epoch = entry.epoch
		WHERE status <> ? AND captured_at >= ? AND captured_at < ? ORDER BY ord`,
		string(civic.StatusDelivered), string(journal.KindReport), string(civic.StatusDraft), millis(r.From), millis(r.Until))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var hash []byte
		var verdict, cause string
		var attempts int
		var acked bool
		var delivered int64
		d := DayReport{State: DayWaiting}
		r, err := s.scanReport(func(to ...any) error {
			return rows.Scan(append([]any{&d.Ord, &hash, &d.Seq, &verdict, &attempts, &cause, &acked, &delivered}, to...)...)
		})
		if err != nil {
			return nil, err
		}
		switch {
		case acked && verdict != "":
			d.State, d.Cause = DayFailed, verdict
		case acked:
			d.State = DayAcknowledged
		case attempts > 0:
			d.State, d.Cause = DayTried, cause
		}
		d.ID, d.Number, d.Captured, d.Received, d.Delivered = r.ID, r.Number, r.CapturedAt, r.AtPoint(), fromMillis(delivered)
		d.Category, d.Channel, d.Operator = r.Category, r.Channel, r.Operator
		copy(d.Hash[:], hash)
		all = append(all, d)
	}
	return all, rows.Err()
}

// dayPhotos counts by what isn't delivered: the same picture in two reports has one file.
func (s *Store) dayPhotos(ctx context.Context, d *Day) error {
	for i := range d.Reports {
		p := &d.Reports[i].Photos
		if err := s.reader.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM photo WHERE report = ?1),
			(SELECT count(*) FROM photo WHERE report = ?1 AND state = 'new') + (SELECT count(*) FROM blob WHERE report = ?1 AND role IN ('photo', 'original') AND state = 'queued'),
			(SELECT count(*) FROM blob WHERE report = ?1 AND role IN ('photo', 'original') AND state IN ('damaged', 'refused'))`,
			d.Reports[i].ID[:]).Scan(&p.All, &p.Waiting, &p.Failed); err != nil {
			return err
		}
		p.Delivered = max(0, p.All-p.Waiting-p.Failed)
		if d.Reports[i].State != DayAcknowledged { // files never go before what they belong to
			p.Waiting, p.Delivered = p.Waiting+p.Delivered, 0
		}
	}
	return nil
}

func (s *Store) dayEntries(ctx context.Context, d *Day) error {
	rows, err := s.reader.QueryContext(ctx, `SELECT epoch, entry.seq, hash, kind FROM entry JOIN epoch USING (epoch)
		WHERE time >= ? AND time < ? ORDER BY n, entry.seq`, millis(d.From), millis(d.Until))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var epoch int64
		var hash []byte
		var kind string
		if err := rows.Scan(&epoch, &d.Head.Seq, &hash, &kind); err != nil {
			return err
		}
		if len(hash) != len(d.Head.Hash) {
			return fmt.Errorf("%w: hash of entry %d", ErrDamaged, d.Head.Seq)
		}
		d.Head.Epoch, d.Head.Hash = journal.Epoch(epoch), journal.Hash(hash)
		d.Entries[journal.Kind(kind)]++
	}
	return rows.Err()
}

// Undelivered tells how many reports that were captured before a time aren't at the portal, and when the oldest of them was.
func (s *Store) Undelivered(ctx context.Context, before time.Time) (n int, oldest time.Time, err error) {
	var at int64
	err = s.reader.QueryRowContext(ctx, "SELECT count(*), coalesce(min(captured_at), 0) FROM report WHERE status IN (?, ?) AND captured_at < ?",
		string(civic.StatusCaptured), string(civic.StatusQueued), millis(before)).Scan(&n, &at)
	return n, fromMillis(at), dbError("undelivered", err)
}
