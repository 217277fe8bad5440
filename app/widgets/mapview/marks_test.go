package mapview

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"priyom/app/theme"
	"priyom/tiles"
)

// scatter makes markers around the village, a third of them in three heaps.
func scatter(n int, seed int64) []Marker {
	r := rand.New(rand.NewSource(seed))
	statuses := []theme.Status{theme.StatusNew, theme.StatusInWork, theme.StatusSolved, theme.StatusOverdue}
	list := make([]Marker, n)
	for i := range list {
		spread, dx := 2e6, 0.0
		if i%3 == 0 {
			spread, dx = 2e4, float64(i%9)*3e5
		}
		list[i] = Marker{
			ID: fmt.Sprintf("r%05d", i), Status: statuses[r.Intn(len(statuses))],
			At: tiles.Point{X: village.X + tiles.World(r.NormFloat64()*spread+dx), Y: village.Y + tiles.World(r.NormFloat64()*spread)},
		}
	}
	return list
}

// At every level every marker is in exactly one group, groups keep apart, and the order of the list changes nothing.
func TestGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := scatter(rapid.IntRange(0, 400).Draw(t, "n"), rapid.Int64().Draw(t, "seed"))
		for i := range list { // some at the very same place
			if i > 0 && rapid.IntRange(0, 20).Draw(t, "same") == 0 {
				list[i].At = list[i-1].At
			}
		}
		c := newClusters(list, 5, 19)
		shuffled := slices.Clone(list)
		rand.New(rand.NewSource(1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := newClusters(shuffled, 5, 19)
		for l := range c.levels {
			if !slices.Equal(c.levels[l], again.levels[l]) {
				t.Fatalf("level %d depends on the order", l)
			}
			seen := map[string]bool{}
			for i, n := range c.levels[l] {
				ids := c.members(l, n)
				if len(ids) != int(n.n) {
					t.Fatalf("%d members of %d", len(ids), n.n)
				}
				for _, id := range ids {
					if seen[id] {
						t.Fatalf("%s is in two groups", id)
					}
					seen[id] = true
				}
				if n.x < float64(n.box.MinX)-1 || n.x > float64(n.box.MaxX)+1 || n.y < float64(n.box.MinY)-1 || n.y > float64(n.box.MaxY)+1 {
					t.Fatal("a group's middle is outside it")
				}
				if zoom, ok := c.splits(l, n); ok && l < len(c.levels)-1 {
					at := c.index(zoom)
					for _, m := range c.levels[at] {
						if m.n == n.n && m.box == n.box {
							t.Fatalf("doesn't fall apart at zoom %v", zoom)
						}
					}
				}
				_ = i
			}
			if len(seen) != len(list) {
				t.Fatalf("level %d has %d of %d markers", l, len(seen), len(list))
			}
		}
	})
}

// Ten thousand markers, grouped elsewhere, need few objects, at every zoom.
func TestManyMarkersFewObjects(t *testing.T) {
	s := newStand(t, fyne.NewSize(1366, 768))
	s.SetMarkers(scatter(10_000, 7))
	if len(s.marks.box.Objects) != 0 || len(s.works) == 0 {
		t.Fatal("grouped on the UI goroutine")
	}
	s.settle()
	for zoom := 5.0; zoom <= 19; zoom += 0.7 {
		s.SetView(View{village, zoom})
		f := s.frame()
		shown := 0
		for i, k := range s.marks.marks {
			shown += int(k.n.n)
			for j, o := range s.marks.marks {
				if i < j && math.Hypot(k.n.x-o.n.x, k.n.y-o.n.y) < 8*perPixel(f.zoom) {
					t.Errorf("at zoom %v two marks lie on each other", zoom)
				}
			}
		}
		if n := len(s.marks.box.Objects); n > 700 || n == 0 {
			t.Errorf("%d objects at zoom %v", n, zoom)
		}
		if zoom < 9 && shown != 10_000 {
			t.Errorf("%d markers can be seen at zoom %v", shown, zoom)
		}
	}
	if n := len(s.marks.marks) + len(s.marks.free); n > 700 {
		t.Errorf("%d marks are kept", n)
	}
}

// Of lists that come while one is grouped, only the last is grouped.
func TestLastListWins(t *testing.T) {
	s := newStand(t, window)
	s.settle()
	for i := range 5 {
		s.SetMarkers([]Marker{{ID: fmt.Sprint("list ", i), At: village}})
	}
	if len(s.works) != 1 {
		t.Errorf("%d groupings at once", len(s.works))
	}
	s.settle()
	if len(s.marks.groups.markers) != 1 || s.marks.groups.markers[0].ID != "list 4" {
		t.Errorf("shows %v", s.marks.groups.markers)
	}
	s.SetMarkers(nil)
	s.settle()
	if len(s.marks.box.Objects) != 0 {
		t.Error("shows what isn't there")
	}
}

func TestTapOnMarkers(t *testing.T) {
	s := newStand(t, window)
	var marker string
	var ids []string
	beside := 0
	s.OnMarker = func(id string) { marker = id }
	s.OnCluster = func(list []string) { ids = list }
	s.OnTapped = func(tiles.Point) { beside++ }
	px := tiles.World(perPixel(15))
	s.SetMarkers([]Marker{
		{ID: "alone", At: tiles.Point{X: village.X - 100*px, Y: village.Y}},
		{ID: "a", At: tiles.Point{X: village.X + 100*px, Y: village.Y}},
		{ID: "b", At: tiles.Point{X: village.X + 120*px, Y: village.Y}},
		{ID: "same 2", At: tiles.Point{X: village.X, Y: village.Y + 100*px}},
		{ID: "same 1", At: tiles.Point{X: village.X, Y: village.Y + 100*px}},
	})
	s.settle()
	c := s.win.Canvas()
	test.TapCanvas(c, fyne.NewPos(110, 155))
	if marker != "alone" || beside != 0 {
		t.Errorf("tapped %q, %d beside", marker, beside)
	}
	test.TapCanvas(c, fyne.NewPos(210, 255))
	if !slices.Equal(ids, []string{"same 1", "same 2"}) {
		t.Errorf("what nothing takes apart told of %v", ids)
	}
	test.TapCanvas(c, fyne.NewPos(210, 60))
	if beside != 1 {
		t.Error("a tap beside is none")
	}
	ids, marker = nil, ""
	test.TapCanvas(c, fyne.NewPos(320, 155))
	s.wait(3 * time.Second)
	s.settle()
	alone := 0
	for _, k := range s.marks.marks {
		if k.n.n == 1 {
			alone++
		}
	}
	if ids != nil || marker != "" || s.eye.zoom <= 15 || alone != 2 {
		t.Errorf("zoom %v shows %d markers alone, want a and b", s.eye.zoom, alone)
	}
}

// Even in a window too small to show all of a group at once, a tap takes it apart.
func TestTapInASmallWindow(t *testing.T) {
	s := newStand(t, fyne.NewSize(150, 150))
	px := tiles.World(perPixel(15))
	s.SetMarkers([]Marker{{ID: "a", At: tiles.Point{X: village.X - 20*px, Y: village.Y}}, {ID: "b", At: tiles.Point{X: village.X + 20*px, Y: village.Y}}})
	s.settle()
	test.TapCanvas(s.win.Canvas(), fyne.NewPos(75, 75))
	s.wait(3 * time.Second)
	if len(s.marks.marks) != 2 {
		t.Errorf("%d marks at zoom %v, want a and b", len(s.marks.marks), s.eye.zoom)
	}
}

// The selected marker is drawn last, as a pin, even out of a group.
func TestSelectedIsRaised(t *testing.T) {
	s := newStand(t, window)
	s.SetMarkers([]Marker{{ID: "a", At: village, Status: theme.StatusSolved}, {ID: "b", At: village, Status: theme.StatusNew}, {ID: "c", At: tiles.Point{X: village.X, Y: village.Y + 50_000}}})
	s.settle()
	s.Select("b")
	last := s.marks.box.Objects[len(s.marks.box.Objects)-1]
	if s.marks.raise == nil || last != fyne.CanvasObject(s.marks.raise.image) || s.marks.raise.pic.size.Height <= s.marks.raise.pic.size.Width {
		t.Fatal("isn't raised")
	}
	tip := last.Position().Add(s.marks.raise.pic.anchor)
	if !near(float64(tip.X), 210, 1) || !near(float64(tip.Y), 155, 1) {
		t.Errorf("its tip is at %v", tip)
	}
	got := ""
	s.OnMarker = func(id string) { got = id }
	test.TapCanvas(s.win.Canvas(), tip.SubtractXY(0, 30))
	if got != "b" {
		t.Errorf("tapped %q", got)
	}
	s.Select("c")
	for _, k := range s.marks.marks {
		if s.marks.groups.markers[k.n.top].ID == "c" {
			t.Error("the selected marker is drawn twice")
		}
	}
	s.Select("")
	if s.marks.raise != nil {
		t.Error("still raised")
	}
	s.Select("nobody")
	if s.marks.raise != nil {
		t.Error("raises what isn't there")
	}
}

// Statuses differ by more than colour, and the one of highest rank speaks for a group.
func TestMarkerLooks(t *testing.T) {
	s := newStand(t, window)
	s.SetMarkers([]Marker{{ID: "1", At: village, Status: theme.StatusSolved}, {ID: "2", At: village, Status: theme.StatusOverdue, Rank: 3}, {ID: "3", At: village, Status: theme.StatusNew, Rank: 1}})
	s.settle()
	for _, k := range s.marks.marks {
		key, words := s.marks.looks(s.frame(), k.n, false)
		if key.hue != theme.StatusLook(theme.StatusOverdue).Hue || words != "3" || key.icon != "" {
			t.Errorf("a group looks like %+v %q", key, words)
		}
	}
	s.SetMarkers([]Marker{{ID: "1", At: village, Status: theme.StatusSolved, Label: "7"}})
	s.settle()
	for _, k := range s.marks.marks {
		if key, words := s.marks.looks(s.frame(), k.n, false); words != "7" || key.icon != "" || k.words.Text != "7" {
			t.Errorf("a label is %q", words)
		}
	}
	icons := map[string]bool{}
	for _, st := range []theme.Status{theme.StatusNew, theme.StatusInWork, theme.StatusSolved, theme.StatusOverdue, theme.StatusReturned, theme.StatusDraft} {
		s.SetMarkers([]Marker{{ID: "1", At: village, Status: st}})
		s.settle()
		for _, k := range s.marks.marks {
			key, _ := s.marks.looks(s.frame(), k.n, false)
			icons[key.icon] = true
		}
	}
	if len(icons) != 6 {
		t.Errorf("six statuses have %d icons", len(icons))
	}
}
