package mapview

import (
	"fmt"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
	"priyom/tiles"
)

func TestPinIsDragged(t *testing.T) {
	s := newStand(t, window)
	var while, ends []tiles.Point
	s.OnPinDragged = func(p tiles.Point) { while = append(while, p) }
	s.OnPinDropped = func(p tiles.Point) { ends = append(ends, p) }
	s.SetPin(village)
	s.settle()
	before := s.eye
	head := fyne.NewPos(210, 155-30)
	s.pull(head, 5, -3, 8, 0)
	s.wait(time.Second)
	want := s.frame().point(fyne.NewPos(210+40, 155-24))
	if len(while) != 8 || len(ends) != 1 || !near(float64(ends[0].X), float64(want.X), perPixel(15)) || !near(float64(ends[0].Y), float64(want.Y), perPixel(15)) {
		t.Errorf("dragged %d times to %v, want %v", len(while), ends, want)
	}
	if p, ok := s.Pin(); !ok || p != ends[0] || s.eye != before {
		t.Errorf("the pin is at %v, the map moved: %v", p, s.eye != before)
	}
	s.pull(fyne.NewPos(40, 40), 5, 5, 3, 200*time.Millisecond)
	if len(ends) != 1 || s.eye == before {
		t.Error("beside the pin the map isn't dragged")
	}
	s.RemovePin()
	if _, ok := s.Pin(); ok || len(s.over.box.Objects) != 0 {
		t.Error("the pin is still there")
	}
}

// A pin that is pulled out of the window stays at its edge, where one can take it again.
func TestPinStaysInSight(t *testing.T) {
	s := newStand(t, window)
	s.OnPinDropped = func(tiles.Point) {}
	s.SetPin(village)
	s.pull(fyne.NewPos(210, 125), 90, 0, 10, 0)
	p, _ := s.Pin()
	if x, y := s.where(p); !near(x, 420, 1) || !near(y, 155, 1) {
		t.Errorf("is at %v, %v", x, y)
	}
}

// Nobody who listens: then a pin is only shown, and the map can be dragged by it.
func TestShownPinIsNoHandle(t *testing.T) {
	s := newStand(t, window)
	s.SetPin(village)
	before := s.eye
	s.pull(fyne.NewPos(210, 125), 5, 0, 5, 200*time.Millisecond)
	if p, _ := s.Pin(); p != village || s.eye == before {
		t.Error("the pin was dragged")
	}
}

func TestHere(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	s.SetHere(&Here{At: village, Accuracy: 100})
	f := s.frame()
	r := 100 / metresPerPixel(f)
	if got := float64(s.over.wide.Size().Width) / 2; !near(got, r, 0.5) || len(s.over.box.Objects) != 2 {
		t.Errorf("100 m are drawn as %v pixels, want %v", got, r)
	}
	img := s.win.Canvas().Capture()
	dot := theme.Color(theme.Accent)
	if got := color.NRGBAModel.Convert(img.At(210, 155)).(color.NRGBA); got != dot {
		t.Errorf("the dot is %v", got)
	}
	for zoom, objects := range map[float64]int{5: 1, 15: 2, 19: 2} {
		s.SetView(View{village, zoom})
		if len(s.over.box.Objects) != objects {
			t.Errorf("%d objects at zoom %v", len(s.over.box.Objects), zoom)
		}
	}
	s.SetHere(&Here{At: village, Accuracy: 50_000})
	s.SetView(View{village, 19})
	if len(s.over.box.Objects) != 1 {
		t.Error("a circle far wider than the window is drawn")
	}
	s.SetHere(nil)
	if len(s.over.box.Objects) != 0 {
		t.Error("is still somewhere")
	}
}

// Whose data it is can be read whole, however narrow the map and however many they are; nothing lies on it.
func TestAttributionIsVisible(t *testing.T) {
	for _, name := range []string{"© OpenStreetMap contributors", "© OpenStreetMap contributors · © Somebody Else of a Long Name · Districts: a third one"} {
		for _, size := range []fyne.Size{{Width: 369, Height: 246}, {Width: 200, Height: 220}, {Width: 1366, Height: 768}} {
			for _, scale := range []float32{1, 1.5} {
				t.Run(fmt.Sprint(len(name), size, scale), func(t *testing.T) {
					s := newStand(t, size, func(c *Config) {
						c.Source = &board{name: name}
						c.Words.Distance = func(m float64) string { return fmt.Sprint(m, " m") }
					})
					fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, scale))
					s.Refresh()
					c := s.controls
					if c.name.Hidden || c.name.Text() != name {
						t.Fatalf("says %q", c.name.Text())
					}
					end := c.plate.Position().Add(c.plate.Size())
					if c.plate.Position().X < 0 || c.plate.Position().Y < 0 || end.X > size.Width || end.Y > size.Height {
						t.Errorf("lies at %v to %v of %v", c.plate.Position(), end, size)
					}
					if need := c.name.HeightFor(c.name.Size().Width); need > c.name.Size().Height+0.5 {
						t.Errorf("needs %v, has %v", need, c.name.Size().Height)
					}
					bar, barEnd := c.bar.box.Position(), c.bar.box.Position().Add(c.bar.size)
					if !c.bar.box.Hidden && bar.X < end.X && c.plate.Position().X < barEnd.X && bar.Y < end.Y && c.plate.Position().Y < barEnd.Y {
						t.Error("the scale lies on it")
					}
					if wide := size.Width > 1000; wide && barEnd.Y != size.Height-margin {
						t.Errorf("the scale ends at %v of %v, though there is room beside", barEnd.Y, size.Height)
					}
				})
			}
		}
	}
}

// The bar is as long on the map as it says.
func TestScaleBar(t *testing.T) {
	var said []float64
	s := newStand(t, window, func(c *Config) {
		c.Words.Distance = func(m float64) string { said = append(said, m); return fmt.Sprint(m) }
	})
	for zoom := 5.0; zoom <= 19; zoom += 0.31 {
		s.SetView(View{village, zoom})
		metres := said[len(said)-1]
		long := float64(s.controls.bar.bars[0].Size().Width)
		if got := long * metresPerPixel(s.frame()); !near(got, metres, metres/1000) || long < 39 || long > 101 {
			t.Errorf("at zoom %v %v m are %v pixels long, which are %v m", zoom, metres, long, got)
		}
	}
	if slices.Max(said) < 50_000 || slices.Min(said) > 20 {
		t.Errorf("said %v", said)
	}
}

func TestBadge(t *testing.T) {
	s := newStand(t, window)
	tapped := false
	b := widget.NewButton("offline", func() { tapped = true })
	s.SetBadge(b)
	test.TapCanvas(s.win.Canvas(), fyne.NewPos(20, 20))
	if !tapped || b.Position() != fyne.NewPos(margin, margin) {
		t.Error("the badge isn't there")
	}
	s.SetBadge(nil)
	tapped = false
	test.TapCanvas(s.win.Canvas(), fyne.NewPos(20, 20))
	if tapped {
		t.Error("the badge is still there")
	}
}

// The button "my place" is no stop of the Tab key: a key does the same.
func TestHereByKey(t *testing.T) {
	s := newStand(t, window)
	asked := 0
	s.OnHere = func() { asked++ }
	place := tiles.Point{X: village.X + 9000, Y: village.Y}
	s.SetHere(&Here{At: place})
	s.press(fyne.KeyEnd)
	s.wait(2 * time.Second)
	if s.View() != (View{place, 16}) || asked != 1 {
		t.Errorf("led to %v, asked %d times", s.View(), asked)
	}
}

func TestFitBeforeTheFirstLayout(t *testing.T) {
	s := newStand(t, window)
	m := New(s.cfg)
	b := tiles.Box{MinX: village.X, MinY: village.Y, MaxX: village.X + 1_000_000, MaxY: village.Y + 200_000}
	m.FitBox(b)
	s.win.SetContent(m)
	got := m.Shown()
	if got.MinX > b.MinX || got.MaxX < b.MaxX || got.MinY > b.MinY || got.MaxY < b.MaxY || got.MaxX-got.MinX > 2*(b.MaxX-b.MinX) {
		t.Errorf("shows %v, want %v", got, b)
	}
}

// What isn't shown any more draws nothing.
func TestDestroyStops(t *testing.T) {
	s := newStand(t, window)
	s.pull(fyne.NewPos(300, 100), -18, 0, 10, 0)
	s.CreateRenderer().Destroy()
	if s.step != nil || len(s.tiles.pool.queue) != 0 {
		t.Error("goes on")
	}
}

func TestCorners(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	s.SetCorners(10, theme.Card)
	ground := theme.Color(theme.Card)
	img := s.win.Canvas().Capture()
	at := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) }
	for _, p := range [][2]int{{0, 0}, {419, 0}, {419, 309}, {0, 309}, {1, 1}, {418, 1}, {418, 308}, {1, 308}} {
		if at(p[0], p[1]) != ground {
			t.Errorf("%v is %v, want the card", p, at(p[0], p[1]))
		}
	}
	for _, p := range [][2]int{{4, 4}, {415, 4}, {415, 305}, {4, 305}, {210, 0}, {0, 155}} {
		if at(p[0], p[1]) == ground {
			t.Errorf("%v is covered", p)
		}
	}
	s.SetCorners(0, theme.Card)
	s.right(15, tiles.Light)
}
