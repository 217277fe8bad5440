package portal

import (
	"context"
	"time"

	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// certify sends certificates to the devices that have none, because they were enrolled before there were any, and to those whose
// certificate ends before long. It is looked at whenever the portal starts, which is often enough for years.
func (p *Portal) certify(ctx context.Context) error {
	return p.db.Write(ctx, func(tx *db.Tx) error {
		devices, err := tx.Devices()
		if err != nil {
			return err
		}
		told, err := tx.LastChanges(wire.ChangeCertificate)
		if err != nil {
			return err
		}
		for _, d := range devices {
			if !d.Revoked.IsZero() || good(told[d.ID], d, tx.Now) {
				continue
			}
			body, err := enrol.Certify(p.keys, d, tx.Now)
			if err != nil {
				return err
			}
			if err := tx.AddChange(db.Scope{Device: d.ID}, wire.Change{Kind: wire.ChangeCertificate, Body: body}); err != nil {
				return err
			}
		}
		return nil
	})
}

// good says that the certificate that a device was sent last is of what it is now, and for long enough.
func good(body []byte, d db.Device, now time.Time) bool {
	c, err := journal.ParseCertificate(body)
	return err == nil && c.Place == d.Place && c.Code == d.Code && c.Device == d.ID && c.Until.After(now.Add(enrol.Renewal))
}
