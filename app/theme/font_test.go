package theme

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// TestLettersAreWhatTheyAre shapes every letter as Fyne does: it must come out as the glyph that the font names for it.
func TestLettersAreWhatTheyAre(t *testing.T) {
	letters := "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїabcdefghijklmnopqrstuvwxyz"
	letters += strings.ToUpper(letters) + "0123456789№«»—–…’·"
	look := New(Light, Desk, 1)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
		face, err := font.ParseTTF(bytes.NewReader(look.Font(style).Content()))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range letters {
			named, ok := face.NominalGlyph(r)
			if !ok {
				t.Errorf("%v: no %c", style, r)
				continue
			}
			shaped := (&shaping.HarfbuzzShaper{}).Shape(shaping.Input{
				Text: []rune{r}, RunEnd: 1, Direction: di.DirectionLTR, Face: face, Size: fixed.I(15), Script: language.LookupScript(r), Language: "uk",
			})
			if len(shaped.Glyphs) != 1 || shaped.Glyphs[0].GlyphID != named {
				t.Errorf("%v: %c is drawn as %v, not as %d", style, r, shaped.Glyphs, named)
			}
		}
	}
}

func TestSpoiltFontStaysAsItIs(t *testing.T) {
	for _, raw := range [][]byte{nil, []byte("OTTO"), append([]byte("\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"), "GSU"...)} {
		if got := withoutSubstitutions(raw); !bytes.Equal(got, raw) {
			t.Errorf("%q became %q", raw, got)
		}
	}
}
