package theme_test

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
	"priyom/assets/icons"
	"priyom/civic"
)

func fyneName(s string) fyne.ThemeColorName { return fyne.ThemeColorName(s) }

func statuses() []theme.Status {
	return []theme.Status{
		theme.StatusDraft, theme.StatusQueued, theme.StatusNew, theme.StatusDelivered, theme.StatusModeration,
		theme.StatusAssigned, theme.StatusInWork, theme.StatusSolved, theme.StatusConfirmed, theme.StatusRated, theme.StatusClosed,
		theme.StatusOverdue, theme.StatusReturned, theme.StatusRejected, theme.StatusWithdrawn, theme.StatusDuplicate, theme.StatusQuarantined,
		theme.StatusCaptured, theme.StatusMerged, theme.StatusRework, theme.StatusArbitration, theme.StatusAppealed,
	}
}

func TestStatusLooksHaveIcons(t *testing.T) {
	neutral := theme.StatusLook("a-status-of-tomorrow")
	all := statuses()
	for _, s := range civic.Statuses() {
		all = append(all, theme.Status(s))
	}
	for _, s := range all {
		look := theme.StatusLook(s)
		if !slices.Contains(icons.Names(), look.Icon) {
			t.Errorf("%s has no icon: %q", s, look.Icon)
		}
		if look == neutral {
			t.Errorf("%s has no look of its own", s)
		}
	}
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		density       theme.Density
		scale         float32
		body, control float32
	}{
		{theme.Desk, 1, 15, 40},
		{theme.Desk, 1.25, 19, 50},
		{theme.Desk, 1.5, 23, 60},
		{theme.Touch, 1, 16, 48},
		{theme.Touch, 1.5, 24, 72},
		{theme.Desk, 0.2, 15, 40},
		{theme.Desk, 9, 23, 60}, // kept within bounds
	} {
		look := theme.New(theme.Light, c.density, c.scale)
		if look.Text(theme.Body) != c.body || look.Control() != c.control {
			t.Errorf("density %d at %v: body %v, control %v; want %v, %v", c.density, c.scale, look.Text(theme.Body), look.Control(), c.body, c.control)
		}
		if look.Text(theme.Caption) >= look.Text(theme.Body) || look.Text(theme.Title) <= look.Text(theme.Heading) {
			t.Error("steps are out of order")
		}
	}
}

// Fyne's entry is dressed to be exactly one control high, so that it lines up with our buttons.
func TestEntryIsOneControlHigh(t *testing.T) {
	for _, d := range []theme.Density{theme.Desk, theme.Touch} {
		for _, scale := range []float32{1, 1.25, 1.5} {
			look := theme.New(theme.Light, d, scale)
			test.NewTempApp(t).Settings().SetTheme(look)
			if got := widget.NewEntry().MinSize().Height; math.Abs(float64(got-look.Control())) > 0.75 {
				t.Errorf("density %d at %v: an entry is %v high, a control %v", d, scale, got, look.Control())
			}
		}
	}
}

func TestCurrentFollowsTheApp(t *testing.T) {
	app := test.NewTempApp(t)
	if c := theme.Current(); c.Variant() != theme.Light || c.Density() != theme.Desk {
		t.Error("without our theme the look isn't light and for the desk")
	}
	app.Settings().SetTheme(theme.New(theme.Dark, theme.Touch, 1.25))
	if c := theme.Current(); c.Variant() != theme.Dark || c.Density() != theme.Touch || c.Scale() != 1.25 {
		t.Errorf("the app's look was not taken: %v %v %v", c.Variant(), c.Density(), c.Scale())
	}
	if theme.Color(theme.Ink) != theme.Current().Of(theme.Ink) || theme.Control() != 60 || theme.Scaled(20) != 25 || theme.Text(theme.Body) != 20 {
		t.Error("the short forms disagree with the look")
	}
}

// Every name Fyne knows must be ours: a new one would bring back a colour nobody has checked.
func TestAllFyneColoursAreOurs(t *testing.T) {
	look := theme.New(theme.Dark, theme.Desk, 1)
	light := theme.New(theme.Light, theme.Desk, 1)
	for _, name := range []fyne.ThemeColorName{
		fynetheme.ColorNameBackground, fynetheme.ColorNameButton, fynetheme.ColorNameDisabledButton, fynetheme.ColorNameDisabled,
		fynetheme.ColorNameError, fynetheme.ColorNameFocus, fynetheme.ColorNameForeground, fynetheme.ColorNameHeaderBackground,
		fynetheme.ColorNameHyperlink, fynetheme.ColorNameInputBackground, fynetheme.ColorNameInputBorder,
		fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground, fynetheme.ColorNamePlaceHolder,
		fynetheme.ColorNamePrimary, fynetheme.ColorNameSelection, fynetheme.ColorNameSeparator, fynetheme.ColorNameSuccess,
		fynetheme.ColorNameWarning,
	} {
		if look.Color(name, fynetheme.VariantLight) != look.Color(name, fynetheme.VariantDark) {
			t.Errorf("%s follows the system's variant, not the look's", name)
		}
		if look.Color(name, 0) == light.Color(name, 0) {
			t.Errorf("%s is the same by day and by night", name)
		}
	}
}

func TestGlyph(t *testing.T) {
	look := theme.New(theme.Light, theme.Desk, 1)
	red := color.NRGBA{R: 200, A: 255}
	first := look.Glyph("check", red, 20, 40)
	if first.Bounds().Dx() != 40 || ink(first) == 0 {
		t.Fatalf("a glyph of %v with %d inked pixels", first.Bounds(), ink(first))
	}
	if look.Glyph("check", red, 20, 40) != first {
		t.Error("drawn again instead of kept")
	}
	if look.Glyph("check", color.NRGBA{B: 200, A: 255}, 20, 40) == first {
		t.Error("another colour gave the same picture")
	}
	if ink(look.Glyph("no-such-icon", red, 20, 20)) != 0 {
		t.Error("an unknown icon is not empty")
	}
	if b := look.Glyph("check", red, 0, 0).Bounds(); b.Empty() {
		t.Error("no room gave no picture")
	}
	// The same icon on a screen of twice the scale has twice the stroke: four times the ink.
	once, twice := ink(look.Glyph("circle-check", red, 20, 20)), ink(look.Glyph("circle-check", red, 20, 40))
	if ratio := float64(twice) / float64(once); ratio < 3.2 || ratio > 4.8 {
		t.Errorf("at twice the scale the ink is %.1f times as much, want about 4", ratio)
	}
}

func ink(picture image.Image) (pixels int) {
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if _, _, _, a := picture.At(x, y).RGBA(); a > 0x7FFF {
				pixels++
			}
		}
	}
	return pixels
}
