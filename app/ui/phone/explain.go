package phone

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// explainIcons are the icons of what the system may be asked for.
var explainIcons = map[string]string{"position": "map-pin", "sound": "mic", "notices": "bell"}

// Explain says what the system is about to ask, and why, before it does; answer gets whether it may ask. need names the words.
// Going back is "not now".
func (p *Phone) Explain(need string, answer func(goOn bool)) {
	p.unexplained()
	c := p.win.Canvas()
	var sheet fyne.CanvasObject
	p.asking = func(goOn bool) {
		p.asking = nil
		c.Overlays().Remove(sheet)
		answer(goOn)
	}
	v := p.voice()
	reason := w.NewEmpty(explainIcons[need], v.Say("permission."+need+".title"), v.Say("permission."+need+".why"), nil)
	goOn := w.NewMainButton("check", v.Say("permission.go-on"), func() { p.said(true) })
	later := w.NewLinkButton("x", v.Say("permission.later"), func() { p.said(false) })
	sheet = w.Stack(w.NewBox(theme.Card, theme.None, 0), w.Narrow(column, w.Pad(24, 16, w.Col(12, w.Grow(w.NewScroll(reason)), goOn, w.Center(later)))))
	c.Unfocus()
	c.Overlays().Add(sheet)
	at, room := c.InteractiveArea() // a phone's own bars lie around it
	sheet.Move(at)
	sheet.Resize(room)
}

// said answers what is being asked.
func (p *Phone) said(goOn bool) {
	if p.asking != nil {
		p.asking(goOn)
	}
}

// unexplained is "not now" where something is being asked; it says whether there was.
func (p *Phone) unexplained() bool {
	was := p.asking != nil
	p.said(false)
	return was
}

// voice is that of who is behind the gate, or of the gate.
func (p *Phone) voice() *lang.Voice {
	if p.point != nil {
		return p.point.Voice()
	}
	return p.gate.Voice()
}
