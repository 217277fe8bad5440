package theme

import (
	"image/color"
	"math"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Variant is the light or the dark look, each also for those who need every edge, or stand in the sun.
type Variant uint8

// The variants.
const (
	Light Variant = iota
	Dark
	Stark     // light, with the strongest contrasts and thicker outlines
	StarkDark // likewise, dark
)

// Dark says whether the ground is dark.
func (v Variant) Dark() bool { return v == Dark || v == StarkDark }

// Stark says whether contrasts and outlines are the strongest.
func (v Variant) Stark() bool { return v == Stark || v == StarkDark }

// palette is the variant's colours.
func (v Variant) palette() palette {
	switch v {
	case Dark:
		return darkPalette()
	case Stark:
		return starkPalette()
	case StarkDark:
		return starkDarkPalette()
	case Light:
	}
	return lightPalette()
}

// Theme is one look of the app. It never changes: another variant or text size is another Theme, set on the app.
type Theme struct {
	variant Variant
	density Density
	scale   float32
	colours palette
	fynes   map[fyne.ThemeColorName]color.Color
	sizes   map[fyne.ThemeSizeName]float32

	mu     sync.Mutex
	glyphs map[glyphKey]*glyph
}

var _ fyne.Theme = (*Theme)(nil)

// New makes a look. Scale is the user's text size: 1 is 100 %; it is kept between MinScale and MaxScale.
func New(v Variant, d Density, scale float32) *Theme {
	t := &Theme{variant: v, density: d, scale: min(max(scale, MinScale), MaxScale), glyphs: map[glyphKey]*glyph{}}
	t.colours = v.palette()
	t.fynes, t.sizes = t.fyneColours(), t.fyneSizes()
	return t
}

// Variant is the look's variant.
func (t *Theme) Variant() Variant { return t.variant }

// Density is the look's density.
func (t *Theme) Density() Density { return t.density }

// Scale is the user's text size, 1 to 1.5.
func (t *Theme) Scale() float32 { return t.scale }

// Of returns the colour of a role.
func (t *Theme) Of(r Role) color.NRGBA {
	if r >= roles {
		return color.NRGBA{}
	}
	return t.colours[r]
}

// Text returns the size of text at a step, in whole pixels: Fyne measures text at whole sizes only.
func (t *Theme) Text(s Step) float32 { return t.Scaled(t.density.body() + float32(s)) }

// Scaled returns a length that grows with the text, such as an icon's side, in whole pixels.
func (t *Theme) Scaled(length float32) float32 {
	return float32(math.Round(float64(length * t.scale)))
}

// Outline is the width of the line around what has one, in pixels.
func (t *Theme) Outline() float32 {
	if t.variant.Stark() {
		return 2
	}
	return 1
}

// Control is the least height of everything that can be tapped, in pixels.
func (t *Theme) Control() float32 { return t.Scaled(t.density.control()) }

// Color implements fyne.Theme for Fyne's own widgets. The variant is ours, whatever the system prefers.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.fynes[name]; ok {
		return c
	}
	variant := fynetheme.VariantLight
	if t.variant.Dark() {
		variant = fynetheme.VariantDark
	}
	return fynetheme.DefaultTheme().Color(name, variant)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := t.sizes[name]; ok {
		return size
	}
	return fynetheme.DefaultTheme().Size(name)
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}
