package paper

// Beside is an empty flow of the same width, for measuring what isn't drawn.
func (f *Flow) Beside() *Flow { return f.inner(f.width) }

// Stacked is a label with its value below it, for narrow paper; without a value it is left out.
func (f *Flow) Stacked(p Pair) {
	if p.Value == "" {
		return
	}
	label := f.Minor()
	label.Size = max(label.Size, 7)
	f.lines(p.Label, label, true)
	f.lines(p.Value, f.Body(), false)
	f.Space(1)
}

// Ticks are choices to tick behind a label, in one line or as many as they take.
func (f *Flow) Ticks(label string, choices ...string) {
	s, minor := f.Body(), f.Minor()
	const side, gap, between, tall = 3.6, 1.6, 5, 6.5
	type placed struct {
		text string
		x, y Mm
	}
	start := f.m.measure(minor.Face, minor.Size, f.m.clean(minor.Face, label))
	if start > 0 {
		start += 3
	}
	var all []placed
	x, y := start, Mm(0)
	for _, choice := range choices {
		w := side + gap + f.m.measure(s.Face, s.Size, f.m.clean(s.Face, choice))
		if x > start && x+w > f.width {
			x, y = start, y+tall
		}
		all = append(all, placed{choice, x, y})
		x += w + between
	}
	f.add(piece{height: y + tall + 1, draw: func(c *Canvas) {
		c.Text(0, 4.4, label, minor)
		for _, p := range all {
			c.Frame(p.x, p.y+1.2, side, side, 0.25, InkBlack)
			c.Text(p.x+side+gap, p.y+4.4, p.text, s)
		}
	}})
}

// TickLists are lists to tick, each under its name, dealt out over columns from the left; a list isn't parted. More than a page
// holds go on on the next.
func (f *Flow) TickLists(columns int, lists [][]string) {
	const gap = 5
	width := (f.width - gap*Mm(columns-1)) / Mm(columns)
	var blocks []piece
	total := Mm(0)
	for _, list := range lists {
		in := f.inner(width)
		for i, text := range list {
			in.tickLine(text, i == 0)
		}
		in.Space(0)
		block := in.whole()
		block.height += 2
		blocks = append(blocks, block)
		total += block.height
	}
	room := f.room
	if room == 0 {
		room = total
	}
	for len(blocks) > 0 {
		blocks = f.tickPage(blocks, columns, width, gap, min(room-12, f.evenly(blocks, columns)))
	}
}

// evenly is the least height at which the blocks fit into the columns, in their order.
func (f *Flow) evenly(blocks []piece, columns int) Mm {
	total, tallest := Mm(0), Mm(0)
	for _, b := range blocks {
		total += b.height
		tallest = max(tallest, b.height)
	}
	for h := max(total/Mm(columns), tallest); ; h += 2 {
		at, y := 0, Mm(0)
		for _, b := range blocks {
			if y > 0 && y+b.height > h {
				at, y = at+1, 0
			}
			y += b.height
		}
		if at < columns {
			return h
		}
	}
}

// tickPage lays as many blocks as fit into columns of a height, and returns the others.
func (f *Flow) tickPage(blocks []piece, columns int, width, gap, height Mm) []piece {
	type placed struct {
		piece
		x, y Mm
	}
	var all []placed
	x, y, tall, used := Mm(0), Mm(0), Mm(0), 0
	for _, b := range blocks {
		if y > 0 && y+b.height > height {
			if columns--; columns == 0 {
				break
			}
			x, y = x+width+gap, 0
		}
		all = append(all, placed{b, x, y})
		y += b.height
		tall = max(tall, y)
		used++
	}
	f.add(piece{height: tall, draw: func(c *Canvas) {
		for _, p := range all {
			p.draw(c.in(p.x, p.y, width))
		}
	}})
	return blocks[used:]
}

func (f *Flow) tickLine(text string, name bool) {
	s := f.Body()
	s.Size -= 1.5
	const side, indent = 2.8, 4.4
	x := Mm(indent)
	if name {
		s.Face, x = s.Face.bold(), 0
	}
	for i, line := range f.m.wrap(s.Face, s.Size, text, f.width-x) {
		f.add(piece{height: s.leading(), draw: func(c *Canvas) {
			if i == 0 && !name {
				c.Frame(0, s.ascent()-side+0.2, side, side, 0.2, InkBlack)
			}
			c.Text(x, s.ascent(), line, s)
		}})
	}
	f.Space(0.5)
}
