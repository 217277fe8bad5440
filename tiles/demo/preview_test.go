package demo

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/image/vector"
)

// paint is how the preview draws what has a tag: areas filled, lines as wide as so many metres, at least pixels.
type paint struct {
	key, value string
	fill       color.RGBA
	metres     float64
	pixels     float64
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

var paints = []paint{
	{"landuse", "farmland", rgb(0xEEF0D5), 0, 0},
	{"landuse", "meadow", rgb(0xCDEBB0), 0, 0},
	{"landuse", "orchard", rgb(0xAEDFA3), 0, 0},
	{"landuse", "forest", rgb(0xADD19E), 0, 0},
	{"natural", "wood", rgb(0x9DC98E), 0, 0},
	{"natural", "scrub", rgb(0xC8D7AB), 0, 0},
	{"natural", "wetland", rgb(0xBFDDD6), 0, 0},
	{"landuse", "residential", rgb(0xE0DFDF), 0, 0},
	{"landuse", "industrial", rgb(0xEBDBE8), 0, 0},
	{"landuse", "farmyard", rgb(0xF5DCBA), 0, 0},
	{"landuse", "cemetery", rgb(0xAACBAF), 0, 0},
	{"amenity", "school", rgb(0xFFFFE5), 0, 0},
	{"amenity", "kindergarten", rgb(0xFFFFE5), 0, 0},
	{"leisure", "park", rgb(0xC8FACC), 0, 0},
	{"leisure", "pitch", rgb(0x88E0BE), 0, 0},
	{"leisure", "playground", rgb(0xDFFCE2), 0, 0},
	{"place", "square", rgb(0xDDDDE8), 0, 0},
	{"natural", "water", rgb(0xAAD3DF), 0, 0},
	{"waterway", "stream", rgb(0x8FC3D6), 3, 1},
	{"boundary", "administrative", rgb(0xCFA0CF), 8, 1},
	{"highway", "track", rgb(0xB39B6B), 2, 0.6},
	{"highway", "path", rgb(0xE08070), 1.5, 0.6},
	{"highway", "footway", rgb(0xE08070), 1.5, 0.6},
	{"highway", "service", rgb(0xFFFFFF), 4, 0.6},
	{"highway", "residential", rgb(0xFFFFFF), 7, 0.8},
	{"highway", "unclassified", rgb(0xFFFFFF), 7, 1.2},
	{"highway", "tertiary", rgb(0xF7FABF), 8, 1.6},
	{"highway", "secondary", rgb(0xF7C77A), 9, 2},
	{"highway", "primary", rgb(0xE8926A), 10, 2.6},
	{"railway", "rail", rgb(0x555555), 3, 1.2},
	{"power", "line", rgb(0x888888), 1, 0.6},
	{"building", "", rgb(0xB9A99C), 0, 0},
	{"railway", "platform", rgb(0xBBBBBB), 0, 0},
	{"highway", "street_lamp", rgb(0xE0A000), 1.2, 0.4},
	{"highway", "bus_stop", rgb(0x0040D0), 3, 0.8},
	{"highway", "milestone", rgb(0x004000), 6, 1},
	{"power", "tower", rgb(0x333333), 4, 0.7},
	{"amenity", "waste_disposal", rgb(0x803000), 2.5, 0.5},
	{"emergency", "fire_hydrant", rgb(0xD00000), 2.5, 0.5},
	{"natural", "tree", rgb(0x60A060), 4, 0.4},
}

// canvas is a picture of a part of the district.
type canvas struct {
	img   *image.RGBA
	min   vec // South-west corner, metres.
	scale float64
}

func (c *canvas) at(m *memory, id ID) (float32, float32) {
	n := m.node(id)
	p := vec{(float64(n.Lon)/1e7 - float64(baseLon)) * metresPerDegree * math.Cos(float64(baseLat)*math.Pi/180), (float64(n.Lat)/1e7 - float64(baseLat)) * metresPerDegree}
	return float32((p.X - c.min.X) * c.scale), float32(float64(c.img.Rect.Dy()) - (p.Y-c.min.Y)*c.scale)
}

// shapes fills polygons, in pixels, all at once.
func (c *canvas) shapes(polygons [][][2]float32, with color.RGBA) {
	box := image.Rectangle{}
	for _, p := range polygons {
		for _, q := range p {
			box = box.Union(image.Rect(int(q[0])-1, int(q[1])-1, int(q[0])+2, int(q[1])+2))
		}
	}
	if box = box.Intersect(c.img.Rect); box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	dx, dy := float32(box.Min.X), float32(box.Min.Y)
	for _, p := range polygons {
		for i, q := range p {
			if i == 0 {
				r.MoveTo(q[0]-dx, q[1]-dy)
			} else {
				r.LineTo(q[0]-dx, q[1]-dy)
			}
		}
		r.ClosePath()
	}
	r.Draw(c.img, box, image.NewUniform(with), image.Point{})
}

func (c *canvas) fill(rings [][]ID, m *memory, with color.RGBA) {
	var polygons [][][2]float32
	for _, ring := range rings {
		var p [][2]float32
		for _, id := range ring {
			x, y := c.at(m, id)
			p = append(p, [2]float32{x, y})
		}
		polygons = append(polygons, p)
	}
	c.shapes(polygons, with)
}

func (c *canvas) stroke(way []ID, m *memory, width float64, with color.RGBA) {
	for i := 0; i+1 < len(way); i++ {
		x1, y1 := c.at(m, way[i])
		x2, y2 := c.at(m, way[i+1])
		d := vec{float64(x2 - x1), float64(y2 - y1)}.unit().left().times(width / 2)
		e := vec{d.Y, -d.X}.times(0.3)
		dx, dy, ex, ey := float32(d.X), float32(d.Y), float32(e.X), float32(e.Y)
		c.shapes([][][2]float32{{{x1 + dx - ex, y1 + dy - ey}, {x2 + dx + ex, y2 + dy + ey}, {x2 - dx + ex, y2 - dy + ey}, {x1 - dx - ex, y1 - dy - ey}}}, with)
	}
}

func (c *canvas) visible(m *memory, ids []ID) bool {
	x0, y0, x1, y1 := float32(1e9), float32(1e9), float32(-1e9), float32(-1e9)
	for _, id := range ids {
		x, y := c.at(m, id)
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return x1 > 0 && y1 > 0 && x0 < float32(c.img.Rect.Dx()) && y0 < float32(c.img.Rect.Dy())
}

// rings joins a relation's members, which here come in order, to rings.
func rings(m *memory, r Relation) [][]ID {
	var out [][]ID
	var open []ID
	for _, member := range r.Members {
		if member.Kind != KindWay {
			continue
		}
		ids := append([]ID(nil), m.way(member.Ref).Nodes...)
		if len(open) > 0 && ids[0] != open[len(open)-1] && open[0] == ids[0] || len(open) > 0 && open[0] == ids[len(ids)-1] && open[len(open)-1] != ids[0] {
			for i, j := 0, len(open)-1; i < j; i, j = i+1, j-1 {
				open[i], open[j] = open[j], open[i]
			}
		}
		if len(open) > 0 && ids[len(ids)-1] == open[len(open)-1] {
			for i, j := 0, len(ids)-1; i < j; i, j = i+1, j-1 {
				ids[i], ids[j] = ids[j], ids[i]
			}
		}
		open = append(open, ids...)
		if open[0] == open[len(open)-1] {
			out = append(out, open)
			open = nil
		}
	}
	if len(open) > 0 {
		out = append(out, open)
	}
	return out
}

func (c *canvas) draw(m *memory) {
	draw.Draw(c.img, c.img.Rect, image.NewUniform(rgb(0xF2EFE9)), image.Point{}, draw.Src)
	for _, p := range paints {
		has := func(tags []Tag) bool {
			v := value(tags, p.key)
			return v != "" && (p.value == "" || v == p.value)
		}
		width := max(p.metres*c.scale, p.pixels)
		if p.metres == 0 {
			for _, r := range m.rels {
				if has(r.Tags) {
					c.fill(rings(m, r), m, p.fill)
				}
			}
		}
		for _, w := range m.ways {
			if !has(w.Tags) || !c.visible(m, w.Nodes) {
				continue
			}
			if p.metres == 0 {
				fill := p.fill
				if p.value == "farmland" { // Neighbours are told apart.
					fill.R, fill.B = fill.R-uint8(w.ID*7%24), fill.B-uint8(w.ID*13%40)
				}
				c.fill([][]ID{w.Nodes}, m, fill)
				continue
			}
			if value(w.Tags, "bridge") != "" {
				c.stroke(w.Nodes, m, width+3, rgb(0x000000))
			}
			c.stroke(w.Nodes, m, width, p.fill)
		}
		if p.metres > 0 && c.scale > 0.2 {
			for _, n := range m.nodes {
				if has(n.Tags) {
					x, y := c.at(m, n.ID)
					draw.Draw(c.img, image.Rect(int(x-float32(width)/2), int(y-float32(width)/2), int(x+float32(width)/2)+1, int(y+float32(width)/2)+1), image.NewUniform(p.fill), image.Point{}, draw.Src)
				}
			}
		}
	}
}

// TestPreview draws the built-in district, whole and in parts, into the folder that PRIYOM_PREVIEW names.
func TestPreview(t *testing.T) {
	dir := os.Getenv("PRIYOM_PREVIEW")
	if dir == "" {
		t.Skip("PRIYOM_PREVIEW names no folder")
	}
	o := Default()
	if s := os.Getenv("PRIYOM_SEED"); s != "" {
		o.Seed, _ = strconv.ParseUint(s, 10, 64)
	}
	m, stats := remember(t, o)
	t.Logf("%+v", stats)
	sketch := &pen{sink: &memory{}}
	g, err := layOut(o, sketch)
	if err != nil {
		t.Fatal(err)
	}
	shots := map[string]canvas{"all": {min: g.min.minus(vec{1500, 1500}), scale: 1500 / (g.max.X - g.min.X + 3000)}}
	for i, v := range g.villages {
		scale, name := 0.55, fmt.Sprintf("%02d-%c", i, v.kind)
		if v.kind == town {
			shots["town"] = canvas{min: v.at.plus(vec{-300, -250}), scale: 2}
			scale = 0.42
		}
		shots[name] = canvas{min: v.at.minus(vec{600 / scale, 600 / scale}), scale: scale}
	}
	for name, c := range shots {
		if pick := os.Getenv("PRIYOM_SHOT"); pick != "" && pick != name {
			continue
		}
		c.img = image.NewRGBA(image.Rect(0, 0, 1200, 1200))
		if name == "all" {
			c.img = image.NewRGBA(image.Rect(0, 0, 1500, int((g.max.Y-g.min.Y+3000)*c.scale)))
		}
		c.draw(m)
		f, err := os.Create(filepath.Join(dir, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, c.img); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
