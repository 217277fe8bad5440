package portal_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// A device is sent another certificate when its own ends before long, or when nobody knows of one; each once, however often the portal
// starts. The one that came with its enrolment counts.
func TestCertificatesAreRenewed(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Stavcheny")
	gone := portaltest.Enrolled(t, p, civic.RolePoint, "Stavcheny")
	if err := p.Revoke(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	sent := 0
	cursor := ""
	look := func(when string, want int) {
		t.Helper()
		for range 2 {
			p.Restart(t)
		}
		reply, problem := d.Sync(wire.SyncRequest{Cursor: cursor})
		if problem != nil {
			t.Fatal(problem)
		}
		cursor = reply.Cursor
		for _, c := range reply.Changes {
			if c.Kind != wire.ChangeCertificate {
				continue
			}
			sent++
			if c, err := journal.ParseCertificate(c.Body); err != nil || c.Device != d.ID || c.Until.Before(p.Clock.Now().Add(4*365*24*time.Hour)) {
				t.Errorf("%s: %+v, %v", when, c, err)
			}
		}
		if sent != want {
			t.Errorf("%s: %d were sent, want %d", when, sent, want)
		}
	}
	look("enrolled", 0)
	p.Clock.Add(2 * 365 * 24 * time.Hour)
	look("after two years", 0)
	p.Clock.Add(2 * 365 * 24 * time.Hour)
	look("after four years", 1)
	look("the same day", 1)

	raw := portaltest.Raw(t, p.Home)
	if _, err := raw.Exec("UPDATE device SET certified_until = 0"); err != nil { // as an earlier version left it
		t.Fatal(err)
	}
	look("known by the feed", 1)
	if _, err := raw.Exec("DELETE FROM feed WHERE kind = '" + string(wire.ChangeCertificate) + "'"); err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec("UPDATE device SET certified_until = 0"); err != nil {
		t.Fatal(err)
	}
	look("enrolled before there were any", 2)
}
