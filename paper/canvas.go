package paper

import "image"

// Canvas is the place of a block on its page. Its own coordinates begin at the block's upper left corner.
type Canvas struct {
	page  *Page
	x, y  Mm
	Width Mm // of the block
	m     *metrics
}

// in is a canvas inside this one.
func (c *Canvas) in(x, y, width Mm) *Canvas {
	return &Canvas{page: c.page, x: c.x + x, y: c.y + y, Width: width, m: c.m}
}

// Text writes one line: x and y are the left end of its baseline. It returns the line's width.
func (c *Canvas) Text(x, y Mm, text string, s Style) Mm {
	text = c.m.clean(s.Face, text)
	w := c.m.measure(s.Face, s.Size, text)
	if text != "" {
		c.page.Items = append(c.page.Items, Text{X: c.x + x, Y: c.y + y, Text: text, Face: s.Face, Size: s.Size, Ink: s.ink(), Width: w})
	}
	return w
}

// Aligned writes one line inside a width, at its left, middle or right.
func (c *Canvas) Aligned(x, y, width Mm, text string, s Style) {
	free := width - c.Measure(text, s)
	switch s.Align {
	case Middle:
		x += free / 2
	case Right:
		x += free
	}
	c.Text(x, y, text, s)
}

// Measure is the width of one line.
func (c *Canvas) Measure(text string, s Style) Mm {
	return c.m.measure(s.Face, s.Size, c.m.clean(s.Face, text))
}

// Line draws a line.
func (c *Canvas) Line(x1, y1, x2, y2, width Mm, ink Ink) {
	c.page.Items = append(c.page.Items, Line{X1: c.x + x1, Y1: c.y + y1, X2: c.x + x2, Y2: c.y + y2, Width: width, Ink: ink})
}

// Dashed draws a line of dashes.
func (c *Canvas) Dashed(x1, y1, x2, y2, width, dash Mm, ink Ink) {
	c.page.Items = append(c.page.Items, Line{X1: c.x + x1, Y1: c.y + y1, X2: c.x + x2, Y2: c.y + y2, Width: width, Dash: dash, Ink: ink})
}

// Fill paints a rectangle.
func (c *Canvas) Fill(x, y, w, h Mm, ink Ink) {
	c.page.Items = append(c.page.Items, Box{X: c.x + x, Y: c.y + y, W: w, H: h, Filled: true, Fill: ink})
}

// Frame draws a rectangle.
func (c *Canvas) Frame(x, y, w, h, width Mm, ink Ink) {
	c.page.Items = append(c.page.Items, Box{X: c.x + x, Y: c.y + y, W: w, H: h, Frame: width, Ink: ink})
}

// Picture draws an image.
func (c *Canvas) Picture(x, y, w, h Mm, img image.Image) {
	c.page.Items = append(c.page.Items, Picture{X: c.x + x, Y: c.y + y, W: w, H: h, Image: img})
}

// Code draws a QR code.
func (c *Canvas) Code(x, y, side Mm, modules [][]bool) {
	c.page.Items = append(c.page.Items, Code{X: c.x + x, Y: c.y + y, Side: side, Modules: modules})
}

// Strokes draws a drawing by hand, its points in this canvas.
func (c *Canvas) Strokes(lines [][]Point, width Mm, ink Ink) {
	moved := make([][]Point, len(lines))
	for i, line := range lines {
		for _, p := range line {
			moved[i] = append(moved[i], Point{c.x + p.X, c.y + p.Y})
		}
	}
	c.page.Items = append(c.page.Items, Strokes{Lines: moved, Width: width, Ink: ink})
}
