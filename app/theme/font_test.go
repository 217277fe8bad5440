package theme

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

func face(t *testing.T, raw []byte) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func shape(f *font.Face, text string) shaping.Output {
	runes := []rune(text)
	return (&shaping.HarfbuzzShaper{}).Shape(shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: f, Size: fixed.I(15), Script: language.LookupScript(runes[0]), Language: "uk",
	})
}

// TestLettersAreWhatTheyAre shapes every letter as Fyne does: it must come out as the glyph that the font names for it.
func TestLettersAreWhatTheyAre(t *testing.T) {
	letters := "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїabcdefghijklmnopqrstuvwxyz"
	letters += strings.ToUpper(letters) + "0123456789№«»—–…’·"
	look := New(Light, Desk, 1)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
		f := face(t, look.Font(style).Content())
		for _, r := range letters {
			named, ok := f.NominalGlyph(r)
			if !ok {
				t.Errorf("%v: no %c", style, r)
				continue
			}
			if shaped := shape(f, string(r)); len(shaped.Glyphs) != 1 || shaped.Glyphs[0].GlyphID != named {
				t.Errorf("%v: %c is drawn as %v, not as %d", style, r, shaped.Glyphs, named)
			}
		}
	}
}

// TestSmallFontsAreFynes holds that the fonts that the program begins with have every plain letter of Fyne's, as wide and with the same outline.
// If it fails after Fyne was renewed: scripts/fonts.sh.
func TestSmallFontsAreFynes(t *testing.T) {
	New(Light, Desk, 1).Font(fyne.TextStyle{})
	letters.bring()
	for i, small := range [][]byte{regularLetters, boldLetters} {
		ours, whole := face(t, small), face(t, []fyne.Resource{fynetheme.DefaultTextFont(), fynetheme.DefaultTextBoldFont()}[i].Content())
		if ours.Upem() != whole.Upem() {
			t.Errorf("%d units, not %d", ours.Upem(), whole.Upem())
		}
		for r := range rune(0x2300) {
			theirs, ok := whole.NominalGlyph(r)
			if r < ' ' || !plain(r) || !ok {
				continue
			}
			mine, ok := ours.NominalGlyph(r)
			if !ok {
				t.Fatalf("no %c (%U)", r, r)
			}
			if a, b := ours.HorizontalAdvance(mine), whole.HorizontalAdvance(theirs); a != b {
				t.Errorf("%c is %v wide, not %v", r, a, b)
			}
			if a, b := outline(ours, mine), outline(whole, theirs); a != b {
				t.Errorf("%c looks otherwise", r)
			}
		}
	}
}

func outline(f *font.Face, glyph font.GID) string {
	o, _ := f.GlyphData(glyph).(font.GlyphOutline)
	var s strings.Builder
	for _, part := range o.Segments {
		s.WriteByte(byte(part.Op))
		for _, p := range part.Args {
			s.WriteString(fixed.Int26_6(p.X * 64).String())
			s.WriteString(fixed.Int26_6(p.Y * 64).String())
		}
	}
	return s.String()
}

func TestSpoiltFontStaysAsItIs(t *testing.T) {
	for _, raw := range [][]byte{nil, []byte("OTTO"), append([]byte("\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"), "GSU"...)} {
		got := bytes.Clone(raw)
		if hideSubstitutions(got); !bytes.Equal(got, raw) {
			t.Errorf("%q became %q", raw, got)
		}
	}
}
