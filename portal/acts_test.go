package portal_test

import (
	"slices"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// A phone takes its report back and adds to it; whatever it says again, after a lost answer or in a new life, it said once.
func TestPhoneActsOnItsReport(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RoleCitizen, "Ставчены")
	r := d.Report()
	r.Channel = civic.ChannelSelf
	d.Tell(journal.Hash{}, r)
	photo := d.Photo([]byte("original"), portaltest.JPEG(t, 80, 60, 1), portaltest.JPEG(t, 40, 30, 1))
	d.TellSupplement(r.ID, "Канарейкина: уже две", photo)
	d.TellPhoto(journal.Hash{}, r.ID, photo)
	d.TellAct(d.Act(r.ID, civic.ActWithdraw, 0, "Канарейкина сама починила"))
	d.PushAll()
	if reply := d.PushAll(); len(reply.Verdicts) != 0 {
		t.Errorf("%+v", reply.Verdicts)
	}
	if got := p.AllReports(t)[r.ID]; got.Status != civic.StatusWithdrawn {
		t.Errorf("%s", got.Status)
	}
	told := slices.Clone(d.Entries)
	prev := d.NextEpoch(len(told))
	for _, e := range told {
		d.Append(prev, e.Kind, e.Public, e.Sealed, e.Blobs...)
		prev = journal.Hash{}
	}
	if reply := d.PushAll(); len(reply.Verdicts) != 0 {
		t.Errorf("told again: %+v", reply.Verdicts)
	}
	if strings.Contains(p.Log.String(), "Канарейкина") {
		t.Error("somebody's words are in the log")
	}
	p.Verified(t)
}

// What isn't an author's, or isn't theirs, is kept and does nothing.
func TestActsThatAreRefused(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	other := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	r := d.Report()
	d.Tell(journal.Hash{}, r)
	d.PushAll()
	other.Tell(journal.Hash{}, other.Report())
	other.TellAct(other.Act(r.ID, civic.ActWithdraw, 0, ""))
	other.TellSupplement(r.ID, "не моё")
	verdicts(t, other.PushAll(), "verdict.no-report", "verdict.no-report")
	d.TellAct(d.Act(r.ID, civic.ActClose, 0, ""))
	d.TellAct(d.Act(r.ID, civic.ActRate, 7, ""))
	d.TellAct(d.Act(r.ID, civic.ActAppeal, 0, ""))
	d.TellSupplement(r.ID, "  ")
	d.Append(journal.Hash{}, journal.KindAct, []byte{0xa0}, nil)
	d.Append(journal.Hash{}, journal.KindSupplement, []byte{0xa0}, nil)
	d.TellAct(d.Act(r.ID, civic.ActRate, 5, "")) // an author's, and too early: said, without an effect
	verdicts(t, d.PushAll(), "verdict.act", "verdict.act", "verdict.act", "verdict.supplement", "verdict.unreadable", "verdict.unreadable")
	if got := p.AllReports(t)[r.ID]; got.Status.Final() || got.Status == civic.StatusRated {
		t.Errorf("%s", got.Status)
	}
	p.Verified(t)
}

func verdicts(t *testing.T, reply wire.SyncReply, want ...string) {
	t.Helper()
	var got []string
	for _, v := range reply.Verdicts {
		got = append(got, v.Key)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
