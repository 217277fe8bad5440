package mapview

import (
	"context"
	"image"
	"image/color"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	"priyom/tiles"
)

// board is a source whose every pixel says which tile it is of, and in which of the tile's 16 × 16 cells it lies.
type board struct {
	name string
	mu   sync.Mutex
	seen []tiles.Request
	fail func(r tiles.Request) error
	only func(r tiles.Request) bool // others have no tile; nil is all
}

const cells = 16

func (b *board) Attribution() string { return b.name }

func (b *board) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	b.mu.Lock()
	b.seen = append(b.seen, r)
	b.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return tiles.Tile{}, err
	}
	if b.fail != nil {
		if err := b.fail(r); err != nil {
			return tiles.Tile{}, err
		}
	}
	if b.only != nil && !b.only(r) {
		return tiles.Tile{}, tiles.ErrNoTile
	}
	return tiles.Tile{Image: paint(r), Of: r.Coord, From: r.Coord}, nil
}

func (b *board) asked() []tiles.Request {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.seen)
}

func paint(r tiles.Request) *image.RGBA {
	n := int(r.Size)
	img := image.NewRGBA(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			img.SetRGBA(x, y, code(r.Coord, r.Variant, x*cells/n, y*cells/n))
		}
	}
	return img
}

func code(c tiles.Coord, v tiles.Variant, u, w int) color.RGBA {
	return color.RGBA{uint8(c.Z)<<2 | uint8(v), uint8(c.X&15)<<4 | uint8(u), uint8(c.Y&15)<<4 | uint8(w), 255}
}

// stand is a map in a window, with everything that goes on beside it in the test's hands.
type stand struct {
	*Map
	t     *testing.T
	src   *board
	win   fyne.Window
	posts []func()
	works []func()
	now   time.Time
	step  func()
}

var village = tiles.Project(46.9389, 28.8644)

func newStand(t *testing.T, size fyne.Size, change ...func(*Config)) *stand {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	s := &stand{t: t, src: &board{}, now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)}
	cfg := Config{
		Source: s.src, Start: View{village, 15},
		Post: func(f func()) { s.posts = append(s.posts, f) }, Run: func(f func()) { s.works = append(s.works, f) },
		Now:     func() time.Time { return s.now },
		Animate: func(step func()) func() { s.step = step; return func() { s.step = nil } },
	}
	for _, f := range change {
		f(&cfg)
	}
	s.Map = New(cfg)
	s.ShowButtons(false)
	s.win = test.NewTempWindow(t, s.Map)
	s.win.SetPadded(false)
	s.win.Resize(size)
	return s
}

// settle lets the workers and what they bring be done.
func (s *stand) settle() {
	for len(s.works)+len(s.posts) > 0 {
		works, posts := s.works, s.posts
		s.works, s.posts = nil, nil
		for _, f := range append(works, posts...) {
			f()
		}
	}
}

// wait lets time pass, a frame after the other.
func (s *stand) wait(d time.Duration) {
	for end := s.now.Add(d); s.now.Before(end); {
		s.now = s.now.Add(16 * time.Millisecond)
		if s.step != nil {
			s.step()
		}
	}
}

func (s *stand) scaleTo(scale float32) {
	s.win.Canvas().(software.WindowlessCanvas).SetScale(scale)
	s.Refresh()
}

// wrong counts pixels that don't show the tiles of a zoom, in their places. Pixels beside the border of a cell are mixed and
// not looked at.
func (s *stand) wrong(z tiles.Zoom, v tiles.Variant) (bad, looked int) {
	s.t.Helper()
	img := s.win.Canvas().Capture()
	f := s.frame()
	b := img.Bounds()
	cell := f.side(z) / cells
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			wx, wy := f.world(fyne.NewPos(float32((float64(x)+0.5)/f.scale), float32((float64(y)+0.5)/f.scale)))
			k := f.side(z) / float64(tiles.WorldSize>>z)
			gx, gy := wx*k/cell, wy*k/cell // in cells of the whole world
			edge := func(v float64) bool { return math.Abs(v-math.Round(v))*cell < 2.5 }
			if edge(gx) || edge(gy) {
				continue
			}
			cx, cy := int64(math.Floor(gx)), int64(math.Floor(gy))
			want := code(tiles.Coord{Z: z, X: uint32(cx / cells), Y: uint32(cy / cells)}, v, int(cx%cells), int(cy%cells))
			looked++
			r, g, bl, _ := img.At(x, y).RGBA()
			if got := (color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8), 255}); got != want {
				if bad++; bad == 1 {
					s.t.Logf("at %d,%d is %v, want %v", x, y, got, want)
				}
			}
		}
	}
	return bad, looked
}

func (s *stand) right(z tiles.Zoom, v tiles.Variant) {
	s.t.Helper()
	if bad, looked := s.wrong(z, v); bad > 0 || looked < 10_000 {
		s.t.Errorf("%d of %d pixels aren't of the tile of zoom %d that belongs there", bad, looked, z)
	}
}
