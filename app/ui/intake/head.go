package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
)

// head is the page's title, the state of the draft and the way the report comes in. After saving it says the number, in
// the same room, so that nothing moves under the hands of who goes on typing.
type head struct {
	s       *Screen
	body    fyne.CanvasObject
	sheet   *widgets.Box
	mark    fyne.CanvasObject
	title   *widgets.Text
	under   *widgets.Text
	open    *widgets.IconButton
	print   *widgets.IconButton
	channel *widgets.Segments

	said drawn[string]
	done drawn[present.Done]
	mode drawn[present.IntakeMode]
}

func newHead(s *Screen) *head {
	h := &head{
		s: s, sheet: widgets.NewBox(theme.SuccessTint, theme.SuccessLine, theme.CardRadius),
		mark:  widgets.Inset(0, 0, 0, 16, widgets.Middle(widgets.NewIcon("circle-check", 28, theme.Success))),
		title: widgets.NewBold("").Step(theme.Title).Ellipsis(), under: widgets.NewCaption("").Ellipsis(),
	}
	h.open = widgets.NewIconButton("eye", s.v.Say("intake.done.open"), func() { s.host.ShowReport(h.done.value.ID) })
	h.print = widgets.NewIconButton("printer", s.v.Say("papers.receipt.label"), func() { s.Print() }) // a word would cut the number
	labels := []string{s.v.Say("intake.channel.person"), s.v.Say("intake.channel.phone"), s.v.Say("intake.channel.paper"), s.v.Say("intake.channel.dispatch")}
	h.channel = widgets.NewSegments(labels, 0, func(i int) { s.p.SetMode(present.IntakeModes()[i]) })
	line := widgets.Row(12, h.mark, widgets.Grow(widgets.Middle(widgets.Col(0, h.title, h.under))), widgets.Inset(0, 16, 0, 0, widgets.Middle(widgets.Row(8, h.print, h.open))))
	h.body = widgets.Columns(760, 24, 1, 0, widgets.Stack(widgets.Inset(-6, 0, -6, 0, h.sheet), line), widgets.Middle(h.channel))
	return h
}

func (h *head) draw(state present.IntakeState) {
	h.mode.to(state.Mode, func(m present.IntakeMode) { h.channel.SetChosen(at(present.IntakeModes(), m)) })
	h.done.to(state.Done, func(done present.Done) {
		title, role := h.s.v.Say("intake.title"), theme.Ink
		if done.Number != "" {
			key := "intake.done.title"
			if done.Joined {
				key = "intake.near.done"
			}
			title, role = h.s.v.With(key, map[string]any{"Number": done.Number}), theme.Success
		}
		h.title.SetText(title)
		h.title.SetRole(role)
		for _, o := range []fyne.CanvasObject{h.sheet, h.mark} {
			widgets.Show(o, done.Number != "")
		}
		widgets.Show(h.open, done.Number != "" && !done.Elsewhere)
		widgets.Show(h.print, done.Number != "" && !done.Elsewhere && !done.Joined)
	})
	under := state.Saved
	if state.Done.Number != "" {
		under = h.s.v.Say("intake.done.under")
		if state.Done.Joined {
			under = h.s.v.Say("intake.near.under")
		}
	}
	h.said.to(under, h.under.SetText)
}
