package theme

import "image/color"

// Role is what a colour is for.
type Role uint8

// The roles, from the window's ground up. None draws nothing.
const (
	None       Role = iota
	Ground          // the window's grey
	Card            // sheets, entries and outlined buttons
	Sunken          // disabled fields, empty places
	Track           // what a bar, a segment or a count lies in
	Line            // hairlines
	Border          // outlines of fields and chips: at least 3:1 on Card
	Ink             // text: at least 12:1 on Card
	Muted           // labels and captions: at least 6:1 on Card
	Faint           // disabled text: at least 4.5:1 on Card
	Accent          // ground of the main action
	AccentOver      // the same under the pointer
	AccentDown      // the same while pressed
	OnAccent        // text and icons on Accent
	Link            // accent as text and icon
	LinkLine        // outline of an outlined button
	Tint            // ground of what is selected
	TintLine        // outline of a tinted sheet
	Hover           // ground of what is under the pointer
	Pressed         // ground of what is being pressed
	Focus           // ring around what has the keyboard: at least 3:1 on Card and Ground
	Danger          // text and icons of what went wrong
	DangerTint      // ground of a sheet that says so
	DangerLine      // and its outline
	Warning
	WarningTint
	WarningLine
	Success
	SuccessTint
	SuccessLine
	Veil   // beneath words that lie on a photo
	OnVeil // those words
	Shadow // of cards
	roles
)

// palette is one variant's colour for every role.
type palette [roles]color.NRGBA

func lightPalette() palette {
	p := palette{
		Ground: hex(0xF1F4F7), Card: hex(0xFFFFFF), Sunken: hex(0xF6F8FA), Line: hex(0xE2E7EC), Border: hex(0x8A95A1),
		Ink: hex(0x1A1A1A), Muted: hex(0x4A5560), Faint: hex(0x636E79),
		Accent: hex(0x0067A3), OnAccent: hex(0xFFFFFF), Link: hex(0x005E93), Tint: hex(0xE1EFF8), Focus: hex(0x0072B2),
		Danger: hex(0xB02E14), Warning: hex(0x7D5300), Success: hex(0x00694C), Shadow: {A: 14},
	}
	return p.derived(0.14)
}

func darkPalette() palette {
	p := palette{
		Ground: hex(0x12161B), Card: hex(0x1C2229), Sunken: hex(0x161B21), Line: hex(0x2E3741), Border: hex(0x74808D),
		Ink: hex(0xF3F3F3), Muted: hex(0xB6C0CB), Faint: hex(0x96A1AD),
		Accent: hex(0x1374B4), OnAccent: hex(0xFFFFFF), Link: hex(0x7CC4F2), Tint: hex(0x1B3A50), Focus: hex(0x7CC4F2),
		Danger: hex(0xFF9C86), Warning: hex(0xF0C36D), Success: hex(0x5FD3AE), Shadow: {A: 60},
	}
	return p.derived(0.2)
}

// starkPalette is for the sun and for weak eyes: everything that is read has at least 7:1, every outline 4.5:1.
func starkPalette() palette {
	p := palette{
		Ground: hex(0xFFFFFF), Card: hex(0xFFFFFF), Sunken: hex(0xF2F2F2), Line: hex(0x767676), Border: hex(0x333333),
		Ink: hex(0x000000), Muted: hex(0x1E1E1E), Faint: hex(0x454545),
		Accent: hex(0x003F6B), OnAccent: hex(0xFFFFFF), Link: hex(0x003C66), Tint: hex(0xD9ECFA), Focus: hex(0x003F6B),
		Danger: hex(0x7F1200), Warning: hex(0x543300), Success: hex(0x00432F), Shadow: {A: 0},
	}
	return p.derived(0.1).stark()
}

// starkDarkPalette is the same by night.
func starkDarkPalette() palette {
	p := palette{
		Ground: hex(0x000000), Card: hex(0x000000), Sunken: hex(0x0B0E11), Line: hex(0x8A8A8A), Border: hex(0xD0D0D0),
		Ink: hex(0xFFFFFF), Muted: hex(0xE6E6E6), Faint: hex(0xC2C2C2),
		Accent: hex(0x9BD5FF), OnAccent: hex(0x000000), Link: hex(0x9BD5FF), Tint: hex(0x06283F), Focus: hex(0xFFE066),
		Danger: hex(0xFFB4A3), Warning: hex(0xFFD37A), Success: hex(0x7DEBC4), Shadow: {A: 0},
	}
	return p.derived(0.16).stark()
}

// stark is after derived: outlines are whole colours, and what is pressed stays light on a dark ground.
func (p palette) stark() palette {
	p[LinkLine], p[TintLine] = p[Link], p[Link]
	p[DangerLine], p[WarningLine], p[SuccessLine] = p[Danger], p[Warning], p[Success]
	p[Veil] = color.NRGBA{A: 225}
	return p
}

// The hues of statuses and kinds: Okabe and Ito's, that people with any colour vision can tell apart.
func grey() color.NRGBA   { return hex(0x4A5560) }
func blue() color.NRGBA   { return hex(0x0072B2) }
func orange() color.NRGBA { return hex(0xE69F00) }
func green() color.NRGBA  { return hex(0x009E73) }
func red() color.NRGBA    { return hex(0xC8381A) }
func pink() color.NRGBA   { return hex(0xCC79A7) }

// derived fills in the roles that are mixtures; tint is the share of a hue in a sheet's ground.
func (p palette) derived(tint float32) palette {
	p[Track] = Mix(p[Border], p[Card], 0.2)
	p[AccentOver] = Mix(hex(0x000000), p[Accent], 0.1)
	p[AccentDown] = Mix(hex(0x000000), p[Accent], 0.24)
	p[LinkLine] = Mix(p[Link], p[Card], 0.45)
	p[TintLine] = Mix(p[Link], p[Card], 0.3)
	p[Hover] = Mix(p[Link], p[Card], 0.07)
	p[Pressed] = Mix(p[Link], p[Card], 0.16)
	p[DangerTint], p[DangerLine] = Mix(red(), p[Card], tint), Mix(red(), p[Card], 0.5)
	p[WarningTint], p[WarningLine] = Mix(orange(), p[Card], tint), Mix(orange(), p[Card], 0.55)
	p[SuccessTint], p[SuccessLine] = Mix(green(), p[Card], tint), Mix(green(), p[Card], 0.5)
	p[Veil], p[OnVeil] = color.NRGBA{A: 170}, hex(0xFFFFFF)
	return p
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// Mix lays a share (0 to 1) of a over b; both are opaque. Tints made so keep their hue on a white and on a dark card.
func Mix(a, b color.NRGBA, share float32) color.NRGBA {
	blend := func(x, y uint8) uint8 { return uint8(float32(x)*share + float32(y)*(1-share) + 0.5) }
	return color.NRGBA{R: blend(a.R, b.R), G: blend(a.G, b.G), B: blend(a.B, b.B), A: 255}
}
