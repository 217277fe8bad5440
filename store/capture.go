package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/store/journal"
)

// Capture hands a report in: it gets its number and its place in the journal in one durable transaction. The photos are
// those that were attached to it, each already on the disk. Before enrolment it waits, encrypted, and enters the journal
// then. Handing in the same report again changes nothing and returns what is there. The caller has validated it.
func (s *Store) Capture(ctx context.Context, r civic.Report) (civic.Report, error) {
	err := s.append(ctx, "capture", func(tx *sql.Tx) error {
		_, err := s.capture(ctx, tx, &r)
		return err
	})
	if err != nil {
		return r, err
	}
	return s.Report(ctx, r.ID)
}

// CaptureAll hands in many reports in one durable transaction: all of them, or none. It says how many of them weren't here
// yet; the others are left as they are. The caller has validated them.
func (s *Store) CaptureAll(ctx context.Context, reports []civic.Report) (fresh int, err error) {
	err = s.append(ctx, "capture", func(tx *sql.Tx) error {
		fresh = 0
		for i := range reports {
			is, err := s.capture(ctx, tx, &reports[i])
			if err != nil {
				return err
			}
			if is {
				fresh++
			}
		}
		return nil
	})
	return fresh, err
}

// capture hands in one report, unless it was handed in before.
func (s *Store) capture(ctx context.Context, tx *sql.Tx, r *civic.Report) (fresh bool, err error) {
	status, err := s.status(ctx, tx, r.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return false, err
	}
	if err == nil && status != civic.StatusDraft {
		return false, nil
	}
	var ord int64
	if r.Number, ord, err = s.nextNumber(ctx, tx); err != nil {
		return false, err
	}
	r.Status, r.CapturedAt, r.Operator = civic.StatusCaptured, s.now(), s.Operator()
	if err := s.putReport(ctx, tx, *r, ord); err != nil {
		return false, err
	}
	if err := s.addEvent(ctx, tx, r.ID, Event{Status: civic.StatusCaptured, At: r.CapturedAt}); err != nil {
		return false, err
	}
	switch _, err := s.enrolment(ctx, tx); {
	case errors.Is(err, ErrNotEnrolled):
		return true, nil
	case err != nil:
		return false, err
	}
	return true, s.journalReport(ctx, tx, r.ID)
}

// journalReport says a captured report, and those of its photos that are ready, in the journal.
func (s *Store) journalReport(ctx context.Context, tx *sql.Tx, id civic.ReportID) error {
	r, err := s.report(ctx, tx, id)
	if err != nil {
		return err
	}
	public, err := journal.EncodeReport(r)
	if err != nil {
		return err
	}
	var personal []byte
	if !r.Reporter.IsZero() {
		if personal, err = journal.EncodeReporter(r.Reporter); err != nil {
			return err
		}
	}
	e, err := s.newEntry(ctx, tx, journal.KindReport, public, personal, nil)
	if err != nil {
		return err
	}
	if err := s.chain(ctx, tx, id, e); err != nil {
		return err
	}
	if err := s.setStatus(ctx, tx, id, Event{Status: civic.StatusQueued, At: s.now()}); err != nil {
		return err
	}
	for _, p := range r.Photos {
		if err := s.journalPhoto(ctx, tx, r, p); err != nil {
			return err
		}
	}
	return nil
}

// journalPhoto says what became of a photo and queues its files, once, when both are known: that its report is in the
// journal, and what could be made of the picture. Whichever comes last calls it.
func (s *Store) journalPhoto(ctx context.Context, tx *sql.Tx, r civic.Report, p civic.Photo) error {
	return s.tellPhoto(ctx, tx, ofReports, r.ID, p, func() ([]byte, error) { return journal.EncodePhoto(r.ID, p, r.Operator) })
}

// filesOf are the files that are sent of a photo; nil as long as it isn't known which.
func filesOf(p civic.Photo) []journal.Blob {
	switch p.State {
	case civic.PhotoPrepared:
		return []journal.Blob{
			{SHA256: p.Copy.SHA256, Size: p.Copy.Size, Role: journal.RolePhoto},
			{SHA256: p.Preview.SHA256, Size: p.Preview.Size, Role: journal.RolePreview},
		}
	case civic.PhotoUnreadable:
		if len(p.Marks) > 0 {
			return nil // somebody hid something in it: the original may not go
		}
		return []journal.Blob{{SHA256: p.Original.SHA256, Size: p.Original.Size, Role: journal.RoleOriginal}}
	}
	return nil
}

// setStatus changes a report's status and remembers when; one that it has already only adds what is said with it.
func (s *Store) setStatus(ctx context.Context, tx *sql.Tx, id civic.ReportID, e Event) error {
	rev, err := nextCount(ctx, tx, settingRevision)
	if err != nil {
		return err
	}
	done, err := tx.ExecContext(ctx, "UPDATE report SET status = ?, rev = ? WHERE id = ? AND status <> ?", string(e.Status), rev, id[:], string(e.Status))
	if err != nil {
		return err
	}
	n, err := done.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return s.addNote(ctx, tx, id, e)
	}
	return s.addEvent(ctx, tx, id, e)
}

// addNote keeps words about a report that stays where it is: how far the work is. Told again, they are there already.
func (s *Store) addNote(ctx context.Context, tx *sql.Tx, id civic.ReportID, e Event) error {
	if e.Note == "" && e.Reason == "" {
		return nil
	}
	var skip bool
	if err := tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM report WHERE id = ?1)
		OR EXISTS (SELECT 1 FROM event WHERE report = ?1 AND status = ?2 AND at = ?3)`, id[:], string(e.Status), e.At.UnixMilli()).Scan(&skip); err != nil || skip {
		return err
	}
	return s.addEvent(ctx, tx, id, e)
}

func (s *Store) addEvent(ctx context.Context, tx *sql.Tx, id civic.ReportID, e Event) error {
	var box []byte
	if e.Note != "" {
		box = s.vault.Seal(eventContext(id), []byte(e.Note))
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO event (report, status, at, note_box, reason) VALUES (?, ?, ?, ?, ?)", id[:], string(e.Status), e.At.UnixMilli(), box, string(e.Reason))
	return err
}

func eventContext(id civic.ReportID) string { return fmt.Sprintf("event of %s", id) }
