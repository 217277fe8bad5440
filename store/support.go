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

// ErrSupported is returned when somebody has joined in a report at this computer before.
var ErrSupported = errors.New("store: this person supports this report already")

// supportBox is what of it lies encrypted.
type supportBox struct {
	Public   []byte `cbor:"1,keyasint"` // journal.EncodeSupport
	Reporter []byte `cbor:"2,keyasint"` // journal.EncodeReporter
}

func supportContext(id civic.SupportID) string { return "support " + id.String() }

// NewSupport is somebody joining in a report. Nothing is saved yet.
func (s *Store) NewSupport(report civic.ReportID, number string, who civic.Reporter) (civic.Support, error) {
	id, err := s.newID()
	if err != nil {
		return civic.Support{}, fmt.Errorf("store: new support: %w", err)
	}
	return civic.Support{ID: id, Report: report, Number: number, Supporter: who}, nil
}

// AddSupport says that somebody joins in a report, in one durable transaction. The same again changes nothing; the same person
// by name and phone is ErrSupported. Support for a report that waits for enrolment waits with it.
func (s *Store) AddSupport(ctx context.Context, u civic.Support) (civic.Support, error) {
	err := s.append(ctx, "support", func(tx *sql.Tx) error {
		others, err := s.supports(ctx, tx, u.Report)
		if err != nil {
			return err
		}
		for _, o := range others {
			switch {
			case o.ID == u.ID:
				u = o
				return nil
			case samePerson(o.Supporter, u.Supporter):
				return ErrSupported
			}
		}
		u.At, u.Operator = s.now(), s.Operator()
		box, err := s.boxSupport(u)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO support (id, report, at, body_box) VALUES (?, ?, ?, ?)",
			u.ID[:], u.Report[:], u.At.UnixMilli(), box); err != nil {
			return err
		}
		switch _, err := s.enrolment(ctx, tx); {
		case errors.Is(err, ErrNotEnrolled):
			return nil
		case err != nil:
			return err
		}
		return s.journalSupport(ctx, tx, u)
	})
	return u, err
}

// samePerson says that two people who gave their names or phones are one. Who gave neither is nobody's same.
func samePerson(a, b civic.Reporter) bool {
	name, phone := civic.NameKey(a.Name), civic.PhoneKey(a.Phone)
	return name+phone != "" && name == civic.NameKey(b.Name) && phone == civic.PhoneKey(b.Phone)
}

// Supports are those who joined in a report at this computer, the first one first.
func (s *Store) Supports(ctx context.Context, report civic.ReportID) ([]civic.Support, error) {
	all, err := s.supports(ctx, s.reader, report)
	return all, dbError("supports", err)
}

func (s *Store) supports(ctx context.Context, q querier, report civic.ReportID) ([]civic.Support, error) {
	return collect(ctx, q, s.scanSupport, "SELECT id, body_box FROM support WHERE report = ? ORDER BY at, id", report[:])
}

// scanSupport reads one row of id and body_box.
func (s *Store) scanSupport(scan func(...any) error) (u civic.Support, err error) {
	var id, box []byte
	if err := scan(&id, &box); err != nil {
		return u, err
	}
	if len(id) != 16 {
		return u, fmt.Errorf("%w: support id", ErrDamaged)
	}
	return s.unboxSupport(civic.SupportID(id), box)
}

// journalSupport says it in the journal, once.
func (s *Store) journalSupport(ctx context.Context, tx *sql.Tx, u civic.Support) error {
	public, err := journal.EncodeSupport(u)
	if err != nil {
		return err
	}
	var personal []byte
	if !u.Supporter.IsZero() {
		if personal, err = journal.EncodeReporter(u.Supporter); err != nil {
			return err
		}
	}
	e, err := s.newEntry(ctx, tx, journal.KindSupport, public, personal, nil)
	if err != nil {
		return err
	}
	if err := s.chain(ctx, tx, u.Report, e); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE support SET told = 1 WHERE id = ?", u.ID[:])
	return err
}

// journalSupports says what waited for enrolment, after the reports that it is about.
func (s *Store) journalSupports(ctx context.Context, tx *sql.Tx) error {
	waiting, err := collect(ctx, tx, s.scanSupport, "SELECT id, body_box FROM support WHERE told = 0 ORDER BY at, id")
	if err != nil {
		return err
	}
	for _, u := range waiting {
		if err := s.journalSupport(ctx, tx, u); err != nil {
			return err
		}
	}
	return nil
}

// eraseSupporters destroys who joined in before a time and is safely at the portal, here and in the journal: for the end of
// the retention time.
func (s *Store) eraseSupporters(ctx context.Context, tx *sql.Tx, before time.Time) (int, error) {
	old, err := collect(ctx, tx, s.scanSupport, `SELECT id, body_box FROM support WHERE at < ? AND told = 1 AND NOT EXISTS (
		SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = support.report AND entry.seq > acked_seq AND retold = 0)`, before.UnixMilli())
	if err != nil {
		return 0, err
	}
	erased := 0
	for _, u := range old {
		if u.Supporter.IsZero() {
			continue
		}
		u.Supporter = civic.Reporter{}
		box, err := s.boxSupport(u)
		if err != nil {
			return 0, err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE support SET body_box = ? WHERE id = ?", box, u.ID[:]); err != nil {
			return 0, err
		}
		if err := s.unsealSupport(ctx, tx, u); err != nil {
			return 0, err
		}
		erased++
	}
	return erased, nil
}

// unsealSupport destroys the sealed part of every entry that tells of it: a new epoch may have told it again.
func (s *Store) unsealSupport(ctx context.Context, tx *sql.Tx, u civic.Support) error {
	entries, err := s.entries(ctx, tx, "SELECT "+entryColumns+" FROM entry WHERE report = ? AND kind = ?", u.Report[:], string(journal.KindSupport))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if told, err := journal.DecodeSupport(e.Public); err != nil || told.ID != u.ID {
			continue
		}
		if _, err := tx.ExecContext(ctx, "UPDATE entry SET sealed = NULL WHERE epoch = ? AND seq = ?", int64(e.Epoch), e.Seq); err != nil {
			return err
		}
	}
	return nil
}

// EraseSupporters destroys who joined in reports before a time, and says how many there were. That they did stays.
func (s *Store) EraseSupporters(ctx context.Context, before time.Time) (erased int, err error) {
	err = s.write(ctx, "erase supporters", func(tx *sql.Tx) (err error) {
		erased, err = s.eraseSupporters(ctx, tx, before)
		return err
	})
	return erased, err
}

func (s *Store) boxSupport(u civic.Support) ([]byte, error) {
	public, err := journal.EncodeSupport(u)
	if err != nil {
		return nil, err
	}
	who, err := journal.EncodeReporter(u.Supporter)
	if err != nil {
		return nil, err
	}
	return s.box(supportContext(u.ID), supportBox{public, who})
}

func (s *Store) unboxSupport(id civic.SupportID, box []byte) (u civic.Support, err error) {
	var b supportBox
	if err := s.unbox(supportContext(id), box, &b); err != nil {
		return u, err
	}
	if u, err = journal.DecodeSupport(b.Public); err != nil {
		return u, err
	}
	u.Supporter, err = journal.DecodeReporter(b.Reporter)
	return u, err
}
