package intake

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
)

// told is what must be seen before anything else: an emergency, and what went wrong with the report as a whole.
type told struct {
	s      *Screen
	body   *fyne.Container
	danger *widgets.Banner
	bad    *widgets.Banner

	dangerous drawn[bool]
	script    drawn[string]
	wrong     drawn[string]
}

func newTold(s *Screen) *told {
	t := &told{s: s}
	t.danger = widgets.NewBanner(widgets.Alarm, s.v.Say("intake.danger.title"), s.v.Say("intake.danger.under"), nil).
		Lead(widgets.Pad(0, 4, widgets.NewBold("112").Step(theme.Title).In(theme.Danger)))
	t.bad = widgets.NewBanner(widgets.Alarm, "", "", nil)
	t.danger.Hide()
	t.bad.Hide()
	t.body = widgets.Col(12, t.danger, t.bad)
	t.body.Hide()
	return t
}

func (t *told) draw(state present.IntakeState) {
	bad := t.unplaced(state.Wrong)
	if state.Danger || bad != "" { // first the whole, lest its gap is missing
		widgets.Show(t.body, true)
	}
	t.dangerous.to(state.Danger, func(on bool) {
		widgets.Show(t.danger, on)
		if on {
			t.s.page.ScrollToTop() // wherever somebody is in the form
		}
	})
	t.script.to(strings.Join(state.Script, "\n"), func(lines string) {
		t.danger.Set(widgets.Alarm, t.s.v.Say("intake.danger.title"), strings.TrimSpace(t.s.v.Say("intake.danger.under")+"\n"+lines))
	})
	t.wrong.to(bad, func(words string) {
		if words != "" {
			t.bad.Set(widgets.Alarm, words, "")
		}
		widgets.Show(t.bad, words != "")
	})
	widgets.Show(t.body, state.Danger || bad != "")
}

// unplaced is what is wrong and belongs to no field of this screen.
func (t *told) unplaced(wrong map[string]string) string {
	var words []string
	stops := t.s.stops()
	for field, what := range wrong {
		if _, placed := stops[field]; !placed {
			words = append(words, what)
		}
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), ". ")
}
