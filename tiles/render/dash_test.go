package render

import (
	"math"
	"slices"
	"testing"
)

func TestDashesFillTheLine(t *testing.T) {
	d := dasher{edges: box{0, 0, px(1000), px(1000)}}
	line := []place{{px(10), px(10)}, {px(200), px(10)}, {px(200), px(300)}}
	var lengths []float64
	d.dashes(line, []float64{6, 4}, 1, func(place, place) bool { return true }, func(dash []place) {
		lengths = append(lengths, length(dash)/float64(one))
	})
	if len(lengths) != 49 {
		t.Fatalf("%d dashes on 480 pixels", len(lengths))
	}
	for i, l := range lengths {
		want := 6.0
		if i == 0 || i == len(lengths)-1 {
			want = 3
		}
		if math.Abs(l-want) > 0.02 {
			t.Errorf("dash %d of %d is %.2f long", i, len(lengths), l)
		}
	}
}

// TestDashesMeetAtTheEdge dashes one line from both cells: at their common edge both are in the middle of a dash.
func TestDashesMeetAtTheEdge(t *testing.T) {
	for _, side := range [2]box{{0, 0, px(256), px(256)}, {px(256), 0, px(512), px(256)}} {
		d := dasher{edges: side}
		edge := px(256)
		line := []place{{px(100), px(40)}, {px(230), px(90)}, {px(300), px(101)}, {px(420), px(33)}}
		var ends []place
		d.dashes(line, []float64{5, 3}, 1, func(place, place) bool { return true }, func(dash []place) {
			for _, p := range []place{dash[0], dash[len(dash)-1]} {
				if p.x == edge {
					ends = append(ends, p)
				}
			}
			if first, last := dash[0], dash[len(dash)-1]; first.x < edge && last.x > edge {
				t.Errorf("%v goes over the edge without a cut", dash)
			}
		})
		if len(ends) != 2 || ends[0] != ends[1] {
			t.Errorf("at the edge %v begin or end", ends)
		}
	}
}

func TestInside(t *testing.T) {
	d := dasher{edges: box{0, 0, 100, 100}}
	var got [][]place
	d.inside([]place{{-50, 50}, {50, 50}, {150, 50}, {150, 80}, {50, 80}, {50, 200}}, func(p []place) { got = append(got, slices.Clone(p)) })
	want := [][]place{{{0, 50}, {50, 50}, {100, 50}}, {{100, 80}, {50, 80}, {50, 100}}}
	if !slices.EqualFunc(got, want, slices.Equal[[]place]) {
		t.Errorf("%v", got)
	}
}
