package casework_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// office is a portal with a reception point, and the people who deal with its reports.
type office struct {
	*portaltest.Portal
	t      *testing.T
	device *portaltest.Device
}

func newOffice(t *testing.T) *office {
	t.Helper()
	p := portaltest.Start(t, t.TempDir(), 0)
	return &office{p, t, portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")}
}

// someone is a member of staff with the usual rights of a role.
func someone(role civic.Role, n byte) casework.Actor {
	return casework.Actor{Role: role, Account: db.Account{n}, Rights: accounts.UsualRights(role)}
}

var (
	moderator = someone(civic.RoleModerator, 1)
	senior    = someone(civic.RoleSenior, 2)
	arbiter   = someone(civic.RoleArbiter, 3)
	roads     = casework.Actor{Role: civic.RoleDepartment, Account: db.Account{4}, Department: "roads", Rights: accounts.UsualRights(civic.RoleDepartment)}
)

// told brings reports from the point and gives them back as told.
func (o *office) told(change ...func(*civic.Report)) civic.Report {
	o.t.Helper()
	r := o.device.Report()
	for _, c := range change {
		c(&r)
	}
	o.device.Tell(journal.Hash{}, r)
	o.device.Push(len(o.device.Entries), len(o.device.Entries))
	return r
}

func (o *office) try(d casework.Deed) (db.Case, error) {
	o.t.Helper()
	return o.Casework().Act(o.t.Context(), d)
}

func (o *office) act(r civic.Report, act civic.Action, by casework.Actor, change ...func(*casework.Deed)) db.Case {
	o.t.Helper()
	d := casework.Deed{Report: r.ID, Act: act, By: by}
	for _, c := range change {
		c(&d)
	}
	c, err := o.try(d)
	if err != nil {
		o.t.Fatalf("%s by %s: %v", act, by.Role, err)
	}
	return c
}

func (o *office) is(r civic.Report) db.Case {
	o.t.Helper()
	c, err := o.Casework().Case(o.t.Context(), r.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

func to(d civic.DepartmentSlug) func(*casework.Deed) {
	return func(deed *casework.Deed) { deed.Department = d }
}

func saying(words string) func(*casework.Deed) { return func(d *casework.Deed) { d.Comment = words } }

func because(why civic.Reason) func(*casework.Deed) {
	return func(d *casework.Deed) { d.Reason, d.Comment = why, "Потому что" }
}
func hidden(d *casework.Deed)                  { d.Hidden = true }
func into(r civic.Report) func(*casework.Deed) { return func(d *casework.Deed) { d.Into = r.ID } }

func by(who civic.Reporter) func(*civic.Report) { return func(r *civic.Report) { r.Reporter = who } }

func about(c civic.CategorySlug) func(*civic.Report) { return func(r *civic.Report) { r.Category = c } }

// What arrives is before the moderators, and becomes public with the first department that gets it.
func TestAssignedIsRegisteredAndPublished(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	if c := o.is(r); c.Status != civic.StatusModeration || c.Level != 1 || c.Theme != "health" || c.Public() || !c.Registered.IsZero() {
		t.Errorf("arrived: %+v", c)
	}
	o.Clock.Add(time.Hour)
	c := o.act(r, civic.ActAssign, moderator, to("roads"))
	if c.Status != civic.StatusAssigned || c.Department != "roads" || !c.Registered.Equal(o.Clock.Now()) || !c.Published.Equal(o.Clock.Now()) || c != o.is(r) {
		t.Errorf("assigned: %+v", c)
	}
	quiet := o.told()
	if c := o.act(quiet, civic.ActAssign, moderator, to("roads"), hidden); c.Public() || c.Registered.IsZero() {
		t.Errorf("hidden: %+v", c)
	}
	o.Clock.Add(time.Hour)
	o.act(r, civic.ActReturn, roads, saying("Не наше"))
	if c := o.act(r, civic.ActAssign, moderator, to("health")); !c.Registered.Before(o.Clock.Now()) || c.Returns != 1 {
		t.Errorf("again: %+v", c)
	}
	o.Verified(t)
}

// The rights and places of people bound what they do, whatever the table allows their role.
func TestWhoMayNot(t *testing.T) {
	o := newOffice(t)
	r, high := o.told(), o.told(about("order-safety-drugs"))
	given := o.told()
	o.act(given, civic.ActAssign, moderator, to("roads"))
	other := roads
	other.Department = "health"
	blind := moderator
	blind.Rights = []accounts.Right{accounts.RightRead}
	for name, row := range map[string]struct {
		d    casework.Deed
		want error
	}{
		"a moderator who may not close":   {casework.Deed{Report: r.ID, Act: civic.ActReject, By: moderator, Reason: civic.ReasonTest, Comment: "к"}, casework.ErrForbidden},
		"a moderator who may only read":   {casework.Deed{Report: r.ID, Act: civic.ActAssign, By: blind, Department: "roads"}, casework.ErrForbidden},
		"what is for a senior":            {casework.Deed{Report: high.ID, Act: civic.ActAssign, By: moderator, Department: "roads"}, casework.ErrForbidden},
		"another department":              {casework.Deed{Report: given.ID, Act: civic.ActStart, By: other}, casework.ErrForbidden},
		"a department before it has it":   {casework.Deed{Report: r.ID, Act: civic.ActStart, By: roads}, casework.ErrForbidden},
		"a citizen who isn't the author":  {casework.Deed{Report: r.ID, Act: civic.ActWithdraw, By: casework.Citizen(db.Account{9})}, casework.ErrForbidden},
		"nobody":                          {casework.Deed{Report: r.ID, Act: civic.ActWithdraw, By: casework.Citizen(db.Account{})}, casework.ErrForbidden},
		"another point":                   {casework.Deed{Report: r.ID, Act: civic.ActWithdraw, By: casework.Point(civic.DeviceID{7})}, casework.ErrForbidden},
		"no report":                       {casework.Deed{Report: civic.ReportID{5}, Act: civic.ActAssign, By: moderator, Department: "roads"}, db.ErrNotFound},
		"no such way":                     {casework.Deed{Report: r.ID, Act: civic.ActSolve, By: someone(civic.RoleDepartment, 4)}, civic.ErrNoTransition},
		"a version that is no more":       {casework.Deed{Report: given.ID, Version: 1, Act: civic.ActStart, By: roads}, db.ErrStale},
		"without a department":            {casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator}, civic.ErrNeeds},
		"solved without a photo":          {casework.Deed{Report: given.ID, Act: civic.ActReturn, By: roads}, civic.ErrNeeds},
		"the system, before a time is up": {casework.Deed{Report: given.ID, Act: civic.ActClose, By: casework.System()}, civic.ErrNoTransition},
		"an administrator":                {casework.Deed{Report: r.ID, Act: civic.ActAssign, By: someone(civic.RoleAdministrator, 8), Department: "roads"}, civic.ErrNoTransition},
	} {
		before := []db.Case{o.is(r), o.is(high), o.is(given)}
		if _, err := o.try(row.d); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
		if after := []db.Case{o.is(r), o.is(high), o.is(given)}; !slices.Equal(before, after) {
			t.Errorf("%s changed something", name)
		}
	}
	if c := o.act(high, civic.ActAssign, senior, to("roads")); c.Level != 2 {
		t.Errorf("%+v", c)
	}
}

// A refusal, an appeal by telephone, and two ends of it.
func TestRefusedAndAppealed(t *testing.T) {
	o := newOffice(t)
	caller := casework.Actor{Role: civic.RolePoint, Account: moderator.Account, Rights: moderator.Rights}
	for name, row := range map[string]struct {
		act  civic.Action
		want civic.Status
	}{"the appeal is right": {civic.ActReopen, civic.StatusModeration}, "it isn't": {civic.ActUphold, civic.StatusClosed}} {
		r := o.told()
		o.act(r, civic.ActReject, senior, because(civic.ReasonUnclear))
		if c := o.act(r, civic.ActAppeal, caller, saying("Всё же ясно")); c.Status != civic.StatusAppealed {
			t.Errorf("%s: %+v", name, c)
		}
		c := o.act(r, row.act, arbiter, because(civic.ReasonUnclear))
		if c.Status != row.want || c.Public() || c.ClosedAt.IsZero() == (row.want == civic.StatusClosed) || row.act == civic.ActReopen && c.Level != 2 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	o.Verified(t)
}

// Two moderators don't work on one report; who took it and went away doesn't keep it.
func TestClaims(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	desk := o.Casework()
	if err := desk.Claim(t.Context(), r.ID, moderator); err != nil {
		t.Fatal(err)
	}
	if err := desk.Claim(t.Context(), r.ID, senior); !errors.Is(err, casework.ErrClaimed) {
		t.Errorf("%v", err)
	}
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActAssign, By: senior, Department: "roads"}); !errors.Is(err, casework.ErrClaimed) {
		t.Errorf("%v", err)
	}
	if err := desk.Release(t.Context(), r.ID, senior); err != nil { // not theirs: it stays
		t.Error(err)
	}
	o.Clock.Add(casework.ClaimFor)
	if err := desk.Claim(t.Context(), r.ID, senior); err != nil {
		t.Errorf("after its time: %v", err)
	}
	o.act(r, civic.ActAssign, senior, to("roads"))
	if err := desk.Claim(t.Context(), r.ID, moderator); err != nil {
		t.Errorf("after the deed: %v", err)
	}
	if err := desk.Claim(t.Context(), civic.ReportID{3}, moderator); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("no report: %v", err)
	}
}

// Whatever follows is in the same transaction, sees both sides, and can forbid.
func TestFollowers(t *testing.T) {
	o := newOffice(t)
	var seen []civic.Action
	no := errors.New("no")
	o.Casework().Follow(func(tx *db.Tx, before, after db.Case, step db.Step) error {
		seen = append(seen, step.Act)
		if step.Act == civic.ActStart {
			return no
		}
		if step.Act == civic.ActAssign {
			after.DueAt, after.DueKind = tx.Now.Add(time.Hour), civic.DeadlineForward
			return tx.PutCase(&after)
		}
		if step.Status != after.Status || before.Status == after.Status {
			t.Errorf("%s from %s to %s", step.Act, before.Status, after.Status)
		}
		return nil
	})
	o.Casework().Follow(func(_ *db.Tx, _, after db.Case, step db.Step) error {
		if step.Act == civic.ActAssign && after.DueKind != civic.DeadlineForward {
			t.Error("the one behind doesn't see what the one before did")
		}
		return nil
	})
	r := o.told()
	if c := o.act(r, civic.ActAssign, moderator, to("roads")); c.DueKind != civic.DeadlineForward || c != o.is(r) {
		t.Errorf("%+v", c)
	}
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActStart, By: roads}); !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
	if c := o.is(r); c.Status != civic.StatusAssigned || !slices.Equal(seen, []civic.Action{civic.ActAdmit, civic.ActAssign, civic.ActStart}) {
		t.Errorf("%s, %v", c.Status, seen)
	}
}

// The point hears what becomes of its report, but not what isn't for the public, nor that it lies before the moderators.
func TestThePointHears(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	o.act(r, civic.ActAssign, moderator, to("roads"), saying("Передано дорожникам"))
	o.act(r, civic.ActReturn, roads, saying("Не наше, звоните в область"))
	o.act(r, civic.ActReject, senior, func(d *casework.Deed) {
		d.Reason, d.Comment, d.Private = civic.ReasonNotOurs, "Дело области", true
	})
	var heard []string
	reply, problem := o.device.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range reply.Changes {
		if c.Kind != wire.ChangeStatus {
			continue
		}
		var s wire.StatusChange
		if err := journal.Decode(c.Body, &s); err != nil {
			t.Fatal(err)
		}
		heard = append(heard, s.Status+":"+s.Note)
	}
	if want := []string{"delivered:", "assigned:Передано дорожникам", "returned:", "rejected:"}; !slices.Equal(heard, want) {
		t.Errorf("%q", heard)
	}
	o.Verified(t)
}
