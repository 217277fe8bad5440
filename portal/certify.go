package portal

import (
	"context"
	"errors"
	"time"

	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// certifyPage is how many devices are sent certificates in one transaction: others want to write, too.
const certifyPage = 200

// certify sends certificates to devices that have none, because they were enrolled before there were any, and to those whose
// certificate ends before long; more says that there are others. It is looked at whenever the portal starts, which is often enough
// for years.
func (p *Portal) certify(ctx context.Context) (more bool, err error) {
	before := p.db.Now().Add(enrol.Renewal).Add(time.Millisecond)
	var devices []db.Device
	find := func(tx *db.Tx) error {
		devices, err = tx.Uncertified(before, certifyPage)
		return err
	}
	if err := p.db.Read(ctx, find); err != nil || len(devices) == 0 {
		return false, err
	}
	err = p.db.Write(ctx, func(tx *db.Tx) error {
		if err := find(tx); err != nil { // another process may have been faster
			return err
		}
		for _, d := range devices {
			if err := p.certifyOne(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	return len(devices) == certifyPage, err
}

// certifyAll goes on until all have one.
func (p *Portal) certifyAll(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = p.certify(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *Portal) certifyOne(tx *db.Tx, d db.Device) error {
	body, err := tx.LastChange(d.ID, wire.ChangeCertificate)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	if until, ok := good(body, d, tx.Now); ok {
		return tx.Certified(d.ID, until)
	}
	if body, err = enrol.Certify(p.keys, d, tx.Now); err != nil {
		return err
	}
	if err := tx.AddChange(db.Scope{Device: d.ID}, wire.Change{Kind: wire.ChangeCertificate, Body: body}); err != nil {
		return err
	}
	return tx.Certified(d.ID, enrol.CertifiedUntil(d, tx.Now))
}

// good says that the certificate that a device was sent last is of what it is now, and for long enough.
func good(body []byte, d db.Device, now time.Time) (until time.Time, ok bool) {
	c, err := journal.ParseCertificate(body)
	return c.Until, err == nil && c.Place == d.Place && c.Code == d.Code && c.Device == d.ID && c.Until.After(now.Add(enrol.Renewal))
}
