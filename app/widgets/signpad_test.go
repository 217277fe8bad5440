package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	w "priyom/app/widgets"
)

// scribble draws a line with the mouse, in the given number of steps.
func scribble(p *w.SignPad, from, to fyne.Position, steps int) {
	at := func(i int) fyne.Position {
		t := float32(i) / float32(steps)
		return fyne.NewPos(from.X+(to.X-from.X)*t, from.Y+(to.Y-from.Y)*t)
	}
	p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	for i := range steps {
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(i + 1)}})
	}
	p.DragEnd()
	p.MouseUp(&desktop.MouseEvent{})
}

func TestSignPadKeepsStrokesInItsOwnUnits(t *testing.T) {
	test.NewTempApp(t)
	now := time.Unix(100, 0)
	told := 0
	p := w.NewSignPad("Подпишитесь здесь")
	p.OnChanged, p.Now = func() { told++ }, func() time.Time { now = now.Add(20 * time.Millisecond); return now }
	win := test.NewTempWindow(t, p)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(500, 200))
	if !p.IsEmpty() {
		t.Error("something is drawn")
	}
	scribble(p, fyne.NewPos(50, 50), fyne.NewPos(450, 150), 20)
	scribble(p, fyne.NewPos(100, 100), fyne.NewPos(100, 100), 0)
	strokes, height := p.Strokes()
	if len(strokes) != 2 || told != 2 || height != 400 || len(strokes[0]) != 21 || len(strokes[1]) != 1 {
		t.Fatalf("%d strokes, told %d times, %d high: %v", len(strokes), told, height, strokes)
	}
	if first, last := strokes[0][0], strokes[0][20]; first.X != 100 || first.Y != 100 || last.X != 900 || last.Y != 300 || last.At <= first.At {
		t.Errorf("from %+v to %+v", first, last)
	}
	drawn := len(test.WidgetRenderer(p).Objects())
	win.Resize(fyne.NewSize(250, 100))
	if again, _ := p.Strokes(); again[0][20] != strokes[0][20] || len(test.WidgetRenderer(p).Objects()) != drawn {
		t.Error("another size changed what was drawn")
	}
	scribble(p, fyne.NewPos(-50, -50), fyne.NewPos(900, 900), 3)
	outside, _ := p.Strokes()
	for _, ink := range outside[2] {
		if ink.X < 0 || ink.X > w.InkWidth || ink.Y < 0 || ink.Y > height {
			t.Errorf("outside the pad: %+v", ink)
		}
	}
	p.Clear()
	p.Clear()
	if !p.IsEmpty() || told != 4 {
		t.Errorf("told %d times", told)
	}
	p.Disable()
	scribble(p, fyne.NewPos(10, 10), fyne.NewPos(90, 90), 5)
	if !p.IsEmpty() {
		t.Error("drawn on while disabled")
	}
	p.SetStrokes(strokes, height)
	if p.IsEmpty() || told != 4 {
		t.Error("what was drawn before isn't shown")
	}
}
