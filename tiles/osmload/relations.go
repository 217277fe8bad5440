package osmload

import (
	"slices"
	"strconv"
	"strings"

	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// relations are the multipolygons and boundaries of the extract, and which ways are in them.
type relations struct {
	all     []relation
	members []memberOf // by way, then by relation
}

type relation struct {
	id       int64
	tags     osmfile.Tags
	ways     []int64    // in order, each once
	inner    []bool     // the ways' roles
	class    pack.Class // of the area
	level    uint8      // admin_level of a boundary; 0 for others
	bare     bool       // a multipolygon whose tags are on its outer way
	assemble bool       // is wanted as an area
	touched  bool       // one of its ways is inside
}

type memberOf struct {
	way      int64
	relation int32
	inner    bool
}

// Limits of elements. OSM's own are 32,000 members and 2000 nodes; what is far above would take a long time.
const (
	maxMembers = 40_000
	maxRefs    = 1 << 16
)

// borders from this level up are countries and regions: drawn way by way, not as areas.
const (
	leastAssembled = 5
	districtLevel  = 6 // and above: DistrictBorder
	councilLevel   = 8 // and above: CouncilBorder. In some countries 7, such as the hromadas of Ukraine
)

// addRelation keeps a relation if anything will be made of it.
func (l *loader) addRelation(r *osmfile.Relation) {
	kind := r.Tags.Get("type")
	if kind != "multipolygon" && kind != "boundary" {
		return
	}
	is := l.rules.classes(r.Tags)
	rel := relation{id: r.ID, class: is.area}
	if kind == "boundary" || r.Tags.Get("boundary") == "administrative" {
		if r.Tags.Get("boundary") == "administrative" {
			if n, err := strconv.Atoi(r.Tags.Get("admin_level")); err == nil && n >= 2 && n <= 11 {
				rel.level = uint8(n)
			}
		}
		rel.assemble = rel.level >= leastAssembled || rel.class != pack.ClassNone || is.place != pack.ClassNone
	} else {
		rel.bare = !slices.ContainsFunc(r.Tags, describes)
		rel.assemble = true
	}
	if rel.level == 0 && !rel.assemble {
		return
	}
	for _, t := range r.Tags {
		if describes(t) {
			rel.tags = append(rel.tags, osmfile.Tag{Key: strings.Clone(t.Key), Value: strings.Clone(t.Value)})
		}
	}
	rel.ways, rel.inner = waysOf(r.Members)
	switch {
	case len(rel.ways) > maxMembers:
		l.res.TooLarge++
	case len(rel.ways) > 0:
		l.rels.all = append(l.rels.all, rel)
	}
}

// waysOf are a relation's ways, each once, and which of them have the role of inner ones.
func waysOf(members []osmfile.Member) (ways []int64, inner []bool) {
	seen := make(map[int64]bool, len(members))
	for _, m := range members {
		if m.Kind == osmfile.Ways && !seen[m.Ref] {
			seen[m.Ref] = true
			ways, inner = append(ways, m.Ref), append(inner, m.Role == "inner")
		}
	}
	return ways, inner
}

// describes says that a tag can have a meaning here.
func describes(t osmfile.Tag) bool {
	if lang, ok := strings.CutPrefix(t.Key, "name:"); ok {
		return lang == "ru" || lang == "uk" || lang == "en"
	}
	switch t.Key {
	case "type", "source", "created_by", "note", "fixme", "FIXME", "wikidata", "wikipedia", "flag", "is_in", "comment", "description":
		return false
	}
	return !strings.HasPrefix(t.Key, "source:") && !strings.HasPrefix(t.Key, "wikipedia:")
}

// ready sorts what was added.
func (r *relations) ready() {
	n := 0
	for i := range r.all {
		n += len(r.all[i].ways)
	}
	r.members = make([]memberOf, 0, n)
	for i := range r.all {
		for k, way := range r.all[i].ways {
			r.members = append(r.members, memberOf{way, int32(i), r.all[i].inner[k]})
		}
	}
	slices.SortFunc(r.members, func(a, b memberOf) int {
		if a.way != b.way {
			return compare(a.way, b.way)
		}
		return int(a.relation) - int(b.relation)
	})
	r.members = slices.CompactFunc(r.members, func(a, b memberOf) bool { return a.way == b.way && a.relation == b.relation })
}

// of are the relations that a way is in.
func (r *relations) of(way int64) []memberOf {
	from, ok := slices.BinarySearchFunc(r.members, way, func(m memberOf, way int64) int { return compare(m.way, way) })
	if !ok {
		return nil
	}
	to := from + 1
	for to < len(r.members) && r.members[to].way == way {
		to++
	}
	return r.members[from:to]
}

// anyBare says that one of the relations that a way is in takes its tags from its ways.
func (r *relations) anyBare(in []memberOf) bool {
	return slices.ContainsFunc(in, func(m memberOf) bool { return r.all[m.relation].bare })
}

// wayStore keeps the lines of ways that are in relations.
type wayStore struct {
	spool spool
	at    map[int64]span
}

func newWayStore(dir string, budget int) *wayStore {
	return &wayStore{spool: spool{dir: dir, budget: budget}, at: map[int64]span{}}
}
