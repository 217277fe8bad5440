// Package space draws what takes room on the device, and what of it may go.
//
// Its invariant: what stays and what may go are never in one list, and nothing goes without a press or a rule that is said.
package space

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// shown is what both the phone's page and the desk's card show.
type shown struct {
	p      *present.Space
	v      *lang.Voice
	free   *w.Banner
	stays  *fyne.Container // a group with its name
	goes   *fyne.Container
	stayed *fyne.Container // the rows in it
	going  *fyne.Container
	can    *w.Paragraph
	done   *w.Banner
	gone   *w.Paragraph
	keep   *w.Select
	rule   *fyne.Container
}

func newShown(p *present.Space, v *lang.Voice) *shown {
	s := &shown{p: p, v: v, free: w.NewBanner(w.Info, "", "", nil), stayed: w.Col(14), going: w.Col(14), can: w.NewHint(""), done: w.NewBanner(w.Good, "", "", nil), gone: w.NewHint("")}
	s.stays = w.Col(12, w.NewLabel(v.Say("space.stays")), s.stayed)
	s.goes = w.Col(12, w.NewLabel(v.Say("space.goes")), s.going)
	state := p.State()
	s.keep = w.NewSelect("", w.Titles(state.Choices), state.Chosen, p.SetKeep)
	s.rule = w.Col(10, w.NewParagraph(v.Say("space.keep.label")).Bold(), s.keep, w.NewHint(v.Say("space.keep.hint")), s.gone)
	return s
}

func (s *shown) draw() present.SpaceState {
	state := s.p.State()
	s.free.Set(look.Kind(state.Free.Tone), state.Free.Title, state.Free.Under)
	s.stayed.Objects, s.going.Objects = nil, nil
	for _, r := range state.Rows {
		if r.Goes {
			s.going.Add(row(r))
		} else {
			s.stayed.Add(row(r))
		}
	}
	words := s.v.Say("space.can-nothing")
	if state.Can != "" {
		words = state.Can
	}
	s.can.SetText(words)
	w.Show(s.can, state.Known)
	s.done.Set(w.Good, state.Done, "")
	w.Show(s.done, state.Done != "" && !state.Busy)
	s.gone.SetText(state.Dropped)
	w.Show(s.gone, state.Dropped != "")
	s.keep.SetChosen(state.Chosen)
	for _, group := range []struct{ whole, rows *fyne.Container }{{s.stays, s.stayed}, {s.goes, s.going}} {
		w.Show(group.whole, len(group.rows.Objects) > 0)
		group.rows.Refresh()
		w.Settle(group.rows)
	}
	return state
}

// row is one kind of things: its size, its share of the largest, and what becomes of it.
func row(r present.SpaceRow) fyne.CanvasObject {
	role := theme.Muted
	if r.Goes {
		role = theme.Accent
	}
	bar := w.NewProgress(6).In(role)
	bar.SetValue(r.Share)
	head := w.Row(8, w.Grow(w.NewParagraph(r.Title).Bold()), w.NewBold(r.Size))
	return w.Row(12, w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon(r.Icon, 20, role))), w.Grow(w.Col(4, head, bar, w.NewHint(r.Under))))
}

// Card is the same at a desk, among the settings.
type Card struct {
	*shown
	Body   *fyne.Container
	button *w.Button
}

// NewCard makes the card and listens to its presenter.
func NewCard(p *present.Space, v *lang.Voice) *Card {
	c := &Card{shown: newShown(p, v)}
	c.button = w.NewButton("trash-2", v.Say("space.main"), p.Free)
	c.Body = w.Card(16, w.Col(14, w.NewSection("layers", v.Say("space.title"), ""), c.free, c.stays, c.goes, c.can, w.Left(c.button), c.done, w.Divider(), c.rule))
	p.OnChange = c.draw
	c.draw()
	return c
}

func (c *Card) draw() {
	state := c.shown.draw()
	c.button.SetText(c.v.Say(busyKey(state)))
	w.Enable(c.button, state.Can != "" && !state.Busy)
}

func busyKey(s present.SpaceState) string {
	if s.Busy {
		return "space.busy"
	}
	return "space.main"
}
