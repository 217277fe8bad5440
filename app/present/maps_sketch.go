package present

import (
	"cmp"
	"context"
	"image"
	"image/draw"
	"time"

	"priyom/tiles"
)

const sketchZoom tiles.Zoom = 16

// Sketch is what a small still picture of the map shall show.
type Sketch struct {
	At            tiles.Point // in the middle
	Zoom          tiles.Zoom  // 0 shows a place with the streets around it
	Width, Height int         // in pixels
	Fine          bool        // twice the pixels for the same map
	Dark          bool
}

// sketchRest is how long one must have stayed with a report before its map is drawn: who runs through a list waits for nothing.
const sketchRest = 120 * time.Millisecond

// Sketch draws a still picture away from the screens and hands it to show; nil if there is no map there. Of several that are asked
// for quickly only the last is drawn.
func (m *Maps) Sketch(s Sketch, show func(image.Image)) {
	if m.unsketch != nil {
		m.unsketch()
	}
	m.unsketch = m.p.env.After(sketchRest, func() {
		source := m.Source()
		m.sketches.do(func(ctx context.Context) func() {
			picture := image.Image(nil)
			if source != nil {
				picture = s.draw(ctx, source)
			}
			return func() { show(picture) }
		})
	})
}

func (s Sketch) size() tiles.Size {
	if s.Fine {
		return tiles.Size512
	}
	return tiles.Size256
}

// unit is how much of the world a pixel is.
func (s Sketch) unit() tiles.World {
	return tiles.WorldSize >> cmp.Or(s.Zoom, sketchZoom) / tiles.World(s.size())
}

// draw puts tiles together; nil if none is there.
func (s Sketch) draw(ctx context.Context, source tiles.Source) image.Image {
	size, variant := s.size(), tiles.Light
	if s.Dark {
		variant = tiles.Dark
	}
	zoom, unit := cmp.Or(s.Zoom, sketchZoom), s.unit()
	left, top := s.At.X-tiles.World(s.Width/2)*unit, s.At.Y-tiles.World(s.Height/2)*unit
	picture, some := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height)), false
	from := tiles.Point{X: left, Y: top}.At(zoom)
	to := tiles.Point{X: left + tiles.World(s.Width)*unit, Y: top + tiles.World(s.Height)*unit}.At(zoom)
	for y := from.Y; y <= to.Y; y++ {
		for x := from.X; x <= to.X; x++ {
			c := tiles.Coord{Z: zoom, X: x, Y: y}
			t, err := source.Tile(ctx, tiles.Request{Coord: c, Size: size, Variant: variant})
			if err != nil {
				continue // the ground is shown there
			}
			box := c.Box()
			at := image.Pt(int((box.MinX-left)/unit), int((box.MinY-top)/unit))
			draw.Draw(picture, image.Rectangle{Min: at, Max: at.Add(t.Image.Bounds().Size())}, t.Image, t.Image.Bounds().Min, draw.Src)
			some = true
		}
	}
	if !some {
		return nil
	}
	return picture
}
