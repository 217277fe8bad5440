package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// StatePill is a short state at the end of a phone's bar, such as "no connection"; a tap leads to what it means. Where there
// is little room it shows its icon alone.
type StatePill struct {
	press
	icon  *Icon
	words *Text
	plate *Box
	body  *fyne.Container
}

// NewStatePill makes a pill without a state.
func NewStatePill(tapped func()) *StatePill {
	p := &StatePill{icon: NewIcon("cloud", 16, theme.Ink), words: newText("", theme.Ink, theme.Caption, true), plate: NewBox(theme.Track, theme.None, 16)}
	p.body = Middle(Scaled(0, 32, p.plate, Pad(0, 12, Row(6, p.icon, p.words))))
	p.extend(p, "", tapped)
	return p
}

// Set changes the state; without words the icon stands alone on the bar. The name is what it means in words, in any case.
func (p *StatePill) Set(icon string, r theme.Role, words, name string) {
	p.name = name
	p.icon.SetIcon(icon)
	p.icon.SetRole(r)
	p.words.Hidden = words == ""
	p.words.SetText(words)
	ground := theme.Track
	if words == "" {
		ground = theme.None
	}
	p.plate.SetRoles(ground, theme.None)
	p.Refresh()
	Settle(p)
}

// Words is what the pill says.
func (p *StatePill) Words() string { return p.words.Text() }

func (p *StatePill) naturalWidth() float32 { return naturalWidth(p.body) }

// CreateRenderer implements fyne.Widget.
func (p *StatePill) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(p, 24, p.body, func(f *face) {
		ground := theme.None
		if p.down || p.hover {
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(p.focus)
	})
	f.inner = true
	return f
}
