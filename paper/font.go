package paper

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is a typeface: Liberation, which offices know by the widths of Arial and Times, with ru and uk.
type Face uint8

// The faces.
const (
	Sans Face = iota
	SansBold
	Serif // letters and appeals
	SerifBold
	faceCount
)

// bold is the heavier face of the same family.
func (f Face) bold() Face { return f | 1 }

// family and style are the face's name in a PDF.
func (f Face) family() (family, style string) {
	family = "sans"
	if f >= Serif {
		family = "serif"
	}
	if f&1 == 1 {
		style = "B"
	}
	return family, style
}

func (f Face) file() []byte {
	switch f {
	case SansBold:
		return liberationsansbold.TTF
	case Serif:
		return liberationserifregular.TTF
	case SerifBold:
		return liberationserifbold.TTF
	default:
		return liberationsansregular.TTF
	}
}

// lacking stands for a letter that the typeface doesn't have.
const lacking = '\u25a1'

// metrics measures text in the unhinted units of the typefaces, which are the same in a PDF and in a picture.
type metrics struct {
	fonts  [faceCount]*sfnt.Font
	widths [faceCount]map[rune]float64 // in ems; a letter that isn't there is absent
	buf    sfnt.Buffer
}

func newMetrics() *metrics {
	m := &metrics{}
	for f := range faceCount {
		parsed, err := opentype.Parse(f.file())
		if err != nil {
			panic(fmt.Sprintf("paper: an embedded typeface: %v", err)) // a broken build
		}
		m.fonts[f], m.widths[f] = parsed, map[rune]float64{}
	}
	return m
}

// width is a letter's in ems.
func (m *metrics) width(f Face, r rune) (float64, bool) {
	if w, known := m.widths[f][r]; known {
		return w, w >= 0
	}
	w, upem := -1.0, m.fonts[f].UnitsPerEm()
	if index, err := m.fonts[f].GlyphIndex(&m.buf, r); err == nil && index != 0 && r <= 0xFFFF { // beyond it, the PDF library has no widths
		if a, err := m.fonts[f].GlyphAdvance(&m.buf, index, fixed.Int26_6(upem)<<6, font.HintingNone); err == nil {
			w = float64(a) / 64 / float64(upem)
		}
	}
	m.widths[f][r] = w
	return w, w >= 0
}

// measure is the width of a cleaned text.
func (m *metrics) measure(f Face, size Points, text string) Mm {
	ems := 0.0
	for _, r := range text {
		w, _ := m.width(f, r)
		ems += max(w, 0)
	}
	return Mm(ems) * size.mm()
}

// clean leaves what can be printed: a tab is a space, other controls and marks without a shape go, and a letter that the
// typeface lacks becomes a box, seen and not lost silently.
func (m *metrics) clean(f Face, text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		if _, ok := m.width(f, r); !ok {
			return lacking
		}
		return r
	}, text)
}
