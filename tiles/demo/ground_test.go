package demo

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// flat is a node's place on the plane.
func (m *memory) flat(id ID) vec {
	n := m.node(id)
	return vec{(float64(n.Lon)/1e7 - float64(baseLon)) * metresPerDegree * math.Cos(float64(baseLat)*math.Pi/180), (float64(n.Lat)/1e7 - float64(baseLat)) * metresPerDegree}
}

func (m *memory) line(nodes []ID) line {
	pts := make([]vec, len(nodes))
	for i, id := range nodes {
		pts[i] = m.flat(id)
	}
	return newLine(pts)
}

// polygon is what of a relation's ways has a role: rings, assembled as a reader does, by their ends.
func (m *memory) polygon(t *testing.T, r Relation, role string) [][]vec {
	t.Helper()
	var parts [][]ID
	for _, member := range r.Members {
		if member.Kind == KindWay && member.Role == role {
			parts = append(parts, m.way(member.Ref).Nodes)
		}
	}
	var out [][]vec
	for len(parts) > 0 {
		ring := append([]ID(nil), parts[0]...)
		parts = parts[1:]
		for ring[0] != ring[len(ring)-1] {
			found := false
			for k, p := range parts {
				last := ring[len(ring)-1]
				if p[0] != last && p[len(p)-1] != last {
					continue
				}
				if p[0] == last {
					ring = append(ring, p[1:]...)
				} else {
					for i := len(p) - 2; i >= 0; i-- {
						ring = append(ring, p[i])
					}
				}
				parts = append(parts[:k:k], parts[k+1:]...)
				found = true
				break
			}
			if !found {
				t.Fatalf("relation %d (%v): ring isn't closed", r.ID, r.Tags)
			}
		}
		out = append(out, m.line(ring[:len(ring)-1]).pts)
	}
	return out
}

func TestAreasCloseAndHolesAreInside(t *testing.T) {
	for _, o := range others() {
		m, _ := remember(t, o)
		for _, r := range m.rels {
			outer, inner := m.polygon(t, r, "outer"), m.polygon(t, r, "inner")
			if len(outer) != 1 && value(r.Tags, "type") == "multipolygon" {
				t.Errorf("relation %d (%v) has %d outer rings", r.ID, r.Tags, len(outer))
			}
			for _, hole := range inner {
				out := 0
				for i, p := range hole {
					if !inside(outer[0], p.mid(hole[(i+1)%len(hole)])) {
						out++
					}
				}
				if out > len(hole)/10 {
					t.Errorf("relation %d (%v): %d of a hole's %d sides are outside", r.ID, r.Tags, out, len(hole))
				}
			}
		}
	}
}

func TestSettlementsLieInTheirCouncilAndTheDistrict(t *testing.T) {
	for _, o := range others() {
		m, _ := remember(t, o)
		settlementsLie(t, m)
	}
}

func settlementsLie(t *testing.T, m *memory) {
	t.Helper()
	councils := map[string][][]vec{}
	var whole [][]vec
	for _, r := range m.rels {
		switch value(r.Tags, "admin_level") {
		case "6":
			whole = m.polygon(t, r, "outer")
		case "8":
			councils[value(r.Tags, "name")] = m.polygon(t, r, "outer")
			chief := m.node(r.Members[len(r.Members)-1].Ref)
			if !strings.Contains(value(r.Tags, "name"), value(chief.Tags, "name")) || value(chief.Tags, "name") == "" {
				t.Errorf("%s has the centre %s", value(r.Tags, "name"), value(chief.Tags, "name"))
			}
		}
	}
	for _, n := range m.nodes {
		if value(n.Tags, "place") == "" {
			continue
		}
		in := 0
		for _, rings := range councils {
			for _, ring := range rings {
				if inside(ring, m.flat(n.ID)) {
					in++
				}
			}
		}
		if in != 1 || len(whole) != 1 || !inside(whole[0], m.flat(n.ID)) {
			t.Errorf("%s is in %d councils", value(n.Tags, "name"), in)
		}
	}
}

// drivable are the classes on which one gets about.
const drivable = " primary secondary tertiary unclassified residential service pedestrian "

func TestRoadsLeadEverywhere(t *testing.T) {
	for _, o := range others() {
		m, _ := remember(t, o)
		roadsLeadEverywhere(t, m)
	}
}

// others are the built-in district and some that nobody looked at.
func others() []Options {
	all := []Options{Default()}
	for seed := range uint64(4) {
		all = append(all, Options{Seed: 100 + seed, Settlements: 6 + 11*int(seed)})
	}
	return all
}

func roadsLeadEverywhere(t *testing.T, m *memory) {
	t.Helper()
	set := map[ID]ID{}
	var root func(id ID) ID
	root = func(id ID) ID {
		up, ok := set[id]
		if !ok || up == id {
			set[id] = id
			return id
		}
		set[id] = root(up)
		return set[id]
	}
	for _, w := range m.ways {
		if c := value(w.Tags, "highway"); c != "" && strings.Contains(drivable, " "+c+" ") && value(w.Tags, "area") == "" {
			for _, n := range w.Nodes[1:] {
				set[root(n)] = root(w.Nodes[0])
			}
		}
	}
	size := map[ID]int{}
	for id := range set {
		size[root(id)]++
	}
	most := 0
	for _, n := range size {
		most = max(most, n)
	}
	if most < len(set) {
		t.Errorf("of %d nodes on roads %d hang together; %d pieces", len(set), most, len(size))
	}
}

func TestNothingCrossesARiverButBridges(t *testing.T) {
	for _, o := range others() {
		m, _ := remember(t, o)
		nothingCrosses(t, m)
	}
}

func nothingCrosses(t *testing.T, m *memory) {
	t.Helper()
	rivers := newNear()
	for _, w := range m.ways {
		if value(w.Tags, "waterway") == "river" {
			rivers.add(m.line(w.Nodes))
		}
	}
	bridges := 0
	for _, w := range m.ways {
		what := value(w.Tags, "highway") + value(w.Tags, "railway") + value(w.Tags, "building") + value(w.Tags, "addr:housenumber")
		if what == "" {
			continue
		}
		crossed := len(rivers.crossings(m.line(w.Nodes)))
		if bridge := value(w.Tags, "bridge") != ""; crossed > 0 != bridge {
			t.Errorf("way %d (%v) crosses a river %d times", w.ID, w.Tags, crossed)
		} else if bridge {
			bridges++
		}
	}
	if bridges == 0 {
		t.Error("no bridges")
	}
}

func TestHousesStandBesideStreets(t *testing.T) {
	for _, o := range others() {
		m, _ := remember(t, o)
		housesStandBeside(t, m)
	}
}

func housesStandBeside(t *testing.T, m *memory) {
	t.Helper()
	streets := newNear()
	for _, w := range m.ways {
		c := value(w.Tags, "highway")
		if strings.Contains(" primary secondary tertiary unclassified residential ", " "+c+" ") && c != "" {
			streets.add(m.line(w.Nodes))
		}
	}
	count, onRoad, apart := 0, 0, 0
	for _, w := range m.ways {
		if value(w.Tags, "addr:housenumber") == "" {
			continue
		}
		count++
		least := math.Inf(1)
		for _, p := range m.line(w.Nodes).pts {
			far, _, _ := streets.nearest(p)
			least = min(least, far)
		}
		if least < 3 {
			onRoad++
		}
		if least > 30 {
			apart++
		}
	}
	if onRoad*200 > count || apart*200 > count {
		t.Errorf("of %d houses %d stand on a road and %d far from any", count, onRoad, apart)
	}
}

func TestKilometrePostsCount(t *testing.T) {
	m, _ := remember(t, Default())
	last, at := "", vec{}
	posts := map[string]vec{}
	for _, n := range m.nodes {
		if value(n.Tags, "highway") != "milestone" {
			continue
		}
		km := value(n.Tags, "distance")
		if _, twice := posts[km]; twice || km == "" {
			t.Errorf("kilometre %q twice", km)
		}
		posts[km] = m.flat(n.ID)
		last, at = km, m.flat(n.ID)
	}
	if len(posts) < 15 {
		t.Errorf("%d posts, the last %s at %v", len(posts), last, at)
	}
	for km := firstKilometre; km < firstKilometre+60; km++ {
		a, ok := posts[strconv.Itoa(int(km))]
		b, next := posts[strconv.Itoa(int(km)+1)]
		if far := b.minus(a).size(); ok && next && (far > 1010 || far < 500 || b.X < a.X) {
			t.Errorf("from kilometre %v to the next %v m", km, far)
		}
	}
}
