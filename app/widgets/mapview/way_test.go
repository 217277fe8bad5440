package mapview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/tiles"
)

func TestWayStaysInTheWindow(t *testing.T) {
	size := fyne.NewSize(100, 50)
	for name, row := range map[string]struct {
		from, to fyne.Position
		want     leg
		none     bool
	}{
		"inside":            {fyne.NewPos(10, 10), fyne.NewPos(90, 40), leg{fyne.NewPos(10, 10), fyne.NewPos(90, 40)}, false},
		"across":            {fyne.NewPos(-100, 25), fyne.NewPos(200, 25), leg{fyne.NewPos(0, 25), fyne.NewPos(100, 25)}, false},
		"out at the bottom": {fyne.NewPos(50, 0), fyne.NewPos(50, 500), leg{fyne.NewPos(50, 0), fyne.NewPos(50, 50)}, false},
		"above":             {fyne.NewPos(0, -10), fyne.NewPos(100, -20), leg{}, true},
		"past a corner":     {fyne.NewPos(-30, 10), fyne.NewPos(10, -30), leg{}, true},
		"nowhere to go":     {fyne.NewPos(10, 10), fyne.NewPos(10, 10), leg{fyne.NewPos(10, 10), fyne.NewPos(10, 10)}, false},
	} {
		if got, ok := inWindow(leg{row.from, row.to}, size); ok == row.none || got != row.want {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
	}
}

// The way lies under the markers, follows the map, and goes when it is taken away.
func TestWayIsDrawn(t *testing.T) {
	s := newStand(t, window)
	there := s.frame().point(fyne.NewPos(300, 200))
	s.SetWay([]tiles.Point{village, there})
	lines := s.way.box.Objects
	if len(lines) != 2 { // an edge, and the line on it
		t.Fatalf("%d objects", len(lines))
	}
	if l := lines[1].(*canvas.Line); !near(float64(l.Position2.X), 300, 1) || !near(float64(l.Position2.Y), 200, 1) || l.StrokeWidth >= lines[0].(*canvas.Line).StrokeWidth {
		t.Errorf("the line ends at %v", l.Position2)
	}
	s.pull(fyne.NewPos(40, 40), -50, 0, 1, 0)
	if l := lines[1].(*canvas.Line); near(float64(l.Position2.X), 300, 1) {
		t.Error("the line stays where it was while the map moves")
	}
	s.SetWay([]tiles.Point{village})
	if n := len(s.way.box.Objects); n != 0 {
		t.Errorf("%d objects of no way", n)
	}
}
