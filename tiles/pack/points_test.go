package pack

import (
	"encoding/hex"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// shared is a cell with neighbours: two fields with a border in common, and a forest around the first.
func shared() *Cell {
	return built([]Feature{{Class: Farmland}, {Class: Farmland}, {Class: Forest}}, [][][]CellPoint{
		{{{0, 0}, {500, 10}, {510, 300}, {400, 420}, {20, 400}}},
		{{{900, 20}, {880, 500}, {400, 420}, {510, 300}, {500, 10}}},
		{{{-800, -700}, {1500, -640}, {1400, 900}, {-760, 830}}, {{20, 400}, {400, 420}, {510, 300}, {500, 10}, {0, 0}}},
	})
}

func built(features []Feature, parts [][][]CellPoint) *Cell {
	c := &Cell{Features: features}
	for i := range features {
		for _, p := range parts[i] {
			c.Features[i].Parts = append(c.Features[i].Parts, Part{int32(len(c.Points)), int32(len(c.Points) + len(p))})
			c.Points = append(c.Points, p...)
		}
		c.Features[i].Box = c.boxOf(c.Features[i].Parts)
	}
	return c
}

// TestSharedPointsAreWrittenOnce: a border that two areas share is a run, and so is the hole that a field fills.
func TestSharedPointsAreWrittenOnce(t *testing.T) {
	c := shared()
	raw := new(cellWriter).cell(c)
	if got, err := parseCell(raw, Version); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("read as %+v, %v", got, err)
	}
	apart := shared()
	for i := range apart.Points[5:] {
		apart.Points[5+i].X += 7
		apart.Points[5+i].Y -= int32(i)
	}
	if saved := len(new(cellWriter).cell(apart)) - len(raw); saved < 20 {
		t.Errorf("%d bytes saved", saved)
	}
}

// TestPointsComeBack writes and reads cells whose points often meet, in whatever order.
func TestPointsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 2000 {
		wide := int32(2 << r.IntN(20))
		features := make([]Feature, r.IntN(12))
		parts := make([][][]CellPoint, len(features))
		var before []CellPoint
		for i := range features {
			features[i].Class = []Class{Building, Street, Tree}[r.IntN(3)]
			for range 1 + r.IntN(3) {
				part := make([]CellPoint, 1+r.IntN(7))
				for k := range part {
					part[k] = CellPoint{r.Int32N(wide) - wide/2, r.Int32N(wide) - wide/2}
				}
				if n := len(before); n > 1 && r.IntN(2) == 0 {
					from := r.IntN(n - 1)
					part = append(part, before[from:from+1+r.IntN(n-from)]...)
				}
				if features[i].Class == Tree {
					parts[i] = [][]CellPoint{part[:1]}
					break
				}
				parts[i] = append(parts[i], part)
				before = append(before, part...)
			}
		}
		c := built(features, parts)
		got, err := parseCell(new(cellWriter).cell(c), Version)
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Points) == 0 {
			c.Points = []CellPoint{}
		}
		if !reflect.DeepEqual(got, c) {
			t.Fatalf("%+v came back as %+v", c, got)
		}
	}
}

// TestFormat1IsRead reads the vector that was on the format's page before its second number.
func TestFormat1IsRead(t *testing.T) {
	const vector = `02 17 d0 9b d0 b5 d1 81 d0 bd d0 b0 d1 8f 20 d1 83 d0 bb d0 b8 d1 86 d0 b0 02 31 32 03 09 16 80
		f6 2c 75 00 01 01 46 20 01 02 03 03 01 02 00 00 c8 01 00 00 c8 01 9f 01 9f 01 00 28 28 00 a7 05
		b0 7c 98 8b 02 c8 01 db 85 02 cf 7d`
	raw, err := hex.DecodeString(strings.Join(strings.Fields(vector), ""))
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseCell(raw, 1)
	if err != nil || !reflect.DeepEqual(c, vectorCell()) {
		t.Errorf("read as %+v, %v", c, err)
	}
	if _, err := parseCell(raw, 2); err == nil {
		t.Error("one format is read as the other")
	}
	path := filepath.Join(t.TempDir(), "district.pack")
	write(t, path)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file[63] = 1 // user_version
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if p := open(t, path); p.Format() != 1 {
		t.Errorf("format %d", p.Format())
	}
}

// TestBadPoints: whatever is wrong with a cell's last sections is said.
func TestBadPoints(t *testing.T) {
	head := []byte{0, 1, 4, byte(Building), 0, 1, 4} // a building of four points
	for name, rest := range map[string][]byte{
		"nothing":                     {},
		"no points":                   {0},
		"a run of what isn't there":   {1, 0, 0, 1},
		"a run of itself":             {1, 1, 4, 0, 0, 0, 1, 1},
		"a run beyond the first":      {1, 2, 1, 2, 0, 0, 0, 0, 1, 1, 2, 2, 9, 9},
		"a run beyond the end":        {1, 2, 2, 2, 0, 0, 0, 0, 1, 1, 2, 2},
		"high parts without low ones": {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3},
		"more than announced":         {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5},
	} {
		if c, err := parseCell(append(head[:len(head):len(head)], rest...), Version); err == nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
	good := append(head[:len(head):len(head)], 1, 2, 1, 1, 0, 0, 0, 0, 1, 1, 2, 2)
	if c, err := parseCell(good, Version); err != nil || c.Points[2] != c.Points[1] || c.Points[3] != c.Points[0] {
		t.Errorf("%+v, %v", c, err)
	}
}
