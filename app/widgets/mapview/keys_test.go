package mapview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"priyom/app/widgets"
	"priyom/tiles"
)

func (s *stand) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		s.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// The whole way by keys: Tab to the map, move, zoom, act in the middle, back to the start, on to the buttons.
func TestKeyboard(t *testing.T) {
	s := newStand(t, window)
	s.ShowButtons(true)
	var tapped []tiles.Point
	s.OnTapped = func(p tiles.Point) { tapped = append(tapped, p) }
	passed := ""
	c := s.win.Canvas()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { passed += string(k.Name) })
	c.FocusNext()
	if c.Focused() != fyne.Focusable(s.Map) || s.ring.Hidden || !s.cross.box.Hidden {
		t.Fatal("the map has no keyboard, or doesn't show it")
	}
	s.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
	if s.cross.box.Hidden {
		t.Error("no cross shows the middle")
	}
	s.wait(2 * time.Second)
	step := keyStep * 310
	if x, y := s.where(village); !near(x, 210-2*step, 1) || !near(y, 155-step, 1) {
		t.Errorf("three arrows moved the place to %v, %v", x, y)
	}
	s.press(fyne.KeyLeft, fyne.KeyUp)
	s.TypedRune('+')
	s.TypedRune('+')
	s.TypedRune('-')
	s.wait(2 * time.Second)
	if x, _ := s.where(village); s.eye.zoom != 16 || !near(x, 210-2*step, 1) {
		t.Errorf("zoom %v, the place at %v", s.eye.zoom, x)
	}
	s.press(fyne.KeyPageDown)
	s.wait(2 * time.Second)
	s.press(fyne.KeyReturn)
	if want := s.View().Centre; len(tapped) != 1 || !near(float64(tapped[0].X), float64(want.X), 1) || s.eye.zoom != 15 {
		t.Errorf("Enter tapped %v, want %v", tapped, want)
	}
	s.press(fyne.KeyHome)
	s.wait(2 * time.Second)
	if s.View() != (View{village, 15}) {
		t.Errorf("Home led to %v", s.View())
	}
	s.press(fyne.KeyF10)
	if passed != "F10" {
		t.Errorf("passed %q on", passed)
	}
	c.FocusNext() // the buttons are for the pointer
	if c.Focused() != fyne.Focusable(s.Map) {
		t.Errorf("then %T has the keyboard", c.Focused())
	}
	c.Unfocus()
	if !s.ring.Hidden || !s.cross.box.Hidden {
		t.Error("the map still shows the keyboard")
	}
}

func TestButtons(t *testing.T) {
	s := newStand(t, window, func(c *Config) { c.Limits.MaxZoom = 17; c.Limits.MinZoom = 14 })
	s.ShowButtons(true)
	asked := 0
	s.OnHere = func() { asked++ }
	test.Tap(s.controls.in)
	test.Tap(s.controls.in)
	s.wait(2 * time.Second)
	if s.eye.zoom != 17 || !s.controls.in.Disabled() || s.controls.out.Disabled() {
		t.Errorf("zoom %v", s.eye.zoom)
	}
	for range 4 {
		test.Tap(s.controls.out)
	}
	s.wait(2 * time.Second)
	if s.eye.zoom != 14 || !s.controls.out.Disabled() || s.controls.in.Disabled() {
		t.Errorf("zoom %v", s.eye.zoom)
	}
	test.Tap(s.controls.here)
	if asked != 1 || s.eye.zoom != 14 {
		t.Error("nobody was asked where one is")
	}
	place := tiles.Point{X: village.X + 9000, Y: village.Y}
	s.SetHere(&Here{At: place, Accuracy: 30})
	test.Tap(s.controls.here)
	s.wait(2 * time.Second)
	if s.View() != (View{place, 16}) {
		t.Errorf("led to %v, want %v", s.View(), place)
	}
}

// A map in a page that scrolls is scrolled into view by Tab, and what is typed in a field beside it stays there.
func TestInAPage(t *testing.T) {
	s := newStand(t, window)
	field := widget.NewEntry()
	s.win.SetContent(widgets.Col(8, field, widgets.Grow(s.Map)))
	s.win.Canvas().Focus(field)
	before := s.eye
	test.Type(field, "+-")
	if s.eye != before || field.Text != "+-" {
		t.Error("the map takes keys that aren't its own")
	}
}
