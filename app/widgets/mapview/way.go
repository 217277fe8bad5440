package mapview

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/tiles"
)

// The width of a way and of the light edge that keeps it apart from streets of its colour, in pixels at 100 %.
const (
	wayWidth = 3
	wayEdge  = 6
)

// wayLayer is a line from place to place, over the tiles and under the markers. Only what is in the window has objects, and none of them
// reaches beyond it.
type wayLayer struct {
	box    *fyne.Container
	points []tiles.Point
	lines  []*canvas.Line // first all edges, then what lies on them
}

func newWayLayer() *wayLayer { return &wayLayer{box: &fyne.Container{}} }

// SetWay draws a line through places in their order; fewer than two draw none.
func (m *Map) SetWay(points []tiles.Point) {
	if !slices.Equal(points, m.way.points) {
		m.way.points = slices.Clone(points)
		m.place()
	}
}

// leg is a part of the way in the window.
type leg struct{ from, to fyne.Position }

func (l *wayLayer) update(f frame) {
	var legs []leg
	for i := 1; i < len(l.points); i++ {
		a, b := l.points[i-1], l.points[i]
		if part, ok := inWindow(leg{f.screen(float64(a.X), float64(a.Y)), f.screen(float64(b.X), float64(b.Y))}, f.size); ok {
			legs = append(legs, part)
		}
	}
	for len(l.lines) < 2*len(legs) {
		l.lines = append(l.lines, canvas.NewLine(theme.Color(theme.Accent)))
	}
	objects := make([]fyne.CanvasObject, 2*len(legs))
	for i, part := range legs {
		for n, look := range []struct {
			role  theme.Role
			width float32
		}{{theme.OnVeil, wayEdge}, {theme.Accent, wayWidth}} {
			at := n*len(legs) + i
			line := l.lines[at]
			line.Position1, line.Position2 = part.from, part.to
			line.StrokeColor, line.StrokeWidth = theme.Color(look.role), theme.Scaled(look.width)
			objects[at] = line
		}
	}
	l.box.Objects = objects
}

// inWindow is the part of a leg that a window shows (Liang and Barsky, "A New Concept and Method for Line Clipping", ACM Transactions on
// Graphics 3, 1984).
func inWindow(l leg, size fyne.Size) (leg, bool) {
	dx, dy := l.to.X-l.from.X, l.to.Y-l.from.Y
	begin, end := float32(0), float32(1)
	for _, side := range []struct{ p, q float32 }{{-dx, l.from.X}, {dx, size.Width - l.from.X}, {-dy, l.from.Y}, {dy, size.Height - l.from.Y}} {
		switch {
		case side.p == 0 && side.q < 0:
			return leg{}, false
		case side.p < 0:
			begin = max(begin, side.q/side.p)
		case side.p > 0:
			end = min(end, side.q/side.p)
		}
	}
	if begin >= end {
		return leg{}, false
	}
	at := func(share float32) fyne.Position { return l.from.AddXY(dx*share, dy*share) }
	return leg{at(begin), at(end)}, true
}
