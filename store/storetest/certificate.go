package storetest

import (
	"crypto/ed25519"
	"testing"
	"time"

	"priyom/store"
	"priyom/store/journal"
)

// PortalID is the id of portals that certify.
const PortalID = "0190f3c2-0000-7000-8000-000000000001"

// Certify makes a certificate of a device of this portal.
func (p Portal) Certify(t testing.TB, s *store.Store, place, code string, until time.Time) journal.Certificate {
	t.Helper()
	key, err := s.Key(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := journal.NewCertificate(journal.Certificate{
		Portal: PortalID, Device: s.Device(), Key: key.Public().(ed25519.PublicKey), Place: place, Code: code,
		From: until.AddDate(-5, 0, 0), Until: until,
	}, p.Sign)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// EnrollCertified makes a device this portal's, with a certificate if it gets one with the reply.
func (p Portal) EnrollCertified(t testing.TB, s *store.Store, code string, c *journal.Certificate) {
	t.Helper()
	if err := s.Enroll(t.Context(), store.Enrolment{
		URL: "http://127.0.0.1", Portal: PortalID, PortalName: "Заречный район", Place: "с. Ставчены", Code: code,
		SignKey: p.Sign.Public().(ed25519.PublicKey), SealKeys: []journal.SealKey{p.Open.Public()}, Certificate: c,
	}); err != nil {
		t.Fatal(err)
	}
}
