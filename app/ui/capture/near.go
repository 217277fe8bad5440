package capture

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
)

// near is somebody's report of the same thing close by: to support it is quicker than to double it.
type near struct {
	s     *Screen
	body  *fyne.Container
	title *w.Paragraph
	under *w.Paragraph
	words *w.Paragraph
	join  *w.Button
	id    civic.ReportID
}

func newNear(s *Screen) *near {
	n := &near{s: s, title: w.NewParagraph("").Bold(), under: w.NewParagraph("").In(theme.Muted).Step(theme.Caption), words: w.NewParagraph("").Step(theme.Caption)}
	n.join = w.NewButton("users", s.v.Say("capture.near.join"), func() { s.p.Join(n.id) })
	head := w.Row(12, w.Col(0, w.NewTile("users", 36, theme.Accent)), w.Grow(w.Middle(w.Col(2, n.title, n.under, n.words))))
	n.body = w.Stack(w.NewBox(theme.Tint, theme.TintLine, theme.CardRadius), w.Pad(12, 12, w.Col(10, head, n.join)))
	n.body.Hide()
	return n
}

func (n *near) draw(found []present.NearChoice) {
	if len(found) > 0 {
		one := found[0]
		n.id = one.ID
		n.title.SetText(n.s.v.Say("capture.near.title") + ": " + one.Title)
		n.under.SetText(one.Under + " \u00b7 " + one.Word)
		n.words.SetText(one.Words)
		n.words.Hidden = one.Words == ""
		label := "capture.near.join"
		if one.Sure {
			label = "capture.near.sure"
		}
		n.join.SetText(n.s.v.Say(label))
	}
	w.Show(n.body, len(found) > 0)
}

// danger is what stands above everything else where somebody may be hurt: 112 first.
type danger struct {
	body *fyne.Container
}

func newDanger(s *Screen) *danger {
	d := &danger{}
	call := w.NewMainButton("phone", s.v.Say("capture.danger.call"), func() {
		if !s.host.OpenURL("tel:112") {
			s.host.Notify(present.ToneAlarm, s.v.Say("capture.danger.dial"))
		}
	})
	title := w.NewParagraph(s.v.Say("capture.danger.title")).Bold().Step(theme.Large).In(theme.Danger)
	head := w.Row(12, w.Col(0, w.NewIcon("siren", 32, theme.Danger)), w.Grow(w.Middle(title)))
	d.body = w.Stack(w.NewBox(theme.DangerTint, theme.Danger, theme.CardRadius), w.Pad(12, 12, w.Col(10, head, w.NewParagraph(s.v.Say("capture.danger.under")), call)))
	d.body.Hide()
	return d
}

func (d *danger) draw(state present.CaptureState) { w.Show(d.body, state.Danger) }

// done is what is said when a report is safe.
type done struct {
	s     *Screen
	body  *fyne.Container
	tile  *w.Tile
	title *w.Paragraph
	under *w.Paragraph
	show  *w.Button
	last  present.Done
}

func newDone(s *Screen) *done {
	d := &done{s: s, tile: w.NewTile("circle-check", 72, theme.Success), title: w.NewParagraph("").Bold().Step(theme.Large).Align(fyne.TextAlignCenter)}
	d.under = w.NewParagraph("").In(theme.Muted).Align(fyne.TextAlignCenter)
	d.show = w.NewButton("list", s.v.Say("capture.done.show"), func() { s.host.ShowReport(d.last.ID) })
	d.body = w.Pad(32, 8, w.Col(16, d.tile, d.title, d.under, w.Center(d.show)))
	d.body.Hide()
	return d
}

func (d *done) draw(state present.CaptureState) {
	d.last = state.Done
	if state.Done.Number != "" {
		d.tile.Set(state.DoneSaid.Icon, theme.Success)
		d.title.SetText(state.DoneSaid.Title)
		d.under.SetText(state.DoneSaid.Under)
		w.Show(d.show, !state.Done.Elsewhere)
	}
	w.Show(d.body, state.Done.Number != "")
}
