package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// taskKept is how long a task that was taken back is kept, for whoever looks at what they did.
const taskKept = 14 * 24 * time.Hour

// Task is a task as it lies here.
type Task struct {
	civic.Task
	Came time.Time // by this device's clock
	New  bool      // nobody here has looked at it
}

func taskContext(id civic.ReportID) string { return "task " + id.String() }

// takeTask keeps what the portal tells of a task, unless something newer is here. Of one that was taken back, what it was stays.
func (s *Store) takeTask(ctx context.Context, tx *sql.Tx, t civic.Task) error {
	before, err := s.task(ctx, tx, t.Report)
	switch {
	case errors.Is(err, ErrNotFound) && t.Taken:
		return nil // nobody here ever knew of it
	case err != nil && !errors.Is(err, ErrNotFound):
		return err
	case err == nil && before.Version > t.Version:
		return nil
	}
	seen := err == nil && !before.New && (t.Taken || before.Status == t.Status)
	whole := t
	if t.Taken {
		whole = before.Task
		whole.Version, whole.Status = t.Version, t.Status
	}
	whole.Taken = false // a column says so
	raw, err := journal.EncodeTask(whole)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO task (report, number, version, open, came_at, seen, body_box) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (report) DO UPDATE SET number = excluded.number, version = excluded.version, open = excluded.open, came_at = excluded.came_at,
		seen = excluded.seen, body_box = excluded.body_box`,
		t.Report[:], whole.Number, t.Version, !t.Taken, millis(s.now()), seen, s.vault.Seal(taskContext(t.Report), raw)); err != nil {
		return err
	}
	if t.Taken {
		return s.forgetTasks(ctx, tx)
	}
	return s.wantPictures(ctx, tx, t)
}

// forgetTasks drops the tasks that were taken back long ago, and lets go of their pictures' files, but for what waits to be sent.
func (s *Store) forgetTasks(ctx context.Context, tx *sql.Tx) error {
	const old = `FROM task WHERE open = 0 AND came_at < ?1
		AND NOT EXISTS (SELECT 1 FROM inspection WHERE inspection.report = task.report AND (state = 'draft' OR result = ''))`
	before := millis(s.now().Add(-taskKept))
	if _, err := tx.ExecContext(ctx, `UPDATE blob SET state = ?2 WHERE role = '' AND state = ?3 AND sha256 IN
			(SELECT sha256 FROM task_picture WHERE report IN (SELECT report `+old+`))
		AND NOT EXISTS (SELECT 1 FROM task_picture k WHERE k.sha256 = blob.sha256 AND k.report NOT IN (SELECT report `+old+`))
		AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.original = blob.sha256)
		AND NOT EXISTS (SELECT 1 FROM inspection_photo WHERE inspection_photo.original = blob.sha256)
		AND NOT EXISTS (SELECT 1 FROM supplement_photo WHERE supplement_photo.original = blob.sha256)`,
		before, string(filePurged), string(fileHeld)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM task_picture WHERE report IN (SELECT report "+old+")", before); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE "+old, before)
	return err
}

const taskColumns = "report, version, open, came_at, seen, body_box"

func (s *Store) scanTask(scan func(...any) error) (t Task, err error) {
	var id, box []byte
	var version, came int64
	var open, seen bool
	if err := scan(&id, &version, &open, &came, &seen, &box); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("%w: task", ErrNotFound)
		}
		return t, err
	}
	if len(id) != 16 {
		return t, fmt.Errorf("%w: task", ErrDamaged)
	}
	raw, err := s.vault.Open(taskContext(civic.ReportID(id)), box)
	if err != nil {
		return t, fmt.Errorf("%w: task %x: %w", ErrDamaged, id, err)
	}
	if t.Task, err = journal.DecodeTask(raw); err != nil {
		return t, fmt.Errorf("%w: task %x: %w", ErrDamaged, id, err)
	}
	t.Version, t.Taken, t.Came, t.New = version, !open, fromMillis(came), !seen
	return t, nil
}

func (s *Store) task(ctx context.Context, q querier, id civic.ReportID) (Task, error) {
	return s.scanTask(q.QueryRowContext(ctx, "SELECT "+taskColumns+" FROM task WHERE report = ?", id[:]).Scan)
}

// Task finds one, also one that was taken back; ErrNotFound if it isn't here.
func (s *Store) Task(ctx context.Context, id civic.ReportID) (Task, error) {
	t, err := s.task(ctx, s.reader, id)
	return t, dbError("task", err)
}

// Tasks are what this device has to do, and what was taken back since a time, in no order.
func (s *Store) Tasks(ctx context.Context, takenSince time.Time) ([]Task, error) {
	all, err := collect(ctx, s.reader, s.scanTask, "SELECT "+taskColumns+" FROM task WHERE open = 1 OR came_at >= ? ORDER BY report", millis(takenSince))
	return all, dbError("tasks", err)
}

// SeeTask notes that somebody here has looked at a task.
func (s *Store) SeeTask(ctx context.Context, id civic.ReportID) error {
	return s.write(ctx, "see task", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE task SET seen = 1 WHERE report = ? AND seen = 0", id[:])
		return err
	})
}
