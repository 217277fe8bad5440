package intake

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	"priyom/app/widgets"
)

// near is the card of reports nearby. It is there only while there are some.
type near struct {
	s    *Screen
	body *fyne.Container
	list *fyne.Container
	rows []*nearRow
	last []present.NearChoice
}

// nearRow is one of them: what it is, how far, how it stands, and joining in.
type nearRow struct {
	body   *fyne.Container
	title  *widgets.Text
	under  *widgets.Text
	words  *widgets.Text
	status *widgets.StatusChip
	join   *widgets.Button
	of     present.NearChoice
}

func newNear(s *Screen) *near {
	n := &near{s: s, list: widgets.Col(10)}
	title := widgets.NewSection("hand-heart", s.v.Say("intake.near.title"), s.v.Say("intake.near.aside"))
	ground := widgets.NewBox(theme.Tint, theme.TintLine, theme.CardRadius)
	n.body = widgets.Stack(ground, widgets.Pad(cardMargin, cardMargin, widgets.Col(cardGap, title, n.list)))
	n.body.Hide()
	return n
}

func (n *near) newRow() *nearRow {
	r := &nearRow{
		title: widgets.NewBold("").Step(theme.Small).Ellipsis(), under: widgets.NewCaption("").Ellipsis(), words: widgets.NewCaption("").Ellipsis(),
		status: widgets.NewStatusChip("", ""),
	}
	r.join = widgets.NewButton("", n.s.v.Say("intake.near.join"), func() { n.s.p.Join(r.of.ID) })
	r.body = widgets.Row(8, widgets.Grow(widgets.Middle(widgets.Col(2, r.title, r.under, r.words))),
		widgets.Middle(widgets.Col(4, widgets.Center(r.status), r.join)))
	return r
}

func (n *near) draw(state present.IntakeState) {
	if slices.Equal(state.Near, n.last) {
		return
	}
	n.last = slices.Clone(state.Near)
	for len(n.rows) < len(n.last) {
		n.rows = append(n.rows, n.newRow())
	}
	n.list.Objects = nil
	for i, c := range n.last {
		n.rows[i].draw(n.s, c)
		n.list.Objects = append(n.list.Objects, n.rows[i].body)
	}
	widgets.Show(n.body, len(n.last) > 0)
	n.list.Refresh()
	widgets.Settle(n.list)
}

func (r *nearRow) draw(s *Screen, c present.NearChoice) {
	r.of = c
	r.title.SetText(c.Title)
	r.under.SetText(c.Under)
	r.words.SetText(c.Words)
	widgets.Show(r.words, c.Words != "")
	r.status.Set(look.Status(c.Status), c.Word)
	key := "intake.near.join"
	if c.Sure {
		key = "intake.near.sure"
	}
	r.join.SetText(s.v.Say(key))
}

// first is where the keyboard goes; nil if there is nothing near.
func (n *near) first() fyne.Focusable {
	if len(n.last) == 0 {
		return nil
	}
	return n.rows[0].join
}
