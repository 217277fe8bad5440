package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// NewsKind is what became known of a report.
type NewsKind string

// The kinds.
const (
	NewsStatus  NewsKind = "status"
	NewsAnswer  NewsKind = "answer"
	NewsMessage NewsKind = "message"
)

// News is something that became known of a report and that nobody here has looked at, on a citizen's device.
type News struct {
	N      int64 // in the order in which it came
	Report civic.ReportID
	Kind   NewsKind
	Status civic.Status // with NewsStatus
	At     time.Time    // by the portal's clock
	Came   time.Time    // by this device's
}

// newsKept is how many pieces of news that were looked at are kept, so that the table doesn't grow.
const newsKept = 500

// herald writes down the news of one page of the feed. What happened before this device belonged to its account is no news, nor is what the
// first page tells of a long past.
type herald struct {
	s     *Store
	tx    *sql.Tx
	since time.Time
	mute  bool
}

func (s *Store) newHerald(ctx context.Context, tx *sql.Tx, first bool) (*herald, error) {
	h := &herald{s: s, tx: tx, mute: true}
	e, err := s.enrolment(ctx, tx)
	if err == nil {
		h.mute, h.since = first || e.Role != civic.RoleCitizen, e.AccountAt
	} else if errors.Is(err, ErrNotEnrolled) { // nobody tells such a device anything
		err = nil
	}
	return h, err
}

// quiet are statuses that are no news to whoever has a receipt.
func quiet(status civic.Status) bool {
	return status == civic.StatusDelivered || status == civic.StatusModeration || status == civic.StatusQueued || status == civic.StatusCaptured
}

func (h *herald) tell(ctx context.Context, n News) error {
	if h.mute || n.At.Before(h.since) || n.Kind == NewsStatus && quiet(n.Status) {
		return nil
	}
	_, err := h.tx.ExecContext(ctx, "INSERT INTO news (report, kind, status, at, came_at) VALUES (?, ?, ?, ?, ?)",
		n.Report[:], string(n.Kind), string(n.Status), millis(n.At), millis(h.s.now()))
	return err
}

const newsColumns = "n, report, kind, status, at, came_at"

func scanNews(scan func(...any) error) (n News, err error) {
	var report []byte
	var kind, status string
	var at, came int64
	if err := scan(&n.N, &report, &kind, &status, &at, &came); err != nil {
		return n, err
	}
	if len(report) != 16 {
		return n, fmt.Errorf("%w: report id", ErrDamaged)
	}
	n.Report, n.Kind, n.Status, n.At, n.Came = civic.ReportID(report), NewsKind(kind), civic.Status(status), fromMillis(at), fromMillis(came)
	return n, nil
}

// News lists what nobody here has looked at, the last first.
func (s *Store) News(ctx context.Context) ([]News, error) {
	all, err := collect(ctx, s.reader, scanNews, "SELECT "+newsColumns+" FROM news WHERE seen = 0 ORDER BY n DESC")
	return all, dbError("news", err)
}

// SeeNews notes that somebody looked at a report: nothing of it is news any more, and its messages are read.
func (s *Store) SeeNews(ctx context.Context, report civic.ReportID) error {
	return s.write(ctx, "see news", func(tx *sql.Tx) error {
		for _, query := range []string{"UPDATE news SET seen = 1, told = 1 WHERE report = ? AND seen = 0", "UPDATE message SET seen = 1 WHERE report = ? AND seen = 0"} {
			if _, err := tx.ExecContext(ctx, query, report[:]); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM news WHERE seen = 1 AND n <= (SELECT max(n) FROM news) - ?", newsKept)
		return err
	})
}

// SeeAllNews notes that somebody looked at everything.
func (s *Store) SeeAllNews(ctx context.Context) error {
	return s.write(ctx, "see all news", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE news SET seen = 1, told = 1 WHERE seen = 0")
		return err
	})
}

// UntoldNews takes what the system hasn't said yet and nobody has looked at, the first first. It is given out once: the same is never said
// twice, and what isn't said, since the program was killed just then, still stands among the news.
func (s *Store) UntoldNews(ctx context.Context) (all []News, err error) {
	var any bool
	if err := s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM news WHERE told = 0)").Scan(&any); err != nil || !any {
		return nil, dbError("untold news", err)
	}
	err = s.write(ctx, "untold news", func(tx *sql.Tx) error {
		if all, err = collect(ctx, tx, scanNews, "SELECT "+newsColumns+" FROM news WHERE told = 0 AND seen = 0 ORDER BY n"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE news SET told = 1 WHERE told = 0")
		return err
	})
	return all, err
}
