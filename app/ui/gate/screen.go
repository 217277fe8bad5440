package gate

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// width is that of the card, at 100 % text size.
const width = 460

// Screen fills the window while the gate is closed.
type Screen struct {
	p      *present.Gate
	v      *lang.Voice
	relook func()

	slot *fyne.Container // holds the step's card
	now  card
	body fyne.CanvasObject
}

// card is what one step shows.
type card interface {
	content() fyne.CanvasObject
	say(problem string)
	first() fyne.Focusable // nil if there is nothing to do but wait
	leave()
}

// New makes the screen and listens to the presenter. relook is called when the look was changed here: the window then
// makes another screen.
func New(p *present.Gate, relook func()) *Screen {
	s := &Screen{p: p, v: p.Voice(), relook: relook, slot: widgets.Stack()}
	logo := widgets.Scaled(64, 64, widgets.NewBox(theme.Accent, theme.None, 16), widgets.NewIcon("mail-check", 34, theme.OnAccent))
	name := widgets.Col(12, widgets.Center(logo),
		widgets.NewBold(s.v.Say("app.name")).Step(theme.Title).Align(fyne.TextAlignCenter))
	margin := float32(32)
	if theme.Current().Density() == theme.Touch {
		margin = 16
	}
	sheet := widgets.Narrow(width, widgets.Card(margin, s.slot))
	page := widgets.Col(20, widgets.Space(), name, sheet, widgets.Space(), widgets.Narrow(width, s.languages()))
	s.body = widgets.NewLayer(widgets.Stack(widgets.NewBox(theme.Ground, theme.None, 0), widgets.NewScroll(widgets.Pad(16, 24, page))))
	p.OnChange = s.draw
	s.show(p.State())
	return s
}

// Content fills a window.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Focus puts the keyboard into the passphrase, or on what can be done.
func (s *Screen) Focus(c fyne.Canvas) {
	if first := s.now.first(); first != nil {
		c.Focus(first)
	}
}

// Key has no use for any key.
func (s *Screen) Key(fyne.KeyName) bool { return false }

// languages lets somebody who can't read this page change that. Each is named in itself.
func (s *Screen) languages() fyne.CanvasObject {
	langs, chosen := civic.Langs(), 0
	labels := make([]string, len(langs))
	for i, l := range langs {
		labels[i] = s.v.Say("lang." + string(l))
		if l == s.p.Look().Lang {
			chosen = i
		}
	}
	choose := func(i int) {
		if look := s.p.Look(); look.Lang != langs[i] {
			look.Lang = langs[i]
			s.p.SetLook(look)
			s.relook()
		}
	}
	if theme.Current().Density() == theme.Touch { // on a phone large words need two lines
		return widgets.NewChipRow(labels, chosen, choose)
	}
	return widgets.Center(widgets.NewSegments(labels, chosen, choose))
}

func (s *Screen) focus(on fyne.Focusable) {
	if c := widgets.CanvasShowing(s.body); c != nil {
		c.Focus(on)
	}
}

// draw shows the presenter's state. A step that stays keeps what was typed.
func (s *Screen) draw() {
	if s.p.Voice().Lang() != s.v.Lang() {
		return // another screen is on its way
	}
	s.show(s.p.State())
	if first := s.now.first(); first != nil {
		s.focus(first)
	}
}

func (s *Screen) show(state present.GateState) {
	if kept, ok := s.now.(*phrase); ok && kept.step == state.Step {
		kept.say(state.Problem)
		return
	}
	if s.now != nil {
		s.now.leave()
	}
	switch state.Step {
	case present.GateAsk, present.GateInvent:
		s.now = newPhrase(s, state.Step)
	case present.GateTrouble:
		s.now = newTrouble(s, "gate.trouble.", widgets.Alarm)
	case present.GateBusy:
		s.now = newTrouble(s, "gate.busy.", widgets.Info)
	case present.GateOpening:
		s.now = newOpening(s)
	}
	s.now.say(state.Problem)
	s.slot.Objects = []fyne.CanvasObject{s.now.content()}
	s.slot.Refresh()
	widgets.Settle(s.slot.Objects[0])
}

// heading opens a card: its title, and what it means.
func heading(title, under string) *fyne.Container {
	words := widgets.Col(6, widgets.NewParagraph(title).Bold().Step(theme.Large).Align(fyne.TextAlignCenter))
	if under != "" {
		words.Add(widgets.NewParagraph(under).In(theme.Muted).Step(theme.Small).Align(fyne.TextAlignCenter))
	}
	return words
}
