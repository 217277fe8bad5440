package api_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// digests are the reports of the district that a device is told of, all it was ever told.
func digests(t *testing.T, d *portaltest.Device) (all []civic.Digest) {
	t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range reply.Changes {
		if c.Kind != wire.ChangeNear {
			continue
		}
		digest, err := journal.DecodeDigest(c.Body)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, digest)
	}
	return all
}

// support joins in a report.
func support(t *testing.T, d *portaltest.Device, of civic.Report, who civic.Reporter) {
	t.Helper()
	s := civic.Support{ID: civic.SupportID(uuid.New()), Report: of.ID, Number: of.Number, At: of.CapturedAt, Operator: 2}
	public, err := journal.EncodeSupport(s)
	if err != nil {
		t.Fatal(err)
	}
	d.Append(zeroHash, journal.KindSupport, public, d.Seal(public, who))
}

// Every point of the district is told of a report, without a word of who it is from, and of the people behind it: each
// counts once, wherever they said so.
func TestNearAndSupport(t *testing.T) {
	p := start(t)
	d, other := enrolled(t, p), enrolled(t, p)
	r := d.Report()
	r.Text = "Медпункт на замке, звоните +7 912 000-41-15\nЯ, Канарейкина, ждала час"
	d.Tell(zeroHash, r)
	pension := d.Report()
	pension.Place = civic.Place{}
	d.Tell(zeroHash, pension)
	d.PushAll()
	got := digests(t, other)
	if len(got) != 1 || got[0].ID != r.ID || got[0].Words != "Медпункт на замке, звоните ***" || got[0].Status != civic.StatusDelivered ||
		got[0].Place.Settlement != "Ставчены" || got[0].Place.Position.Lat != 47.0812 {
		t.Fatalf("told of %+v", got)
	}
	anna := civic.Reporter{Name: "Петрова Анна", Phone: "+7 912 000-41-16", Consent: civic.Consent{Given: true}}
	again := anna
	again.Name, again.Phone = "анна петрова", "89120004116"
	support(t, other, r, anna)
	support(t, other, r, again)
	support(t, other, r, civic.Reporter{})
	support(t, d, r, again)
	if reply := other.PushAll(); len(reply.Verdicts) != 0 {
		t.Errorf("verdicts %v", reply.Verdicts)
	}
	if reply := d.PushAll(); len(reply.Verdicts) != 0 {
		t.Errorf("verdicts %v", reply.Verdicts)
	}
	got = digests(t, d)
	if len(got) != 1 || got[0].Supporters != 2 {
		t.Errorf("told of %+v", got)
	}
	if n := p.AllReports(t)[r.ID].Supporters; n != 2 {
		t.Errorf("%d supporters", n)
	}
	for _, secret := range []string{"Канарейкина", "Петрова", "Анна"} {
		if strings.Contains(p.Log.String(), secret) {
			t.Errorf("%s is in the log", secret)
		}
	}
	p.Verified(t)
	p.Restart(t)
	if got := digests(t, d); len(got) != 1 || got[0].Supporters != 2 {
		t.Errorf("after a restart: %+v", got)
	}
}

// Support for what isn't here is kept and refused, and so is what can't be read; a citizen's device hears nothing of others.
func TestSupportOfNothing(t *testing.T) {
	p := start(t)
	d, citizen := enrolled(t, p), portaltest.Enrolled(t, p, civic.RoleCitizen, "Ставчены")
	support(t, d, civic.Report{ID: civic.ReportID(uuid.New()), CapturedAt: p.Clock.Now()}, civic.Reporter{})
	d.Append(zeroHash, journal.KindSupport, []byte{0xa0}, nil)
	r := d.Report()
	d.Tell(zeroHash, r)
	reply := d.PushAll()
	if len(reply.Verdicts) != 2 || reply.Verdicts[0].Key != "verdict.support" || reply.Verdicts[1].Key != "verdict.unreadable" {
		t.Errorf("verdicts %v", reply.Verdicts)
	}
	if got := digests(t, citizen); len(got) != 0 {
		t.Errorf("a citizen is told of %+v", got)
	}
	if got := digests(t, d); len(got) != 1 {
		t.Errorf("the point is told of %+v", got)
	}
}
