package mapview

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/tiles"
)

// tileView is a tile on the screen: one image object, which is used again for others.
type tileView struct {
	image   *canvas.Image
	request tiles.Request
	tile    tiles.Tile
	keep    bool
}

// show puts a tile where it belongs.
func (l *tileLayer) show(f frame, c tiles.Coord, r tiles.Request, t tiles.Tile) {
	v := l.shown[c]
	if v == nil {
		if n := len(l.free); n > 0 {
			v, l.free = l.free[n-1], l.free[:n-1]
		} else {
			v = &tileView{image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}}
		}
		l.shown[c] = v
	}
	from, to := f.edges(c)
	v.keep, v.request = true, r
	v.image.Move(from)
	v.image.Resize(fyne.NewSize(to.X-from.X, to.Y-from.Y))
	if v.image.Image != t.Image {
		v.tile, v.image.Image = t, t.Image
		v.image.Refresh()
	}
}

// tidy takes back what is no longer needed, and lays tiles of the level uppermost, and coarse ones beneath finer ones.
func (l *tileLayer) tidy(z tiles.Zoom) {
	for c, v := range l.shown {
		if v.keep {
			continue
		}
		delete(l.shown, c)
		v.image.Image, v.tile, v.request = nil, tiles.Tile{}, tiles.Request{}
		v.image.Refresh() // frees the texture
		l.free = append(l.free, v)
	}
	rank := func(c tiles.Coord) int {
		if c.Z == z {
			return int(tiles.MaxZoom) + 1
		}
		return int(c.Z)
	}
	order := make([]tiles.Coord, 0, len(l.shown))
	for c := range l.shown {
		order = append(order, c)
	}
	slices.SortFunc(order, func(a, b tiles.Coord) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X))
	})
	objects := make([]fyne.CanvasObject, len(order))
	for i, c := range order {
		objects[i] = l.shown[c].image
	}
	l.box.Objects = objects
}
