package mapview

import (
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/tiles"
)

// Progress says what the map shows of what it should.
type Progress struct {
	Waiting int   // tiles in view that aren't there yet
	Missing int   // tiles in view that the source couldn't give
	Stale   int   // tiles in view that have expired
	Err     error // of the last that failed, if any is missing
}

// again is after how long a tile is asked for again that failed, but not because there is none.
const again = 5 * time.Second

// mostFailed is how many failures are remembered.
const mostFailed = 4096

// tileLayer is the tiles of a map. A tile is one image object: to move it is only a repaint.
type tileLayer struct {
	of     *Map
	box    *fyne.Container
	keeper keeper
	pool   *pool
	shown  map[tiles.Coord]*tileView
	free   []*tileView
	failed map[tiles.Request]failure
	told   Progress
	fitted int // tiles that the keeper knows are shown
}

type failure struct {
	err error
	at  time.Time
}

func newTileLayer(m *Map) *tileLayer {
	return &tileLayer{of: m, box: &fyne.Container{}, shown: map[tiles.Coord]*tileView{}, failed: map[tiles.Request]failure{}}
}

func (l *tileLayer) setSource(s tiles.Source) {
	l.idle()
	l.keeper, l.pool, l.fitted = nil, nil, 0
	clear(l.failed)
	for _, v := range l.shown {
		v.request = tiles.Request{} // a stand-in from now on
	}
	if s == nil {
		return
	}
	l.keeper = kept(s, l.of.cfg.Budget)
	p := &pool{source: l.keeper, workers: l.of.cfg.Workers, run: l.of.cfg.Run, flying: map[tiles.Request]*flight{}}
	p.done = func(r tiles.Request, t tiles.Tile, err error) {
		l.of.cfg.Post(func() { l.came(p, r, err) })
	}
	l.pool = p
}

// idle cancels all that is being drawn.
func (l *tileLayer) idle() {
	if l.pool != nil {
		l.pool.want(nil)
	}
}

// came takes note of a tile that was drawn, or not. The tile itself is on the shelf.
func (l *tileLayer) came(p *pool, r tiles.Request, err error) {
	if p != l.pool {
		return
	}
	if len(l.failed) > mostFailed {
		clear(l.failed)
	}
	if err != nil {
		l.failed[r] = failure{err, l.of.cfg.Now()}
	} else {
		delete(l.failed, r)
	}
	if !l.of.Size().IsZero() {
		l.update(l.of.frame())
		canvas.Refresh(l.of.ground)
	}
}

// ask is the request for a tile on this screen, in this look.
func ask(c tiles.Coord, scale float64) tiles.Request {
	r := tiles.Request{Coord: c, Size: tiles.Size256}
	if scale >= 1.5 {
		r.Size = tiles.Size512
	}
	if theme.Current().Variant().Dark() {
		r.Variant = tiles.Dark
	}
	return r
}

// update shows a frame with what is at hand, and asks for the rest.
func (l *tileLayer) update(f frame) {
	var now Progress
	var missing []tiles.Request
	z := level(f.zoom, l.of.limits)
	for _, v := range l.shown {
		v.keep = false
	}
	list := plan(f, z, l.of.limits)
	if n := len(list); n != l.fitted && l.keeper != nil {
		l.fitted = n
		side := int(ask(tiles.Coord{}, f.scale).Size)
		l.keeper.Fit(n * side * side * 4)
	}
	for _, c := range list {
		r := ask(c, f.scale)
		if t, ok := l.at(r); ok {
			l.show(f, c, r, t)
			if t.Stale {
				now.Stale++
			}
			continue
		}
		for _, other := range append(standIns(c, func(c tiles.Coord) bool { _, ok := l.any(c, f.scale); return ok }), c) {
			if v, ok := l.any(other, f.scale); ok {
				l.show(f, other, v.request, v.tile)
			}
		}
		if fail, ok := l.failed[r]; ok && (errors.Is(fail.err, tiles.ErrNoTile) || l.of.cfg.Now().Sub(fail.at) < again) {
			now.Missing, now.Err = now.Missing+1, fail.err
			continue
		}
		now.Waiting++
		missing = append(missing, r)
	}
	l.tidy(z)
	if l.pool != nil {
		l.pool.want(l.ahead(f, z, missing))
	}
	if l.told != now && l.of.OnTiles != nil {
		l.of.OnTiles(now)
	}
	l.told = now
}

// at is a tile that is on the screen or on the shelf.
func (l *tileLayer) at(r tiles.Request) (tiles.Tile, bool) {
	if l.keeper != nil {
		if t, ok := l.keeper.Kept(r); ok {
			return t, true
		}
	}
	if v := l.shown[r.Coord]; v != nil && v.request == r {
		return v.tile, true
	}
	return tiles.Tile{}, false
}

// any is a picture of a place, even one of another look or of the source before.
func (l *tileLayer) any(c tiles.Coord, scale float64) (tileView, bool) {
	r := ask(c, scale)
	if t, ok := l.at(r); ok {
		return tileView{request: r, tile: t}, true
	}
	if v := l.shown[c]; v != nil {
		return *v, true
	}
	return tileView{}, false
}

// ahead adds the tiles just outside the view to a list of those in it.
func (l *tileLayer) ahead(f frame, z tiles.Zoom, list []tiles.Request) []tiles.Request {
	if l.of.cfg.Ahead <= 0 {
		return list
	}
	wide := f
	margin := float32(l.of.cfg.Ahead) * tileSide
	wide.size = f.size.AddWidthHeight(2*margin, 2*margin)
	for _, c := range plan(wide, z, l.of.limits) {
		r := ask(c, f.scale)
		_, failed := l.failed[r]
		if _, ok := l.at(r); !ok && !failed && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
