package pack

import (
	"encoding/hex"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// vectorCell is the cell on the page.
func vectorCell() *Cell {
	return &Cell{
		Points: []CellPoint{{0, 0}, {100, 0}, {100, 100}, {20, 20}, {20, 40}, {40, 40}, {-300, 8000}, {16_800, 8100}, {50, 60}},
		Features: []Feature{
			{Class: Building, Rank: 246, Parts: []Part{{0, 3}, {3, 6}}, Box: CellBox{0, 0, 100, 100}},
			{Class: Street, Name: "Лесная улица", Ref: "12", Bridge: true, Oneway: Forward, Layer: 1, Parts: []Part{{6, 8}}, Box: CellBox{-300, 8000, 16_800, 8100}},
			{Class: HouseNumber, Ref: "12", Parts: []Part{{8, 9}}, Box: CellBox{50, 60, 50, 60}},
		},
	}
}

// TestVector reads the cell on the format's page, and writes it.
func TestVector(t *testing.T) {
	page, err := os.ReadFile("../../docs/pack.md")
	if err != nil {
		t.Fatal(err)
	}
	want := vectorCell()
	_, after, _ := strings.Cut(string(page), "## Test vector")
	lines := regexp.MustCompile(`(?m)^    ([0-9a-f ]+)$`).FindAllStringSubmatch(after, -1)
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(strings.ReplaceAll(l[1], " ", ""))
	}
	raw, err := hex.DecodeString(text.String())
	if err != nil || len(raw) == 0 {
		t.Fatalf("no vector on the page (it should be %x): %v", new(cellWriter).cell(want), err)
	}
	if got := new(cellWriter).cell(want); !reflect.DeepEqual(got, raw) {
		t.Errorf("written as %x", got)
	}
	if got, err := parseCell(raw, Version); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read as %+v, %v", got, err)
	}
}

// TestUnwritable cells are refused rather than written as something else.
func TestUnwritable(t *testing.T) {
	points := []CellPoint{{1, 1}, {2, 2}}
	for name, f := range map[string]Feature{
		"two points in one":  {Class: Tree, Parts: []Part{{0, 2}}},
		"a point twice":      {Class: Tree, Parts: []Part{{0, 1}, {1, 2}}},
		"nothing":            {Class: Street},
		"a part of nothing":  {Class: Street, Parts: []Part{{0, 0}}},
		"a very long string": {Class: Street, Parts: []Part{{0, 2}}, Name: strings.Repeat("a", maxString+1)},
	} {
		c := &Cell{Points: points, Features: []Feature{f}}
		if c.check() == nil {
			t.Errorf("%s can be written", name)
		}
	}
}

// TestUnknownClassesArePassedOver reads a cell with classes of a later program, one in each range.
func TestUnknownClassesArePassedOver(t *testing.T) {
	want := &Cell{
		Points: []CellPoint{{0, 0}, {9, 0}, {9, 9}, {1, 1}, {2, 2}, {3, 3}, {4, 4}},
		Features: []Feature{
			{Class: 59, Parts: []Part{{0, 3}}, Box: CellBox{0, 0, 9, 9}},
			{Class: 129, Parts: []Part{{3, 5}}, Box: CellBox{1, 1, 2, 2}},
			{Class: 255, Parts: []Part{{5, 6}}, Box: CellBox{3, 3, 3, 3}},
			{Class: 255, Parts: []Part{{6, 7}}, Box: CellBox{4, 4, 4, 4}},
		},
	}
	got, err := parseCell(new(cellWriter).cell(want), Version)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}
