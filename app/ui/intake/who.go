package intake

import (
	"slices"

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
	name    *widgets.SuggestField
	phone   *widgets.SuggestField
	reply   *widgets.Segments
	replyTo *widgets.SuggestField
	consent *widgets.Check
	sheet   *widgets.Field
	bad     *badLine

	title  fyne.CanvasObject
	parts  *fyne.Container     // of the card
	person *fyne.Container     // name and phone, in the order of the form
	answer *fyne.Container     // how the answer goes, and consent
	agreed *fyne.Container     // consent
	signed []fyne.CanvasObject // what a signed consent has besides

	wrong   map[string]*wrongField
	post    drawn[bool]
	offered []present.VisitorChoice
	homes   []present.PlaceChoice
}

func replies() []civic.ReplyBy {
	return []civic.ReplyBy{civic.ReplyNone, civic.ReplyPhone, civic.ReplyPickup, civic.ReplyPost}
}

func newWho(s *Screen) *who {
	v := s.v
	w := &who{s: s, bad: newBadLine()}
	w.name = widgets.NewSuggestField(v.Say("intake.name.label")).Careful()
	w.name.Placeholder(v.Say("intake.name.hint"))
	w.phone = widgets.NewSuggestField(v.Say("intake.phone")).Careful()
	w.phone.Icon("phone")
	w.phone.Entry.Kind = mobile.NumberKeyboard
	w.name.OnTyped, w.phone.OnTyped = s.p.SetNameQuery, s.p.SetPhoneQuery
	for _, f := range []*widgets.SuggestField{w.name, w.phone} {
		f.OnChosen = w.choose
		w.onLeave(f)
	}
	w.replyTo = widgets.NewSuggestField(v.Say("intake.reply-to"))
	w.replyTo.OnTyped, w.replyTo.OnChosen = s.p.SetReplyQuery, s.p.ChooseReplyTo
	w.replyTo.Hide()
	labels := []string{v.Say("intake.reply.none"), v.Say("intake.reply.phone"), v.Say("intake.reply.pickup"), v.Say("intake.reply.post")}
	w.reply = widgets.NewSegments(labels, 0, func(i int) { s.p.SetReply(replies()[i]) })
	w.consent = widgets.NewCheck(v.Say("intake.signed"), false, s.p.SetConsent)
	w.sheet = widgets.NewField("").Changed(s.p.SetSheet)
	w.wrong = map[string]*wrongField{present.FieldName: {of: &w.name.Field}, present.FieldPhone: {of: &w.phone.Field}, present.FieldReplyTo: {of: &w.replyTo.Field}}
	s.onward(&w.name.Field, &w.phone.Field, &w.replyTo.Field, w.sheet)

	w.title = widgets.NewSection("user", v.Say("intake.who.label"), v.Say("intake.who.aside"))
	reply := widgets.Flow(12, 4, widgets.Scaled(0, 40, widgets.NewLabel(v.Say("intake.reply.label"))), w.reply)
	w.signed = []fyne.CanvasObject{widgets.NewLabel(v.Say("intake.sheet")), widgets.Scaled(88, 0, widgets.Middle(w.sheet))}
	consent := widgets.Row(8, widgets.Grow(w.consent), w.signed[0], w.signed[1])
	w.person = widgets.Row(12)
	w.name.Beneath, w.phone.Beneath = w.person, w.person
	w.agreed = widgets.Col(4, consent, w.bad.Container)
	w.answer = widgets.Col(4, reply, widgets.Inset(6, 0, 4, 0, w.replyTo))
	w.parts = widgets.Col(cardGap)
	w.body = widgets.Card(cardMargin, w.parts)
	return w
}

// onLeave writes name and phone as people read them when the keyboard goes on.
func (w *who) onLeave(f *widgets.SuggestField) {
	frame := f.Entry.OnFocus
	f.Entry.OnFocus = func(on bool) {
		frame(on)
		if !on && !f.Open() {
			w.s.p.Tidy()
		}
	}
}

// choose takes somebody who was here before. The keyboard goes to what is still to be asked: consent, or what happened.
func (w *who) choose(i int) {
	w.s.p.ChooseVisitor(i)
	if w.s.p.State().Known && !w.s.quick.value {
		w.s.focus(w.s.what.kind.Entry)
		return
	}
	w.s.focus(w.consent)
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
	who := state.Report.Reporter
	w.post.to(who.Reply == civic.ReplyPost || who.Address != "", func(on bool) { widgets.Show(w.replyTo, on) })
	for field, of := range w.wrong {
		of.say(state.Wrong[field])
	}
	w.bad.say(state.Wrong[present.FieldConsent])
	w.offer(state.Visitors)
	w.offerHomes(state.Homes)
}

// offer shows who may be meant, under the field that somebody types in.
func (w *who) offer(visitors []present.VisitorChoice) {
	if slices.Equal(visitors, w.offered) {
		return
	}
	w.offered = slices.Clone(visitors)
	choices := make([]widgets.Choice, len(visitors))
	for i, v := range visitors {
		choices[i] = widgets.Choice{Icon: "user", Title: v.Title, Under: v.Under}
	}
	for _, f := range []*widgets.SuggestField{w.name, w.phone} {
		f.SetChoices(whileIn(f, choices))
	}
}

func (w *who) offerHomes(homes []present.PlaceChoice) {
	if slices.Equal(homes, w.homes) {
		return
	}
	w.homes = slices.Clone(homes)
	choices := make([]widgets.Choice, len(homes))
	for i, p := range homes {
		choices[i] = widgets.Choice{Icon: p.Icon, Title: p.Title, Under: p.Under}
	}
	w.replyTo.SetChoices(whileIn(w.replyTo, choices))
}

// whileIn are the choices while somebody is in the field: an answer that comes later opens no list.
func whileIn(f *widgets.SuggestField, choices []widgets.Choice) []widgets.Choice {
	if c := widgets.CanvasShowing(f.Entry); c == nil || c.Focused() != f.Entry {
		return nil
	}
	return choices
}
