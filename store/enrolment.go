package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Enrolment is what a portal made this device, and the keys of it that the device believes.
type Enrolment struct {
	URL        string
	Portal     string // its id
	PortalName string // of the district, for people
	Role       civic.Role
	Place      string
	Code       string // prefix of the device's numbers
	SignKey    ed25519.PublicKey
	SealKeys   []journal.SealKey // at least one; the first is in use
	At         time.Time
	Department civic.DepartmentSlug // of an inspector's device; "": whatever is in its place

	Account     string               // whose a citizen's device is, as its owner knows it; "": nobody's
	AccountAt   time.Time            // since when, by the portal's clock; zero: from the beginning
	Certificate *journal.Certificate // with which papers are signed; nil from a portal that gives none yet
}

// enrolmentBox is how it lies in the vault.
type enrolmentBox struct {
	URL        string   `cbor:"1,keyasint"`
	Portal     string   `cbor:"2,keyasint"`
	PortalName string   `cbor:"3,keyasint"`
	Role       string   `cbor:"4,keyasint"`
	Place      string   `cbor:"5,keyasint"`
	Code       string   `cbor:"6,keyasint"`
	SignKey    []byte   `cbor:"7,keyasint"`
	SealKeys   [][]byte `cbor:"8,keyasint"`
	At         int64    `cbor:"9,keyasint"`

	Certificate []byte `cbor:"10,keyasint,omitempty"`
	Department  string `cbor:"11,keyasint,omitempty"`
	Account     string `cbor:"12,keyasint,omitempty"`
	AccountAt   int64  `cbor:"13,keyasint,omitempty"`
}

// Enrolment tells what this device is; ErrNotEnrolled before it is anything.
func (s *Store) Enrolment(ctx context.Context) (Enrolment, error) {
	e, err := s.enrolment(ctx, s.reader)
	return e, dbError("enrolment", err)
}

func (s *Store) enrolment(ctx context.Context, q querier) (e Enrolment, err error) {
	boxed, err := getSetting(ctx, q, settingEnrolment)
	if errors.Is(err, ErrNotFound) {
		return e, ErrNotEnrolled
	}
	if err != nil {
		return e, err
	}
	var b enrolmentBox
	if err := s.unbox(settingEnrolment, boxed, &b); err != nil {
		return e, err
	}
	e = Enrolment{
		URL: b.URL, Portal: b.Portal, PortalName: b.PortalName, Role: civic.Role(b.Role), Place: b.Place,
		Code: b.Code, SignKey: b.SignKey, At: fromMillis(b.At), Account: b.Account, AccountAt: fromMillis(b.AccountAt),
		Department: civic.DepartmentSlug(b.Department),
	}
	for _, k := range b.SealKeys {
		key, err := journal.ParseSealKey(k)
		if err != nil {
			return e, fmt.Errorf("%w: enrolment: %w", ErrDamaged, err)
		}
		e.SealKeys = append(e.SealKeys, key)
	}
	if len(b.Certificate) > 0 {
		c, err := journal.ParseCertificate(b.Certificate)
		if err != nil {
			return e, fmt.Errorf("%w: certificate: %w", ErrDamaged, err)
		}
		e.Certificate = &c
	}
	return e, nil
}

// Enroll makes this device a portal's and brings the reports that waited for it into the journal, in their order.
func (s *Store) Enroll(ctx context.Context, e Enrolment) error {
	if len(e.SealKeys) == 0 || len(e.SignKey) != ed25519.PublicKeySize || e.Code == "" {
		return errors.New("store: enrol: portal gave no keys or no code")
	}
	e.At = s.now()
	return s.append(ctx, "enrol", func(tx *sql.Tx) error {
		if before, err := s.enrolment(ctx, tx); err == nil && before.Account != e.Account {
			if err := s.forgetElsewhere(ctx, tx); err != nil {
				return err
			}
		} else if err == nil {
			e.AccountAt = before.AccountAt
		}
		if err := s.putEnrolment(ctx, tx, e); err != nil {
			return err
		}
		if err := s.tellWhoWorks(ctx, tx); err != nil {
			return err
		}
		waiting, err := reportIDs(ctx, tx, "SELECT id FROM report WHERE status = ? ORDER BY ord", string(civic.StatusCaptured))
		if err != nil {
			return err
		}
		for _, id := range waiting {
			if err := s.journalReport(ctx, tx, id); err != nil {
				return err
			}
		}
		return s.journalSupports(ctx, tx)
	})
}

func (s *Store) putEnrolment(ctx context.Context, tx *sql.Tx, e Enrolment) error {
	b := enrolmentBox{e.URL, e.Portal, e.PortalName, string(e.Role), e.Place, e.Code, e.SignKey, nil, millis(e.At), nil, string(e.Department), e.Account, millis(e.AccountAt)}
	for _, k := range e.SealKeys {
		b.SealKeys = append(b.SealKeys, k.Bytes())
	}
	if e.Certificate != nil {
		raw, err := e.Certificate.Marshal()
		if err != nil {
			return err
		}
		b.Certificate = raw
	}
	boxed, err := s.box(settingEnrolment, b)
	if err != nil {
		return err
	}
	return putSetting(ctx, tx, settingEnrolment, boxed)
}

func reportIDs(ctx context.Context, q querier, query string, args ...any) (ids []civic.ReportID, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		if len(raw) != 16 {
			return nil, fmt.Errorf("%w: report id", ErrDamaged)
		}
		ids = append(ids, civic.ReportID(raw))
	}
	return ids, rows.Err()
}
