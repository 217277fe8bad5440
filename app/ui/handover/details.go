package handover

import (
	"reflect"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/answer"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// details is the card with one answer whole, and how to note what became of it.
type details struct {
	s     *Screen
	card  *fyne.Container
	none  *w.Empty
	whole *fyne.Container
	page  *w.Scroll
	back  *fyne.Container

	name   *w.Paragraph
	under  *w.Text
	due    *w.DeadlineBadge
	facts  *fyne.Container
	answer *answer.Card
	tried  *fyne.Container
	steps  *w.Timeline

	form   *fyne.Container
	note   *w.Field
	track  *w.Field
	date   *w.Field
	others *fyne.Container
	main   *w.MainButton
	letter *w.Button
	report *w.IconButton

	drawn *present.HandDetails
}

func newDetails(s *Screen) *details {
	v := s.v
	d := &details{
		s: s, none: w.NewEmpty("hand-heart", v.Say("handover.none.title"), v.Say("handover.none.under"), nil), name: w.NewParagraph("").Bold().Step(theme.Heading + 1),
		under: w.NewCaption("").Ellipsis(), due: w.NewDeadlineBadge(w.ClockRuns, ""), facts: w.Col(6), answer: answer.New(v), steps: w.NewTimeline(),
		note: w.NewField(v.Say("handover.note")), track: w.NewField(v.Say("handover.track")), date: w.NewField(v.Say("handover.date")), others: w.Flow(8, 8),
	}
	d.note.Entry.OnChanged = s.p.SetNote
	d.track.Entry.OnChanged = s.p.SetTrack
	d.date.Entry.OnChanged = func(text string) {
		s.p.SetDate(text)
		d.date.SetError("")
	}
	d.tried = w.Col(8, w.NewLabel(v.Say("handover.tried")), d.steps)
	d.form = w.Col(12, w.Row(12, w.Share(1.4, d.note), w.Grow(d.date)), d.track, d.others)
	d.back = w.Inset(12, 16, 0, 16, w.Left(w.NewButton("arrow-left", v.Say("journal.back"), s.back)))
	d.back.Hide()
	d.main = w.NewMainButton("check", "", func() {
		if d.drawn != nil {
			s.p.Hand(d.drawn.Main.Outcome)
		}
	})
	d.letter = w.NewButton("printer", v.Say("handover.letter"), s.p.Letter)
	d.report = w.NewIconButton("file-text", v.Say("handover.report"), func() {
		if d.drawn != nil {
			s.host.ShowReport(d.drawn.Report)
		}
	}).In(theme.Link)
	head := w.Row(8, w.Grow(w.Col(4, d.name, d.under, d.due)), w.Col(0, d.report))
	d.page = w.NewScroll(w.Inset(0, 16, 16, 16, w.Col(14, head, d.facts, d.answer.Content, w.Left(d.letter), d.form, d.tried)))
	d.whole = w.Col(0, d.back, w.Sized(0, 16), w.Grow(d.page), w.Inset(8, 16, 8, 16, d.main))
	d.card = w.Card(0, w.Inset(0, 0, 8, 0, w.Stack(d.none, d.whole)))
	return d
}

// setAlone shows the way back where the details stand in place of the list.
func (d *details) setAlone(alone bool) {
	if d.back.Hidden == alone {
		d.back.Hidden = !alone
		d.whole.Refresh()
	}
}

// focus puts the keyboard where one writes what became of the answer, or on the letter.
func (d *details) focus() {
	c := w.CanvasShowing(d.card)
	switch {
	case c == nil || d.drawn == nil:
	case d.drawn.Open:
		c.Focus(d.main)
	default:
		c.Focus(d.letter)
	}
}

func (d *details) draw(now *present.HandDetails) {
	old := d.drawn
	if d.drawn = now; now == nil {
		w.Show(d.whole, false)
		w.Show(d.none, true)
		return
	}
	if old != nil && reflect.DeepEqual(old, now) && d.whole.Visible() {
		return
	}
	d.none.Hidden, d.whole.Hidden = true, false
	d.name.SetText(now.Name)
	d.under.SetText(now.Under)
	d.due.Set(look.Clock(now.Due.Clock), now.Due.Words)
	d.due.Hidden = now.Due.Words == ""
	d.facts.Objects = nil
	for _, f := range now.Facts {
		label := w.NewCaption(f.Label).Ellipsis()
		d.facts.Add(w.Row(12, w.Scaled(104, 0, w.Col(0, w.Inset(2, 0, 0, 0, label))), w.Grow(w.NewParagraph(f.Value))))
	}
	d.answer.Draw(now.Card)
	events := make([]w.Event, len(now.Tried))
	for i, e := range now.Tried {
		events[i] = w.Event{What: e.What, When: e.When}
	}
	d.steps.SetEvents(events)
	d.tried.Hidden = len(events) == 0
	d.drawForm(now)
	d.card.Refresh()
	w.Settle(d.steps)
	if old == nil || old.Answer != now.Answer {
		d.page.ScrollToTop()
	}
}

func (d *details) drawForm(now *present.HandDetails) {
	d.form.Hidden, d.main.Hidden = !now.Open, !now.Open
	if !now.Open {
		return
	}
	for field, text := range map[*w.Field]string{d.note: now.Note, d.track: now.Track, d.date: now.Date} {
		if field.Text() != text {
			field.SetText(text)
		}
	}
	d.track.Hidden = !now.WithPost
	d.date.SetError(now.DateBad)
	d.main.SetIcon(now.Main.Icon)
	d.main.SetText(now.Main.Words + " (F10)")
	d.others.Objects = nil
	for _, act := range now.Others {
		b := w.NewButton(act.Icon, act.Words, func() { d.s.p.Hand(act.Outcome) })
		if now.Saving {
			b.Disable()
		}
		d.others.Add(b)
	}
}
