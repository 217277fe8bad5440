package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ErrInspected is returned for what would change an inspection that was handed in.
var ErrInspected = errors.New("store: the inspection was handed in")

// Inspection is an inspection as it lies here.
type Inspection struct {
	civic.Inspection
	Number string // of the report
	Draft  bool
	Saved  time.Time
	Done   time.Time // zero for a draft
	Result civic.Result
	Missed []civic.Requirement
	Judged time.Time // by the portal's clock; zero until it said what came of it
	Sent   bool      // the portal signed for it
}

func inspectionContext(id civic.InspectionID) string { return "inspection " + id.String() }

func (s *Store) boxInspection(i civic.Inspection) ([]byte, error) {
	i.Photos = nil // they have a table of their own
	public, err := journal.EncodeInspection(i)
	if err != nil {
		return nil, err
	}
	return s.vault.Seal(inspectionContext(i.ID), public), nil
}

// BeginInspection is the inspection of a task that somebody works on: the draft that is here, or a new one, kept at once so that
// pictures can be taken for it.
func (s *Store) BeginInspection(ctx context.Context, report civic.ReportID) (i civic.Inspection, err error) {
	err = s.write(ctx, "begin inspection", func(tx *sql.Tx) error {
		t, err := s.task(ctx, tx, report)
		if err != nil {
			return err
		}
		known, err := s.inspections(ctx, tx, "WHERE report = ? AND state = 'draft'", report[:])
		if err != nil {
			return err
		}
		if len(known) > 0 {
			i = known[0].Inspection
			return nil
		}
		id, err := s.newID()
		if err != nil {
			return err
		}
		i = civic.Inspection{ID: civic.InspectionID(id), Report: report, Version: t.Version, BeganAt: s.now().UTC().Truncate(time.Millisecond), Operator: s.Operator()}
		box, err := s.boxInspection(i)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO inspection (id, report, state, operator, saved_at, body_box) VALUES (?, ?, 'draft', ?, ?, ?)",
			i.ID[:], report[:], int64(i.Operator), millis(s.now()), box)
		return err
	})
	return i, err
}

// SaveInspection keeps what was filled in so far; its photos and its voice are kept by themselves. ErrInspected if it was handed in.
func (s *Store) SaveInspection(ctx context.Context, i civic.Inspection) error {
	return s.write(ctx, "save inspection", func(tx *sql.Tx) error {
		known, err := s.draft(ctx, tx, i.ID)
		if err != nil {
			return err
		}
		i.Voice, i.VoiceFor = known.Voice, known.VoiceFor
		return s.putInspection(ctx, tx, i)
	})
}

// draft finds an inspection that isn't handed in.
func (s *Store) draft(ctx context.Context, tx *sql.Tx, id civic.InspectionID) (civic.Inspection, error) {
	known, err := s.inspections(ctx, tx, "WHERE inspection.id = ?", id[:])
	switch {
	case err != nil:
		return civic.Inspection{}, err
	case len(known) == 0:
		return civic.Inspection{}, fmt.Errorf("%w: inspection %s", ErrNotFound, id)
	case !known[0].Draft:
		return civic.Inspection{}, ErrInspected
	}
	return known[0].Inspection, nil
}

func (s *Store) putInspection(ctx context.Context, tx *sql.Tx, i civic.Inspection) error {
	i.Operator = s.Operator()
	box, err := s.boxInspection(i)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE inspection SET operator = ?, saved_at = ?, body_box = ? WHERE id = ?", int64(i.Operator), millis(s.now()), box, i.ID[:])
	return err
}

// AttachVoice keeps a spoken note in place of the one before; without content it takes that away. ErrInspected if the inspection was
// handed in, ErrFileTooLarge for one that is too long.
func (s *Store) AttachVoice(ctx context.Context, id civic.InspectionID, content io.Reader, length time.Duration) error {
	s.filing.RLock()
	defer s.filing.RUnlock()
	var ref civic.BlobRef
	if content != nil {
		var err error
		if ref, err = s.putFile(io.LimitReader(content, civic.MaxVoice+1)); err != nil {
			return err
		}
		if ref.Size > civic.MaxVoice || ref.Size == 0 || length > civic.MaxVoiceFor+time.Second {
			s.dropStray(ctx, ref)
			return fmt.Errorf("%w: voice", ErrFileTooLarge)
		}
	}
	return s.write(ctx, "attach voice", func(tx *sql.Tx) error {
		i, err := s.draft(ctx, tx, id)
		if err != nil {
			return err
		}
		i.Voice, i.VoiceFor = ref, min(length, civic.MaxVoiceFor).Truncate(time.Millisecond)
		if ref.IsZero() {
			i.VoiceFor = 0
		} else if err := s.holdFile(ctx, tx, ref); err != nil {
			return err
		}
		return s.putInspection(ctx, tx, i)
	})
}

// Inspect hands an inspection in, durably: it is in the journal, and its files are queued. Handing in the same again changes nothing.
// The caller has checked it. The errors are ErrNotEnrolled and ErrNotFound.
func (s *Store) Inspect(ctx context.Context, i civic.Inspection) (civic.Inspection, error) {
	err := s.append(ctx, "inspect", func(tx *sql.Tx) error {
		if _, err := s.enrolment(ctx, tx); err != nil {
			return err
		}
		known, err := s.draft(ctx, tx, i.ID)
		if errors.Is(err, ErrInspected) {
			return nil
		}
		if err != nil {
			return err
		}
		i.Report, i.Voice, i.VoiceFor, i.BeganAt, i.Operator = known.Report, known.Voice, known.VoiceFor, known.BeganAt, s.Operator()
		i.At = s.now().UTC().Truncate(time.Millisecond)
		i.Photos = known.Photos
		public, err := journal.EncodeInspection(i)
		if err != nil {
			return err
		}
		var blobs []journal.Blob
		if !i.Voice.IsZero() {
			blobs = []journal.Blob{{SHA256: i.Voice.SHA256, Size: i.Voice.Size, Role: journal.RoleVoice}}
		}
		e, err := s.newEntry(ctx, tx, journal.KindInspection, public, nil, blobs)
		if err != nil {
			return err
		}
		e.Time = i.At
		if err := s.chain(ctx, tx, i.Report, e); err != nil {
			return err
		}
		for _, b := range blobs {
			if err := s.queueFile(ctx, tx, i.Report, b); err != nil {
				return err
			}
		}
		if err := s.putInspection(ctx, tx, i); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE inspection SET state = 'done', done_at = ? WHERE id = ?", millis(i.At), i.ID[:]); err != nil {
			return err
		}
		for _, p := range i.Photos {
			if err := s.journalInspectionPhoto(ctx, tx, i, p); err != nil {
				return err
			}
		}
		return nil
	})
	return i, err
}

// DiscardInspection forgets a draft; its files go with the next sweep. ErrInspected if it was handed in.
func (s *Store) DiscardInspection(ctx context.Context, id civic.InspectionID) error {
	return s.write(ctx, "discard inspection", func(tx *sql.Tx) error {
		if _, err := s.draft(ctx, tx, id); err != nil {
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM inspection WHERE id = ?", id[:])
		return err
	})
}

// takeJudgement keeps what came of an inspection. One that isn't here is another life's of this device.
func (s *Store) takeJudgement(ctx context.Context, tx *sql.Tx, j civic.Judgement) error {
	var missing []string
	for _, m := range j.Missing {
		missing = append(missing, string(m))
	}
	_, err := tx.ExecContext(ctx, "UPDATE inspection SET result = ?, missing = ?, judged_at = ? WHERE id = ? AND state = 'done'",
		string(j.Result), strings.Join(missing, " "), millis(j.At), j.Inspection[:])
	return err
}

// Inspections are those of a task, the last one first, a draft before all.
func (s *Store) Inspections(ctx context.Context, report civic.ReportID) ([]Inspection, error) {
	all, err := s.inspections(ctx, s.reader, "WHERE inspection.report = ? ORDER BY state = 'draft' DESC, done_at DESC", report[:])
	return all, dbError("inspections", err)
}

// InspectionsSince are those that were handed in since a time, the first one first.
func (s *Store) InspectionsSince(ctx context.Context, since time.Time) ([]Inspection, error) {
	all, err := s.inspections(ctx, s.reader, "WHERE state = 'done' AND done_at >= ? ORDER BY done_at, inspection.id", millis(since))
	return all, dbError("inspections", err)
}

// InspectionDrafts are those that somebody has begun, the last one saved first.
func (s *Store) InspectionDrafts(ctx context.Context) ([]Inspection, error) {
	all, err := s.inspections(ctx, s.reader, "WHERE state = 'draft' ORDER BY saved_at DESC, inspection.id")
	return all, dbError("inspections", err)
}

// inspectionColumns is what scanInspection reads.
const inspectionColumns = `SELECT inspection.id, inspection.report, coalesce((SELECT number FROM task WHERE task.report = inspection.report), ''), state, saved_at,
		done_at, result, missing, judged_at, body_box, EXISTS (SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = inspection.report
			AND kind = 'inspection.done' AND entry.time = inspection.done_at AND entry.seq <= acked_seq AND retold = 0)`

func (s *Store) inspections(ctx context.Context, q querier, where string, args ...any) ([]Inspection, error) {
	all, err := collect(ctx, q, s.scanInspection, inspectionColumns+" FROM inspection "+where, args...)
	if err != nil {
		return nil, err
	}
	for n := range all {
		if all[n].Photos, err = s.inspectionPhotos(ctx, q, all[n].ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Store) scanInspection(scan func(...any) error) (i Inspection, err error) {
	var id, report, box []byte
	var state, result, missing string
	var saved, done, judged int64
	if err := scan(&id, &report, &i.Number, &state, &saved, &done, &result, &missing, &judged, &box, &i.Sent); err != nil {
		return i, err
	}
	if len(id) != 16 || len(report) != 16 {
		return i, fmt.Errorf("%w: inspection", ErrDamaged)
	}
	raw, err := s.vault.Open(inspectionContext(civic.InspectionID(id)), box)
	if err != nil {
		return i, fmt.Errorf("%w: inspection %x: %w", ErrDamaged, id, err)
	}
	if i.Inspection, err = journal.DecodeInspection(raw); err != nil {
		return i, fmt.Errorf("%w: inspection %x: %w", ErrDamaged, id, err)
	}
	i.Draft, i.Saved, i.Done, i.Result, i.Judged = state == "draft", fromMillis(saved), fromMillis(done), civic.Result(result), fromMillis(judged)
	for _, m := range strings.Fields(missing) {
		i.Missed = append(i.Missed, civic.Requirement(m))
	}
	return i, nil
}

// inspectionPhotos are an inspection's photos in their order.
func (s *Store) inspectionPhotos(ctx context.Context, q querier, id civic.InspectionID) ([]civic.Photo, error) {
	photos, err := collect(ctx, q, func(scan func(...any) error) (p civic.Photo, err error) {
		var id, box []byte
		if err := scan(&id, &box); err != nil {
			return p, err
		}
		if len(id) != 16 {
			return p, fmt.Errorf("%w: photo id", ErrDamaged)
		}
		return s.unboxPhoto(civic.PhotoID(id), box)
	}, "SELECT id, body_box FROM inspection_photo WHERE inspection = ? ORDER BY ord", id[:])
	return slices.Clip(photos), err
}
