package theme_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	fynetheme "fyne.io/fyne/v2/theme"

	"priyom/app/theme"
)

// luminance and contrast are WCAG 2.2's relative luminance and contrast ratio (1 to 21).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	black, white := color.NRGBA{A: 255}, color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	if got := contrast(black, white); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white is %.3f, want 21", got)
	}
	if got := contrast(color.NRGBA{R: 0x76, G: 0x76, B: 0x76, A: 255}, white); math.Abs(got-4.54) > 0.01 {
		t.Errorf("#767676 on white is %.3f, want the well-known 4.54", got)
	}
}

func eachVariant(t *testing.T, f func(t *testing.T, look *theme.Theme)) {
	for name, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark, "stark": theme.Stark, "stark dark": theme.StarkDark} {
		t.Run(name, func(t *testing.T) { f(t, theme.New(v, theme.Desk, 1)) })
	}
}

func TestRolesContrast(t *testing.T) {
	grounds := []theme.Role{theme.Card, theme.Ground, theme.Sunken, theme.Tint}
	pairs := []struct {
		text  theme.Role
		on    []theme.Role
		least float64
	}{
		{theme.Ink, []theme.Role{theme.Card, theme.Ground, theme.Sunken}, 12},
		{theme.Ink, []theme.Role{theme.Tint, theme.Track, theme.Hover, theme.Pressed, theme.DangerTint, theme.WarningTint, theme.SuccessTint}, 7},
		{theme.Muted, []theme.Role{theme.Card, theme.Ground, theme.Sunken}, 6},
		{theme.Muted, []theme.Role{theme.Tint, theme.Track, theme.Hover, theme.Pressed, theme.DangerTint, theme.WarningTint, theme.SuccessTint}, 4.5},
		{theme.Faint, []theme.Role{theme.Card, theme.Ground, theme.Sunken}, 4.5},
		{theme.Link, append(grounds, theme.Hover, theme.Pressed, theme.Track), 4.5},
		{theme.OnAccent, []theme.Role{theme.Accent, theme.AccentOver, theme.AccentDown}, 4.5},
		{theme.Danger, append(grounds, theme.DangerTint), 4.5},
		{theme.Warning, append(grounds, theme.WarningTint), 4.5},
		{theme.Success, append(grounds, theme.SuccessTint), 4.5},
		{theme.Border, []theme.Role{theme.Card}, 3},
		{theme.Focus, grounds, 3},
		{theme.Accent, []theme.Role{theme.Card, theme.Ground}, 3},
	}
	eachVariant(t, func(t *testing.T, look *theme.Theme) {
		for _, p := range pairs {
			for _, ground := range p.on {
				if got := contrast(look.Of(p.text), look.Of(ground)); got < p.least {
					t.Errorf("role %d on role %d is %.2f, want %.1f", p.text, ground, got, p.least)
				}
			}
		}
		if got := contrast(look.Of(theme.OnVeil), over(look.Of(theme.Veil), color.NRGBA{R: 255, G: 255, B: 255, A: 255})); got < 4.5 {
			t.Errorf("words on the whitest photo are %.2f", got)
		}
	})
}

// The stark variants are for the sun and for weak eyes: whatever is read has the contrast of WCAG's level AAA, and what has an
// outline has a thick one that is seen.
func TestStarkContrast(t *testing.T) {
	read := []theme.Role{theme.Ink, theme.Muted, theme.Faint, theme.Link, theme.Danger, theme.Warning, theme.Success}
	grounds := []theme.Role{theme.Card, theme.Ground, theme.Sunken, theme.Tint, theme.Hover}
	seen := []theme.Role{theme.Border, theme.LinkLine, theme.TintLine, theme.DangerLine, theme.WarningLine, theme.SuccessLine, theme.Focus}
	for _, v := range []theme.Variant{theme.Stark, theme.StarkDark} {
		look := theme.New(v, theme.Touch, 1)
		for _, ink := range read {
			for _, ground := range grounds {
				if got := contrast(look.Of(ink), look.Of(ground)); got < 7 {
					t.Errorf("variant %d: role %d on role %d is %.2f", v, ink, ground, got)
				}
			}
		}
		for _, ground := range []theme.Role{theme.Accent, theme.AccentOver, theme.AccentDown} {
			if got := contrast(look.Of(theme.OnAccent), look.Of(ground)); got < 7 {
				t.Errorf("variant %d: words on role %d are %.2f", v, ground, got)
			}
		}
		for _, line := range seen {
			if got := contrast(look.Of(line), look.Of(theme.Card)); got < 4.5 {
				t.Errorf("variant %d: the outline of role %d is %.2f", v, line, got)
			}
		}
		if look.Outline() <= theme.New(theme.Light, theme.Touch, 1).Outline() {
			t.Errorf("variant %d has thin outlines", v)
		}
		for _, s := range statuses() {
			ground, _ := look.Chip(theme.StatusLook(s).Hue)
			if got := contrast(look.Of(theme.Ink), ground); got < 7 {
				t.Errorf("variant %d: ink on %s's chip is %.2f", v, s, got)
			}
		}
	}
}

// Every status can be read in its chip and its tile, and no two that differ in meaning look the same.
func TestStatusContrast(t *testing.T) {
	eachVariant(t, func(t *testing.T, look *theme.Theme) {
		for _, s := range append(statuses(), "a-status-of-tomorrow") {
			hue := theme.StatusLook(s).Hue
			ground, outline := look.Chip(hue)
			if got := contrast(look.Of(theme.Ink), ground); got < 4.5 {
				t.Errorf("ink on %s's chip is %.2f", s, got)
			}
			if ground == outline {
				t.Errorf("%s's chip has no outline", s)
			}
			if ground, icon := look.Tile(hue); contrast(icon, ground) < 3 {
				t.Errorf("the icon on %s's tile is %.2f", s, contrast(icon, ground))
			}
		}
	})
}

// What Fyne's own widgets draw must be readable too: dialogs, menus and entries are theirs.
func TestFyneContrast(t *testing.T) {
	texts := map[string][]string{
		"foreground":  {"background", "inputBackground", "menuBackground", "overlayBackground", "headerBackground", "button", "focus", "selection", "hover", "pressed"},
		"placeholder": {"inputBackground", "background"}, "disabled": {"inputBackground", "background", "disabledButton"},
		"hyperlink": {"background", "overlayBackground"}, "primary": {"background", "overlayBackground", "inputBackground"},
		"error": {"background", "overlayBackground"}, "warning": {"background", "overlayBackground"}, "success": {"background", "overlayBackground"},
		"foregroundOnPrimary": {"primary"}, "foregroundOnError": {"error"}, "foregroundOnWarning": {"warning"}, "foregroundOnSuccess": {"success"},
	}
	eachVariant(t, func(t *testing.T, look *theme.Theme) {
		card := look.Of(theme.Card)
		for text, grounds := range texts {
			for _, ground := range grounds {
				ink := look.Color(fyneName(text), fynetheme.VariantLight).(color.NRGBA)
				under := over(look.Color(fyneName(ground), fynetheme.VariantLight).(color.NRGBA), card)
				if got := contrast(ink, under); got < 4.5 {
					t.Errorf("Fyne's %s on %s is %.2f", text, ground, got)
				}
			}
		}
		if got := contrast(look.Color("inputBorder", 0).(color.NRGBA), card); got < 3 {
			t.Errorf("an entry's outline is %.2f", got)
		}
	})
}

// over lays a translucent colour on an opaque one.
func over(c, ground color.NRGBA) color.NRGBA {
	share := float32(c.A) / 255
	return theme.Mix(color.NRGBA{R: c.R, G: c.G, B: c.B, A: 255}, ground, share)
}

func ExampleMix() {
	white, blue := color.NRGBA{R: 255, G: 255, B: 255, A: 255}, color.NRGBA{B: 255, A: 255}
	fmt.Println(theme.Mix(blue, white, 0.2))
	// Output: {204 204 255 255}
}
