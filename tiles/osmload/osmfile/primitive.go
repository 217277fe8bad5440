package osmfile

import (
	"fmt"
	"math"
	"slices"
)

// Limits of a block; real ones have 8000 elements.
const (
	maxElements = 1 << 20
	maxTags     = 1 << 22
	maxRefs     = 1 << 23
	maxMembers  = 1 << 21
)

// primitive is a PrimitiveBlock that is being read.
type primitive struct {
	*Block
	table                        wire // of strings, read when one of its elements is wanted
	granularity, dateGranularity int64
	latOffset, lonOffset         int64
	newest                       int64 // in dateGranularity's unit
	why                          string
}

// decode reads a PrimitiveBlock's elements of some kinds into an empty block, and says which kinds there are.
func decode(raw []byte, want Kind, b *Block) (kinds Kind, err error) {
	b.reset()
	p := &primitive{Block: b, granularity: 100, dateGranularity: 1000}
	w := wire{b: raw}
	var groups []wire
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1:
			p.table = w.list(typ)
		case 2:
			groups = append(groups, w.list(typ))
		case 17:
			p.granularity = int64(w.number(typ))
		case 18:
			p.dateGranularity = int64(w.number(typ))
		case 19:
			p.latOffset = int64(w.number(typ))
		case 20:
			p.lonOffset = int64(w.number(typ))
		default:
			w.skip(typ)
		}
	}
	if w.bad || p.granularity < 1 || p.granularity > 1e9 || p.dateGranularity < 1 || p.dateGranularity > 1e9 {
		p.fail("a block")
	}
	for _, g := range groups {
		if p.why == "" {
			kinds |= p.group(g, want)
		}
	}
	if p.why != "" {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, p.why)
	}
	if p.newest > 0 && p.newest < math.MaxInt64/p.dateGranularity {
		b.Newest = sane(p.newest * p.dateGranularity / 1000)
	}
	return kinds, nil
}

func (p *primitive) fail(why string) {
	if p.why == "" {
		p.why = why
	}
}

// stringTable makes all strings parts of one.
func (p *primitive) stringTable(w wire) {
	text := string(w.b)
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		if field != 1 || typ != wireBytes {
			w.skip(typ)
			continue
		}
		n := len(w.bytes())
		end := len(text) - len(w.b)
		if w.bad {
			break
		}
		p.strings = append(p.strings, text[end-n:end])
	}
	if w.bad {
		p.fail("a table of strings")
	}
}

// room makes room for as many elements as a group of so many bytes mostly has.
func (p *primitive) room(kind Kind, size int) {
	const usual = 8000
	switch kind {
	case Nodes:
		p.Nodes = slices.Grow(p.Nodes, min(usual, size/8))
	case Ways:
		p.Ways = slices.Grow(p.Ways, min(usual, size/16))
		p.refs = slices.Grow(p.refs, min(8*usual, size/4))
		p.tags = slices.Grow(p.tags, min(3*usual, size/8))
	}
}

func (p *primitive) string(i uint64) string {
	if i >= uint64(len(p.strings)) {
		p.fail("a string that isn't in the table")
		return ""
	}
	return p.strings[i]
}

func (p *primitive) group(w wire, want Kind) (kinds Kind) {
	for field, typ := w.next(); field > 0 && p.why == ""; field, typ = w.next() {
		kind := Kind(0)
		switch field {
		case 1, 2:
			kind = Nodes
		case 3:
			kind = Ways
		case 4:
			kind = Relations
		}
		kinds |= kind
		if kind&want == 0 {
			w.skip(typ)
			continue
		}
		if len(p.table.b) > 0 {
			p.stringTable(p.table)
			p.table = wire{}
			p.room(kind, len(w.b))
		}
		element := w.list(typ)
		switch field {
		case 1:
			p.node(element)
		case 2:
			p.dense(element)
		case 3:
			p.way(element)
		case 4:
			p.relation(element)
		}
		if len(p.Nodes)+len(p.Ways)+len(p.Relations) > maxElements || len(p.tags) > maxTags || len(p.refs) > maxRefs || len(p.members) > maxMembers {
			p.fail("a block with too many elements")
		}
	}
	if w.bad {
		p.fail("a group")
	}
	return kinds
}

// position makes an angle of OSM's numbers: 1e-9 degrees.
func (p *primitive) position(offset, v, limit int64) E7 {
	if v > math.MaxInt64/2/p.granularity || v < -math.MaxInt64/2/p.granularity || offset > math.MaxInt64/4 || offset < -math.MaxInt64/4 {
		p.fail("a position")
		return 0
	}
	nano := offset + p.granularity*v
	if nano > limit*1e9 || nano < -limit*1e9 {
		p.fail("a position outside the world")
		return 0
	}
	if nano < 0 {
		return E7((nano - 50) / 100)
	}
	return E7((nano + 50) / 100)
}

// tagsOf pairs keys with values.
func (p *primitive) tagsOf(keys, vals wire) Tags {
	from := len(p.tags)
	for len(keys.b) > 0 && !keys.bad && !vals.bad && len(p.tags) <= maxTags {
		p.tags = append(p.tags, Tag{p.string(keys.uvarint()), p.string(vals.uvarint())})
	}
	if keys.bad || vals.bad || len(vals.b) > 0 {
		p.fail("tags")
	}
	return p.tags[from:len(p.tags):len(p.tags)]
}

// info reads an Info's time, and whether the element is there at all.
func (p *primitive) info(w wire) (visible bool) {
	visible = true
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 2:
			p.newest = max(p.newest, int64(w.number(typ)))
		case 6:
			visible = w.number(typ) != 0
		default:
			w.skip(typ)
		}
	}
	if w.bad {
		p.fail("an info")
	}
	return visible
}
