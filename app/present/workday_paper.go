package present

import (
	"image"
	"strconv"

	"priyom/paper"
	"priyom/tiles"
)

// The picture of the way on paper, in pixels: its proportions are those of a page's width and a third of its height.
const (
	wayPictureWidth  = 1200
	wayPictureHeight = 620
	wayPictureEdge   = 60
)

// Print prints the day, with the way on the map if there is one.
func (w *Workday) Print() {
	if !w.loaded {
		return
	}
	sketch, ok := waySketch(w.Way())
	if !ok || w.p.Maps.open == nil {
		w.p.print(w.sheet(sketch, nil))
		return
	}
	w.p.Maps.Sketch(sketch, func(picture image.Image) { w.p.print(w.sheet(sketch, picture)) })
}

// waySketch is the map that shows a whole way as large as fits; ok is false if there is no way.
func waySketch(way []tiles.Point) (s Sketch, ok bool) {
	s = Sketch{Width: wayPictureWidth, Height: wayPictureHeight, Fine: true}
	if len(way) < 2 {
		return s, false
	}
	box := tiles.Box{MinX: way[0].X, MinY: way[0].Y, MaxX: way[0].X, MaxY: way[0].Y}
	for _, p := range way {
		box.MinX, box.MinY, box.MaxX, box.MaxY = min(box.MinX, p.X), min(box.MinY, p.Y), max(box.MaxX, p.X), max(box.MaxY, p.Y)
	}
	s.At = tiles.Point{X: (box.MinX + box.MaxX) / 2, Y: (box.MinY + box.MaxY) / 2}
	for s.Zoom = 17; s.Zoom > 8; s.Zoom-- {
		unit := s.unit()
		if (box.MaxX-box.MinX)/unit <= wayPictureWidth-2*wayPictureEdge && (box.MaxY-box.MinY)/unit <= wayPictureHeight-2*wayPictureEdge {
			break
		}
	}
	return s, true
}

// sheet is the day on paper.
func (w *Workday) sheet(sketch Sketch, picture image.Image) *paper.Document {
	v, now, s := w.p.Voice(), w.p.env.Clock(), w.State()
	title := v.Say("workday.sheet") + ", " + date(w.from)
	d := paper.New(paper.Sheet{Paper: paper.A4, Title: title, Voice: v, At: now, Foot: w.p.foot()})
	d.Heading(title)
	d.Small(join(" \u00b7 ", w.p.place()))
	var pairs []paper.Pair
	for _, f := range s.Figures {
		pairs = append(pairs, paper.Pair{Label: f.Label, Value: f.Value})
	}
	for _, o := range s.Outcomes {
		pairs = append(pairs, paper.Pair{Label: o.Label, Value: v.Number(int64(o.N))})
	}
	d.Pairs(pairs...)
	if way := w.Way(); len(way) > 1 {
		d.Keep(func(f *paper.Flow) { drawWay(f, sketch, picture, way) })
	}
	if source := w.p.Maps.Source(); picture != nil && source != nil {
		d.Small(source.Attribution())
	}
	d.Small(s.WayNote)
	rows := make([][]string, len(s.Stops))
	for i, stop := range s.Stops {
		n := ""
		if stop.N > 0 {
			n = strconv.Itoa(stop.N)
		}
		rows[i] = []string{n, stop.When, join("\n", stop.Title, stop.Under), join(": ", stop.Note.Title, stop.Note.Under), stop.Leg}
	}
	d.Table([]paper.TableColumn{
		{Title: v.Say("workday.column.place"), Width: 14, Align: paper.Right},
		{Title: v.Say("day.column.time"), Width: 14},
		{Title: v.Say("workday.column.what")},
		{Title: v.Say("workday.outcomes"), Width: 50},
		{Title: v.Say("workday.column.leg"), Width: 22, Align: paper.Right},
	}, rows)
	for _, said := range []Said{s.Sent, s.Left, s.Drafts} {
		if said.Title != "" {
			d.Paragraph(join(", ", said.Title, said.Under))
		}
	}
	d.Keep(func(f *paper.Flow) { f.Signature(v.Say("workday.sheet.sign"), v.Say("day.sheet.date")) })
	return d
}

// drawWay draws the way on its map, or on white where there is none.
func drawWay(f *paper.Flow, sketch Sketch, picture image.Image, way []tiles.Point) {
	style := f.Minor()
	style.Face, style.Align = paper.SansBold, paper.Middle
	height := f.Width() * wayPictureHeight / wayPictureWidth
	unit := sketch.unit()
	f.Draw(height, func(c *paper.Canvas) {
		scale := c.Width / wayPictureWidth
		if picture != nil {
			c.Picture(0, 0, c.Width, height, picture)
		}
		c.Frame(0, 0, c.Width, height, 0.2, paper.InkLine)
		line := make([]paper.Point, len(way))
		for i, p := range way {
			line[i] = paper.Point{X: c.Width/2 + paper.Mm(float64(p.X-sketch.At.X)/float64(unit))*scale, Y: height/2 + paper.Mm(float64(p.Y-sketch.At.Y)/float64(unit))*scale}
		}
		c.Strokes([][]paper.Point{line}, 0.7, paper.InkBlack)
		const side = paper.Mm(5)
		for i, p := range line {
			c.Fill(p.X-side/2, p.Y-side/2, side, side, paper.InkWhite)
			c.Frame(p.X-side/2, p.Y-side/2, side, side, 0.3, paper.InkBlack)
			c.Aligned(p.X-side/2, p.Y+side/4, side, strconv.Itoa(i+1), style)
		}
	})
	f.Space(2)
}
