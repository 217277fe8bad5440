package render

import (
	"fmt"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The faces, by the names that the style uses.
const (
	regular uint8 = iota
	medium
	bold
)

func faceNamed(name string) (uint8, bool) {
	n, ok := map[string]uint8{"regular": regular, "medium": medium, "bold": bold}[name]
	return n, ok
}

// face is a font with its glyphs' outlines, in its own units; size/unitsPerEm makes pixels of them.
type face struct {
	unitsPerEm float64
	ascent     float64 // of capitals
	xHeight    float64

	mu     sync.Mutex
	font   *sfnt.Font
	buffer sfnt.Buffer
	glyphs map[sfnt.GlyphIndex]*outline
	runes  map[rune][]sfnt.GlyphIndex
	kerns  map[[2]sfnt.GlyphIndex]float64
}

// outline is a glyph: closed lines, y downwards from the baseline.
type outline struct {
	index                  sfnt.GlyphIndex
	advance                float64
	lines                  [][][2]float64
	minX, minY, maxX, maxY float64
}

func loadFaces() ([]*face, error) {
	var all []*face
	for _, ttf := range [][]byte{regular: goregular.TTF, medium: gomedium.TTF, bold: gobold.TTF} {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("render: font: %w", err)
		}
		one := &face{font: f, unitsPerEm: float64(f.UnitsPerEm()), glyphs: map[sfnt.GlyphIndex]*outline{}, runes: map[rune][]sfnt.GlyphIndex{}, kerns: map[[2]sfnt.GlyphIndex]float64{}}
		metrics, err := f.Metrics(&one.buffer, one.ppem(), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("render: font: %w", err)
		}
		one.ascent, one.xHeight = float64(metrics.CapHeight), float64(metrics.XHeight)
		all = append(all, one)
	}
	return all, nil
}

// ppem makes sfnt answer in the font's own units.
func (f *face) ppem() fixed.Int26_6 { return fixed.Int26_6(f.unitsPerEm) }

// letter finds a rune's glyphs: its own, or its letter and marks if the font has only those, or the letter alone.
func (f *face) letter(r rune) []sfnt.GlyphIndex {
	if all, ok := f.runes[r]; ok {
		return all
	}
	var all []sfnt.GlyphIndex
	if g := f.has(r); g != 0 {
		all = append(all, g)
	} else {
		for i, part := range norm.NFD.String(string(r)) {
			switch other, ok := lookalike(r); {
			case i == 0 && ok && f.has(other) != 0:
				all = append(all, f.has(other))
			case i == 0 && f.has(part) != 0:
				all = append(all, f.has(part))
			}
		}
	}
	f.runes[r] = all
	return all
}

// lookalike is a letter that stands for one: Romanian has commas below, which old fonts only know as cedillas, and Ukrainian an
// apostrophe that is a letter.
func lookalike(r rune) (rune, bool) {
	other, ok := map[rune]rune{'\u0218': '\u015e', '\u0219': '\u015f', '\u021a': '\u0162', '\u021b': '\u0163', '\u02bc': '\u2019', '\u2011': '-', '\u2212': '-', '\u00a0': ' '}[r]
	return other, ok
}

func (f *face) has(r rune) sfnt.GlyphIndex {
	g, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	return g
}

func (f *face) outline(g sfnt.GlyphIndex) *outline {
	if o, ok := f.glyphs[g]; ok {
		return o
	}
	o := &outline{index: g}
	if advance, err := f.font.GlyphAdvance(&f.buffer, g, f.ppem(), font.HintingNone); err == nil {
		o.advance = float64(advance)
	}
	segments, err := f.font.LoadGlyph(&f.buffer, g, f.ppem(), nil)
	if err == nil {
		o.trace(segments)
	}
	f.glyphs[g] = o
	return o
}

// trace makes lines of a glyph's segments.
func (o *outline) trace(segments sfnt.Segments) {
	const chords = 4
	at := func(p fixed.Point26_6) [2]float64 { return [2]float64{float64(p.X), float64(p.Y)} }
	o.minX, o.minY, o.maxX, o.maxY = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(p [2]float64) {
		line := &o.lines[len(o.lines)-1]
		*line = append(*line, p)
		o.minX, o.minY, o.maxX, o.maxY = min(o.minX, p[0]), min(o.minY, p[1]), max(o.maxX, p[0]), max(o.maxY, p[1])
	}
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo {
			o.lines = append(o.lines, nil)
			add(at(s.Args[0]))
			continue
		}
		line := o.lines[len(o.lines)-1]
		from := line[len(line)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			add(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			for k := 1; k <= chords; k++ {
				add(quadratic(from, at(s.Args[0]), at(s.Args[1]), float64(k)/chords))
			}
		case sfnt.SegmentOpCubeTo:
			for k := 1; k <= chords; k++ {
				add(cubic(from, at(s.Args[0]), at(s.Args[1]), at(s.Args[2]), float64(k)/chords))
			}
		}
	}
	for i, line := range o.lines {
		if len(line) > 0 && line[0] != line[len(line)-1] {
			o.lines[i] = append(line, line[0])
		}
	}
}

// glyph is a letter of a set line, from the line's beginning, in pixels of a 256-pixel tile.
type glyph struct {
	*outline
	x float64
}

// set puts a text's letters side by side, with kerning, and says how wide it is.
func (f *face) set(text string, size float64) (line []glyph, width float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	scale := size / f.unitsPerEm
	var last sfnt.GlyphIndex
	for _, r := range norm.NFC.String(text) {
		for _, g := range f.letter(r) {
			if last != 0 {
				width += f.kern(last, g) * scale
			}
			o := f.outline(g)
			line = append(line, glyph{o, width})
			width += o.advance * scale
			last = g
		}
	}
	return line, width
}

func (f *face) kern(a, b sfnt.GlyphIndex) float64 {
	pair := [2]sfnt.GlyphIndex{a, b}
	if k, ok := f.kerns[pair]; ok {
		return k
	}
	k, err := f.font.Kern(&f.buffer, a, b, f.ppem(), font.HintingNone)
	if err != nil {
		k = 0
	}
	f.kerns[pair] = float64(k)
	return float64(k)
}
