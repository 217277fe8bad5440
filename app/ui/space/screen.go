package space

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the phone's page.
type Screen struct {
	*shown
	main *w.MainButton
	page *w.Scroll
}

// New makes the page and listens to its presenter.
func New(p *present.Space, v *lang.Voice) *Screen {
	s := &Screen{shown: newShown(p, v)}
	s.main = w.NewMainButton("trash-2", v.Say("space.main"), p.Free)
	rows := w.Card(14, w.Col(18, s.goes, s.stays))
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, s.free, s.done, s.can, rows, w.Card(14, s.rule))))
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
	state := s.shown.draw()
	s.main.SetText(s.v.Say(busyKey(state)))
	w.Enable(s.main, state.Can != "" && !state.Busy)
}
