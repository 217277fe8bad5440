package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Check is a box to tick with a sentence beside it that wraps.
type Check struct {
	press
	tick  *Icon
	box   *Box
	label *Paragraph
	body  *fyne.Container
	on    bool
}

// NewCheck makes a box; changed hears of taps and keys, not of SetChecked.
func NewCheck(sentence string, on bool, changed func(on bool)) *Check {
	c := &Check{tick: NewIcon("check", 16, theme.OnAccent), box: NewBox(theme.Accent, theme.None, 6), label: NewParagraph(sentence).Step(theme.Small), on: on}
	c.body = Row(10, Middle(Scaled(22, 22, c.box, c.tick)), Grow(Middle(c.label)))
	c.extend(c, sentence, func() {
		c.SetChecked(!c.on)
		if changed != nil {
			changed(c.on)
		}
	})
	return c
}

// Checked says whether the box is ticked.
func (c *Check) Checked() bool { return c.on }

// SetChecked ticks the box or clears it.
func (c *Check) SetChecked(on bool) {
	c.on = on
	c.Refresh()
}

// SetText changes the sentence.
func (c *Check) SetText(sentence string) {
	c.name = sentence
	c.label.SetText(sentence)
	Settle(c)
}

// HeightFor implements Tall.
func (c *Check) HeightFor(width float32) float32 {
	return max(heightFor(c.body, width), theme.Control())
}

func (c *Check) naturalWidth() float32 { return theme.Scaled(22) + 10 + c.label.naturalWidth() }

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(c, 6, c.body, c.dress)
	f.gap, f.hug = 5, c.naturalWidth
	return f
}

func (c *Check) dress(f *face) {
	ground, outline, ink, mark := theme.Card, theme.Border, theme.Ink, theme.OnAccent
	switch {
	case c.Disabled():
		ground, outline, ink, mark = theme.Sunken, theme.Line, theme.Faint, theme.Faint
	case c.on && c.down:
		ground, outline = theme.AccentDown, theme.None
	case c.on && c.hover:
		ground, outline = theme.AccentOver, theme.None
	case c.on:
		ground, outline = theme.Accent, theme.None
	case c.down:
		ground = theme.Pressed
	case c.hover:
		ground = theme.Hover
	}
	f.paint(theme.None, theme.None)
	f.focus(c.focus)
	c.box.SetRoles(ground, outline)
	c.tick.Hidden = !c.on
	c.tick.SetRole(mark)
	c.label.SetRole(ink)
}
