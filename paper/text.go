package paper

// Align is where a line stands in its width.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Middle
	Right
)

// Style is how a text looks. The zero size is the paper's running text.
type Style struct {
	Face  Face
	Size  Points
	Align Align
	Ink   Ink // zero is black
}

func (s Style) ink() Ink {
	if s.Ink == 0 {
		return InkBlack
	}
	return s.Ink
}

// leading is from baseline to baseline, ascent from a line's top to its baseline.
func (s Style) leading() Mm { return s.Size.mm() * 1.3 }
func (s Style) ascent() Mm  { return s.Size.mm() * 1.0 }

// Body is the style of running text.
func (f *Flow) Body() Style { return Style{Face: f.face, Size: f.format.body} }

// Minor is the style of captions.
func (f *Flow) Minor() Style {
	return Style{Face: f.face, Size: f.format.body - 1.5, Ink: InkGrey}
}

// Heading is the document's name.
func (f *Flow) Heading(text string) {
	f.lines(text, Style{Face: f.face.bold(), Size: f.format.heading}, true)
	f.glue(1)
}

// Subheading begins a part; it stays with what follows.
func (f *Flow) Subheading(text string) {
	f.glue(2.2)
	f.lines(text, Style{Face: f.face.bold(), Size: f.format.body + 1.5}, true)
	f.glue(0.6)
}

// Paragraph is running text, its lines broken to the width.
func (f *Flow) Paragraph(text string) { f.Styled(text, f.Body()) }

// Small is a caption.
func (f *Flow) Small(text string) { f.Styled(text, f.Minor()) }

// Styled is a paragraph in a style. An empty text is nothing at all.
func (f *Flow) Styled(text string, s Style) {
	if text == "" {
		return
	}
	if s.Size == 0 {
		s.Size = f.format.body
	}
	f.lines(text, s, false)
	f.Space(s.Size.mm() * 0.45)
}

// glue is white that stays with what follows.
func (f *Flow) glue(height Mm) { f.add(piece{height: height, gap: true, glued: true}) }

// lines adds a line at a time. The first and the last two of a paragraph aren't parted by a page's end.
func (f *Flow) lines(text string, s Style, glued bool) {
	broken := f.m.wrap(s.Face, s.Size, text, f.width)
	for i, line := range broken {
		together := i == 0 && len(broken) > 1 || i == len(broken)-2
		f.add(piece{height: s.leading(), glued: glued || together, draw: func(c *Canvas) {
			c.Aligned(0, s.ascent(), c.Width, line, s)
		}})
	}
}

// Pair is a label and what stands beside it.
type Pair struct{ Label, Value string }

// Pairs are rows of a label and its value; a pair without a value is left out. The labels' column is as wide as the
// widest label, at most two fifths of the width.
func (f *Flow) Pairs(pairs ...Pair) {
	label, value := f.Minor(), f.Body()
	label.Size = value.Size - 0.5
	column := Mm(0)
	for _, p := range pairs {
		if p.Value != "" {
			column = max(column, f.m.measure(label.Face, label.Size, f.m.clean(label.Face, p.Label)))
		}
	}
	column = min(column+0.1, f.width*2/5)
	const gap = 3
	for _, p := range pairs {
		if p.Value == "" {
			continue
		}
		labels := f.m.wrap(label.Face, label.Size, p.Label, column)
		values := f.m.wrap(value.Face, value.Size, p.Value, f.width-column-gap)
		for i := range max(len(labels), len(values)) {
			f.add(piece{height: value.leading(), glued: i == 0 && len(values) > 1, draw: func(c *Canvas) {
				if i < len(labels) {
					c.Text(0, value.ascent(), labels[i], label)
				}
				if i < len(values) {
					c.Text(column+gap, value.ascent(), values[i], value)
				}
			}})
		}
		f.Space(0.9)
	}
}

// Fitted is one line, smaller if it would be wider than the flow.
func (f *Flow) Fitted(text string, s Style) {
	if w := f.m.measure(s.Face, s.Size, f.m.clean(s.Face, text)); w > f.width {
		s.Size *= Points(f.width / w * 0.99)
	}
	f.Styled(text, s)
}
