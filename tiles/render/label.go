package render

import (
	"strings"
	"unicode/utf8"

	"priyom/tiles/pack"
)

// box is a rectangle in 1/256 pixels of 256-pixel tiles, from a block's corner.
type box struct{ minX, minY, maxX, maxY sub }

func (b box) meets(o box) bool {
	return b.minX < o.maxX && o.minX < b.maxX && b.minY < o.maxY && o.minY < b.maxY
}

func (b box) within(o box) bool {
	return b.minX >= o.minX && b.minY >= o.minY && b.maxX <= o.maxX && b.maxY <= o.maxY
}

func (b box) join(o box) box {
	return box{min(b.minX, o.minX), min(b.minY, o.minY), max(b.maxX, o.maxX), max(b.maxY, o.maxY)}
}

func (b box) move(p place) box { return box{b.minX + p.x, b.minY + p.y, b.maxX + p.x, b.maxY + p.y} }

func around(boxes []box) box {
	whole := boxes[0]
	for _, b := range boxes[1:] {
		whole = whole.join(b)
	}
	return whole
}

// px is a length in pixels as boxes have it.
func px(v float64) sub { return sub(v * float64(one)) }

// candidate is a label that may be placed.
type candidate struct {
	plan  *labelPlan
	class pack.Class
	rank  uint8
	text  string
	at    place // its point, from the block's corner
	ways  []setting

	track  []place // of a label along a line: the line,
	middle float64 // and how far along it the label's middle is
	slack  float64 // and how much further it may be, either way
}

// setting is one way to set a candidate.
type setting struct {
	lines []textLine
	curve []curved
	boxes []box // what it takes up
}

// says is whether there is text in it, and not only an icon.
func (s *setting) says() bool { return len(s.lines) > 0 || len(s.curve) > 0 }

// textLine is a line of text; x and y are where its baseline begins, from the label's point.
type textLine struct {
	glyphs []glyph
	size   float64
	x, y   sub
}

// curved is a letter on a line: its origin from the label's point, and which way the baseline goes.
type curved struct {
	*outline
	x, y     sub
	cos, sin float64
}

// label is a placed one.
type label struct {
	setting
	plan  *labelPlan
	at    place
	text  string
	whole box
}

// The widths, in pixels, at which texts are broken, and the width to which a settlement's is shrunk.
const (
	wrapAt      = 96
	widestPlace = 2 * placeReach
)

// wrap breaks a text at spaces and hyphens into at most three lines of about equal length.
func wrap(text string, width float64) []string {
	lines := min(3, int(width/wrapAt)+1)
	if lines == 1 {
		return []string{text}
	}
	target := (utf8.RuneCountInString(text) + lines - 1) / lines
	var all []string
	var now strings.Builder
	for _, word := range breakable(text) {
		have, more := utf8.RuneCountInString(now.String()), utf8.RuneCountInString(strings.TrimSpace(word))
		// A word goes where it makes the line's length less wrong.
		if have > 0 && len(all) < lines-1 && have+more-target > target-have {
			all = append(all, strings.TrimSpace(now.String()))
			now.Reset()
		}
		now.WriteString(word)
	}
	return append(all, strings.TrimSpace(now.String()))
}

// breakable cuts a text after each space and hyphen.
func breakable(text string) []string {
	var all []string
	for len(text) > 0 {
		i := strings.IndexAny(text, " -")
		if i < 0 {
			return append(all, text)
		}
		all = append(all, text[:i+1])
		text = text[i+1:]
	}
	return all
}

// paragraph is a text set in lines, centred about x = 0, its first line's capitals beginning at y = 0.
type paragraph struct {
	lines         []textLine
	boxes         []box
	width, height float64
}

func (r *Renderer) paragraph(p *labelPlan, text string, size float64, wrapped bool) paragraph {
	f := r.faces[p.face]
	_, width := f.set(text, size)
	parts := []string{text}
	if wrapped {
		parts = wrap(text, width)
	}
	var out paragraph
	capitals, leading := f.ascent/f.unitsPerEm*size, size*1.12
	halo := p.HaloWidth
	for i, part := range parts {
		glyphs, width := f.set(part, size)
		base := capitals + float64(i)*leading
		out.lines = append(out.lines, textLine{glyphs, size, px(-width / 2), px(base)})
		out.boxes = append(out.boxes, box{px(-width/2 - halo - 1), px(base - capitals - halo - 0.5), px(width/2 + halo + 1), px(base + size*0.22 + halo)})
		out.width = max(out.width, width)
	}
	out.height = capitals + float64(len(parts)-1)*leading
	return out
}

// moved is the paragraph elsewhere.
func (p paragraph) moved(x, y float64) (lines []textLine, boxes []box) {
	by := place{px(x), px(y)}
	for _, l := range p.lines {
		lines = append(lines, textLine{l.glyphs, l.size, l.x + by.x, l.y + by.y})
	}
	for _, b := range p.boxes {
		boxes = append(boxes, b.move(by))
	}
	return lines, boxes
}
