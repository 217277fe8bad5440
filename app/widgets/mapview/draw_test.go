package mapview

import (
	"errors"
	"fmt"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
	"priyom/tiles"
)

var window = fyne.NewSize(420, 310)

// Every pixel shows the tile that belongs there, whatever the zoom, the place and the screen.
func TestTilesAreInTheirPlaces(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 2} {
		for _, zoom := range []float64{15, 15.3, 15.49, 14.51, 14.8, 5, 19} {
			t.Run(fmt.Sprint(scale, " ", zoom), func(t *testing.T) {
				s := newStand(t, window)
				s.scaleTo(scale)
				s.works = nil // what was wanted before the screen was known isn't drawn
				s.tiles.setSource(s.src)
				for i := range 3 {
					s.SetView(View{tiles.Point{X: village.X + tiles.World(i*3333), Y: village.Y - tiles.World(i*7777)}, zoom})
					s.settle()
					s.right(level(zoom, s.limits), tiles.Light)
				}
				for _, r := range s.src.asked() {
					if want := map[bool]tiles.Size{true: tiles.Size512, false: tiles.Size256}[scale >= 1.5]; r.Size != want {
						t.Fatalf("asked for %d pixels at scale %v", r.Size, scale)
					}
				}
			})
		}
	}
}

// While new tiles are drawn, the old ones stay, scaled: nowhere is the empty ground.
func TestNeverBlank(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	for _, zoom := range []float64{15.6, 17, 18, 16.5, 13.6} {
		s.SetView(View{village, zoom})
		blank := s.blank()
		if zoom == 13.6 {
			// All there is lies deeper: it is shown where it is.
			if blank == 0 || blank == s.area() {
				t.Errorf("at zoom %v %d of %d pixels are empty, want those around what was known", zoom, blank, s.area())
			}
			continue
		}
		if blank > 0 {
			t.Errorf("at zoom %v %d of %d pixels are empty", zoom, blank, s.area())
		}
		if s.tiles.told.Waiting == 0 {
			t.Errorf("at zoom %v nothing is waited for: this tests nothing", zoom)
		}
	}
	s.settle()
	s.right(14, tiles.Light)
	s.SetView(View{village, 14.6})
	if blank := s.blank(); blank > 0 {
		t.Errorf("%d pixels are empty where tiles above and below are at hand", blank)
	}
}

// A tile that has come lies above what stood in for it and for its neighbours.
func TestNewTilesLieOnTop(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	s.src.only = func(r tiles.Request) bool { return r.X%2 == 0 }
	s.SetView(View{village, 16})
	s.settle()
	img, came := s.win.Canvas().Capture(), 0
	for _, c := range plan(s.frame(), 16, s.limits) {
		from, to := s.frame().edges(c)
		x, y := (from.X+to.X)/2+4, (from.Y+to.Y)/2+4
		if x < 0 || y < 0 || x >= window.Width || y >= window.Height {
			continue
		}
		want := code(c, tiles.Light, cells/2, cells/2)
		if got := img.At(int(x), int(y)); (color.RGBAModel.Convert(got) == want) != (c.X%2 == 0) {
			t.Errorf("in the middle of %v is %v", c, got)
		}
		came++
	}
	if came < 2 {
		t.Fatal("looked at too little")
	}
}

// What an old source says late is nothing about the new one.
func TestLateAnswers(t *testing.T) {
	s := newStand(t, window)
	s.src.only = func(tiles.Request) bool { return false }
	for len(s.works) > 0 { // drawn, but not told yet
		s.works[0]()
		s.works = s.works[1:]
	}
	late := s.posts
	s.posts = nil
	s.SetSource(&board{})
	for _, f := range late {
		f()
	}
	s.settle()
	s.right(15, tiles.Light)
}

func TestAnotherLookReloads(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Dark, theme.Desk, 1))
	if blank := s.blank(); blank > 0 {
		t.Errorf("%d pixels are empty until the dark tiles come", blank)
	}
	s.settle()
	s.right(15, tiles.Dark)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	s.right(15, tiles.Light) // kept: at once
}

func TestAnotherSource(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	other := &board{name: "© somebody else"}
	s.SetSource(other)
	if blank := s.blank(); blank > 0 {
		t.Errorf("%d pixels are empty until the new tiles come", blank)
	}
	s.settle()
	if n := len(other.asked()); n != len(plan(s.frame(), 15, s.limits)) {
		t.Errorf("the new source was asked %d times", n)
	}
	if s.controls.name.Text() != other.name || s.controls.name.Hidden {
		t.Errorf("attributed to %q", s.controls.name.Text())
	}
	s.SetSource(nil)
	s.settle()
	if !s.controls.name.Hidden {
		t.Error("nobody's data is attributed to somebody")
	}
}

// What one source lacks is asked for once; what failed is asked for again later, or at Reload.
func TestFailures(t *testing.T) {
	var told Progress
	broken := errors.New("broken")
	s := newStand(t, window)
	s.settle()
	s.OnTiles = func(p Progress) { told = p }
	s.src.fail = func(r tiles.Request) error {
		if r.X%2 == 0 {
			return broken
		}
		return tiles.ErrNoTile
	}
	s.SetView(View{village, 16})
	all := len(plan(s.frame(), 16, s.limits))
	if told.Waiting != all {
		t.Errorf("told %+v, want %d waiting", told, all)
	}
	s.settle()
	if told.Missing != all || told.Waiting != 0 || told.Err == nil {
		t.Errorf("told %+v, want %d missing", told, all)
	}
	asked := len(s.src.asked())
	s.Refresh()
	s.settle()
	if more := len(s.src.asked()) - asked; more != 0 {
		t.Errorf("asked again %d times at once", more)
	}
	if blank := s.blank(); blank > 0 {
		t.Errorf("%d pixels are empty, though there are tiles above", blank)
	}
	s.now = s.now.Add(again + time.Second)
	s.Refresh()
	s.settle()
	if more := len(s.src.asked()) - asked; more == 0 || more == all {
		t.Errorf("asked again for %d of %d later, want those that failed", more, all)
	}
	s.src.fail = nil
	s.Reload()
	s.settle()
	s.right(16, tiles.Light)
	if told != (Progress{}) {
		t.Errorf("told %+v at the end", told)
	}
}

// Panning by whole views doesn't heap up objects, and moving a little makes no tile be drawn anew.
func TestObjectsAreRecycled(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	most := 0
	for i := range 60 {
		s.SetView(View{tiles.Point{X: village.X + tiles.World(i)*40_000, Y: village.Y}, 15.3})
		s.settle()
		most = max(most, len(s.tiles.shown)+len(s.tiles.free))
	}
	if limit := 3 * len(plan(s.frame(), 15, s.limits)); most > limit {
		t.Errorf("%d objects for tiles, want at most %d", most, limit)
	}
	before := map[tiles.Coord]fyne.Size{}
	for c, v := range s.tiles.shown {
		before[c] = v.image.Size()
	}
	for i := range 40 {
		s.look(s.frame().moved(float32(i%7)-3.4, 0.37))
		for c, v := range s.tiles.shown {
			if size, ok := before[c]; ok && size != v.image.Size() {
				t.Fatalf("%v was %v and is %v: its texture would be loaded again", c, size, v.image.Size())
			}
		}
	}
}

func (s *stand) area() int {
	b := s.win.Canvas().Capture().Bounds()
	return b.Dx() * b.Dy()
}

// blank counts pixels that show the ground.
func (s *stand) blank() (n int) {
	img := s.win.Canvas().Capture()
	gr, gg, gb, _ := s.ground.FillColor.RGBA()
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := img.At(x, y).RGBA(); r == gr && g == gg && bl == gb {
				n++
			}
		}
	}
	return n
}
