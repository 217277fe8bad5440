package widgets_test

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/test"

	w "priyom/app/widgets"
)

func plain(width, height int, c color.Color) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		m.Set(i%width, i/width, c)
	}
	return m
}

var (
	red  = color.NRGBA{200, 0, 0, 255}
	blue = color.NRGBA{0, 0, 200, 255}
)

// shows is the colour of a pixel on the screen.
func shows(c fyne.Canvas, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(c.Capture().At(x, y)).(color.NRGBA)
}

func TestBeforeAfterIsDragged(t *testing.T) {
	newApp(t)
	moved := []float32{}
	b := w.NewBeforeAfter(plain(400, 300, red), plain(300, 300, blue), "До", "После", "До и после")
	b.OnMoved = func(share float32) { moved = append(moved, share) }
	c := on(t, b, 400, 250)
	expect := func(what string, x int, want color.NRGBA) {
		t.Helper()
		if got := shows(c, x, 235); got != want {
			t.Errorf("%s: at %d there is %v", what, x, got)
		}
	}
	expect("at first", 180, red)
	expect("at first", 220, blue)
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 125)}, Dragged: fyne.NewDelta(-100, 0)})
	b.DragEnd()
	expect("dragged to the left", 70, red)
	expect("dragged to the left", 180, blue)
	if b.Share() != 0.25 || len(moved) == 0 || moved[len(moved)-1] != 0.25 {
		t.Errorf("share %v, told %v", b.Share(), moved)
	}
	test.TapCanvas(c, fyne.NewPos(300, 60))
	expect("tapped", 280, red)
	told := len(moved)
	b.SetShare(0)
	expect("nothing of before", 20, blue)
	if len(moved) != told {
		t.Error("tells what it was told")
	}
	if !c.Focused().(*w.BeforeAfter).Visible() {
		t.Error("no focus")
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want float32
	}{{fyne.KeyRight, 0.05}, {fyne.KeyRight, 0.1}, {fyne.KeyLeft, 0.05}, {fyne.KeyEnd, 1}, {fyne.KeyRight, 1}, {fyne.KeySpace, 0}, {fyne.KeySpace, 1}, {fyne.KeyHome, 0}, {fyne.KeyLeft, 0}} {
		if press(b, step.key); math.Abs(float64(b.Share()-step.want)) > 0.001 {
			t.Errorf("%s: %v, want %v", step.key, b.Share(), step.want)
		}
	}
	b.SetImages(nil, plain(10, 10, red))
	b.SetShare(1)
	if got := shows(c, 200, 235); got == blue || got == red {
		t.Errorf("a picture that isn't there is %v", got)
	}
}

// A label never lies on the other picture.
func TestBeforeAfterLabels(t *testing.T) {
	newApp(t)
	b := w.NewBeforeAfter(plain(40, 30, red), plain(40, 30, blue), "До · 18 ноя", "После · сегодня", "")
	on(t, b, 400, 250)
	for share, want := range map[float32]string{0.5: "[До · 18 ноя После · сегодня]", 0.05: "[После · сегодня]", 0.95: "[До · 18 ноя]"} {
		b.SetShare(share)
		if got := fmt.Sprint(texts(b)); got != want {
			t.Errorf("%v: %s", share, got)
		}
	}
}

// viewed is where the picture of a view is.
func viewed(v fyne.CanvasObject) (pos fyne.Position, size fyne.Size) {
	visit(v, func(o fyne.CanvasObject) {
		if i, ok := o.(*canvas.Image); ok {
			pos, size = i.Position(), i.Size()
		}
	})
	return pos, size
}

func TestPhotoViewZoomsAndPans(t *testing.T) {
	newApp(t)
	v := w.NewPhotoView(plain(800, 400, red), "Снимок")
	c := on(t, v, 400, 400)
	if pos, size := viewed(v); size != fyne.NewSize(400, 200) || pos != fyne.NewPos(0, 100) {
		t.Fatalf("all of it is %v at %v", size, pos)
	}
	// What is under the pointer stays there.
	under := func(p fyne.Position) (x, y float32) {
		pos, size := viewed(v)
		return (p.X - pos.X) / size.Width, (p.Y - pos.Y) / size.Height
	}
	at := fyne.NewPos(150, 190)
	x, _ := under(at)
	v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 75)})
	if x2, _ := under(at); v.Zoom() < 1.9 || math.Abs(float64(x-x2)) > 0.002 {
		t.Errorf("zoom %v, %v became %v", v.Zoom(), x, x2)
	}
	before, _ := viewed(v)
	test.Drag(c, fyne.NewPos(200, 200), -30, 0)
	if after, _ := viewed(v); math.Abs(float64(after.X-before.X+30)) > 0.1 {
		t.Errorf("dragged from %v to %v", before, after)
	}
	test.Drag(c, fyne.NewPos(200, 200), 5000, 5000)
	if pos, _ := viewed(v); pos.X > 0.01 || pos.X < -0.01 {
		t.Errorf("dragged out of its window: %v", pos)
	}
	v.DoubleTapped(&fyne.PointEvent{Position: at})
	if v.Zoom() != 1 {
		t.Errorf("zoom %v after a double tap", v.Zoom())
	}
	v.DoubleTapped(&fyne.PointEvent{Position: at})
	if v.Zoom() != 3 {
		t.Errorf("zoom %v after another", v.Zoom())
	}
	for range 30 {
		v.TypedRune('+')
	}
	near := v.Zoom()
	press(v, fyne.KeyLeft, fyne.KeyUp, fyne.KeyRight, fyne.KeyDown)
	for range 30 {
		v.TypedRune('-')
	}
	if near != 8 || v.Zoom() != 1 {
		t.Errorf("from %v to %v by keys", near, v.Zoom())
	}
	v.TypedRune('+')
	press(v, fyne.KeyHome)
	if pos, size := viewed(v); size != fyne.NewSize(400, 200) || pos != fyne.NewPos(0, 100) {
		t.Errorf("home is %v at %v", size, pos)
	}
}

func TestPhotoViewByTwoFingers(t *testing.T) {
	newApp(t)
	v := w.NewPhotoView(plain(800, 800, red), "Снимок")
	on(t, v, 400, 400)
	finger := func(id int, x, y float32) *mobile.TouchEvent {
		return &mobile.TouchEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, ID: id}
	}
	v.TouchDown(finger(0, 150, 200))
	v.TouchDown(finger(1, 250, 200))
	v.TouchMoved(finger(0, 100, 200))
	v.TouchMoved(finger(1, 300, 200))
	if math.Abs(v.Zoom()-2) > 0.01 {
		t.Errorf("twice as far apart is %v", v.Zoom())
	}
	v.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(500, 0)}) // Fyne tells of the first finger as of a drag too
	if pos, _ := viewed(v); math.Abs(float64(pos.X+200)) > 2 {
		t.Errorf("dragged by two fingers: %v", pos)
	}
	v.TouchUp(finger(1, 300, 200))
	v.DragEnd()
	v.TouchMoved(finger(0, 0, 0)) // nobody's
	if math.Abs(v.Zoom()-2) > 0.01 {
		t.Errorf("zoom %v", v.Zoom())
	}
	empty := w.NewPhotoView(nil, "")
	on(t, empty, 100, 100)
	empty.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 75)})
	empty.DoubleTapped(&fyne.PointEvent{})
}

func TestMarkPad(t *testing.T) {
	newApp(t)
	p := w.NewMarkPad(plain(200, 100, red), "Рисовать")
	var got []w.Stroke
	p.OnStroke = func(s w.Stroke) { got = append(got, s) }
	c := on(t, p, 400, 400) // the picture is at 0, 100, and 400 × 200
	drag := func(x, y, toX, toY float32) {
		p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos((x+toX)/2, (y+toY)/2)}, Dragged: fyne.NewDelta(1, 1)})
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(toX, toY)}, Dragged: fyne.NewDelta(1, 1)})
	}
	drag(100, 150, 300, 250)
	lines := 0
	visit(p, func(o fyne.CanvasObject) {
		if _, ok := o.(*canvas.Line); ok {
			lines++
		}
	})
	if lines != 1 || len(got) != 0 {
		t.Errorf("%d lines while the hand moves, %d strokes", lines, len(got))
	}
	p.DragEnd()
	drag(300, 250, 1000, -50) // beyond the picture
	p.DragEnd()
	drag(100, 150, 102, 151) // a slip
	p.DragEnd()
	p.DragEnd()
	want := []w.Stroke{{0.25, 0.25, 0.75, 0.75}, {0.75, 0.75, 1, 0}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	p.Disable()
	drag(100, 150, 300, 250)
	p.DragEnd()
	p.SetImage(nil)
	p.Enable()
	drag(100, 150, 300, 250)
	p.DragEnd()
	if len(got) != 2 {
		t.Error("drawn on what can't be drawn on")
	}
	p.SetImage(plain(100, 100, blue))
	if shows(c, 200, 200) != blue {
		t.Error("another picture isn't shown")
	}
}

// Where something is taken hold of, it moves with the hand; where nothing is, nothing is drawn.
func TestMarkPadMoves(t *testing.T) {
	newApp(t)
	p := w.NewMarkPad(plain(200, 100, red), "Двигать")
	var got []w.Stroke
	p.OnStroke = func(s w.Stroke) { got = append(got, s) }
	p.Grab = func(x, _ float32) (w.Held, bool) {
		return w.Held{Stroke: w.Stroke{FromX: 0.1, FromY: 0.1, ToX: 0.3, ToY: 0.3}}, x < 0.5
	}
	on(t, p, 400, 200)
	move := func(x, toX float32) {
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x+10, 50)}, Dragged: fyne.NewDelta(10, 0)})
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(toX, 50)}, Dragged: fyne.NewDelta(10, 0)})
	}
	frame := func() (pos fyne.Position, size fyne.Size, shown bool) {
		visit(p, func(o fyne.CanvasObject) {
			if r, ok := o.(*canvas.Rectangle); ok && r.StrokeWidth == 3 {
				pos, size, shown = r.Position(), r.Size(), true
			}
		})
		return pos, size, shown
	}
	move(100, 200)
	if pos, size, shown := frame(); !shown || pos != fyne.NewPos(140, 20) || math.Abs(float64(size.Width-80))+math.Abs(float64(size.Height-40)) > 0.01 {
		t.Errorf("what is moved is shown at %v, %v, %v", pos, size, shown)
	}
	p.DragEnd()
	move(300, 200)
	if _, _, shown := frame(); shown {
		t.Error("nothing is shown moving")
	}
	p.DragEnd()
	move(120, 160) // it was forgotten that the last one missed
	p.DragEnd()
	if want := []w.Stroke{{FromX: 0.25, FromY: 0.25, ToX: 0.5, ToY: 0.25}, {FromX: 0.3, FromY: 0.25, ToX: 0.4, ToY: 0.25}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A swipe turns while all of a picture is seen; nearer, it pans.
func TestPhotoViewTurns(t *testing.T) {
	newApp(t)
	v := w.NewPhotoView(plain(400, 400, red), "Снимок")
	turned := 0
	v.OnTurn = func(by int) { turned += by }
	on(t, v, 400, 400)
	swipe := func(dx, dy float32) {
		v.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(dx/2, dy/2)})
		v.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(dx/2, dy/2)})
		v.DragEnd()
	}
	for _, tt := range []struct {
		dx, dy float32
		want   int
	}{{-90, 10, 1}, {90, -10, 0}, {30, 0, 0}, {-90, 100, 0}} {
		if swipe(tt.dx, tt.dy); turned != tt.want {
			t.Errorf("%v, %v: turned to %d, want %d", tt.dx, tt.dy, turned, tt.want)
		}
	}
	if pos, _ := viewed(v); pos != fyne.NewPos(0, 0) {
		t.Errorf("after all it is at %v", pos)
	}
	press(v, fyne.KeyRight, fyne.KeyPageDown, fyne.KeyLeft)
	if turned != 1 {
		t.Errorf("by keys to %d", turned)
	}
	v.TypedRune('+')
	swipe(-90, 0)
	press(v, fyne.KeyRight)
	if turned != 1 {
		t.Error("it turns while it is near")
	}
}
