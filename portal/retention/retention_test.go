package retention_test

import (
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/portal/retention"
	"priyom/store/journal"
)

// archive is a portal with reports that were closed, and a petition that was.
type archive struct {
	*portaltest.Portal
	t      *testing.T
	closed []civic.Report
	open   civic.Report
	signed civic.Petition
}

func newArchive(t *testing.T, n int) *archive {
	t.Helper()
	a := &archive{Portal: portaltest.Start(t, t.TempDir(), 0), t: t}
	device := portaltest.Enrolled(t, a.Portal, civic.RolePoint, "с. Ставчены")
	tell := func() civic.Report {
		r := device.Report()
		device.Tell(journal.Hash{}, r)
		return r
	}
	for range n {
		a.closed = append(a.closed, tell())
	}
	a.open = tell()
	a.signed = a.Published(t, a.Draft())
	s := device.Signature(a.signed)
	s.Row = 1
	device.TellSigned(s)
	device.PushAll()
	for _, r := range a.closed {
		if _, err := a.Casework().Act(t.Context(), casework.Deed{
			Report: r.ID, Act: civic.ActReject, By: casework.Staff(&accounts.Staff{Role: civic.RoleSenior, Rights: accounts.Rights()}),
			Reason: civic.ReasonNoPlace, Comment: "Не найти",
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.ClosePetition(t.Context(), a.signed.Number); err != nil {
		t.Fatal(err)
	}
	a.days(31) // nobody appeals
	return a
}

// days lets days pass, the last three one by one, and jobs be done.
func (a *archive) days(n int) {
	a.t.Helper()
	a.Clock.Add(time.Duration(max(0, n-3)) * 24 * time.Hour)
	for range min(n, 3) {
		a.Clock.Add(24 * time.Hour)
		if _, err := a.WorkDue(a.t.Context()); err != nil {
			a.t.Fatal(err)
		}
	}
}

func (a *archive) rule(reports, signatures int, version int64) {
	a.t.Helper()
	r := retention.Rule{Reports: reports, Signatures: signatures}
	if err := a.Retention().Put(a.t.Context(), r, version, "Решение № 9", db.Account{}, civic.RoleAdministrator); err != nil {
		a.t.Fatal(err)
	}
}

// known are the reports of which somebody is known.
func (a *archive) known() map[civic.ReportID]bool {
	a.t.Helper()
	list, err := a.PersonalReports(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	all := map[civic.ReportID]bool{}
	for _, r := range list {
		all[r.ID] = r.Reporter != nil && r.Reporter.Name != ""
	}
	return all
}

func (a *archive) acts() (all []db.Erasure) {
	a.t.Helper()
	if err := a.News().Write(a.t.Context(), func(tx *db.Tx) (err error) {
		all, err = tx.Erasures(0, 100)
		return err
	}); err != nil {
		a.t.Fatal(err)
	}
	return all
}

// The daily job destroys nothing before somebody decided, then what the rule says on the day it says, once, with one act for a day, and
// the chains verify.
func TestTheDailyRunFollowsTheRule(t *testing.T) {
	a := newArchive(t, 3)
	a.days(400)
	if known := a.known(); !known[a.closed[0].ID] || len(a.acts()) != 0 {
		t.Fatal("destroyed though nobody decided")
	}
	a.rule(retention.Most, 0, 0)
	a.days(2)
	if len(a.acts()) != 0 {
		t.Fatal("destroyed too early")
	}
	a.rule(365, 0, 1)
	rule, reports, signatures, err := a.Retention().Due(t.Context())
	if err != nil || rule.Reports != 365 || reports != 3 || signatures != 0 {
		t.Errorf("%+v, %d, %d, %v", rule, reports, signatures, err)
	}
	a.days(1)
	a.Restart(t)
	a.days(5)
	known := a.known()
	for _, r := range a.closed {
		if known[r.ID] {
			t.Errorf("who reported %s is still known", r.Number)
		}
	}
	if !known[a.open.ID] {
		t.Error("of a report that isn't closed somebody was forgotten")
	}
	if acts := a.acts(); len(acts) != 1 || acts[0].Kind != db.ErasureRetention || acts[0].Reports != 3 || acts[0].Signatures != 0 || acts[0].Parts < 3 {
		t.Errorf("%+v", acts)
	}
	a.rule(365, 90, 2)
	if _, _, signatures, err := a.Retention().Due(t.Context()); signatures != 1 || err != nil {
		t.Errorf("%d signatures, %v", signatures, err)
	}
	a.days(3)
	if acts := a.acts(); len(acts) != 2 || acts[0].Signatures != 1 || acts[0].Reports != 0 {
		t.Errorf("%+v", acts)
	}
	a.Verified(t)
	if strings.Contains(a.Log.String(), portaltest.Canary().Name) {
		t.Error("the log has a name")
	}
}

// A run that is interrupted between its pages goes on under the same act; one by hand has an act of its own, and none for nothing.
func TestARunGoesOnWhereItWasKilled(t *testing.T) {
	a := newArchive(t, 250) // three pages
	a.days(31)
	a.rule(30, 30, 0)
	if _, reports, signatures, err := a.Retention().Due(t.Context()); reports != 250 || signatures != 1 || err != nil {
		t.Fatalf("%d reports, %d signatures, %v", reports, signatures, err)
	}
	halfway := 0
	for asks := 10; halfway == 0; asks += 10 {
		if _, err := a.Retention().Run(&countdown{Context: t.Context(), left: asks}); err == nil {
			t.Fatal("the run wasn't interrupted")
		}
		for _, known := range a.known() {
			if !known {
				halfway++
			}
		}
	}
	if halfway == 0 || halfway >= 250 {
		t.Fatalf("interrupted after %d", halfway)
	}
	act, err := a.Retention().Run(t.Context())
	if err != nil || act.Reports != int64(250-halfway) || act.Signatures != 1 {
		t.Errorf("%+v, %v", act, err)
	}
	if act, err := a.Retention().Run(t.Context()); err != nil || act.N != 0 {
		t.Errorf("an act for nothing: %+v, %v", act, err)
	}
	total := int64(0)
	for _, act := range a.acts() {
		total += act.Reports
	}
	if total != 250 {
		t.Errorf("%d reports in all acts", total)
	}
	a.Verified(t)
}
