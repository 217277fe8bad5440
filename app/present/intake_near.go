package present

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// nearShown is how many reports nearby are offered.
const nearShown = 3

// NearChoice is a report nearby that somebody may join in.
type NearChoice struct {
	ID     civic.ReportID
	Icon   string
	Title  string
	Under  string // distance, number, who is behind it
	Words  string // the first line of its text
	Status civic.Status
	Word   string // of the status
	Sure   bool   // the next press joins in
}

// nearby is the look-out for reports of the same thing, beside the form.
type nearby struct {
	of     nearKey
	busy   bool
	found  []store.Near
	sure   civic.ReportID
	unsure func() // stops the time for being sure
	trying bool   // somebody tried to join in: say what is wrong about the person
}

// nearKey is what the look-out depends on.
type nearKey struct {
	category civic.CategorySlug
	place    civic.Place
}

// lookNear looks for reports nearby, once category and place are known, and again when they change.
func (in *Intake) lookNear() {
	key := nearKey{in.report.Category, in.report.Place}
	if key == in.near.of {
		return
	}
	in.near.of = key
	in.notJoining()
	if key.category == "" || key.place.Source == civic.SourceNone && key.place.Address == "" {
		in.near.found = nil
		return
	}
	if in.near.busy {
		return
	}
	in.near.busy = true
	report := in.report.ID
	in.p.read.do(func(ctx context.Context) func() {
		found, err := in.p.store.Nearby(ctx, key.place, civic.NearWithin, in.isAlike(key.category))
		return func() {
			if report != in.report.ID {
				return
			}
			in.near.busy = false
			if in.near.of != key { // it was written on meanwhile
				in.near.of = nearKey{}
				in.lookNear()
				return
			}
			if err != nil {
				in.p.env.Log.Warn("reports nearby not looked for", "error", err)
				return
			}
			in.near.found = in.alike(key.category, found)
			in.changed()
		}
	})
}

// isAlike says that a category is of the same theme as another.
func (in *Intake) isAlike(of civic.CategorySlug) func(civic.CategorySlug) bool {
	theme := in.themeOf(of)
	return func(slug civic.CategorySlug) bool { return slug == of || theme != "" && in.themeOf(slug) == theme }
}

// alike puts the reports that may be about the same thing in order: of the same kind first, then of the same theme, each the
// closest first.
func (in *Intake) alike(of civic.CategorySlug, found []store.Near) []store.Near {
	rank := func(n store.Near) int {
		if n.Category == of {
			return 0
		}
		return 1
	}
	found = slices.DeleteFunc(found, func(n store.Near) bool { return n.ID == in.report.ID })
	slices.SortStableFunc(found, func(a, b store.Near) int { return cmp.Compare(rank(a), rank(b)) })
	return found[:min(len(found), nearShown)]
}

func (in *Intake) themeOf(slug civic.CategorySlug) civic.ThemeSlug {
	c, _ := in.p.env.Known.Category(slug)
	return c.Theme
}

// nearChoices are the reports nearby as the form shows them.
func (in *Intake) nearChoices() []NearChoice {
	v := in.p.Voice()
	choices := make([]NearChoice, len(in.near.found))
	for i, n := range in.near.found {
		c := in.p.categoryOf(n.Category)
		far := v.Say("intake.near.address")
		if n.Placed {
			far = v.With("intake.near.metres", lang.Args{"N": int(n.Distance/10+0.5) * 10})
			if n.Distance < 15 {
				far = v.Say("intake.near.here")
			}
		}
		behind := ""
		if people := max(n.Supporters, n.Here); people > 0 {
			behind = v.With("intake.near.behind", lang.Args{"N": people})
		}
		choices[i] = NearChoice{
			ID: n.ID, Icon: c.Icon, Title: c.Title, Under: join(" \u00b7 ", far, behind, v.With("intake.near.number", lang.Args{"Number": n.Number})),
			Words: n.Words, Status: n.Status, Word: in.p.statusWord(n.Status), Sure: in.near.sure == n.ID,
		}
	}
	return choices
}

// Join adds this person's support to a report nearby, in place of a report of their own: the second of two presses does, as
// what was written in the form isn't needed then.
func (in *Intake) Join(id civic.ReportID) {
	at := slices.IndexFunc(in.near.found, func(n store.Near) bool { return n.ID == id })
	if at < 0 || in.saving || in.pending || in.taking > 0 {
		return
	}
	if wrong := in.trimmed().Reporter.Validate(); len(wrong) > 0 {
		in.near.trying = true
		in.changed()
		if in.OnWrong != nil {
			in.OnWrong(wrong[0].Field)
		}
		return
	}
	if in.near.sure != id {
		in.notJoining()
		in.near.sure = id
		in.near.unsure = in.p.env.After(sureFor, func() {
			in.notJoining()
			in.changed()
		})
		in.changed()
		return
	}
	in.join(in.near.found[at])
}

func (in *Intake) notJoining() {
	if in.near.unsure != nil {
		in.near.unsure()
	}
	in.near.sure, in.near.unsure, in.near.trying = civic.ReportID{}, nil, false
}

func (in *Intake) join(n store.Near) {
	draft, who := in.report.ID, in.trimmed().Reporter
	in.stopTimers()
	in.saving, in.dirty = true, false
	in.changed()
	in.p.write.do(func(ctx context.Context) func() {
		u, err := in.p.store.NewSupport(n.ID, n.Number, who)
		if err == nil {
			_, err = in.p.store.AddSupport(ctx, u)
		}
		if err == nil {
			if err := in.p.store.DiscardDraft(ctx, draft); err != nil {
				in.p.env.Log.Error("draft not discarded", "error", err) // it stays among the drafts, and nothing is lost
			}
		}
		return func() { in.joinedIn(draft, n, err) }
	})
}

// joinedIn is after the support was said, or not.
func (in *Intake) joinedIn(draft civic.ReportID, n store.Near, err error) {
	if draft != in.report.ID {
		in.p.captured()
		if err != nil {
			in.p.failed("not supported", err)
		}
		return
	}
	in.saving = false
	in.notJoining()
	if err != nil {
		in.dirty = true
		in.formBad = trouble(in.p.Voice(), err)
		if errors.Is(err, store.ErrSupported) {
			in.formBad = in.p.Voice().With("intake.near.already", lang.Args{"Number": n.Number})
		} else {
			in.p.env.Log.Error("not supported", "error", err)
		}
		in.changed()
		if in.OnWrong != nil {
			in.OnWrong(FieldForm)
		}
		return
	}
	in.done = Done{ID: n.ID, Number: n.Number, Joined: true, Elsewhere: !n.Own}
	in.keepFor(in.report)
	in.p.captured()
	in.p.changed()
}
