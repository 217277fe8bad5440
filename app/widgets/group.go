package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// group is one stop of the Tab key over several items: arrows move among them, Space and Enter choose.
// Home and End go to the first and the last. Keys it doesn't use go on to the canvas.
type group struct {
	widget.DisableableWidget
	self  fyne.Widget
	focus bool
	at    int // the item the keyboard is on

	count  func() int
	moved  func()      // the item or the focus has changed
	choose func(i int) // Space or Enter
}

var (
	_ fyne.Focusable   = (*group)(nil)
	_ fyne.Disableable = (*group)(nil)
)

func (g *group) extendGroup(self fyne.Widget, count func() int, moved func(), choose func(int)) {
	g.self, g.count, g.moved, g.choose = self, count, moved, choose
	g.ExtendBaseWidget(self)
}

// on says whether the ring is around an item.
func (g *group) on(i int) bool { return g.focus && g.at == i }

// FocusGained implements fyne.Focusable.
func (g *group) FocusGained() {
	g.focus = true
	g.moved()
	Reveal(g.self)
}

// FocusLost implements fyne.Focusable.
func (g *group) FocusLost() {
	g.focus = false
	g.moved()
}

// TypedRune implements fyne.Focusable.
func (g *group) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (g *group) TypedKey(key *fyne.KeyEvent) {
	Felt(g.self)
	to, last := g.at, g.count()-1
	switch key.Name {
	case fyne.KeyRight, fyne.KeyDown:
		to++
	case fyne.KeyLeft, fyne.KeyUp:
		to--
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = last
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if !g.Disabled() && g.at <= last {
			g.choose(g.at)
		}
		return
	default:
		passOn(g.self, key)
		return
	}
	if to = max(0, min(to, last)); to != g.at {
		g.at = to
		g.moved()
	}
}

// tapped moves the keyboard to an item and chooses it.
func (g *group) tapped(i int) {
	if g.Disabled() {
		return
	}
	g.at = i
	takeFocus(g.self)
	g.choose(i)
}
