package sign

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// own is what stands beneath the text: whose device it is, the form and the pad; or what stands in the way; or what became of it.
type own struct {
	s       *Petition
	body    *fyne.Container
	again   *w.Banner // why they may sign once more
	told    *w.Banner // what stands in the way, or what became of it
	account *w.Paragraph
	form    *fyne.Container
	fields  map[string]*w.Field
	places  *w.ChipRow // of the petition, where there are several
	choice  *fyne.Container
	named   []string
	badHome *w.Paragraph
	asks    civic.BirthRule
	pad     *w.SignPad
	ink     *fyne.Container
	badInk  *w.Paragraph
	consent *w.Check
	read    *w.LinkButton
	badYes  *w.Paragraph
	broken  *w.Banner
	back    *fyne.Container
	undo    *w.Button
	sure    *fyne.Container
}

func newOwn(s *Petition) *own {
	v := s.v
	o := &own{s: s, fields: map[string]*w.Field{}, again: w.NewBanner(w.Caution, "", "", nil), told: w.NewBanner(w.Info, "", "", nil), account: w.NewHint("")}
	icon := w.Stack(w.Scaled(44, 44, w.NewBox(theme.SuccessTint, theme.None, theme.ControlRadius)), w.Center(w.NewIcon("shield-check", 22, theme.Success)))
	identity := w.Card(12, w.Row(12, w.Middle(icon), w.Grow(w.Middle(w.Col(2, w.NewParagraph(v.Say("signing.account")).Bold(), o.account)))))
	field := func(of, key string, kind mobile.KeyboardType) *w.Field {
		f := w.NewField(v.Say(key)).Required().Changed(func(text string) { s.p.Set(of, text) })
		f.Entry.Kind = kind
		o.fields[of] = f
		return f
	}
	o.choice, o.badHome, o.badInk, o.badYes = w.Col(2), bad(), bad(), bad()
	o.pad = w.NewSignPad(v.Say("signing.pad"))
	o.pad.OnChanged = func() {
		strokes, height := o.pad.Strokes()
		s.p.SetDrawing(look.Strokes(strokes), w.InkWidth, height)
	}
	wipe := w.NewLinkButton("trash", v.Say("signing.pad.wipe"), o.pad.Clear)
	o.ink = w.Col(4, w.Row(8, w.Grow(w.Middle(w.NewLabel(v.Say("signing.pad.label")).Ellipsis())), w.Middle(wipe)), w.Scaled(0, 156, o.pad), o.badInk)
	o.consent = w.NewCheck(v.Say("signing.consent"), false, s.p.SetConsent)
	o.read = w.NewLinkButton("file-text", v.Say("signing.consent.read"), func() { s.host.Push(present.PageTerms, s.number) })
	o.broken = w.NewBanner(w.Alarm, "", "", nil)
	o.form = w.Col(12, identity,
		w.Card(14, w.Col(12, field(present.SignName, "petitions.name", mobile.SingleLineKeyboard), field(present.SignBirth, "petitions.birth.year", mobile.NumberKeyboard),
			o.choice, field(present.SignSettlement, "petitions.settlement", mobile.SingleLineKeyboard), field(present.SignAddress, "petitions.address", mobile.SingleLineKeyboard))),
		o.ink, w.Card(14, w.Col(4, o.consent, o.badYes, w.Left(o.read))), o.broken)
	o.undo = w.NewButton("undo", v.Say("signing.take-back"), s.p.TakeBack)
	o.sure = w.Card(14, w.Col(12, w.NewParagraph(v.Say("signing.sure")).Bold(), w.NewHint(v.Say("signing.sure.under")),
		w.Flow(8, 8, w.NewButton("undo", v.Say("signing.sure.yes"), s.p.TakeBack).Danger(), w.NewButton("", v.Say("signing.sure.no"), s.p.LeaveIt))))
	o.back = w.Col(12, w.Left(o.undo), o.sure)
	o.body = w.Col(12, o.again, o.told, o.form, o.back)
	return o
}

// bad is a line in which is said what is wrong with something that is no field.
func bad() *w.Paragraph {
	p := w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	p.Hide()
	return p
}

func say(p *w.Paragraph, words string) {
	p.SetText(words)
	w.Show(p, words != "")
}

func (o *own) draw(s present.OwnState) {
	o.again.Set(w.Caution, s.Again, "")
	w.Show(o.again, s.Again != "")
	o.told.Set(look.Kind(s.Tone), s.Title, s.Why)
	w.Show(o.told, s.Title != "")
	w.Show(o.form, s.Way == present.OwnOpen)
	w.Show(o.back, s.Way == present.OwnSigned && s.Tell != "")
	w.Show(o.undo, !s.Sure)
	w.Show(o.sure, s.Sure)
	if s.Way != present.OwnOpen {
		return
	}
	o.account.SetText(s.Account)
	for of, text := range map[string]string{present.SignName: s.Draft.Name, present.SignBirth: s.Draft.Birth, present.SignSettlement: s.Draft.Settlement, present.SignAddress: s.Draft.Address} {
		f := o.fields[of]
		if f.Text() != text {
			f.SetText(text)
		}
		f.SetError(s.Wrong[of])
	}
	o.home(s)
	birth := o.fields[present.SignBirth]
	if o.asks != s.AsksBirth {
		if o.asks = s.AsksBirth; o.asks != civic.BirthNone {
			birth.SetLabel(o.s.v.Say("petitions.birth." + string(s.AsksBirth)))
			birth.Placeholder(o.s.v.Say("petitions.birth.hint." + string(s.AsksBirth)))
		}
	}
	w.Show(birth, s.AsksBirth != civic.BirthNone)
	if strokes, _ := o.pad.Strokes(); len(strokes) != len(s.Draft.Drawing.Strokes) {
		o.pad.SetStrokes(look.Ink(s.Draft.Drawing.Strokes), s.Draft.Drawing.Height)
	}
	w.Show(o.ink, s.Drawn)
	if o.consent.Checked() != s.Draft.Consent {
		o.consent.SetChecked(s.Draft.Consent)
	}
	say(o.badInk, s.Wrong[present.SignDrawing])
	say(o.badYes, s.Wrong[present.SignConsent])
	o.broken.Set(w.Alarm, s.Wrong[present.SignForm], "")
	w.Show(o.broken, s.Wrong[present.SignForm] != "")
}

// home is where they live: one of the petition's settlements, or any of the district.
func (o *own) home(s present.OwnState) {
	if !slices.Equal(o.named, s.Places) {
		o.named, o.places, o.choice.Objects = s.Places, nil, nil
		if len(s.Places) > 0 {
			o.places = w.NewChipRow(s.Places, -1, func(i int) { o.s.p.Set(present.SignSettlement, o.named[i]) })
			o.choice.Objects = []fyne.CanvasObject{w.NewLabel(o.s.v.Say("petitions.settlement")), o.places, o.badHome}
		}
		o.choice.Refresh()
	}
	if at := slices.Index(s.Places, s.Draft.Settlement); o.places != nil && o.places.Chosen() != at {
		o.places.SetChosen(at)
	}
	say(o.badHome, s.Wrong[present.SignSettlement])
	w.Show(o.choice, len(s.Places) > 0)
	w.Show(o.fields[present.SignSettlement], len(s.Places) == 0)
}

// wrong brings what is wrong into sight.
func (o *own) wrong(field string) {
	var at fyne.CanvasObject
	switch field {
	case present.SignDrawing:
		at = o.ink
	case present.SignConsent:
		at = o.consent
	case present.SignForm:
		at = o.broken
	case present.SignSettlement:
		if at = o.choice; o.places == nil {
			at = o.fields[field]
		}
	default:
		if f, ok := o.fields[field]; ok {
			at = f
		}
	}
	switch {
	case o.s.shows.Way == present.OwnSigned:
		w.Reveal(o.told) // nothing is wrong: it is kept
	case at != nil:
		w.Reveal(at)
	}
}
