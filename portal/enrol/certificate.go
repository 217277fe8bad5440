package enrol

import (
	"time"

	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/store/journal"
)

// A certificate is good for five years, which is longer than an appeal can matter at a desk, and is renewed two years before
// its end: a village may be without a line for long, not for that long.
const (
	certified = 5 * 365 * 24 * time.Hour
	Renewal   = 2 * 365 * 24 * time.Hour
)

// Certify says, signed, that a device is the portal's, as the device is now. It begins with the enrolment's day, so that the
// same device gets the same certificate if it asks again on another day of the same year.
func Certify(k keys.Keys, d db.Device, now time.Time) ([]byte, error) {
	from := certifiedFrom(d, now)
	c, err := journal.NewCertificate(journal.Certificate{
		Portal: k.Portal, Device: d.ID, Key: d.Key, Place: d.Place, Code: d.Code, From: from, Until: from.Add(certified),
	}, k.Sign)
	if err != nil {
		return nil, err
	}
	return c.Marshal()
}

func certifiedFrom(d db.Device, now time.Time) time.Time {
	from := d.Enrolled
	for from.Add(365 * 24 * time.Hour).Before(now) {
		from = from.Add(365 * 24 * time.Hour)
	}
	return from
}

// CertifiedUntil is when the certificate ends that a device gets now.
func CertifiedUntil(d db.Device, now time.Time) time.Time {
	return certifiedFrom(d, now).Add(certified)
}
