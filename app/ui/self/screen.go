// Package self draws who a citizen is: without a name, or whose reports these are and how answers reach them.
//
// Its invariant: it says where this data lies and where it goes, before anything is typed.
package self

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the page asks of the phone.
type Host interface{ Return() }

// Screen is the page.
type Screen struct {
	p       *present.Self
	v       *lang.Voice
	named   *w.ChipRow
	form    *fyne.Container
	why     *w.Paragraph
	fields  map[string]*w.Field
	reply   *w.ChipRow
	consent *w.Check
	bad     *w.Paragraph
	main    *w.MainButton
	page    *w.Scroll
}

// replies are the ways an answer reaches a citizen with a phone; the first is this program.
func replies() []civic.ReplyBy {
	return []civic.ReplyBy{civic.ReplyNone, civic.ReplyPhone, civic.ReplyEmail, civic.ReplyPost}
}

// New makes the page and listens to its presenter.
func New(p *present.Self, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, fields: map[string]*w.Field{}}
	state := p.State()
	chosen := 0
	if state.Named {
		chosen = 1
	}
	s.named = w.NewChipRow([]string{v.Say("self.without"), v.Say("self.with")}, chosen, func(i int) { p.SetNamed(i == 1) })
	s.why = w.NewParagraph("").In(theme.Muted).Step(theme.Caption)
	field := func(of, key string, kind mobile.KeyboardType) *w.Field {
		f := w.NewField(v.Say(key)).Changed(func(text string) { p.Set(of, text) })
		f.Entry.Kind = kind
		s.fields[of] = f
		return f
	}
	words := make([]string, len(replies()))
	at := 0
	for i, r := range replies() {
		key := "self.reply.here"
		if r != civic.ReplyNone {
			key = "reply." + string(r)
		}
		words[i] = v.Say(key)
		if r == state.Reply {
			at = i
		}
	}
	s.reply = w.NewChipRow(words, at, func(i int) { p.SetReply(replies()[i]) })
	s.consent = w.NewCheck(v.Say("self.consent"), state.Consent, p.SetConsent)
	s.bad = w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	s.form = w.Col(12,
		field(present.FieldName, "intake.name.label", mobile.SingleLineKeyboard).Required(),
		field(present.FieldPhone, "intake.phone", mobile.NumberKeyboard),
		field("reporter.email", "self.email", mobile.SingleLineKeyboard),
		w.Labelled(v.Say("self.reply"), s.reply),
		field(present.FieldReplyTo, "self.address", mobile.SingleLineKeyboard),
		w.NewHint(state.Terms), s.consent, s.bad,
		w.Left(w.NewButton("trash", v.Say("self.forget"), p.Forget).Danger()))
	s.main = w.NewMainButton("check", v.Say("self.done"), func() {
		if p.Check() {
			host.Return()
		}
	})
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, s.named, s.why, s.form)))
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Back implements phone.Screen.
func (s *Screen) Back() bool { return false }

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject { return s.main }

// Leave implements phone.Leaving.
func (s *Screen) Leave() { s.p.OnChange = nil }

func (s *Screen) draw() {
	state := s.p.State()
	key, at := "self.without.why", 0
	if state.Named {
		key, at = "self.with.why", 1
	}
	s.why.SetText(s.v.Say(key))
	if s.named.Chosen() != at {
		s.named.SetChosen(at)
	}
	w.Show(s.form, state.Named)
	for of, text := range map[string]string{present.FieldName: state.Name, present.FieldPhone: state.Phone, present.FieldReplyTo: state.Address, "reporter.email": state.Email} {
		f := s.fields[of]
		if f.Text() != text {
			f.SetText(text)
		}
		f.SetError(state.Wrong[of])
	}
	for i, r := range replies() {
		if r == state.Reply && s.reply.Chosen() != i {
			s.reply.SetChosen(i)
		}
	}
	s.consent.SetChecked(state.Consent)
	s.bad.SetText(state.Wrong[present.FieldConsent])
	w.Show(s.bad, state.Wrong[present.FieldConsent] != "")
}
