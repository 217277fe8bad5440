package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
)

// fate is the card that says who will answer, and when.
type fate struct {
	s     *Screen
	body  fyne.CanvasObject
	tile  *widgets.Tile
	title *widgets.Paragraph
	under *widgets.Paragraph
	last  drawn[[2]string]
}

func newFate(s *Screen) *fate {
	f := &fate{s: s, tile: widgets.NewTile("building", 40, theme.Muted), title: widgets.NewParagraph("").Bold(), under: widgets.NewHint("")}
	f.body = widgets.Card(12, widgets.Row(12, widgets.Middle(f.tile), widgets.Grow(widgets.Middle(widgets.Col(2, f.title, f.under)))))
	return f
}

func (f *fate) draw(state present.IntakeState) {
	f.last.to([2]string{state.Who, state.When}, func(answer [2]string) {
		role, title, under := theme.Accent, f.s.v.With("intake.answer.label", map[string]any{"Who": answer[0]}), answer[1]
		if answer[0] == "" {
			role, title, under = theme.Muted, "", f.s.v.Say("intake.answer.none")
		}
		f.tile.Set("building", role)
		f.title.SetText(title)
		f.under.SetText(under)
		widgets.Show(f.title, title != "")
		widgets.Show(f.under, under != "")
	})
}
