package widgets_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	w "priyom/app/widgets"
)

var quarterColours = [4]color.NRGBA{{R: 255, A: 255}, {G: 255, A: 255}, {B: 255, A: 255}, {R: 255, G: 255, A: 255}}

// quarters is a picture with a colour in each corner: red, green, and beneath them blue, yellow.
func quarters(width, height int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetNRGBA(x, y, quarterColours[2*(2*y/height)+2*x/width])
		}
	}
	return m
}

// raster is where the pictures are seen, and what is drawn there.
func raster(t *testing.T, o fyne.CanvasObject) *canvas.Raster {
	t.Helper()
	var found *canvas.Raster
	visit(o, func(o fyne.CanvasObject) {
		if r, ok := o.(*canvas.Raster); ok {
			found = r
		}
	})
	if found == nil {
		t.Fatal("nothing is seen")
	}
	return found
}

func TestLiveViewTurns(t *testing.T) {
	newApp(t)
	view := w.NewLiveView()
	on(t, view, 400, 300)
	const red, green, blue, yellow = 0, 1, 2, 3
	for turned, want := range [][4]int{{red, green, blue, yellow}, {blue, red, yellow, green}, {yellow, blue, green, red}, {green, yellow, red, blue}} {
		view.SetPicture(quarters(160, 90), turned)
		r := raster(t, view)
		size := r.Size()
		if wide := size.Width > size.Height; wide == (turned%2 == 1) {
			t.Errorf("turned by %d it is %v", turned, size)
		}
		if size.Width > 400.5 || size.Height > 300.5 {
			t.Errorf("%v doesn't fit", size)
		}
		drawn := r.Generator(int(size.Width), int(size.Height))
		for i, colour := range want {
			x, y := int(size.Width)*(1+2*(i%2))/4, int(size.Height)*(1+2*(i/2))/4
			if got := color.NRGBAModel.Convert(drawn.At(x, y)); got != quarterColours[colour] {
				t.Errorf("turned by %d, corner %d is %v, not %v", turned, i, got, quarterColours[colour])
			}
		}
	}
	seen := raster(t, view)
	if view.SetPicture(nil, 0); seen.Visible() {
		t.Error("still seen")
	}
}

func TestLiveViewsGhost(t *testing.T) {
	newApp(t)
	view := w.NewLiveView()
	on(t, view, 400, 300)
	view.SetPicture(quarters(160, 90), 0)
	view.SetGhost(quarters(100, 100), 0.25)
	var ghost *canvas.Image
	visit(view, func(o fyne.CanvasObject) {
		if i, ok := o.(*canvas.Image); ok {
			ghost = i
		}
	})
	if ghost == nil || !ghost.Visible() || ghost.Translucency != 0.75 || ghost.Size() != raster(t, view).Size() || ghost.Position() != raster(t, view).Position() {
		t.Errorf("%+v", ghost)
	}
	for _, share := range []float64{0, -1} {
		if view.SetGhost(quarters(100, 100), share); ghost.Visible() {
			t.Errorf("a ghost of %v is seen", share)
		}
	}
	if view.SetGhost(quarters(100, 100), 7); ghost.Translucency != 0 {
		t.Errorf("%v", ghost.Translucency)
	}
}

func TestSlider(t *testing.T) {
	newApp(t)
	var said []float64
	s := w.NewSlider("Share", 0.5, func(share float64) { said = append(said, share) })
	on(t, s, 224, 48) // the knob takes 24 of it
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(62, 20)})
	if len(said) != 1 || said[0] < 0.24 || said[0] > 0.26 {
		t.Errorf("tapped at a quarter: %v", said)
	}
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(900, 20)}})
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(950, 20)}}) // no further
	if len(said) != 2 || s.Share() != 1 {
		t.Errorf("dragged beyond its end: %v", said)
	}
	for key, want := range map[fyne.KeyName]float64{fyne.KeyHome: 0, fyne.KeyEnd: 1, fyne.KeyLeft: 0.45, fyne.KeyRight: 0.55} {
		s.SetShare(0.5)
		if s.TypedKey(&fyne.KeyEvent{Name: key}); s.Share() < want-0.001 || s.Share() > want+0.001 {
			t.Errorf("%s: %v", key, s.Share())
		}
	}
	if s.SetShare(-3); s.Share() != 0 || s.AccessibilityLabel() != "Share" {
		t.Errorf("%v", s.Share())
	}
}
