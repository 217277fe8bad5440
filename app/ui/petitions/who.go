package petitions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// who is the card of the person who signs.
type who struct {
	s                                *Screen
	card                             *fyne.Container
	name, birth, settlement, address *w.Field
	checked                          *w.Select
	consent                          *w.Check
	paper                            *w.Field
	badChecked, badConsent           *w.Paragraph
	asks                             civic.BirthRule
}

func newWho(s *Screen) *who {
	v := s.v
	c := &who{s: s, badChecked: bad(), badConsent: bad()}
	field := func(key, of string) *w.Field {
		return w.NewField(v.Say(key)).Changed(func(text string) { s.p.Set(of, text) })
	}
	c.name, c.settlement, c.address = field("petitions.name", present.SignName).Required(), field("petitions.settlement", present.SignSettlement), field("petitions.address", present.SignAddress).Required()
	c.birth = field("petitions.birth.year", present.SignBirth).Required()
	c.birth.Entry.Kind = mobile.NumberKeyboard
	c.paper = w.NewField("").Changed(func(text string) { s.p.Set("paper", text) })
	choices := make([]w.Choice, 0, 4)
	for _, kind := range civic.CheckedKinds() {
		choices = append(choices, w.Choice{Title: v.Say("petitions.checked." + string(kind))})
	}
	c.checked = w.NewSelect(v.Say("petitions.checked"), choices, -1, func(i int) { s.p.SetChecked(civic.CheckedKinds()[i]) })
	c.consent = w.NewCheck(v.Say("petitions.consent"), false, s.p.SetConsent)
	onward(s, c.name, c.birth, c.settlement, c.address, c.paper)
	first := w.Row(12, w.Share(3, c.name), w.Share(1, c.birth))
	second := w.Row(12, w.Share(2, c.settlement), w.Share(3, c.address))
	consent := w.Row(8, w.Grow(c.consent), w.Middle(w.NewLabel(v.Say("petitions.paper"))), w.Scaled(84, 0, w.Middle(c.paper)))
	known := w.Col(4, w.NewLabel(v.Say("petitions.checked")), c.checked, c.badChecked)
	text := w.NewLinkButton("printer", v.With("petitions.consent.print", lang.Args{"Version": present.SigningVersion()}), s.p.PrintConsent)
	agreed := w.Col(4, w.NewLabel(v.Say("petitions.agreed")), consent, c.badConsent, w.Left(text))
	c.card = w.Card(16, w.Col(12, w.NewSection("user", v.Say("petitions.who"), ""), first, second, w.Row(12, w.Share(2, known), w.Share(3, agreed))))
	return c
}

// bad is a line in which is said what is wrong with something that is no field.
func bad() *w.Paragraph {
	p := w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	p.Hide()
	return p
}

// onward lets Enter go to the next thing.
func onward(s *Screen, fields ...*w.Field) {
	for _, f := range fields {
		f.Entry.OnSubmitted = func(string) {
			if c := w.CanvasShowing(s.content); c != nil {
				c.FocusNext()
			}
		}
	}
}

// put shows a text unless it is there already, so that the cursor stays where it is.
func put(f *w.Field, text, wrong string) {
	if f.Text() != text {
		f.SetText(text)
	}
	f.SetError(wrong)
}

func say(p *w.Paragraph, words string) {
	p.SetText(words)
	w.Show(p, words != "")
}

func (c *who) draw(s present.SignState) {
	put(c.name, s.Draft.Name, s.Wrong[present.SignName])
	put(c.birth, s.Draft.Birth, s.Wrong[present.SignBirth])
	put(c.settlement, s.Draft.Settlement, s.Wrong[present.SignSettlement])
	put(c.address, s.Draft.Address, s.Wrong[present.SignAddress])
	put(c.paper, s.Draft.Paper, "")
	if at := slices.Index(civic.CheckedKinds(), s.Draft.Checked); at != c.checked.Chosen() {
		c.checked.SetChosen(at)
	}
	if c.consent.Checked() != s.Draft.Consent {
		c.consent.SetChecked(s.Draft.Consent)
	}
	say(c.badChecked, s.Wrong[present.SignChecked])
	say(c.badConsent, s.Wrong[present.SignConsent])
	if c.asks != s.AsksBirth {
		c.asks = s.AsksBirth
		if s.AsksBirth != civic.BirthNone {
			c.birth.SetLabel(c.s.v.Say("petitions.birth." + string(s.AsksBirth)))
			c.birth.Placeholder(c.s.v.Say("petitions.birth.hint." + string(s.AsksBirth)))
		}
	}
	w.Show(c.birth, s.AsksBirth != civic.BirthNone)
}
