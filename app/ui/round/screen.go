// Package round draws an inspector's round: one place after the other, a picture, a kind, and on.
//
// Its invariant: it is the citizens' form, which keeps everything; all that is its own is that the next place begins as soon as one is
// saved, and how many there were.
package round

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/capture"
	"priyom/lang"
)

// Screen is the page.
type Screen struct {
	*capture.Screen
	p     *present.Capture
	v     *lang.Voice
	host  capture.Host
	count int // places since the round began
}

// New makes the page.
func New(p *present.Capture, maps *present.Maps, v *lang.Voice, host capture.Host) *Screen {
	s := &Screen{p: p, v: v, host: host}
	s.Screen = capture.New(p, maps, v, host)
	draw := p.OnChange
	p.OnChange = func() {
		if s.saved() {
			return // the next place is drawn by then
		}
		draw()
	}
	return s
}

// saved goes on to the next place after one; it says whether it did.
func (s *Screen) saved() bool {
	number := s.p.State().Done.Number
	if number == "" {
		return false
	}
	s.count++
	s.host.Notify(present.ToneGood, s.v.With("round.saved", lang.Args{"Number": number}))
	s.p.Another()
	return true
}

// Title implements phone.Titled.
func (s *Screen) Title() string {
	if s.count > 0 {
		return s.v.Say("phone.round") + " \u00b7 " + s.v.Number(int64(s.count))
	}
	return s.v.Say("phone.round")
}

// Tell implements phone.Telling.
func (s *Screen) Tell() (icon, words string) {
	if s.count > 0 {
		return "circle-check", s.v.Count("round.count", s.count, nil)
	}
	return "camera", s.v.Say("round.tell")
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.Screen.Content() }
