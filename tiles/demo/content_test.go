package demo

import (
	"math"
	"regexp"
	"strings"
	"testing"
)

// checkReferences holds what every reader relies on.
func checkReferences(t *testing.T, m *memory) {
	t.Helper()
	for i, n := range m.nodes {
		if n.ID != ID(i+1) {
			t.Fatalf("node %d comes as number %d", n.ID, i+1)
		}
		if n.Lat < m.bounds.MinLat || n.Lat > m.bounds.MaxLat || n.Lon < m.bounds.MinLon || n.Lon > m.bounds.MaxLon {
			t.Fatalf("node %d at %s, %s is outside %+v", n.ID, n.Lat, n.Lon, m.bounds)
		}
	}
	for i, w := range m.ways {
		if w.ID != ID(i+1) || len(w.Nodes) < 2 {
			t.Fatalf("way %d of %d nodes comes as number %d", w.ID, len(w.Nodes), i+1)
		}
		for k, n := range w.Nodes {
			if n < 1 || int(n) > len(m.nodes) {
				t.Fatalf("way %d: no node %d", w.ID, n)
			}
			if k > 0 && w.Nodes[k-1] == n {
				t.Fatalf("way %d (%v): node %d twice in a row", w.ID, w.Tags, n)
			}
		}
	}
	for i, r := range m.rels {
		if r.ID != ID(i+1) || len(r.Members) == 0 {
			t.Fatalf("relation %d of %d members comes as number %d", r.ID, len(r.Members), i+1)
		}
		for _, member := range r.Members {
			if member.Ref < 1 || member.Kind == KindWay && int(member.Ref) > len(m.ways) || member.Kind == KindNode && int(member.Ref) > len(m.nodes) {
				t.Fatalf("relation %d: no member %+v", r.ID, member)
			}
		}
	}
}

func TestReferences(t *testing.T) {
	m, _ := remember(t, Default())
	checkReferences(t, m)
}

func TestEverythingThatAMapShows(t *testing.T) {
	m, _ := remember(t, Default())
	count := map[string]int{}
	tally := func(what string, tags []Tag) {
		for _, tag := range tags {
			count[what+" "+tag.Key]++
			count[what+" "+tag.Key+"="+tag.Value]++
		}
	}
	for _, n := range m.nodes {
		tally("node", n.Tags)
	}
	for _, w := range m.ways {
		tally("way", w.Tags)
	}
	for _, r := range m.rels {
		tally("relation", r.Tags)
	}
	for what, least := range map[string]int{
		"relation admin_level=6": 1, "relation admin_level=8": 6, "relation natural=water": 3, "relation landuse=forest": 4, "relation landuse=residential": 3,
		"node place=town": 1, "node place=village": 8, "node place=hamlet": 6, "way place=village": 4, "way place=hamlet": 1, "node name:uk": 60, "node population": 30,
		"way waterway=river": 1, "way waterway=stream": 5, "way water=pond": 2, "way place=islet": 2, "way tunnel=culvert": 3, "way tunnel=yes": 1, "way bridge=yes": 2,
		"way landuse=farmland": 500, "way landuse=meadow": 100, "way landuse=orchard": 5, "way natural=wetland": 3, "way landuse=cemetery": 5, "way landuse=farmyard": 5,
		"way landuse=industrial": 1, "way highway=primary": 7, "way highway=secondary": 5, "way highway=tertiary": 5, "way highway=unclassified": 10, "way highway=residential": 60,
		"way highway=service": 20, "way highway=track": 20, "way highway=path": 10, "way highway=footway": 3, "way highway=pedestrian": 1, "way oneway=yes": 1, "way oneway=-1": 1,
		"way railway=rail": 2, "node railway=station": 1, "node railway=halt": 1, "node railway=level_crossing": 3, "way power=line": 1, "node power=tower": 50,
		"way addr:housenumber": 3500, "way building=apartments": 50, "way amenity=school": 8, "way amenity=kindergarten": 6, "way amenity=doctors": 5, "way amenity=hospital": 1,
		"way amenity=post_office": 8, "way amenity=townhall": 8, "way amenity=library": 6, "way amenity=place_of_worship": 8, "node historic=memorial": 8, "way shop=convenience": 15,
		"node highway=bus_stop": 50, "node highway=street_lamp": 300, "way leisure=playground": 30, "node amenity=waste_disposal": 50, "node emergency=fire_hydrant": 40,
		"node highway=milestone": 15, "way surface": 200, "way ref": 30, "way natural=scrub": 2,
	} {
		if count[what] < least {
			t.Errorf("%s: %d, not %d or more", what, count[what], least)
		}
	}
}

func TestAddressesAreAsInRealData(t *testing.T) {
	m, stats := remember(t, Default())
	forms := map[string]*regexp.Regexp{"7/2": regexp.MustCompile(`^\d+/\d+$`), "12а": regexp.MustCompile(`^\d+[абв]$`), "14к1": regexp.MustCompile(`^\d+к\d$`), "plain": regexp.MustCompile(`^\d+$`)}
	found := map[string]int{}
	seen := map[string]int{}
	for _, w := range m.ways {
		number := value(w.Tags, "addr:housenumber")
		if number == "" {
			continue
		}
		street, city := value(w.Tags, "addr:street"), value(w.Tags, "addr:city")
		found["all"]++
		for form, re := range forms {
			if re.MatchString(number) {
				found[form]++
			}
		}
		if street == "" {
			found["no street"]++
		}
		if city != "" || value(w.Tags, "addr:place") != "" {
			found["settlement"]++
			seen[city]++
		}
		if strings.HasPrefix(street, "ул. ") {
			found["short"]++
		}
	}
	if found["all"] != stats.Addresses {
		t.Errorf("%d addresses counted, %d written", stats.Addresses, found["all"])
	}
	if sum := found["7/2"] + found["12а"] + found["14к1"] + found["plain"]; sum != found["all"] {
		t.Errorf("%d numbers of %d have a known form", sum, found["all"])
	}
	for form, least := range map[string]int{"7/2": 10, "12а": 50, "14к1": 50, "no street": 50, "short": 30} {
		if found[form] < least {
			t.Errorf("%s: %d, not %d or more", form, found[form], least)
		}
	}
	if share := float64(found["settlement"]) / float64(found["all"]); math.Abs(share-0.2) > 0.02 {
		t.Errorf("%.3f of the addresses have a settlement, not one in five", share)
	}
	if len(seen) < 30 {
		t.Errorf("settlements are spelled in %d ways only", len(seen))
	}
}
