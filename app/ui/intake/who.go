package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/widgets"
	"priyom/civic"
)

// who is the card of the person who reports.
type who struct {
	s       *Screen
	body    fyne.CanvasObject
	name    *widgets.Field
	phone   *widgets.Field
	reply   *widgets.Segments
	replyTo *widgets.Field
	consent *widgets.Check
	sheet   *widgets.Field
	bad     *badLine

	wrong map[string]*wrongField
	post  drawn[bool]
}

func replies() []civic.ReplyBy {
	return []civic.ReplyBy{civic.ReplyNone, civic.ReplyPhone, civic.ReplyPickup, civic.ReplyPost}
}

func newWho(s *Screen) *who {
	v := s.v
	w := &who{s: s, bad: newBadLine()}
	w.name = widgets.NewField(v.Say("intake.name.label")).Placeholder(v.Say("intake.name.hint")).Changed(s.p.SetName)
	w.phone = widgets.NewField(v.Say("intake.phone")).Icon("phone").Changed(s.p.SetPhone)
	w.phone.Entry.Kind = mobile.NumberKeyboard
	w.replyTo = widgets.NewField(v.Say("intake.reply-to")).Changed(s.p.SetReplyTo)
	w.replyTo.Hide()
	labels := []string{v.Say("intake.reply.none"), v.Say("intake.reply.phone"), v.Say("intake.reply.pickup"), v.Say("intake.reply.post")}
	w.reply = widgets.NewSegments(labels, 0, func(i int) { s.p.SetReply(replies()[i]) })
	w.consent = widgets.NewCheck(v.Say("intake.consent"), false, s.p.SetConsent)
	w.sheet = widgets.NewField("").Changed(s.p.SetSheet)
	w.wrong = map[string]*wrongField{present.FieldName: {of: w.name}, present.FieldPhone: {of: w.phone}, present.FieldReplyTo: {of: w.replyTo}}
	s.onward(w.name, w.phone, w.replyTo, w.sheet)

	title := widgets.NewSection("user", v.Say("intake.who.label"), v.Say("intake.who.aside"))
	reply := widgets.Flow(12, 4, widgets.Scaled(0, 40, widgets.NewLabel(v.Say("intake.reply.label"))), w.reply)
	consent := widgets.Row(8, widgets.Grow(w.consent), widgets.NewLabel(v.Say("intake.sheet")), widgets.Scaled(88, 0, widgets.Middle(w.sheet)))
	w.body = widgets.Card(16, widgets.Col(12, title, widgets.Row(12, widgets.Share(1.5, w.name), widgets.Share(1, w.phone)),
		widgets.Col(4, reply, widgets.Inset(6, 0, 4, 0, w.replyTo), consent, w.bad.Container)))
	return w
}

func (w *who) put(state present.IntakeState) {
	r := state.Report.Reporter
	w.name.SetText(r.Name)
	w.phone.SetText(r.Phone)
	w.replyTo.SetText(r.Address)
	w.reply.SetChosen(at(replies(), r.Reply))
	w.consent.SetChecked(r.Consent.Given)
	w.sheet.SetText(r.Consent.Sheet)
}

func (w *who) draw(state present.IntakeState) {
	w.post.to(state.Report.Reporter.Reply == civic.ReplyPost, func(on bool) { widgets.Show(w.replyTo, on) })
	for field, of := range w.wrong {
		of.say(state.Wrong[field])
	}
	w.bad.say(state.Wrong[present.FieldConsent])
}
