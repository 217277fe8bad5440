package civic

import (
	"math"
	"testing"
)

func TestMarksMoveWithinThePicture(t *testing.T) {
	m := Mark{Kind: MarkCircle, FromX: 0.6, FromY: 0.5, ToX: 0.2, ToY: 0.9}
	for name, tt := range map[string]struct {
		dx, dy float64
		want   Mark
	}{
		"a bit":                  {0.1, -0.2, Mark{MarkCircle, 0.7, 0.3, 0.3, 0.7}},
		"not beyond its corner":  {5, 5, Mark{MarkCircle, 1, 0.6, 0.6, 1}},
		"nor beyond the other's": {-5, -5, Mark{MarkCircle, 0.4, 0, 0, 0.4}},
	} {
		got := m.Moved(tt.dx, tt.dy)
		if got.Kind != tt.want.Kind || math.Abs(got.FromX-tt.want.FromX)+math.Abs(got.FromY-tt.want.FromY)+math.Abs(got.ToX-tt.want.ToX)+math.Abs(got.ToY-tt.want.ToY) > 1e-9 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestHowFarAMarkIs(t *testing.T) {
	arrow := Mark{Kind: MarkArrow, FromX: 0.2, FromY: 0.2, ToX: 0.8, ToY: 0.2}
	box := Mark{Kind: MarkBlur, FromX: 0.8, FromY: 0.8, ToX: 0.4, ToY: 0.4}
	for name, tt := range map[string]struct {
		m    Mark
		x, y float64
		want float64
	}{
		"on the shaft":         {arrow, 0.5, 0.2, 0},
		"beside it":            {arrow, 0.5, 0.4, 0.1}, // the picture is half as high as wide
		"behind its tip":       {arrow, 0.9, 0.2, 0.1},
		"before its beginning": {arrow, 0, 0.2, 0.2},
		"within the box":       {box, 0.5, 0.7, 0},
		"left of it":           {box, 0.1, 0.5, 0.3},
		"off its corner":       {box, 0.1, 1, math.Hypot(0.3, 0.1)},
		"no arrow at all":      {Mark{Kind: MarkArrow}, 0.3, 0.8, 0.5},
	} {
		if got := tt.m.Far(tt.x, tt.y, 0.5); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
