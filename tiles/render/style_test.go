package render

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

func parsed(t *testing.T) *style {
	t.Helper()
	s, err := parseStyle(defaultStyle)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryClassIsShown: what a pack may hold is drawn somewhere, so that nothing is carried in vain.
func TestEveryClassIsShown(t *testing.T) {
	s := parsed(t)
	left := pack.Classes()
	gone := func(r shown) {
		for _, c := range r.Class {
			delete(left, c)
		}
	}
	for _, rules := range [][]areaRule{s.Areas, s.Structures} {
		for _, r := range rules {
			gone(r.shown)
		}
	}
	for _, rules := range [][]lineRule{s.Below, s.Roads, s.Above} {
		for _, r := range rules {
			gone(r.shown)
		}
	}
	for _, r := range s.Marks {
		gone(r.shown)
	}
	for _, r := range s.Labels {
		gone(r.shown)
	}
	if len(left) > 0 {
		t.Errorf("not drawn: %v", slices.Sorted(maps.Keys(left)))
	}
}

// TestNothingIsUnused: colours and icons that no rule names are leftovers.
func TestNothingIsUnused(t *testing.T) {
	s := parsed(t)
	data := string(defaultStyle)
	for name := range s.Colours {
		if n := strings.Count(data, `"`+name+`"`); n < 2 {
			t.Errorf("colour %s isn't used", name)
		}
	}
	for name := range s.Icons {
		if !strings.Contains(data, `"icon": "`+name+`"`) {
			t.Errorf("icon %s isn't used", name)
		}
	}
}

// TestTextCanBeRead holds WCAG 2.2: 4.5 for text against what is around it, 3 for icons on their badges and badges on land.
func TestTextCanBeRead(t *testing.T) {
	s := parsed(t)
	for variant, name := range []string{"light", "dark"} {
		colour := func(of string) colour {
			c, err := parseColour(s.Colours[of][variant])
			if err != nil {
				t.Fatalf("%s: %v", of, err)
			}
			return c
		}
		least := func(what, over, under string, want float64) {
			if got := contrast(colour(over), colour(under)); got < want {
				t.Errorf("%s, %s: %s on %s has contrast %.2f, under %.1f", name, what, over, under, got, want)
			}
		}
		for _, r := range s.Labels {
			if r.Text != "" {
				for _, ground := range append(r.Ground, r.Halo) {
					least(r.Class[0], r.Colour, ground, 4.5)
				}
				if r.HaloWidth < 1.5 && len(r.Ground) == 0 && r.Place != "shield" {
					t.Errorf("%s: a halo of %v hides too little for a text that may stand on anything", r.Class[0], r.HaloWidth)
				}
			}
			if r.Icon != "" {
				least(r.Class[0], r.IconInk, r.Badge, 4.5)
				for _, ground := range []string{"land", "residential", "forest", "park", "building"} {
					least(r.Class[0], r.Badge, ground, 3)
				}
			}
		}
		for _, area := range []string{"water", "forest", "building", "road"} {
			if got := contrast(colour(area), colour("land")); got < 1.08 {
				t.Errorf("%s: %s can't be told from land: %.3f", name, area, got)
			}
		}
	}
}

func TestContrast(t *testing.T) {
	black, white, grey := colour{0, 0, 0, 255}, colour{255, 255, 255, 255}, colour{0x76, 0x76, 0x76, 255}
	if got := contrast(black, white); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white: %v", got)
	}
	if got := contrast(grey, white); math.Abs(got-4.54) > 0.005 { // WCAG's own example of what just passes
		t.Errorf("#767676 on white: %v", got)
	}
}

func TestSteps(t *testing.T) {
	s := steps{{14, 2}, {16, 8}, {19, 8}}
	for z, want := range map[tiles.Zoom]float64{5: 2, 14: 2, 15: 4, 16: 8, 18: 8, 19: 8} {
		if got := s.at(z); math.Abs(got-want) > 1e-9 {
			t.Errorf("zoom %d: %v, want %v", z, got, want)
		}
	}
}

// TestBadStylesSayWhere changes the good style in one place after the other.
func TestBadStylesSayWhere(t *testing.T) {
	p := villagePack(t)
	change := func(old, to string) func() []byte {
		return func() []byte {
			if !strings.Contains(string(defaultStyle), old) {
				t.Fatalf("the style has no %q", old)
			}
			return []byte(strings.Replace(string(defaultStyle), old, to, 1))
		}
	}
	for name, c := range map[string]struct {
		style func() []byte
		says  string
	}{
		"not JSON":          {func() []byte { return []byte("{") }, "unexpected"},
		"unknown field":     {change(`"land": "land"`, `"ground": "land"`), "ground"},
		"unknown colour":    {change(`"fill": "forest"`, `"fill": "woods"`), "woods"},
		"unwritten colour":  {change(`["#F2EFE9", "#1F2429"]`, `["#F2EFE9", "#1F242"]`), "#1F242"},
		"unknown class":     {change(`["Forest"]`, `["Woods"]`), "Woods"},
		"class of another":  {change(`["Forest"]`, `["Street"]`), "Street"},
		"steps backwards":   {change(`[[16, 0.5], [19, 0.9]]`, `[[19, 0.5], [16, 0.9]]`), "PowerMinor"},
		"endless dash":      {change(`"dash": [4, 3.2]`, `"dash": [0, 0]`), "Path"},
		"odd dash":          {change(`"dash": [4, 3.2]`, `"dash": [4]`), "Path"},
		"no such cap":       {change(`"cap": "butt"`, `"cap": "flat"`), "flat"},
		"no such icon":      {change(`"icon": "bus"`, `"icon": "coach"`), "BusStop"},
		"unwritten icon":    {change(`"M8 3.6V12.4`, `"L8 3.6V12.4`), "cross"},
		"no such font":      {change(`"font": "bold"`, `"font": "heavy"`), "font"},
		"label on the line": {change(`"place": "along"`, `"place": "point"`), "place"},
		"huge label":        {change(`[[5, 11]`, `[[5, 110]`), "City"},
	} {
		_, err := New(p, Options{Style: c.style()})
		if !errors.Is(err, ErrStyle) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzStyle: no style, however wrong, may do more than be refused.
func FuzzStyle(f *testing.F) {
	f.Add(defaultStyle)
	var s map[string]any
	if err := json.Unmarshal(defaultStyle, &s); err != nil {
		f.Fatal(err)
	}
	for name := range s {
		part, err := json.Marshal(map[string]any{name: s[name]})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(part)
	}
	p := villagePack(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := New(p, Options{Style: data})
		if err != nil {
			if !errors.Is(err, ErrStyle) {
				t.Errorf("%v", err)
			}
			return
		}
		if _, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256}); err != nil {
			t.Error(err)
		}
	})
}

// TestMarginsAreEnough: what cells keep of areas and points beyond their edges hides where those are cut off.
func TestMarginsAreEnough(t *testing.T) {
	s := parsed(t)
	pixels := func(z tiles.Zoom, g pack.Group) float64 {
		band, _ := pack.BandOf(z)
		return float64(band.Margin(g)) * 256 * float64(uint(1)<<(z-tiles.Zoom(band))) / float64(band.Extent())
	}
	for z := pack.MinZoom; z <= pack.MaxZoom; z++ {
		for _, r := range slices.Concat(s.Areas, s.Structures) {
			if reach := r.OutlineWidth.at(z) / 2 * miterLimit; z >= max(r.From, r.OutlineFrom) && len(r.OutlineWidth) > 0 && reach > pixels(z, pack.GroupArea) {
				t.Errorf("zoom %d: the outline of %v reaches %.1f pixels", z, r.Class, reach)
			}
		}
		for _, r := range s.Marks {
			if reach := r.Size.at(z)/2 + 1; z >= r.From && reach > pixels(z, pack.GroupPoint) {
				t.Errorf("zoom %d: %v reaches %.1f pixels", z, r.Class, reach)
			}
		}
	}
}
