package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Paragraph is text that wraps to the width it gets. It never asks for a width: a word that is too long is broken.
type Paragraph struct {
	widget.BaseWidget
	text  string
	role  theme.Role
	step  theme.Step
	bold  bool
	align fyne.TextAlign
	most  int // lines; 0 is any number

	lines wrapped
	em    measured
}

// wrapped is the outcome of one wrapping, kept because Fyne asks for sizes at every frame.
type wrapped struct {
	text        string
	width, size float32
	bold        bool
	most        int
	lines       []string
}

// NewParagraph makes running text that wraps.
func NewParagraph(s string) *Paragraph {
	theme.Shows(s)
	p := &Paragraph{text: s, role: theme.Ink}
	p.ExtendBaseWidget(p)
	return p
}

// NewHint makes a small muted paragraph.
func NewHint(s string) *Paragraph { return NewParagraph(s).In(theme.Muted).Step(theme.Caption) }

// In colours the text; for use while building.
func (p *Paragraph) In(r theme.Role) *Paragraph { p.role = r; return p }

// Step sizes the text; for use while building.
func (p *Paragraph) Step(s theme.Step) *Paragraph { p.step = s; return p }

// Bold makes the text bold; for use while building.
func (p *Paragraph) Bold() *Paragraph { p.bold = true; return p }

// Align sets where the lines stand; for use while building.
func (p *Paragraph) Align(a fyne.TextAlign) *Paragraph { p.align = a; return p }

// MaxLines cuts the text after so many lines with an ellipsis.
func (p *Paragraph) MaxLines(n int) *Paragraph { p.most = n; return p }

// Text returns the whole text.
func (p *Paragraph) Text() string { return p.text }

// SetText changes the text.
func (p *Paragraph) SetText(s string) {
	if p.text != s {
		theme.Shows(s)
		p.text = s
		p.Refresh()
		Settle(p)
	}
}

// SetRole changes the colour.
func (p *Paragraph) SetRole(r theme.Role) {
	if p.role != r {
		p.role = r
		p.Refresh()
	}
}

// HeightFor implements Tall.
func (p *Paragraph) HeightFor(width float32) float32 {
	return float32(len(p.wrap(width))) * p.lineHeight()
}

func (p *Paragraph) naturalWidth() (width float32) {
	for line := range strings.SplitSeq(p.text, "\n") {
		width = max(width, fyne.MeasureText(line, theme.Text(p.step), fyne.TextStyle{Bold: p.bold}).Width)
	}
	return width
}

func (p *Paragraph) widestWord() (width float32) {
	for word := range strings.FieldsSeq(p.text) {
		width = max(width, fyne.MeasureText(word, theme.Text(p.step), fyne.TextStyle{Bold: p.bold}).Width)
	}
	return width
}

// lineHeight is a little more than the text's, for ease of reading.
func (p *Paragraph) lineHeight() float32 {
	return p.em.of("M", p.step, p.bold).Height + 2
}

func (p *Paragraph) wrap(width float32) []string {
	key := wrapped{text: p.text, width: width, size: theme.Text(p.step), bold: p.bold, most: p.most}
	if l := p.lines; l.text != key.text || l.width != key.width || l.size != key.size || l.bold != key.bold || l.most != key.most || l.lines == nil {
		key.lines = wrap(key.text, key.width, key.size, fyne.TextStyle{Bold: key.bold}, key.most)
		p.lines = key
	}
	return p.lines.lines
}

// MinSize implements fyne.CanvasObject: no width to speak of, and the height at the present width. Like a Text's, it doesn't
// look for the renderer first.
func (p *Paragraph) MinSize() fyne.Size {
	least := fyne.NewSize(theme.Scaled(24), p.lineHeight())
	if width := p.Size().Width; width > 0 {
		least.Height = p.HeightFor(width)
	}
	return least
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer { return &paragraphRenderer{of: p} }

type paragraphRenderer struct {
	of    *Paragraph
	lines []*canvas.Text
}

// Layout implements fyne.WidgetRenderer. It keeps the lines it has: Fyne takes a new object for a change of size, and
// would lay out for ever.
func (r *paragraphRenderer) Layout(size fyne.Size) {
	var lines []string
	if size.Width > 0 {
		lines = r.of.wrap(size.Width)
	}
	for len(r.lines) < len(lines) {
		r.lines = append(r.lines, canvas.NewText("", theme.Color(r.of.role)))
	}
	r.lines = r.lines[:len(lines)]
	height := r.of.lineHeight()
	for i, s := range lines {
		line := r.lines[i]
		line.Text, line.Color, line.TextSize = s, theme.Color(r.of.role), theme.Text(r.of.step)
		line.TextStyle.Bold, line.Alignment = r.of.bold, r.of.align
		line.Move(fyne.NewPos(0, float32(i)*height))
		line.Resize(fyne.NewSize(size.Width, height))
	}
}

// Refresh implements fyne.WidgetRenderer.
func (r *paragraphRenderer) Refresh() {
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *paragraphRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.lines))
	for i, line := range r.lines {
		objects[i] = line
	}
	return objects
}

// MinSize implements fyne.WidgetRenderer.
func (r *paragraphRenderer) MinSize() fyne.Size { return r.of.MinSize() }

// Destroy implements fyne.WidgetRenderer.
func (r *paragraphRenderer) Destroy() {}

// wrap breaks s into lines no wider than width, at blanks and line ends; a no-break space holds words together.
func wrap(s string, width, size float32, style fyne.TextStyle, most int) []string {
	measure := func(s string) float32 { return fyne.MeasureText(s, size, style).Width }
	if width < size {
		return []string{s} // not laid out yet
	}
	lines := []string{}
	for part := range strings.SplitSeq(s, "\n") {
		line := ""
		for word := range strings.SplitSeq(part, " ") {
			if word == "" {
				continue
			}
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if measure(longer) <= width {
				line = longer
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line = word; measure(line) > width; {
				n := fits(line, width, measure)
				lines, line = append(lines, line[:n]), line[n:]
			}
		}
		lines = append(lines, line)
	}
	if most > 0 && len(lines) > most {
		rest := cutTo(strings.Join(lines[most-1:], " "), width, size, style)
		if !strings.HasSuffix(rest, ellipsis) {
			rest += ellipsis
		}
		lines = append(lines[:most-1], rest)
	}
	return lines
}

// fits returns how many bytes of a word fit into width: whole characters, and at least one of them.
func fits(word string, width float32, measure func(string) float32) (n int) {
	for i := range word {
		if i > 0 && measure(word[:i]) > width {
			break
		}
		n = i
	}
	if n == 0 {
		return len(string([]rune(word)[:1]))
	}
	return n
}
