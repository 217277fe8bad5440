package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Kind is how serious a banner or a notice is.
type Kind uint8

// The kinds.
const (
	Info Kind = iota
	Good
	Caution
	Alarm
)

// look returns the kind's icon and colours.
func (k Kind) look() (icon string, ink, ground, outline theme.Role) {
	switch k {
	case Good:
		return "circle-check", theme.Success, theme.SuccessTint, theme.SuccessLine
	case Caution:
		return "triangle-alert", theme.Warning, theme.WarningTint, theme.WarningLine
	case Alarm:
		return "siren", theme.Danger, theme.DangerTint, theme.DangerLine
	}
	return "info", theme.Link, theme.Tint, theme.TintLine
}

// Banner is a hint on a soft ground, with what one can do about it at the right.
type Banner struct {
	holder
	ground *Box
	icon   *Icon
	lead   *fyne.Container
	title  *Paragraph
	under  *Paragraph
}

// NewBanner makes a banner; under may be empty and action nil.
func NewBanner(k Kind, title, under string, action fyne.CanvasObject) *Banner {
	b := &Banner{
		ground: NewBox(theme.Tint, theme.TintLine, theme.CardRadius), icon: NewIcon("info", 24, theme.Link),
		title: NewParagraph(title).Bold(), under: NewHint(under),
	}
	b.lead = Stack(Middle(b.icon))
	line := Row(12, b.lead, Grow(Middle(Col(2, b.title, b.under))))
	if action != nil {
		line.Add(Middle(action))
	}
	b.hold(b, Stack(b.ground, Pad(12, 12, line)))
	b.Set(k, title, under)
	return b
}

// Lead puts something else in the icon's place, such as a thumbnail; for use while building.
func (b *Banner) Lead(o fyne.CanvasObject) *Banner {
	b.lead.Objects = []fyne.CanvasObject{Middle(o)}
	return b
}

// Set changes kind and words.
func (b *Banner) Set(k Kind, title, under string) {
	icon, ink, ground, outline := k.look()
	b.ground.SetRoles(ground, outline)
	b.icon.SetIcon(icon)
	b.icon.SetRole(ink)
	b.title.SetText(title)
	b.under.SetText(under)
	b.under.Hidden = under == ""
	b.Refresh()
	Settle(b)
}
