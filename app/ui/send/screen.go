// Package send draws what waits to be sent from a phone, and why, in plain words.
//
// Its invariant: what is certain stands first, and everything that waits says what it waits for and what one can do.
package send

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the phone.
type Host interface {
	Redraw()
	Connect()
}

// Screen is the page.
type Screen struct {
	p       *present.Outbox
	v       *lang.Voice
	host    Host
	certain *w.Banner
	link    *w.Banner
	bar     *w.Progress
	going   *w.Paragraph
	items   *fyne.Container
	more    *w.Paragraph
	main    *w.MainButton
	page    *w.Scroll
	loose   bool
}

// shownItems is how many things are listed: a phone holds few, and nobody reads a thousand.
const shownItems = 30

// New makes the page and listens to its presenter.
func New(p *present.Outbox, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host, certain: w.NewBanner(w.Good, "", "", nil), link: w.NewBanner(w.Info, "", "", nil), bar: w.NewProgress(8), going: w.NewHint(""), items: w.Col(0), more: w.NewHint("")}
	s.main = w.NewMainButton("refresh", "", s.act)
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, s.certain, s.link, s.bar, s.going, w.Card(0, s.items), s.more)))
	p.OnChange = s.draw
	p.Refresh()
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

func (s *Screen) act() {
	if s.loose {
		s.host.Connect()
		return
	}
	s.p.SendNow()
}

func (s *Screen) draw() {
	state := s.p.State()
	s.certain.Set(look.Kind(state.Certain.Tone), state.Certain.Title, state.Certain.Under)
	under := state.Link.Under
	if state.Link.Aside != "" {
		if under != "" {
			under += " \u00b7 "
		}
		under += state.Link.Aside
	}
	s.link.Set(look.Kind(state.Link.Tone), state.Link.Title, under)
	s.bar.SetValue(max(0, state.Progress))
	s.going.SetText(state.Going)
	w.Show(s.bar, state.Progress >= 0)
	w.Show(s.going, state.Progress >= 0)
	s.items.Objects = nil
	for i := range min(state.Rows, shownItems) {
		if i > 0 {
			s.items.Add(w.Divider())
		}
		s.items.Add(s.item(s.p.Item(i)))
	}
	w.Show(s.items, state.Rows > 0)
	s.more.SetText("")
	if rest := state.Rows - shownItems; rest > 0 {
		s.more.SetText(s.v.Count("send.more", rest, nil))
	}
	w.Show(s.more, state.Rows > shownItems)
	s.loose = !state.Enrolled
	if s.loose {
		s.main.SetIcon("link")
		s.main.SetText(s.v.Say("settings.connect"))
	} else {
		s.main.SetIcon("refresh")
		s.main.SetText(s.v.Say("send.now"))
	}
	s.items.Refresh()
	w.Settle(s.items)
	s.host.Redraw()
}

// item is one thing that waits.
func (s *Screen) item(i present.Item) fyne.CanvasObject {
	words := w.Col(2, w.NewParagraph(i.Title).Bold(), w.NewHint(i.Cause))
	if i.Progress >= 0 {
		bar := w.NewProgress(6)
		bar.SetValue(i.Progress)
		words.Add(bar)
	}
	if i.Next != "" {
		words.Add(w.NewParagraph(i.Next).Step(theme.Caption))
	}
	icon := w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon(i.Icon, 20, look.Role(i.Tone))))
	return w.NewTap(i.Title, w.Pad(12, 14, w.Row(12, icon, w.Grow(words))), func() { s.p.Do(i) })
}
