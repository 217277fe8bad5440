package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"priyom/civic"
)

// Words are what an operator is about to say about a report.
type Words struct {
	Report   civic.ReportID
	Operator civic.OperatorID
	Text     string
	Private  bool
}

func (w Words) context() string { return fmt.Sprintf("message draft %s %d", w.Report, w.Operator) }

// KeepWords keeps what somebody is writing; without a text there is nothing to keep.
func (s *Store) KeepWords(ctx context.Context, w Words) error {
	return s.write(ctx, "keep words", func(tx *sql.Tx) error {
		if w.Text == "" {
			return dropWords(ctx, tx, w)
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO message_draft (report, operator, private, text_box) VALUES (?, ?, ?, ?)
			ON CONFLICT (report, operator) DO UPDATE SET private = excluded.private, text_box = excluded.text_box`,
			w.Report[:], int64(w.Operator), w.Private, s.vault.Seal(w.context(), []byte(w.Text)))
		return err
	})
}

func dropWords(ctx context.Context, tx *sql.Tx, w Words) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM message_draft WHERE report = ? AND operator = ?", w.Report[:], int64(w.Operator))
	return err
}

// KeptWords are what whoever works here was writing about a report; they are private unless it was said otherwise.
func (s *Store) KeptWords(ctx context.Context, report civic.ReportID) (Words, error) {
	w := Words{Report: report, Operator: s.Operator(), Private: true}
	var box []byte
	err := s.reader.QueryRowContext(ctx, "SELECT private, text_box FROM message_draft WHERE report = ? AND operator = ?", report[:], int64(w.Operator)).
		Scan(&w.Private, &box)
	if errors.Is(err, sql.ErrNoRows) {
		return w, nil
	}
	if err != nil {
		return w, dbError("kept words", err)
	}
	text, err := s.vault.Open(w.context(), box)
	if err != nil {
		return w, fmt.Errorf("%w: what somebody wrote about %s: %w", ErrDamaged, report, err)
	}
	w.Text = string(text)
	return w, nil
}
