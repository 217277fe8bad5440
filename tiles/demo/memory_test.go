package demo

import (
	"errors"
	"testing"
)

// memory is a sink that keeps everything.
type memory struct {
	bounds Bounds
	nodes  []Node
	ways   []Way
	rels   []Relation
	ended  bool
}

func (m *memory) Begin(b Bounds) error { m.bounds = b; return nil }
func (m *memory) Node(n Node) error    { m.nodes = append(m.nodes, n); return nil }
func (m *memory) Way(w Way) error {
	w.Nodes = append([]ID(nil), w.Nodes...)
	m.ways = append(m.ways, w)
	return nil
}
func (m *memory) Relation(r Relation) error { m.rels = append(m.rels, r); return nil }
func (m *memory) End() error                { m.ended = true; return nil }

// node is one by its id: they are written in order from 1.
func (m *memory) node(id ID) Node { return m.nodes[id-1] }
func (m *memory) way(id ID) Way   { return m.ways[id-1] }

// value is a tag's; "" for none.
func value(tags []Tag, key string) string {
	for _, t := range tags {
		if t.Key == key {
			return t.Value
		}
	}
	return ""
}

// remember makes a district in memory.
func remember(t testing.TB, o Options) (*memory, Stats) {
	t.Helper()
	m := &memory{}
	stats, err := Generate(o, m)
	if err != nil {
		t.Fatal(err)
	}
	return m, stats
}

var errFull = errors.New("no room")
