package mapview

import (
	"math"

	"fyne.io/fyne/v2"

	"priyom/tiles"
)

// Limits are how far the view may go.
type Limits struct {
	Box              tiles.Box // the view stays in it as far as it fits; an empty one is the world
	MinZoom, MaxZoom float64   // 0 and 0 stand for 5 and 19
}

// Zooms between which a map is of use, if the caller says nothing else.
const (
	defaultMinZoom = 5
	defaultMaxZoom = 19
)

func (l Limits) whole() Limits {
	if l.Box.MaxX <= l.Box.MinX || l.Box.MaxY <= l.Box.MinY {
		l.Box = tiles.Box{MaxX: tiles.WorldSize, MaxY: tiles.WorldSize}
	}
	if l.MaxZoom <= 0 {
		l.MaxZoom = defaultMaxZoom
	}
	if l.MinZoom <= 0 {
		l.MinZoom = defaultMinZoom
	}
	l.MaxZoom = min(l.MaxZoom, float64(tiles.MaxZoom))
	l.MinZoom = min(l.MinZoom, l.MaxZoom)
	return l
}

// zooms are the limits of the zoom in a window: no farther than where the box fills half of it.
func (l Limits) zooms(size fyne.Size) (least, most float64) {
	side := max(l.Box.MaxX-l.Box.MinX, l.Box.MaxY-l.Box.MinY)
	half := float64(max(1, min(size.Width, size.Height))) / 2
	fills := math.Log2(half * float64(tiles.WorldSize) / tileSide / float64(side))
	return min(max(l.MinZoom, fills), l.MaxZoom), l.MaxZoom
}

// held is the frame's eye, moved into the limits.
func (l Limits) held(f frame) eye {
	e := f.eye
	least, most := l.zooms(f.size)
	e.zoom = min(max(e.zoom, least), most)
	u := perPixel(e.zoom)
	e.x = within(e.x, l.Box.MinX, l.Box.MaxX, float64(f.size.Width)*u)
	e.y = within(e.y, l.Box.MinY, l.Box.MaxY, float64(f.size.Height)*u)
	return e
}

// within keeps a window of a length inside a stretch, or in its middle if it is longer.
func within(centre float64, from, to tiles.World, length float64) float64 {
	low, high := float64(from)+length/2, float64(to)-length/2
	if low > high {
		return (low + high) / 2
	}
	return min(max(centre, low), high)
}
