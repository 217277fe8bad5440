package theme

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

// again has the fonts small as at the program's beginning.
func again() {
	mendFonts()
	for _, r := range []*reserve{&letters, &pictures} {
		r.bring()
	}
	letters.fonts, letters.whole, pictures.fonts, pictures.whole = nil, nil, nil, nil
	letters.keep(fynetheme.DefaultTextFont(), regularLetters)
	letters.keep(fynetheme.DefaultTextBoldFont(), boldLetters)
	pictures.keep(fynetheme.DefaultEmojiFont(), fynetheme.DefaultSymbolFont().Content())
}

// TestRareLettersBringTheWholeFonts shows texts with what the small fonts don't have, and looks whether it is drawn.
func TestRareLettersBringTheWholeFonts(t *testing.T) {
	for text, want := range map[string]struct{ letters, pictures bool }{
		"Яма на дороге, 12 № «Школа» — ₴ Ștefan": {},
		"Γεια":               {letters: true},
		"спасибо \U0001f44d": {pictures: true},
		"Γεια \u2764\ufe0f":  {letters: true, pictures: true},
	} {
		again()
		a := test.NewTempApp(t)
		a.Settings().SetTheme(New(Light, Desk, 1))
		Shows("ничего особенного")
		if !letters.kept.Load() || !pictures.kept.Load() {
			t.Fatal("plain text takes all fonts")
		}
		Shows(text)
		if letters.kept.Load() == want.letters || pictures.kept.Load() == want.pictures {
			t.Errorf("%q: letters held back: %v, pictures: %v", text, letters.kept.Load(), pictures.kept.Load())
		}
		line := canvas.NewText(text, color.Black)
		line.TextSize = 24
		win := test.NewTempWindow(t, line)
		if got := colourful(win.Canvas().Capture()); got != want.pictures {
			t.Errorf("%q: colours drawn: %v", text, got)
		}
	}
}

// colourful says whether something in a picture is neither grey nor near it.
func colourful(img image.Image) bool {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if c.A > 200 && max(c.R, c.G, c.B)-min(c.R, c.G, c.B) > 60 {
				return true
			}
		}
	}
	return false
}
