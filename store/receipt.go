package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/receipt"
	"priyom/store/journal"
)

// ErrNoCertificate is returned for a paper that can't be signed yet: the portal's certificate comes with the next exchange.
var ErrNoCertificate = errors.New("store: no certificate from the portal yet")

// certificateChange is the kind of change that a certificate came as, for a version that didn't know it: see sync/wire.
const certificateChange = "device.certificate"

// takeCertificate keeps a certificate that is of this device as it is now; one of another place or an older life is passed over.
func (s *Store) takeCertificate(ctx context.Context, tx *sql.Tx, c journal.Certificate) error {
	e, err := s.enrolment(ctx, tx)
	if err != nil {
		return err
	}
	if !s.isOwn(e, c) || e.Certificate != nil && e.Certificate.Until.After(c.Until) {
		return nil
	}
	e.Certificate = &c
	return s.putEnrolment(ctx, tx, e)
}

func (s *Store) isOwn(e Enrolment, c journal.Certificate) bool {
	return c.Portal == e.Portal && c.Device == s.device && c.Place == e.Place && c.Code == e.Code && c.Verify(e.SignKey) == nil
}

// Receipt is what the QR code on a report's paper says, signed by this device. The error wraps ErrNotFound for a report that
// isn't in the journal, as drafts aren't; it is ErrNotEnrolled for what waits for a portal and ErrNoCertificate until the
// portal has certified this device. Signed again, it is the same.
func (s *Store) Receipt(ctx context.Context, id civic.ReportID) (r receipt.Receipt, err error) {
	report, err := s.Report(ctx, id)
	if err != nil {
		return r, err
	}
	e, err := s.Enrolment(ctx)
	if err != nil {
		return r, err
	}
	if e.Certificate == nil {
		if e.Certificate, err = s.laidAside(ctx, e); err != nil {
			return r, dbError("receipt", err)
		}
	}
	public, err := s.publicHash(ctx, id)
	if err != nil {
		return r, dbError("receipt", err)
	}
	key, err := s.Key(ctx)
	if err != nil {
		return r, err
	}
	return receipt.New(receipt.Receipt{
		Number: report.Number, Report: id, CapturedAt: report.CapturedAt, Public: public, Device: *e.Certificate,
	}, key), nil
}

// ReceiptText is Receipt as the QR code's text; "" as long as the portal hasn't certified this device.
func (s *Store) ReceiptText(ctx context.Context, id civic.ReportID) (string, error) {
	signed, err := s.Receipt(ctx, id)
	if errors.Is(err, ErrNotEnrolled) || errors.Is(err, ErrNoCertificate) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return signed.Text()
}

// publicHash is that of the public part under which a report stands in the journal.
func (s *Store) publicHash(ctx context.Context, id civic.ReportID) (h journal.Hash, err error) {
	entries, err := s.entries(ctx, s.reader, `SELECT `+entryColumns+` FROM entry JOIN epoch USING (epoch)
		WHERE report = ? AND kind = ? ORDER BY epoch.n, entry.seq LIMIT 1`, id[:], string(journal.KindReport))
	if err != nil {
		return h, err
	}
	if len(entries) == 0 {
		return h, fmt.Errorf("%w: report %s in the journal", ErrNotFound, id)
	}
	return journal.HashOf(entries[0].Public), nil
}

// laidAside finds a certificate among the changes that an older version of the program couldn't read.
func (s *Store) laidAside(ctx context.Context, e Enrolment) (*journal.Certificate, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT body_box FROM unknown_change WHERE kind = ?", certificateChange)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var last *journal.Certificate
	for rows.Next() {
		var box []byte
		if err := rows.Scan(&box); err != nil {
			return nil, err
		}
		raw, err := s.vault.Open("change "+certificateChange, box)
		if err != nil {
			return nil, err
		}
		if c, err := journal.ParseCertificate(raw); err == nil && s.isOwn(e, c) && (last == nil || c.Until.After(last.Until)) {
			last = &c
		}
	}
	if last == nil && rows.Err() == nil {
		return nil, ErrNoCertificate
	}
	return last, rows.Err()
}

// Checked is what a receipt's text says, and what of it this device can tell.
type Checked struct {
	receipt.Receipt
	Own     bool   // its report is in this device's journal, with this very content
	Portal  string // name of the portal that certified it
	Changed bool   // the report is here, and isn't what the receipt says
}

// CheckReceipt checks the text of a QR code by the key of the portal that this device is enrolled at. The error is a
// *receipt.Refusal, ErrNotEnrolled, or the database's.
func (s *Store) CheckReceipt(ctx context.Context, text string) (c Checked, err error) {
	if c.Receipt, err = receipt.Parse(text); err != nil {
		return c, err
	}
	e, err := s.Enrolment(ctx)
	if err != nil {
		return c, err
	}
	if err := c.Verify(e.Portal, e.SignKey); err != nil {
		return c, err
	}
	c.Portal = e.PortalName
	if c.Device.Device != s.device {
		return c, nil
	}
	public, err := s.publicHash(ctx, c.Report)
	if errors.Is(err, ErrNotFound) {
		return c, nil // recorded here once, and purged since or lost with a disk
	}
	if err != nil {
		return c, dbError("check receipt", err)
	}
	c.Own, c.Changed = public == c.Public, public != c.Public
	return c, nil
}
