package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// Draft is a report that is still being written.
type Draft struct {
	civic.Report
	SavedAt time.Time
}

// NewReport is an empty report with an id. Nothing is saved yet.
func (s *Store) NewReport() (civic.Report, error) {
	id, err := s.newID()
	if err != nil {
		return civic.Report{}, fmt.Errorf("store: new report: %w", err)
	}
	return civic.Report{ID: id, Status: civic.StatusDraft, Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson}, nil
}

// SaveDraft keeps what has been written so far; its photos are kept by AttachPhoto. ErrCaptured if it was handed in.
func (s *Store) SaveDraft(ctx context.Context, r civic.Report) error {
	return s.write(ctx, "save draft", func(tx *sql.Tx) error {
		status, err := s.status(ctx, tx, r.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && status != civic.StatusDraft {
			return ErrCaptured
		}
		r.Status, r.Number, r.CapturedAt, r.Operator = civic.StatusDraft, "", time.Time{}, s.Operator()
		return s.putReport(ctx, tx, r, 0)
	})
}

// Drafts are the reports still being written, the last one saved first.
func (s *Store) Drafts(ctx context.Context) ([]Draft, error) {
	ids, err := reportIDs(ctx, s.reader, "SELECT id FROM report WHERE status = ? ORDER BY saved_at DESC", string(civic.StatusDraft))
	if err != nil {
		return nil, dbError("drafts", err)
	}
	var drafts []Draft
	for _, id := range ids {
		var saved int64
		r, err := s.report(ctx, s.reader, id)
		if err == nil {
			err = s.reader.QueryRowContext(ctx, "SELECT saved_at FROM report WHERE id = ?", id[:]).Scan(&saved)
		}
		if err != nil {
			return nil, dbError("drafts", err)
		}
		drafts = append(drafts, Draft{r, fromMillis(saved)})
	}
	return drafts, nil
}

// DiscardDraft forgets a draft and its photos' rows; the files go with the next Sweep. ErrCaptured if it was handed in.
func (s *Store) DiscardDraft(ctx context.Context, id civic.ReportID) error {
	return s.write(ctx, "discard draft", func(tx *sql.Tx) error {
		status, err := s.status(ctx, tx, id)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if status != civic.StatusDraft {
			return ErrCaptured
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM report WHERE id = ?", id[:])
		return err
	})
}

func (s *Store) status(ctx context.Context, q querier, id civic.ReportID) (civic.Status, error) {
	var status string
	err := q.QueryRowContext(ctx, "SELECT status FROM report WHERE id = ?", id[:]).Scan(&status)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: report %s", ErrNotFound, id)
	}
	return civic.Status(status), err
}
