package present

import (
	"strconv"

	"priyom/paper"
)

// Print prints the statistics that are shown.
func (s *Stats) Print() {
	if s.loaded {
		s.p.print(s.sheet())
	}
}

// sheet is the statistics on paper: the chart, and every number behind it.
func (s *Stats) sheet() *paper.Document {
	v, now, st := s.p.Voice(), s.p.env.Clock(), s.State()
	d := paper.New(paper.Sheet{Paper: paper.A4, Title: v.Say("stats.title") + ", " + st.Title, Voice: v, At: now, Foot: s.p.foot()})
	d.Heading(v.Say("stats.title") + ", " + st.Title)
	d.Small(join(" \u00b7 ", s.p.place(), st.Under))
	if st.Empty {
		d.Paragraph(v.Say("stats.empty.title"))
		return d
	}
	d.Pairs(paper.Pair{Label: v.Say("stats.median"), Value: st.Median})
	d.Keep(func(f *paper.Flow) {
		f.Subheading(v.Say("stats.bars"))
		chart(f, st.Bars)
		f.Small(st.BarsSaid)
	})
	count := paper.TableColumn{Title: v.Say("stats.column.count"), Width: 36, Align: paper.Right}
	for _, part := range []struct {
		title string
		list  []Share
	}{{v.Say("stats.themes"), st.Themes}, {v.Say("stats.places"), st.Settlements}, {v.Say("stats.states"), st.Statuses}} {
		d.Subheading(part.title)
		var rows [][]string
		for _, x := range part.list {
			rows = append(rows, []string{x.Label, x.Words})
		}
		d.Table([]paper.TableColumn{{Title: v.Say("stats.column.name")}, count}, rows)
	}
	d.Subheading(v.Say("stats.bars"))
	var rows [][]string
	for _, b := range st.Bars {
		rows = append(rows, []string{b.Label, strconv.Itoa(b.N)})
	}
	d.Table([]paper.TableColumn{{Title: v.Say("stats.column.name")}, count}, rows)
	return d
}

// chart draws bars in grey, with the numbers above them.
func chart(f *paper.Flow, bars []Bar) {
	const height, foot = paper.Mm(44), paper.Mm(5)
	style := f.Minor()
	style.Align = paper.Middle
	f.Draw(height, func(c *paper.Canvas) {
		most := 1
		for _, b := range bars {
			most = max(most, b.N)
		}
		slot := c.Width / paper.Mm(max(1, len(bars)))
		room := height - 2*foot
		every := 1
		for _, b := range bars {
			for every < len(bars) && paper.Mm(every)*slot < c.Measure(b.Short, style)+1 {
				every++
			}
		}
		for i, b := range bars {
			x, h := slot*paper.Mm(i), room*paper.Mm(b.N)/paper.Mm(most)
			if b.N > 0 {
				c.Fill(x+slot*0.14, foot+room-h, slot*0.72, h, paper.InkLine)
				if number := strconv.Itoa(b.N); c.Measure(number, style) <= slot {
					c.Aligned(x, foot+room-h-1, slot, number, style)
				}
			}
			if i%every == 0 {
				c.Aligned(x, height-1, slot, b.Short, style)
			}
		}
		c.Line(0, foot+room, c.Width, foot+room, 0.3, paper.InkGrey)
	})
}
