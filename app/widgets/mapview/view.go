package mapview

import (
	"math"

	"fyne.io/fyne/v2"

	"priyom/tiles"
)

// View is what is in the middle, and how near: at zoom z, 2^z tiles of 256 pixels of the layout are the world.
type View struct {
	Centre tiles.Point
	Zoom   float64
}

// tileSide is the side of a tile at its own zoom, in pixels of the layout.
const tileSide = 256

// eye is a View whose centre isn't rounded, so that many small steps add up to the way they should.
type eye struct{ x, y, zoom float64 } // World units

func eyeOf(v View) eye { return eye{float64(v.Centre.X), float64(v.Centre.Y), v.Zoom} }

func (e eye) view() View {
	return View{tiles.Point{X: tiles.World(math.Round(e.x)), Y: tiles.World(math.Round(e.y))}, e.zoom}
}

// perPixel is how many World units a pixel of the layout is at a zoom.
func perPixel(zoom float64) float64 { return float64(tiles.WorldSize) / tileSide / math.Exp2(zoom) }

// frame is an eye that looks through a window: it says where what is.
type frame struct {
	eye
	size  fyne.Size
	scale float64 // device pixels per pixel of the layout
}

// world is the place under a position of the window.
func (f frame) world(p fyne.Position) (x, y float64) {
	u := perPixel(f.zoom)
	return f.x + float64(p.X-f.size.Width/2)*u, f.y + float64(p.Y-f.size.Height/2)*u
}

func (f frame) point(p fyne.Position) tiles.Point {
	x, y := f.world(p)
	return eye{x: x, y: y}.view().Centre
}

// screen is where a place is in the window, on the same device pixels as the tiles.
func (f frame) screen(x, y float64) fyne.Position {
	k := f.scale / perPixel(f.zoom)
	ox, oy := f.origin()
	return fyne.NewPos(float32((x*k-ox)/f.scale), float32((y*k-oy)/f.scale))
}

// origin is how many device pixels the window's left top corner is from the world's. It is whole: then panning moves every
// tile by whole pixels, and none of them changes its size.
func (f frame) origin() (x, y float64) {
	k := f.scale / perPixel(f.zoom)
	return math.Round(f.x*k - float64(f.size.Width)*f.scale/2), math.Round(f.y*k - float64(f.size.Height)*f.scale/2)
}

// edges are where a tile begins and ends in the window, in pixels of the layout. They lie on device pixels, and a tile
// begins exactly where its neighbour ends.
func (f frame) edges(c tiles.Coord) (from, to fyne.Position) {
	side := f.side(c.Z)
	ox, oy := f.origin()
	edge := func(n uint32, origin float64) float32 {
		return float32((math.Round(float64(n)*side) - origin) / f.scale)
	}
	return fyne.NewPos(edge(c.X, ox), edge(c.Y, oy)), fyne.NewPos(edge(c.X+1, ox), edge(c.Y+1, oy))
}

// side is how many device pixels a tile of a zoom has here.
func (f frame) side(z tiles.Zoom) float64 { return tileSide * math.Exp2(f.zoom-float64(z)) * f.scale }

// holding is the eye at a zoom that has a place at a position of the window.
func (f frame) holding(at fyne.Position, x, y, zoom float64) eye {
	u := perPixel(zoom)
	return eye{x - float64(at.X-f.size.Width/2)*u, y - float64(at.Y-f.size.Height/2)*u, zoom}
}

// moved is the eye after the map was pulled by so many pixels of the layout.
func (f frame) moved(dx, dy float32) eye {
	u := perPixel(f.zoom)
	return eye{f.x - float64(dx)*u, f.y - float64(dy)*u, f.zoom}
}

// box is what the window shows.
func (f frame) box() tiles.Box {
	from := f.point(fyne.Position{})
	to := f.point(fyne.NewPos(f.size.Width, f.size.Height))
	return tiles.Box{MinX: from.X, MinY: from.Y, MaxX: to.X, MaxY: to.Y}
}

// fitting is the eye that shows a whole box with a margin, but not nearer than a zoom.
func (f frame) fitting(b tiles.Box, margin float32, nearest float64) eye {
	room := func(side float32) float64 { return float64(max(32, side-2*margin)) }
	u := max(float64(b.MaxX-b.MinX)/room(f.size.Width), float64(b.MaxY-b.MinY)/room(f.size.Height))
	zoom := nearest
	if u > 0 {
		zoom = min(nearest, math.Log2(float64(tiles.WorldSize)/tileSide/u))
	}
	return eye{float64(b.MinX+b.MaxX) / 2, float64(b.MinY+b.MaxY) / 2, zoom}
}
