package osmload

import (
	"strings"
	"testing"
	"unicode/utf8"

	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// tagged makes tags of "key=value".
func tagged(all ...string) (tags osmfile.Tags) {
	for _, t := range all {
		key, value, _ := strings.Cut(t, "=")
		tags = append(tags, osmfile.Tag{Key: key, Value: value})
	}
	return tags
}

func TestNames(t *testing.T) {
	for name, c := range map[string]struct {
		tags osmfile.Tags
		want pack.Names
	}{
		"all":           {tagged("name=Stăuceni", "name:ru=Ставчены", "name:uk=Ставчени", "name:en=Stauceni"), pack.Names{Local: "Stăuceni", RU: "Ставчены", UK: "Ставчени", EN: "Stauceni"}},
		"none":          {tagged("ref=5"), pack.Names{}},
		"only Russian":  {tagged("name:ru=Ставчены"), pack.Names{Local: "Ставчены", RU: "Ставчены"}},
		"international": {tagged("name=Київ", "int_name=Kyiv"), pack.Names{Local: "Київ", EN: "Kyiv"}},
		"untidy":        {tagged("name=  Лесная\n улица \xff "), pack.Names{Local: "Лесная улица"}},
	} {
		if got := namesOf(c.tags, clip); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	long := namesOf(tagged("name="+strings.Repeat("ё", 300)), clip).Local
	if len(long) > maxName || !utf8.ValidString(long) || len(long) < maxName-2 {
		t.Errorf("a long name has %d bytes", len(long))
	}
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{"12": 12, "12.5 m": 12.5, "12,5": 12.5, " 3m": 3, "": 0, "tall": 0, "-4": 0, "NaN": 0, "1e400": 0, "6'": 0} {
		if got := metres(text); got != want {
			t.Errorf("%q is %v metres", text, got)
		}
	}
	for text, want := range map[string]int{"1234": 1234, "1 234": 1234, "1,234": 1234, "1\u00a0234": 1234, "около 500": 0, "": 0, "99999999999999999999": 0} {
		if got := populationOf(tagged("population=" + text)); got != want {
			t.Errorf("%q are %d people", text, got)
		}
	}
	for text, want := range map[string]int8{"1": 1, "-5": -5, "17": 5, "-9": -5, " 2 ": 2, "1;2": 0, "": 0} {
		if got := layerOf(tagged("layer=" + text)); got != want {
			t.Errorf("layer %q is %d", text, got)
		}
	}
}

func TestRanks(t *testing.T) {
	for name, c := range map[string]struct {
		tags osmfile.Tags
		want uint8
	}{
		"nobody said": {nil, 0}, "a height": {tagged("height=10"), 245}, "storeys": {tagged("building:levels=3"), 246},
		"both": {tagged("building:levels=3", "height=20 m"), 235}, "the highest": {tagged("height=828"), 1},
	} {
		if got := buildingRank(c.tags); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
	last := uint8(0)
	for _, people := range []int{20_000_000, 1_000_000, 50_000, 1000, 20, 1} {
		if r := settlementRank(pack.Village, people); r < last {
			t.Errorf("%d people rank %d, more rank %d", people, r, last)
		} else {
			last = r
		}
	}
	if settlementRank(pack.City, 0) >= settlementRank(pack.Hamlet, 0) {
		t.Error("a city that nobody counted ranks below a hamlet")
	}
}

func TestOneways(t *testing.T) {
	for name, c := range map[string]struct {
		tags osmfile.Tags
		want pack.Oneway
	}{
		"no word": {tagged("highway=residential"), pack.Both}, "yes": {tagged("oneway=yes"), pack.Forward}, "1": {tagged("oneway=1"), pack.Forward},
		"backwards": {tagged("oneway=-1"), pack.Backward}, "roundabout": {tagged("junction=roundabout"), pack.Forward},
		"roundabout both ways": {tagged("junction=roundabout", "oneway=no"), pack.Both}, "motorway": {tagged("highway=motorway"), pack.Forward},
		"reversible": {tagged("oneway=reversible"), pack.Both},
	} {
		if got := onewayOf(c.tags); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

func TestWhichRuleApplies(t *testing.T) {
	book := newRulebook()
	areas := func(tags osmfile.Tags) pack.Class { return book.classes(tags).area }
	lines := func(tags osmfile.Tags) pack.Class { return book.classes(tags).line }
	points := func(tags osmfile.Tags) pack.Class { return book.classes(tags).point }
	for _, c := range []struct {
		class func(osmfile.Tags) pack.Class
		tags  osmfile.Tags
		want  pack.Class
	}{
		{areas, tagged("amenity=school", "building=yes"), pack.Building},
		{areas, tagged("amenity=school"), pack.Campus},
		{areas, tagged("building=no", "landuse=residential"), pack.Residential},
		{areas, tagged("building=bunker", "location=underground"), pack.ClassNone},
		{areas, tagged("highway=pedestrian"), pack.ClassNone},
		{areas, tagged("highway=pedestrian", "area=yes"), pack.Square},
		{areas, tagged("landuse=forest", "natural=wetland"), pack.Wetland},
		{areas, tagged("landuse=something_new"), pack.ClassNone},
		{lines, tagged("railway=rail"), pack.Rail},
		{lines, tagged("railway=rail", "service=yard"), pack.Siding},
		{lines, tagged("railway=subway", "tunnel=yes"), pack.ClassNone},
		{lines, tagged("highway=secondary_link"), pack.Link},
		{lines, tagged("man_made=pipeline"), pack.ClassNone},
		{lines, tagged("highway=track", "barrier=fence"), pack.Track},
		{points, tagged("shop=yes", "amenity=pharmacy"), pack.Pharmacy},
		{points, tagged("shop=no"), pack.ClassNone},
		{points, nil, pack.ClassNone},
	} {
		if got := c.class(c.tags); got != c.want {
			t.Errorf("%v is %s, not %s", c.tags, got, c.want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"лес", "", 3}, {"", "лес", 3}, {"лес", "лис", 1}, {"ставчены", "ставчени", 1}, {"a", "bcd", 3}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q, %q: %d", c.a, c.b, got)
		}
	}
}

func TestTidyText(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "Лесная улица": true, " a": false, "a ": false, "a  b": false, "a\tb": false, "a\u00a0b": false, "a\xffb": false,
	} {
		if tidyText(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
		if got := strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "); clip(s) != got {
			t.Errorf("%q becomes %q, not %q", s, clip(s), got)
		}
	}
}
