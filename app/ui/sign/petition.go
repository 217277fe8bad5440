package sign

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Petition is the page with one petition: its exact text, how it stands, and beneath it the form or what stands in its way.
type Petition struct {
	p      *present.Petitions
	v      *lang.Voice
	host   Host
	number string
	title  *w.Paragraph
	text   *w.Paragraph
	valid  *w.Text
	of     *w.Text
	left   *w.Text
	bar    *w.Progress
	asOf   *w.Paragraph
	rule   *w.Paragraph
	mark   *w.Paragraph
	own    *own
	main   *w.MainButton
	page   *w.Scroll
	body   *fyne.Container
	shows  present.OwnState
	asks   string // which words the main button has
}

// NewPetition makes the page of the petition of that number.
func NewPetition(p *present.Petitions, v *lang.Voice, host Host, number string) *Petition {
	s := &Petition{
		p: p, v: v, host: host, number: number, title: w.NewParagraph("").Bold().Step(theme.Large), text: w.NewParagraph(""), rule: w.NewHint(""), mark: w.NewHint(""),
		valid: w.NewBold("").Step(theme.Large + 2), of: w.NewText("").Ellipsis(), left: w.NewCaption("").Ellipsis(), bar: w.NewProgress(10).In(theme.Success), asOf: w.NewHint(""),
	}
	s.own = newOwn(s)
	s.main = w.NewMainButton("pen", v.Say("signing.own.main"), s.act)
	stands := w.Row(6, w.Middle(s.valid), w.Grow(w.Middle(s.of)), w.Middle(w.NewIcon("clock", 18, theme.Muted)), w.Middle(s.left))
	card := w.Card(16, w.Col(12, s.title, s.text, w.Divider(), stands, s.bar, s.asOf, s.rule, s.mark))
	s.body = w.Col(12, card, s.own.body)
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, s.body))
	p.OnChange, p.OnWrong = s.draw, s.own.wrong
	p.Reload()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Petition) Content() fyne.CanvasObject { return s.page }

// Back implements phone.Screen: second thoughts about taking a signature back.
func (s *Petition) Back() bool {
	if s.shows.Sure {
		s.p.LeaveIt()
		return true
	}
	return false
}

// Action implements phone.Acting.
func (s *Petition) Action() fyne.CanvasObject {
	if s.asks == "" {
		return nil
	}
	return s.main
}

// Tell implements phone.Telling.
func (s *Petition) Tell() (icon, words string) {
	switch {
	case s.shows.Tell != "" && s.shows.Way == present.OwnSigned:
		return "undo", s.shows.Tell
	case s.shows.Tell != "":
		return "cloud-upload", s.shows.Tell
	case s.asks == "signing.main":
		return "globe", s.v.Say("signing.tell")
	}
	return "", ""
}

// Keep implements phone.Keeping.
func (s *Petition) Keep() string { return s.p.KeepOwn() }

// Resume implements phone.Keeping.
func (s *Petition) Resume(kept string) { s.p.ResumeOwn(kept) }

// Leave implements phone.Leaving.
func (s *Petition) Leave() { s.p.OnChange, s.p.OnWrong = nil, nil }

// act is the main action: to sign here, to make the device somebody's, or to sign at the portal.
func (s *Petition) act() {
	switch s.asks {
	case "signing.own.main":
		s.p.Save()
	case "signing.join":
		s.host.Connect()
	case "signing.main":
		if !s.host.OpenURL(s.shows.Link) {
			s.host.Notify(present.ToneWarn, s.v.With("signing.by-hand", lang.Args{"Link": s.shows.Link}))
		}
	}
}

// asksFor is what the main button does, by its words; "" for nothing.
func asksFor(o present.OwnState) string {
	switch o.Way {
	case present.OwnOpen:
		return "signing.own.main"
	case present.OwnLoose, present.OwnNameless:
		return "signing.join"
	case present.OwnElsewhere:
		if o.Link != "" {
			return "signing.main"
		}
	case present.OwnSigned, present.OwnShut:
	}
	return ""
}

func (s *Petition) draw() {
	state := s.p.State()
	if state.Chosen < 0 || state.Rows[state.Chosen].Number != s.number {
		for i, r := range state.Rows {
			if r.Number == s.number {
				s.p.Choose(i)
				return
			}
		}
		return
	}
	sign, row := state.Sign, state.Rows[state.Chosen]
	s.title.SetText(sign.Title)
	s.text.SetText(sign.Text)
	s.valid.SetText(row.Valid)
	s.of.SetText(row.Of)
	s.left.SetText(row.Left)
	s.bar.SetValue(row.Progress)
	s.asOf.SetText(row.AsOf)
	w.Show(s.asOf, row.AsOf != "")
	s.rule.SetText(sign.Rule)
	s.mark.SetText(s.v.With("signing.mark", lang.Args{"Mark": sign.Fingerprint}))
	s.shows = s.p.Own()
	if asks := asksFor(s.shows); asks != s.asks {
		if s.asks = asks; asks != "" {
			s.main.SetText(s.v.Say(asks))
		}
	}
	w.Enable(s.main, !s.shows.Busy)
	s.own.draw(s.shows)
	if s.shows.Way == present.OwnOpen {
		s.host.Kept()
	}
	s.body.Refresh()
	w.Settle(s.body)
	s.host.Redraw()
}

// Terms is the page with what one agrees to.
type Terms struct{ page *w.Scroll }

// NewTerms makes it, with what was typed filled in.
func NewTerms(p *present.Petitions, v *lang.Voice) *Terms {
	title, paragraphs := p.Terms()
	lines := w.Col(12, w.NewParagraph(title).Bold().Step(theme.Heading))
	for _, words := range paragraphs {
		lines.Add(w.NewParagraph(words))
	}
	lines.Add(w.NewHint(v.With("signing.terms", lang.Args{"Version": present.SigningVersion()})))
	return &Terms{w.NewScroll(w.Inset(4, 16, 16, 16, w.Card(16, lines)))}
}

// Content implements phone.Screen.
func (t *Terms) Content() fyne.CanvasObject { return t.page }

// Back implements phone.Screen.
func (t *Terms) Back() bool { return false }
