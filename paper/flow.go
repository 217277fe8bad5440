package paper

// Flow is a column of blocks, from the top down. A Document is one; Columns, Frame and Keep hold others.
type Flow struct {
	m      *metrics
	width  Mm
	room   Mm // the height of a page's body: what a piece must not exceed; zero on a roll
	format format
	face   Face // of the running text
	pieces []piece
}

// piece is a strip of a flow that isn't cut by a page's end.
type piece struct {
	height Mm
	draw   func(*Canvas)
	glued  bool   // stays with the next piece
	head   *piece // drawn before this one if it is the first of a page: a table's head
	gap    bool   // white: falls away at the top of a page
	ends   bool   // the page ends here
}

func (f *Flow) add(p piece) { f.pieces = append(f.pieces, p) }

// Width is the flow's.
func (f *Flow) Width() Mm { return f.width }

// inner is a flow inside this one.
func (f *Flow) inner(width Mm) *Flow {
	return &Flow{m: f.m, width: width, room: f.room, format: f.format, face: f.face}
}

func (f *Flow) height() Mm {
	h := Mm(0)
	for _, p := range f.pieces {
		h += p.height
	}
	return h
}

// whole is a flow as one strip, without the white at its end.
func (f *Flow) whole() piece {
	pieces, width, tall := f.pieces, f.width, Mm(0)
	for len(pieces) > 0 && pieces[len(pieces)-1].gap {
		pieces = pieces[:len(pieces)-1]
	}
	for _, p := range pieces {
		tall += p.height
	}
	return piece{height: tall, draw: func(c *Canvas) {
		y := Mm(0)
		for _, p := range pieces {
			if p.draw != nil {
				p.draw(c.in(0, y, width))
			}
			y += p.height
		}
	}}
}

// Space leaves white.
func (f *Flow) Space(height Mm) { f.add(piece{height: height, gap: true}) }

// Break begins a new page; on a roll it does nothing.
func (f *Flow) Break() { f.add(piece{ends: true}) }

// Rule draws a thin line across.
func (f *Flow) Rule() {
	f.add(piece{height: 3.6, draw: func(c *Canvas) { c.Line(0, 1.8, c.Width, 1.8, 0.2, InkLine) }})
}

// Cut draws the line along which a sheet is cut.
func (f *Flow) Cut() {
	f.add(piece{height: 6, draw: func(c *Canvas) { c.Dashed(0, 3, c.Width, 3, 0.25, 1.5, InkLine) }})
}

// Draw leaves a strip to be drawn by hand, such as a chart.
func (f *Flow) Draw(height Mm, draw func(*Canvas)) { f.add(piece{height: height, draw: draw}) }

// Keep holds blocks together on one page, if a page can hold them at all.
func (f *Flow) Keep(fill func(*Flow)) {
	in := f.inner(f.width)
	fill(in)
	if f.room > 0 && in.height() > f.room {
		f.pieces = append(f.pieces, in.pieces...)
		return
	}
	f.add(in.whole())
	f.Space(1)
}

// Frame holds blocks in a box, on one page.
func (f *Flow) Frame(fill func(*Flow)) {
	const pad = 3
	in := f.inner(f.width - 2*pad)
	fill(in)
	body := in.whole()
	f.add(piece{height: body.height + 2*pad, draw: func(c *Canvas) {
		c.Frame(0, 0, c.Width, body.height+2*pad, 0.3, InkLine)
		body.draw(c.in(pad, pad, in.width))
	}})
	f.Space(2)
}

// Column is one of several side by side.
type Column struct {
	Share float64 // of the width; zero is 1
	Fill  func(*Flow)
}

// Columns puts flows side by side, on one page. The gap is between them.
func (f *Flow) Columns(gap Mm, columns ...Column) {
	total, free := 0.0, f.width-gap*Mm(len(columns)-1)
	for _, c := range columns {
		total += share(c.Share)
	}
	var bodies []piece
	var starts, widths []Mm
	x, tall := Mm(0), Mm(0)
	for _, c := range columns {
		w := free * Mm(share(c.Share)/total)
		in := f.inner(w)
		if c.Fill != nil {
			c.Fill(in)
		}
		bodies, starts, widths = append(bodies, in.whole()), append(starts, x), append(widths, w)
		x += w + gap
		tall = max(tall, bodies[len(bodies)-1].height)
	}
	f.add(piece{height: tall, draw: func(c *Canvas) {
		for i, body := range bodies {
			body.draw(c.in(starts[i], 0, widths[i]))
		}
	}})
	f.Space(1)
}

func share(s float64) float64 {
	if s <= 0 {
		return 1
	}
	return s
}

// Height is what the blocks take so far.
func (f *Flow) Height() Mm { return f.whole().height }

// Room holds blocks in a strip of a height, on one page; what is left of it stays white. It grows with what doesn't fit.
func (f *Flow) Room(height Mm, fill func(*Flow)) {
	in := f.inner(f.width)
	fill(in)
	body := in.whole()
	f.add(piece{height: max(height, body.height), draw: body.draw})
}
