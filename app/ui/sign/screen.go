// Package sign draws petitions on a citizen's phone: the list, and the exact text of one.
//
// Its invariant: nobody signs here unseen. A signature takes a portal that knows who signed in, or somebody at a reception point; the
// page leads there and says so.
package sign

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the pages ask of the phone.
type Host interface {
	Push(page present.Page, arg string)
	Redraw()
	Connect()
	OpenURL(address string) bool
	Notify(t present.Tone, words string)
}

// List is the page with all petitions.
type List struct {
	p     *present.Petitions
	v     *lang.Voice
	host  Host
	cards *fyne.Container
	empty *w.Empty
	loose *w.Empty
	page  *w.Scroll
}

// NewList makes the page and listens to its presenter.
func NewList(p *present.Petitions, v *lang.Voice, host Host) *List {
	s := &List{p: p, v: v, host: host, cards: w.Col(12)}
	s.empty = w.NewEmpty("signature", v.Say("petitions.empty.title"), v.Say("petitions.empty.under"), nil)
	s.loose = w.NewEmpty("link", v.Say("petitions.empty.title"), v.Say("signing.loose"), w.NewButton("link", v.Say("settings.connect"), host.Connect))
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(0, s.cards, s.empty, s.loose)))
	p.OnChange = s.draw
	p.Reload()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *List) Content() fyne.CanvasObject { return s.page }

// Back implements phone.Screen.
func (s *List) Back() bool { return false }

// Leave implements phone.Leaving.
func (s *List) Leave() { s.p.OnChange = nil }

func (s *List) draw() {
	state := s.p.State()
	s.cards.Objects = nil
	for i, r := range state.Rows {
		bar := w.NewProgress(8)
		bar.SetValue(r.Progress)
		left := w.NewParagraph(r.Left).Step(theme.Caption).In(look.Role(r.Tone))
		if r.Tone == present.ToneAccent {
			left.In(theme.Link)
		}
		body := w.Col(8, w.NewParagraph(r.Title).Bold(), bar, w.NewParagraph(r.Stands).Step(theme.Caption).In(theme.Muted), left)
		s.cards.Add(w.NewTap(r.Title, w.Card(14, body), func() {
			s.p.Choose(i)
			s.host.Push(present.PageSign, r.Number)
		}))
	}
	none := len(state.Rows) == 0 && !state.Loading
	w.Show(s.empty, none && !state.Loose)
	w.Show(s.loose, none && state.Loose)
	s.cards.Refresh()
	w.Settle(s.cards)
}

// Petition is the page with one of them.
type Petition struct {
	p      *present.Petitions
	v      *lang.Voice
	host   Host
	number string
	title  *w.Paragraph
	text   *w.Paragraph
	rule   *w.Paragraph
	mark   *w.Paragraph
	stands *w.Paragraph
	bar    *w.Progress
	how    *w.Banner
	main   *w.MainButton
	page   *w.Scroll
	link   string
}

// NewPetition makes the page of the petition of that number.
func NewPetition(p *present.Petitions, v *lang.Voice, host Host, number string) *Petition {
	s := &Petition{
		p: p, v: v, host: host, number: number, title: w.NewParagraph("").Bold().Step(theme.Large), text: w.NewParagraph(""), rule: w.NewHint(""), mark: w.NewHint(""),
		stands: w.NewParagraph("").Bold(), bar: w.NewProgress(10), how: w.NewBanner(w.Info, "", "", nil),
	}
	s.main = w.NewMainButton("pen", v.Say("signing.main"), s.sign)
	card := w.Card(16, w.Col(12, s.title, s.text, w.Divider(), s.stands, s.bar, s.rule, s.mark))
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, card, s.how)))
	p.OnChange = s.draw
	p.Reload()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Petition) Content() fyne.CanvasObject { return s.page }

// Back implements phone.Screen.
func (s *Petition) Back() bool { return false }

// Action implements phone.Acting.
func (s *Petition) Action() fyne.CanvasObject {
	if s.link == "" {
		return nil
	}
	return s.main
}

// Tell implements phone.Telling.
func (s *Petition) Tell() (icon, words string) {
	if s.link == "" {
		return "", ""
	}
	return "globe", s.v.Say("signing.tell")
}

// Leave implements phone.Leaving.
func (s *Petition) Leave() { s.p.OnChange = nil }

func (s *Petition) sign() {
	if !s.host.OpenURL(s.link) {
		s.host.Notify(present.ToneWarn, s.v.With("signing.by-hand", lang.Args{"Link": s.link}))
	}
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
	s.stands.SetText(sign.Stands)
	s.bar.SetValue(row.Progress)
	s.rule.SetText(sign.Rule)
	s.mark.SetText(s.v.With("signing.mark", lang.Args{"Mark": sign.Fingerprint}))
	s.link = s.p.Link()
	title, under := s.v.Say("signing.how"), s.v.Say("signing.how.portal")
	switch {
	case sign.Closed != "":
		title, under = sign.Closed, ""
	case s.link == "":
		under = s.v.Say("signing.how.point")
	}
	s.how.Set(w.Info, title, under)
	s.host.Redraw()
}
