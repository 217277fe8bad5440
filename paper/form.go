package paper

import "strconv"

// Signature is a line to sign on, with a place for the date. Both captions stand under their lines.
func (f *Flow) Signature(caption, date string) {
	s := f.Minor()
	s.Size = max(s.Size-1, 6.5)
	f.add(piece{height: 15, draw: func(c *Canvas) {
		const line, gap = 9.5, 6
		first := c.Width * 0.6
		c.Line(0, line, first, line, 0.25, InkBlack)
		c.Aligned(0, line+s.leading(), first, caption, Style{Face: s.Face, Size: s.Size, Align: Middle, Ink: s.Ink})
		if date != "" {
			c.Line(first+gap, line, c.Width, line, 0.25, InkBlack)
			c.Aligned(first+gap, line+s.leading(), c.Width-first-gap, date, Style{Face: s.Face, Size: s.Size, Align: Middle, Ink: s.Ink})
		}
	}})
}

// Check is a box to tick and its words.
func (f *Flow) Check(text string, ticked bool) {
	s := f.Body()
	const indent = 6
	lines := f.m.wrap(s.Face, s.Size, text, f.width-indent)
	for i, line := range lines {
		f.add(piece{height: s.leading(), glued: i+1 < len(lines), draw: func(c *Canvas) {
			if i == 0 {
				tickBox(c, 0, s.ascent()-3.1, 3.6, ticked)
			}
			c.Text(indent, s.ascent(), line, s)
		}})
	}
	f.Space(1.2)
}

func tickBox(c *Canvas, x, y, side Mm, ticked bool) {
	c.Frame(x, y, side, side, 0.25, InkBlack)
	if ticked {
		c.Strokes([][]Point{{{x + side*0.2, y + side*0.5}, {x + side*0.42, y + side*0.76}, {x + side*0.82, y + side*0.24}}}, 0.45, InkBlack)
	}
}

// Blank is a labelled line to write on.
func (f *Flow) Blank(label string) {
	s := f.Minor()
	f.add(piece{height: 9, draw: func(c *Canvas) {
		w := c.Text(0, 7, label, s)
		if w > 0 {
			w += 2
		}
		c.Line(w, 7.6, c.Width, 7.6, 0.2, InkLine)
	}})
}

// Ruled leaves lines to write on, eight millimetres apart.
func (f *Flow) Ruled(lines int) {
	for range lines {
		f.add(piece{height: 8, draw: func(c *Canvas) { c.Line(0, 7.6, c.Width, 7.6, 0.2, InkLine) }})
	}
}

// Cells are boxes for single letters or digits behind a label; groups are the sizes of what stays together, as in a date's
// 2, 2, 4.
func (f *Flow) Cells(label string, groups ...int) {
	const side, gap, between = 6, 0, 2.5
	s := f.Minor()
	f.add(piece{height: side + 3, draw: func(c *Canvas) {
		x := c.Text(0, side/2+s.ascent()/2-0.4, label, s)
		if x > 0 {
			x += 2.5
		}
		for _, n := range groups {
			for range n {
				c.Frame(x, 0, side, side, 0.25, InkGrey)
				x += side + gap
			}
			x += between
		}
	}})
}

// Numbered is a list; the numbers hang in the margin of its lines.
func (f *Flow) Numbered(items ...string) {
	s := f.Body()
	const indent = 6.5
	for n, item := range items {
		lines := f.m.wrap(s.Face, s.Size, item, f.width-indent)
		for i, line := range lines {
			f.add(piece{height: s.leading(), glued: i == 0 && len(lines) > 1, draw: func(c *Canvas) {
				if i == 0 {
					c.Text(0, s.ascent(), strconv.Itoa(n+1)+".", s)
				}
				c.Text(indent, s.ascent(), line, s)
			}})
		}
		f.Space(0.8)
	}
	f.Space(0.8)
}
