package casework_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// walk is some reports that random people do random things to.
type walk struct {
	*office
	rt      *rapid.T
	reports []civic.Report
	actors  []casework.Actor
}

// Whatever anybody tries, in whatever order: statuses change by civic's table alone, what is refused changes nothing, nothing is public that
// nobody moderated, merges stay flat and count everybody once, and an audit finds nothing.
func TestRandomWalks(t *testing.T) {
	o := newOffice(t)
	inspector := casework.Actor{Role: civic.RoleInspector, Account: db.Account{5}, Department: "roads", Rights: accounts.UsualRights(civic.RoleInspector)}
	water := casework.Actor{Role: civic.RoleDepartment, Account: db.Account{6}, Department: "water", Rights: accounts.UsualRights(civic.RoleDepartment)}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		w := &walk{office: o, rt: rt, actors: []casework.Actor{
			moderator, senior, arbiter, roads, water, inspector, casework.Point(o.device.ID), casework.System(), someone(civic.RoleHead, 7),
			casework.Citizen(db.Account{8}),
			{Role: civic.RoleModerator, Account: db.Account{9}, Rights: []accounts.Right{accounts.RightRead, accounts.RightRoute}},
		}}
		for range rapid.IntRange(2, 4).Draw(rt, "reports") {
			n++
			w.reports = append(w.reports, o.told(by(named(fmt.Sprintf("Житель %d", n), fmt.Sprintf("+3737%07d", n)))))
		}
		for range rapid.IntRange(5, 40).Draw(rt, "deeds") {
			w.step()
		}
	})
	o.Verified(t)
}

// step does one random thing, or tries to.
func (w *walk) step() {
	r := w.reports[rapid.IntRange(0, len(w.reports)-1).Draw(w.rt, "report")]
	before := w.is(r)
	w.Clock.Add(time.Duration(rapid.IntRange(0, 90).Draw(w.rt, "minutes")) * time.Minute)
	var err error
	desk := w.Casework()
	switch rapid.IntRange(0, 9).Draw(w.rt, "what") {
	case 0:
		_, err = desk.Show(w.t.Context(), r.ID, 0, w.actor(), rapid.Bool().Draw(w.rt, "public"), "")
	case 1:
		_, err = desk.Raise(w.t.Context(), r.ID, 0, w.actor(), "Не уверен")
	case 2:
		_, err = desk.AddPhoto(w.t.Context(), r.ID, w.actor(), portaltest.Taken(w.t, byte(w.Clock.Now().Unix()/60), spot, w.Clock.Now()))
	default:
		d := w.deed(r, before)
		var after db.Case
		if after, err = desk.Act(w.t.Context(), d); err == nil {
			w.checkDeed(d, before, after)
		}
	}
	if err != nil {
		if is := w.is(r); is != before {
			w.rt.Fatalf("%v, and yet %+v became %+v", err, before, is)
		}
		w.expected(err)
		return
	}
	for _, r := range w.reports {
		w.checkCase(w.is(r))
	}
}

func (w *walk) actor() casework.Actor {
	return rapid.SampledFrom(w.actors).Draw(w.rt, "actor")
}

// deed is mostly one that is open to somebody, so that walks lead somewhere.
func (w *walk) deed(r civic.Report, c db.Case) casework.Deed {
	d := casework.Deed{
		Report: r.ID, By: w.actor(), Department: rapid.SampledFrom([]civic.DepartmentSlug{"roads", "water", ""}).Draw(w.rt, "department"),
		Reason: rapid.SampledFrom(append(civic.Reasons(), "")).Draw(w.rt, "reason"), Comment: rapid.SampledFrom([]string{"Слово", "Слово", ""}).Draw(w.rt, "comment"),
		Rating: rapid.IntRange(0, 5).Draw(w.rt, "rating"), Hidden: rapid.Bool().Draw(w.rt, "hidden"), TimeUp: rapid.Bool().Draw(w.rt, "time up"),
		Into: w.reports[rapid.IntRange(0, len(w.reports)-1).Draw(w.rt, "into")].ID,
	}
	open := slices.DeleteFunc(civic.Workflow(), func(t civic.Transition) bool { return t.From != c.Status })
	if len(open) == 0 || rapid.IntRange(0, 5).Draw(w.rt, "any") == 0 {
		d.Act = rapid.SampledFrom(civic.Workflow()).Draw(w.rt, "act").Act
		return d
	}
	t := rapid.SampledFrom(open).Draw(w.rt, "row")
	d.Act = t.Act
	for _, a := range w.actors {
		if a.Role == t.Who && (a.Department == "" || a.Department == c.Department) {
			d.By = a
		}
	}
	return d
}

// checkDeed holds a deed that was done against civic's table.
func (w *walk) checkDeed(d casework.Deed, before, after db.Case) {
	row := slices.IndexFunc(civic.Workflow(), func(t civic.Transition) bool {
		return t.From == before.Status && t.To == after.Status && t.Act == d.Act && t.Who == d.By.Role
	})
	switch {
	case row < 0:
		w.rt.Fatalf("%s by %s led from %s to %s", d.Act, d.By.Role, before.Status, after.Status)
	case (d.By.Role == civic.RoleDepartment || d.By.Role == civic.RoleInspector) && after.Status.Final():
		w.rt.Fatalf("a department ended a report")
	case d.Act == civic.ActReturn && before.Returns > 0 && after.Status != civic.StatusArbitration:
		w.rt.Fatalf("returned again, and at %s", after.Status)
	case after.Version <= before.Version:
		w.rt.Fatalf("version %d after %d", after.Version, before.Version)
	}
}

// checkCase is what always holds.
func (w *walk) checkCase(c db.Case) {
	var steps []db.Step
	var edits []db.Edit
	var parts []civic.ReportID
	root := db.Case{}
	if err := w.Casework().Read(w.t.Context(), func(tx *db.Tx) (err error) {
		if steps, err = tx.History(c.Report); err != nil {
			return err
		}
		if edits, err = tx.Edits(c.Report); err != nil {
			return err
		}
		if parts, err = tx.Merged(c.Report); err != nil || c.MergedInto.IsZero() {
			return err
		}
		root, err = tx.Case(c.MergedInto)
		return err
	}); err != nil {
		w.rt.Fatal(err)
	}
	moderated := slices.ContainsFunc(steps, func(s db.Step) bool { return s.Act == civic.ActAssign })
	wrong := map[string]bool{
		"public, and nobody moderated it":   c.Public() && (!moderated || c.Registered.IsZero()),
		"public as a part of another":       c.Public() && !c.MergedInto.IsZero(),
		"public, and taken back":            c.Public() && c.Status == civic.StatusWithdrawn,
		"the history ends elsewhere":        steps[len(steps)-1].Status != c.Status,
		"merged and not":                    (c.Status == civic.StatusMerged) == c.MergedInto.IsZero(),
		"a part of a part":                  !root.MergedInto.IsZero(),
		"parts under a part":                !c.MergedInto.IsZero() && len(parts) > 0,
		"somebody counts twice, or not":     c.MergedInto.IsZero() && c.Supporters != len(parts),
		"an end without a time, or reverse": c.Status.Final() == c.ClosedAt.IsZero(),
		"a level without a word of it":      c.Level == 2 && len(edits) == 0 && !slices.ContainsFunc(steps, func(s db.Step) bool { return s.Act == civic.ActReopen }),
		"a citizen's words for everybody":   slices.ContainsFunc(steps, func(s db.Step) bool { return s.Role == civic.RolePoint && s.Note != "" && !s.Private }),
	}
	for what, is := range wrong {
		if is {
			w.rt.Fatalf("%s: %+v, %+v", what, c, steps)
		}
	}
}

// expected says that an error is one that people are told in words.
func (w *walk) expected(err error) {
	for _, known := range []error{
		civic.ErrNoTransition, civic.ErrNeeds, casework.ErrForbidden, casework.ErrTarget, casework.ErrJoined, casework.ErrPhotos, db.ErrStale,
	} {
		if errors.Is(err, known) {
			return
		}
	}
	w.rt.Fatal(err)
}
