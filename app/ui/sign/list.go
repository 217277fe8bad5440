// Package sign draws petitions on a citizen's phone: the list, and the exact text of one.
//
// Its invariant: what is signed is on the same page as the pad, whole; and whoever can't sign here is told why, and where they can, before
// they have filled in anything.
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
	Kept()
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
