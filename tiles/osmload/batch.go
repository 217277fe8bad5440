package osmload

import (
	"encoding/binary"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// batch is what a worker made of a block or a relation, until it is taken.
type batch struct {
	raw    []byte // features, as cells keep them
	puts   []put
	houses []house
	said   []func(Index)
	spots  []spot
	lines  []byte // of ways that are in relations
	kept   []keptLine
	later  []*osmfile.Way // closed ways whose relation takes the first one's tags
	found  []numbered     // nodes that are kept
	res    Result         // only its counts
}

// numbered is where a block's node is.
type numbered struct {
	number int32
	at     tiles.Point
}

// house is an address that will be said to the index.
type house struct {
	number, street, place, city string
	at                          tiles.Point
	id                          int64
}

// put is where a feature goes; its bytes end at an offset.
type put struct {
	key cellKey
	end int
}

// keptLine is a way whose line ends at an offset.
type keptLine struct {
	way int64
	end int
}

func (b *batch) reset() {
	clear(b.said) // they hold on to lines
	clear(b.later)
	*b = batch{
		raw: b.raw[:0], puts: b.puts[:0], houses: b.houses[:0], said: b.said[:0], spots: b.spots[:0], lines: b.lines[:0], kept: b.kept[:0], later: b.later[:0], found: b.found[:0],
	}
}

// add puts a feature's parts, in the cell's units, into a cell. Nothing is kept of what is given.
func (b *batch) add(key cellKey, f *pack.Feature, parts [][]pack.CellPoint) {
	b.raw = appendFeature(b.raw, f, parts)
	b.puts = append(b.puts, put{key, len(b.raw)})
}

// keep keeps a way's line.
func (b *batch) keep(id int64, line []tiles.Point) {
	b.lines = binary.AppendUvarint(b.lines, uint64(len(line)))
	var at tiles.Point
	for _, p := range line {
		b.lines = binary.AppendVarint(binary.AppendVarint(b.lines, int64(p.X-at.X)), int64(p.Y-at.Y))
		at = p
	}
	b.kept = append(b.kept, keptLine{id, len(b.lines)})
}

// nodes finds out where nodes are, and which of them are in the region's box, or all.
func (b *batch) nodes(r *region, all []osmfile.Node, whole bool) {
	for i := range all {
		if at := project(&all[i]); whole || r.inBox(at) {
			b.found = append(b.found, numbered{int32(i), at})
		}
	}
}

// say says something to the index when the batch is taken.
func (b *batch) say(something func(Index)) { b.said = append(b.said, something) }

// add adds counts.
func (r *Result) add(o *Result) {
	r.Nodes, r.Ways, r.Relations = r.Nodes+o.Nodes, r.Ways+o.Ways, r.Relations+o.Relations
	r.Houses, r.Streets = r.Houses+o.Houses, r.Streets+o.Streets
	r.Unclosed, r.Orphans, r.Missing = r.Unclosed+o.Unclosed, r.Orphans+o.Orphans, r.Missing+o.Missing
	r.TooLarge, r.BrokenAreas = r.TooLarge+o.TooLarge, r.BrokenAreas+o.BrokenAreas
}
