package paper

// TableColumn is one column of a table.
type TableColumn struct {
	Title string
	Width Mm // zero: by what stands in it
	Align Align
}

// sampled is how many rows say how wide a column should be: measuring 100,000 rows would say no more.
const sampled = 300

// Table is a table with its head on every page and every other row tinted. A row may have fewer cells than there are
// columns; a cell's lines break to its column. A row without cells is a line to be filled in by hand.
func (f *Flow) Table(columns []TableColumn, rows [][]string) {
	t := &table{flow: f, columns: columns, cell: f.Body(), head: f.Body()}
	t.cell.Size = max(t.cell.Size-1, 7)
	t.head.Size, t.head.Face = max(t.cell.Size-0.5, 7), f.face.bold()
	t.measure(rows)
	head := t.row(titles(columns), t.head)[0]
	body := head.draw
	head.draw = func(c *Canvas) {
		c.Fill(0, 0, c.Width, head.height, InkPale)
		body(c)
		c.Line(0, head.height, c.Width, head.height, 0.35, InkGrey)
	}
	head.glued = true
	f.add(head)
	for i, cells := range rows {
		for _, p := range t.row(cells, t.cell) {
			draw := p.draw
			p.head = &head
			p.draw = func(c *Canvas) {
				if i%2 == 1 {
					c.Fill(0, 0.3, c.Width, p.height-0.3, inkZebra) // below the line of the row above
				}
				draw(c)
				c.Line(0, p.height, c.Width, p.height, 0.15, inkHair)
			}
			f.add(p)
		}
	}
	f.Space(3)
}

func titles(columns []TableColumn) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Title
	}
	return names
}

type table struct {
	flow       *Flow
	columns    []TableColumn
	widths     []Mm
	cell, head Style
}

const padX, padY = 1.4, 1.1

// measure shares the width out: columns that say their width have it; the others get what their widest cell asks for, and
// if that is too much, the long ones give way first.
func (t *table) measure(rows [][]string) {
	t.widths = make([]Mm, len(t.columns))
	free, asked := t.flow.width, []int{}
	for i, c := range t.columns {
		if c.Width > 0 {
			t.widths[i] = c.Width
			free -= c.Width
			continue
		}
		w := t.flow.m.measure(t.head.Face, t.head.Size, t.flow.m.clean(t.head.Face, c.Title))
		for _, cells := range rows[:min(len(rows), sampled)] {
			if i < len(cells) {
				w = max(w, t.flow.m.measure(t.cell.Face, t.cell.Size, t.flow.m.clean(t.cell.Face, cells[i])))
			}
		}
		t.widths[i] = w + 2*padX + 0.1
		asked = append(asked, i)
	}
	t.share(max(free, 0), asked)
}

func (t *table) share(free Mm, asked []int) {
	total := Mm(0)
	for _, i := range asked {
		total += t.widths[i]
	}
	if total <= free { // what is left goes to the widest, or the table would end in the middle of the page
		if len(asked) > 0 {
			widest := asked[0]
			for _, i := range asked {
				if t.widths[i] > t.widths[widest] {
					widest = i
				}
			}
			t.widths[widest] += free - total
		}
		return
	}
	left := append([]int(nil), asked...)
	for len(left) > 0 { // those below the average keep what they ask for; the rest share what remains
		fair, kept, rest := free/Mm(len(left)), 0, left[:0:0]
		for _, i := range left {
			if t.widths[i] <= fair {
				free -= t.widths[i]
				kept++
			} else {
				rest = append(rest, i)
			}
		}
		if kept == 0 {
			t.proportion(free, rest)
			return
		}
		left = rest
	}
}

// proportion shares a width by what is asked for, with nobody below half of the fair share.
func (t *table) proportion(free Mm, among []int) {
	total, least := Mm(0), free/Mm(len(among))/2
	for _, i := range among {
		total += t.widths[i]
	}
	spare := free - least*Mm(len(among))
	for _, i := range among {
		t.widths[i] = least + spare*t.widths[i]/total
	}
}

// row is a row's strips: one, unless it is taller than half a page.
func (t *table) row(cells []string, s Style) []piece {
	lines, tall := make([][]string, len(t.columns)), 1
	for i := range t.columns {
		if i < len(cells) && cells[i] != "" {
			lines[i] = t.flow.m.wrap(s.Face, s.Size, cells[i], t.widths[i]-2*padX)
			tall = max(tall, len(lines[i]))
		}
	}
	most := tall
	if t.flow.room > 0 {
		most = max(int(t.flow.room/2/s.leading()), 1)
	}
	var strips []piece
	for from := 0; from < tall; from += most {
		n := min(most, tall-from)
		strips = append(strips, piece{height: Mm(n)*s.leading() + 2*padY, draw: func(c *Canvas) { t.draw(c, lines, s, from, n) }})
	}
	return strips
}

func (t *table) draw(c *Canvas, lines [][]string, s Style, from, n int) {
	x := Mm(0)
	for i, cell := range lines {
		s.Align = t.columns[i].Align
		for k := from; k < min(from+n, len(cell)); k++ {
			c.Aligned(x+padX, padY+Mm(k-from)*s.leading()+s.ascent(), t.widths[i]-2*padX, cell[k], s)
		}
		x += t.widths[i]
	}
}
