package places

import (
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// The kinds of settlements' outlines.
const (
	KindBoundary = "boundary" // administrative
	KindPlace    = "place"    // a place's polygon, or its node
)

// Builder gathers what is to be found and writes the index. It isn't for several goroutines at once. It holds what it is
// given: some 100 bytes for an address.
type Builder struct {
	words       *vocabulary
	err         error
	settlements []addedSettlement
	streets     []addedStreet
	houses      []addedHouse
	landmarks   []addedLandmark
	kilometres  []addedKilometre
	texts       map[string]string // each once
	ready       *readied          // nil before Ready
}

type (
	addedSettlement struct {
		names      pack.Names
		class      pack.Class
		at         tiles.Point
		rings      [][]tiles.Point
		kind       string
		population int
		id         int64
	}
	addedStreet struct {
		names pack.Names
		line  []tiles.Point
		id    int64
	}
	addedHouse struct {
		number, street, place, city string
		at                          tiles.Point
		id                          int64
	}
	addedLandmark struct {
		names pack.Names
		class pack.Class
		at    tiles.Point
		id    int64
	}
	addedKilometre struct {
		ref, distance string
		at            tiles.Point
		id            int64
	}
)

// NewBuilder begins an index. What may be wrong is told by Write.
func NewBuilder() *Builder {
	b := &Builder{texts: map[string]string{}}
	b.words, b.err = loadVocabulary()
	return b
}

// Settlement adds one of perhaps several things that stand for a settlement: its boundary, its polygon, its node. The outline's rings
// come outer first, nil if there is only a node; kind is KindBoundary or KindPlace; population is 0 where it isn't known. A boundary
// without a class is judged by what lies in it. What has no name is passed over.
func (b *Builder) Settlement(names pack.Names, class pack.Class, at tiles.Point, outline [][]tiles.Point, kind string, population int, id int64) {
	if names = b.names(names); names.Local == "" || !onEarth(at) || kind == KindBoundary && len(outline) == 0 {
		return
	}
	var rings [][]tiles.Point
	for _, r := range outline {
		if !allOnEarth(r) {
			continue
		}
		rings = append(rings, append([]tiles.Point(nil), r...))
	}
	b.settlements = append(b.settlements, addedSettlement{names, class, at, rings, kind, max(0, population), id})
}

// Street adds a way with a name; ways of one name in one settlement become one street.
func (b *Builder) Street(names pack.Names, line []tiles.Point, id int64) {
	if names = b.names(names); names.Local == "" || len(line) == 0 || !allOnEarth(line) {
		return
	}
	b.streets = append(b.streets, addedStreet{names, simplify(append([]tiles.Point(nil), line...), units(lineTolerance, line[0])), id})
}

// House adds an address as it is mapped; all but the number may be "".
func (b *Builder) House(number, street, place, city string, at tiles.Point, id int64) {
	if !onEarth(at) {
		return
	}
	var before addedHouse
	if n := len(b.houses); n > 0 {
		before = b.houses[n-1]
	}
	street, place, city = b.again(street, before.street), b.again(place, before.place), b.again(city, before.city)
	for _, n := range houseNumbers(strings.ToValidUTF8(number, "")) {
		if len(b.houses) == cap(b.houses) {
			b.houses = slices.Grow(b.houses, max(1024, len(b.houses)))
		}
		b.houses = append(b.houses, addedHouse{b.text(n), street, place, city, at, id})
	}
}

// Landmark adds what people go by: by its name, or without one if they have a word for its class.
func (b *Builder) Landmark(names pack.Names, class pack.Class, at tiles.Point, id int64) {
	names = b.names(names)
	if b.words == nil || !onEarth(at) {
		return
	}
	if _, known := b.words.class(class); known || names.Local != "" {
		b.landmarks = append(b.landmarks, addedLandmark{names, class, at, id})
	}
}

// Kilometre adds a post: its road's number, which may be "", and the distance in kilometres that stands on it.
func (b *Builder) Kilometre(ref, distance string, at tiles.Point, id int64) {
	if ref, distance = b.text(ref), kilometreKey(distance); distance != "" && onEarth(at) {
		b.kilometres = append(b.kilometres, addedKilometre{ref, distance, at, id})
	}
}

// names are trimmed; where only a translation is there, it is the local one.
func (b *Builder) names(n pack.Names) pack.Names {
	n = pack.Names{Local: b.text(n.Local), RU: b.text(n.RU), UK: b.text(n.UK), EN: b.text(n.EN)}
	for _, other := range []string{n.RU, n.UK, n.EN} {
		if n.Local == "" {
			n.Local = other
		}
	}
	return n
}

// again is a text that is often the one before.
func (b *Builder) again(s, before string) string {
	if s == before {
		return before
	}
	return b.text(s)
}

// text is a text as it is kept: valid, short, without space around it, and each text once in memory.
func (b *Builder) text(s string) string {
	if known, ok := b.texts[s]; ok { // it is as it is kept
		return known
	}
	if len(s) > maxText {
		s = s[:maxText]
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if s == "" {
		return ""
	}
	if known, ok := b.texts[s]; ok {
		return known
	}
	s = strings.Clone(s)
	b.texts[s] = s
	return s
}

func allOnEarth(line []tiles.Point) bool {
	return !slices.ContainsFunc(line, func(p tiles.Point) bool { return !onEarth(p) })
}

// kilometreKey is a distance as it is compared: "12,50 km" is "12.5"; "" is none.
func kilometreKey(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), ",", ".")
	end := strings.IndexFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end >= 0 {
		s = s[:end]
	}
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if trimmed := strings.TrimLeft(s, "0"); trimmed != "" && trimmed[0] != '.' {
		s = trimmed
	} else if s != "" {
		s = "0" + trimmed
	}
	if len(s) > 8 || strings.Count(s, ".") > 1 {
		return ""
	}
	return s
}
