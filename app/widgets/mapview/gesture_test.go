package mapview

import (
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/test"

	"priyom/tiles"
)

// pull drags by a mouse: some moves of a frame each, then the button is let go.
func (s *stand) pull(from fyne.Position, dx, dy float32, moves int, pause time.Duration) {
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	for i := range moves {
		s.now = s.now.Add(16 * time.Millisecond)
		p := from.AddXY(dx*float32(i+1), dy*float32(i+1))
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}, Dragged: fyne.NewDelta(dx, dy)})
	}
	s.now = s.now.Add(pause)
	s.DragEnd()
	s.MouseUp(&desktop.MouseEvent{})
}

func (s *stand) wheel(p fyne.Position, dy float32) {
	s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: p}, Scrolled: fyne.NewDelta(0, dy)})
}

// where is where a point is in the window, not rounded.
func (s *stand) where(p tiles.Point) (x, y float64) {
	u := perPixel(s.eye.zoom)
	return float64(s.Size().Width)/2 + (float64(p.X)-s.eye.x)/u, float64(s.Size().Height)/2 + (float64(p.Y)-s.eye.y)/u
}

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

func TestDragThroughTheCanvas(t *testing.T) {
	s := newStand(t, window)
	test.Drag(s.win.Canvas(), fyne.NewPos(100, 100), 37, -21)
	if x, y := s.where(village); !near(x, 210+37, 0.1) || !near(y, 155-21, 0.1) {
		t.Errorf("the middle went to %v, %v", x, y)
	}
	s.settle()
	s.right(15, tiles.Light)
}

// A map that is let go while it moves slides on, the farther the faster it was, ever slower, and comes to rest; one that
// was held before doesn't.
func TestInertia(t *testing.T) {
	slide := func(speed float32, pause time.Duration) (way float64, settled int) {
		s := newStand(t, window)
		s.OnSettled = func(View) { settled++ }
		s.pull(fyne.NewPos(300, 100), -speed, 0, 10, pause)
		x, _ := s.where(village)
		last, step := x, math.Inf(1)
		for i := 0; i < 400 && s.step != nil; i++ {
			s.wait(16 * time.Millisecond)
			now, _ := s.where(village)
			if d := math.Abs(now - last); d > step+0.01 {
				t.Fatalf("speeds up: %v after %v", d, step)
			} else if i > 0 {
				step = d
			}
			last = now
		}
		if s.step != nil || s.motion != nil {
			t.Error("never rests")
		}
		return x - last, settled
	}
	slow, one := slide(6, 0)
	fast, _ := slide(18, 0)
	if held, settled := slide(18, 75*time.Millisecond); held != 0 || settled != 1 {
		t.Errorf("slides %v after it was held, settled %d times", held, settled)
	}
	// v·τ: 6 pixels in 16 ms are 375 a second, times 0.325 s.
	if one != 1 || !near(slow, 375*0.325, 15) || !near(fast, 3*slow, 0.2*fast) {
		t.Errorf("slides %v and %v, settled %d times", slow, fast, one)
	}
}

// A slow machine, which draws fewer frames, shows the same movement.
func TestMovementFollowsTheClock(t *testing.T) {
	after := func(frame time.Duration) (x, zoom float64) {
		s := newStand(t, window)
		s.pull(fyne.NewPos(300, 100), -18, 0, 10, 0)
		for i := time.Duration(0); i < 400*time.Millisecond; i += frame {
			s.now = s.now.Add(frame)
			s.step()
		}
		x, _ = s.where(village)
		s.wheel(fyne.NewPos(210, 155), 2*wheelNotch)
		for i := time.Duration(0); i < 80*time.Millisecond; i += frame {
			s.now = s.now.Add(frame)
			s.step()
		}
		return x, s.eye.zoom
	}
	fastX, fastZoom := after(8 * time.Millisecond)
	slowX, slowZoom := after(40 * time.Millisecond)
	if !near(fastX, slowX, 1) || !near(fastZoom, slowZoom, 0.01) {
		t.Errorf("%v at zoom %v with many frames, %v at zoom %v with few", fastX, fastZoom, slowX, slowZoom)
	}
}

func TestPressStopsAMovingMap(t *testing.T) {
	s := newStand(t, window)
	s.pull(fyne.NewPos(300, 100), -18, 0, 10, 0)
	s.wait(100 * time.Millisecond)
	if s.step == nil {
		t.Fatal("doesn't move: this tests nothing")
	}
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 50)}})
	before := s.eye
	s.wait(time.Second)
	if s.eye != before {
		t.Error("moves on under the finger")
	}
}

// Two notches during the movement of the first add up, and the place under the pointer stays.
func TestWheel(t *testing.T) {
	s := newStand(t, window)
	p := fyne.NewPos(333, 44)
	x, y := s.frame().world(p)
	for range 3 {
		s.wheel(p, wheelNotch)
		s.wait(32 * time.Millisecond)
	}
	if s.eye.zoom <= 15 || s.eye.zoom >= 16.5 {
		t.Errorf("jumped to %v", s.eye.zoom)
	}
	s.wait(2 * time.Second)
	nx, ny := s.frame().world(p)
	if u := perPixel(s.eye.zoom); s.eye.zoom != 16.5 || math.Hypot(nx-x, ny-y) > u/2 {
		t.Errorf("ended at %v, %v pixels beside", s.eye.zoom, math.Hypot(nx-x, ny-y)/u)
	}
	s.wheel(p, -400)
	s.wait(3 * time.Second)
	if least, _ := s.limits.zooms(s.Size()); s.eye.zoom != math.Max(least, 8.5) {
		t.Errorf("out to %v", s.eye.zoom)
	}
}

func TestDoubleTapAndTap(t *testing.T) {
	s := newStand(t, window)
	var tapped []tiles.Point
	s.OnTapped = func(p tiles.Point) { tapped = append(tapped, p) }
	test.TapCanvas(s.win.Canvas(), fyne.NewPos(210, 155))
	if len(tapped) != 1 || tapped[0] != s.frame().point(fyne.NewPos(210, 155)) || !near(float64(tapped[0].X-village.X), 0, 2) {
		t.Errorf("tapped %v, want %v", tapped, village)
	}
	s.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
	s.wait(2 * time.Second)
	if s.eye.zoom != 16 || len(tapped) != 1 {
		t.Errorf("at zoom %v, tapped %d times", s.eye.zoom, len(tapped))
	}
}

func finger(id int, x, y float32) *mobile.TouchEvent {
	return &mobile.TouchEvent{ID: id, PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
}

// Two fingers hold the two places they are on, in whatever order Fyne tells of them; and it drags finger 0 besides.
func TestPinch(t *testing.T) {
	s := newStand(t, window)
	a, b := fyne.NewPos(150, 150), fyne.NewPos(250, 150)
	ax, ay := s.frame().world(a)
	bx, by := s.frame().world(b)
	s.TouchDown(finger(0, 150, 150))
	s.TouchDown(finger(1, 250, 150))
	for i := range 20 {
		d := float32(i + 1)
		s.TouchMoved(finger(0, 150-2*d, 150+d))
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(150-2*d, 150+d)}, Dragged: fyne.NewDelta(-2, 1)})
		s.TouchMoved(finger(1, 250+3*d, 150+d))
	}
	f := s.frame()
	for _, c := range []struct{ x, y, wx, wy float64 }{{110, 170, ax, ay}, {310, 170, bx, by}} {
		nx, ny := f.world(fyne.NewPos(float32(c.x), float32(c.y)))
		if off := math.Hypot(nx-c.wx, ny-c.wy) / perPixel(f.zoom); off > 0.5 {
			t.Errorf("a finger slipped by %v pixels", off)
		}
	}
	if !near(s.eye.zoom, 16, 0.01) { // 100 pixels became 200
		t.Errorf("zoom %v, want 16", s.eye.zoom)
	}
}

// What is left of a pinch is neither a drag, a slide nor a tap.
func TestAfterAPinch(t *testing.T) {
	for _, last := range []string{"finger 0 first", "finger 1 first"} {
		s := newStand(t, window)
		tapped := 0
		s.OnTapped = func(tiles.Point) { tapped++ }
		s.TouchDown(finger(0, 150, 150))
		s.TouchDown(finger(1, 250, 150))
		s.TouchMoved(finger(0, 140, 150))
		s.TouchMoved(finger(1, 260, 150))
		after := s.eye
		s.DragEnd() // Fyne ends the drag when either is lifted, and tells of no TouchUp
		if last == "finger 1 first" {
			s.TouchMoved(finger(0, 100, 150))
			s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 150)}, Dragged: fyne.NewDelta(-40, 0)})
			s.DragEnd()
		} else {
			s.TouchMoved(finger(1, 280, 150))
			s.TouchUp(finger(1, 280, 150))
		}
		s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(260, 150)})
		s.wait(300 * time.Millisecond)
		if s.eye != after || tapped != 0 {
			t.Errorf("%s: the map moved from %v to %v, tapped %d times", last, after, s.eye, tapped)
		}
		s.wait(time.Second)
		s.TouchDown(finger(0, 100, 100))
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(120, 100)}, Dragged: fyne.NewDelta(20, 0)})
		if s.eye == after {
			t.Errorf("%s: one finger doesn't drag any more", last)
		}
		s.DragEnd()
		s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(260, 150)})
		if tapped != 1 {
			t.Errorf("%s: one finger doesn't tap any more", last)
		}
	}
}

func TestPinchStaysInTheLimits(t *testing.T) {
	s := newStand(t, window)
	s.TouchDown(finger(0, 200, 150))
	s.TouchDown(finger(1, 220, 150))
	for i := range 300 {
		s.TouchMoved(finger(1, 220+float32(i*20), 150))
	}
	if s.eye.zoom != 19 {
		t.Errorf("zoom %v", s.eye.zoom)
	}
}

// Fyne's mobile driver goes on dragging after the finger is lifted: neither may the pin slide, nor the map under a finger
// that holds it; and the map slides once, not twice.
func TestFyneCoasting(t *testing.T) {
	s := newStand(t, window)
	ends := 0
	s.OnPinDropped = func(tiles.Point) { ends++ }
	s.SetPin(village)
	s.TouchDown(finger(0, 210, 125))
	drag := func(x, dx float32) {
		s.now = s.now.Add(16 * time.Millisecond)
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 125)}, Dragged: fyne.NewDelta(dx, 0)})
	}
	drag(220, 10)
	drag(230, 10)
	p, _ := s.Pin()
	for dx := float32(10); dx > 1; dx *= 0.9 {
		drag(230, dx)
	}
	s.DragEnd()
	if now, _ := s.Pin(); now != p || ends != 1 {
		t.Errorf("the pin slid from %v to %v, dropped %d times", p, now, ends)
	}
	s.RemovePin()
	s.TouchDown(finger(0, 100, 125))
	for x := float32(112); x < 200; x += 12 {
		drag(x, 12)
	}
	drag(196, 12)
	if s.step == nil {
		t.Fatal("doesn't slide")
	}
	s.TouchDown(finger(0, 50, 50))
	held := s.eye
	drag(196, 9) // not recognised as what is left of the drag before, but nothing follows from it
	drag(196, 8)
	drag(196, 7)
	s.DragEnd()
	s.wait(time.Second)
	if off := math.Abs(s.eye.x-held.x) / perPixel(s.eye.zoom); off > 10 {
		t.Errorf("slid %v pixels under the finger", off)
	}
}
