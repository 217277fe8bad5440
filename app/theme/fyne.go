package theme

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// fyneColours gives every name Fyne asks for one of our roles, because several of its defaults fail WCAG contrast.
// In the dark variant Fyne's primary is our Link: Fyne draws it as text too, and Accent on a dark card is only 3:1.
func (t *Theme) fyneColours() map[fyne.ThemeColorName]color.Color {
	p := t.colours
	primary, onPrimary, onState := p[Accent], p[OnAccent], p[Card]
	if t.variant.Dark() {
		primary, onPrimary, onState = p[Link], p[Ground], p[Ground]
	}
	return map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground: p[Ground], theme.ColorNameForeground: p[Ink],
		theme.ColorNameButton: p[Sunken], theme.ColorNameDisabledButton: p[Sunken], theme.ColorNameDisabled: p[Faint],
		theme.ColorNamePrimary: primary, theme.ColorNameForegroundOnPrimary: onPrimary,
		theme.ColorNameHyperlink: p[Link], theme.ColorNameFocus: p[Tint],
		theme.ColorNameError: p[Danger], theme.ColorNameForegroundOnError: onState,
		theme.ColorNameWarning: p[Warning], theme.ColorNameForegroundOnWarning: onState,
		theme.ColorNameSuccess: p[Success], theme.ColorNameForegroundOnSuccess: onState,
		theme.ColorNameInputBackground: p[Card], theme.ColorNameInputBorder: p[Border], theme.ColorNamePlaceHolder: p[Muted],
		theme.ColorNameHeaderBackground: p[Sunken], theme.ColorNameMenuBackground: p[Card],
		theme.ColorNameOverlayBackground: p[Card], theme.ColorNameSeparator: p[Line],
		theme.ColorNameInnerWindowBorder: p[Card], theme.ColorNameInnerWindowBorderInactive: p[Ground],
		theme.ColorNameHover: alpha(p[Link], 0x14), theme.ColorNamePressed: alpha(p[Link], 0x2C),
		theme.ColorNameSelection: alpha(p[Link], 0x46), theme.ColorNameShadow: color.NRGBA{A: 0x20},
		theme.ColorNameScrollBar: alpha(p[Muted], 0xA0), theme.ColorNameScrollBarBackground: alpha(p[Muted], 0x18),
	}
}

// fyneSizes dresses Fyne's entry, list, menu and dialog: an entry becomes exactly one control high.
func (t *Theme) fyneSizes() map[fyne.ThemeSizeName]float32 {
	// Quarters of a pixel add up without rounding errors, which would make an entry show scroll bars.
	inner := float32(math.Floor(float64(t.Control()-t.Text(Body)*lineHeight)*2)) / 4
	return map[fyne.ThemeSizeName]float32{
		theme.SizeNameText: t.Text(Body), theme.SizeNameCaptionText: t.Text(Caption),
		theme.SizeNameSubHeadingText: t.Text(Heading), theme.SizeNameHeadingText: t.Text(Title),
		theme.SizeNamePadding: 6, theme.SizeNameInnerPadding: inner, theme.SizeNameInlineIcon: t.Scaled(20),
		theme.SizeNameInputBorder: t.Outline(), theme.SizeNameInputRadius: ControlRadius, theme.SizeNameButtonRadius: ControlRadius,
		theme.SizeNameSelectionRadius: 4, theme.SizeNameCardRadius: CardRadius, theme.SizeNameDialogRadius: CardRadius,
		theme.SizeNamePopupRadius: ActionRadius, theme.SizeNameMenuRadius: ActionRadius,
		theme.SizeNameScrollBar: 10, theme.SizeNameScrollBarSmall: 4, theme.SizeNameScrollBarRadius: 5,
	}
}

func alpha(c color.NRGBA, a uint8) color.NRGBA { return color.NRGBA{R: c.R, G: c.G, B: c.B, A: a} }
