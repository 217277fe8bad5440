package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"priyom/civic"
)

// DayBook is what somebody compared a day with.
type DayBook struct {
	Paper    int  // reports in the paper book
	Counted  bool // somebody counted them
	Operator civic.OperatorID
	Saved    time.Time
	Checked  map[civic.ReportID]bool // whose number was found in the paper book
}

// DayBook reads it; day is a date such as 2026-11-26.
func (s *Store) DayBook(ctx context.Context, day string) (b DayBook, err error) {
	b.Checked = map[civic.ReportID]bool{}
	var paper sql.NullInt64
	var saved int64
	err = s.reader.QueryRowContext(ctx, "SELECT paper, operator, saved_at FROM day_book WHERE day = ?", day).Scan(&paper, &b.Operator, &saved)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return b, dbError("day book", err)
	}
	b.Paper, b.Counted, b.Saved = int(paper.Int64), paper.Valid, fromMillis(saved)
	ids, err := reportIDs(ctx, s.reader, "SELECT report FROM day_checked WHERE day = ?", day)
	for _, id := range ids {
		b.Checked[id] = true
	}
	return b, dbError("day book", err)
}

// CountPaper notes how many reports the paper book has for a day; below 0 forgets it.
func (s *Store) CountPaper(ctx context.Context, day string, n int) error {
	return s.write(ctx, "count the paper book", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO day_book (day, paper, operator, saved_at) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET paper = excluded.paper, operator = excluded.operator, saved_at = excluded.saved_at`,
			day, sql.NullInt64{Int64: int64(n), Valid: n >= 0}, int64(s.Operator()), millis(s.now()))
		return err
	})
}

// CheckNumber notes that a report's number was found in the paper book, or that it wasn't after all.
func (s *Store) CheckNumber(ctx context.Context, day string, id civic.ReportID, found bool) error {
	return s.write(ctx, "check number", func(tx *sql.Tx) error {
		query := "DELETE FROM day_checked WHERE day = ? AND report = ?"
		if found {
			query = "INSERT INTO day_checked (day, report) VALUES (?, ?) ON CONFLICT DO NOTHING"
		}
		_, err := tx.ExecContext(ctx, query, day, id[:])
		return err
	})
}
