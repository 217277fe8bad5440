package demo

import (
	"bytes"
	"context"
	"io"
	"reflect"
	"testing"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
	"github.com/paulmach/osm/osmxml"
)

// scan reads a file back with paulmach/osm.
func scan(t *testing.T, s osm.Scanner) *memory {
	t.Helper()
	m := &memory{}
	tags := func(from osm.Tags) []Tag {
		var out []Tag
		for _, tag := range from {
			out = append(out, Tag{tag.Key, tag.Value})
		}
		return out
	}
	about := func(o osm.Object, version int, stamp int64) {
		if version != 1 || stamp != Stamp {
			t.Fatalf("%v has version %d, made at %d", o.ObjectID(), version, stamp)
		}
	}
	for s.Scan() {
		switch o := s.Object().(type) {
		case *osm.Node:
			about(o, o.Version, o.Timestamp.Unix())
			m.nodes = append(m.nodes, Node{ID(o.ID), E7(roundE7(o.Lat)), E7(roundE7(o.Lon)), tags(o.Tags)})
		case *osm.Way:
			about(o, o.Version, o.Timestamp.Unix())
			w := Way{ID: ID(o.ID), Tags: tags(o.Tags)}
			for _, n := range o.Nodes {
				w.Nodes = append(w.Nodes, ID(n.ID))
			}
			m.ways = append(m.ways, w)
		case *osm.Relation:
			about(o, o.Version, o.Timestamp.Unix())
			r := Relation{ID: ID(o.ID), Tags: tags(o.Tags)}
			for _, member := range o.Members {
				kind := map[osm.Type]Kind{osm.TypeNode: KindNode, osm.TypeWay: KindWay, osm.TypeRelation: KindRelation}[member.Type]
				r.Members = append(r.Members, Member{kind, ID(member.Ref), member.Role})
			}
			m.rels = append(m.rels, r)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return m
}

func roundE7(deg float64) float64 {
	if deg < 0 {
		return -roundE7(-deg)
	}
	return float64(int64(deg*1e7 + 0.5))
}

// same compares what was read with what was written.
func same(t *testing.T, got, want *memory) {
	t.Helper()
	if len(got.nodes) != len(want.nodes) || len(got.ways) != len(want.ways) || len(got.rels) != len(want.rels) {
		t.Fatalf("read %d, %d, %d objects, written %d, %d, %d", len(got.nodes), len(got.ways), len(got.rels), len(want.nodes), len(want.ways), len(want.rels))
	}
	for i, n := range want.nodes {
		if len(n.Tags) == 0 {
			n.Tags = nil
		}
		if !reflect.DeepEqual(got.nodes[i], n) {
			t.Fatalf("read %+v, written %+v", got.nodes[i], n)
		}
	}
	for i, w := range want.ways {
		if len(w.Tags) == 0 {
			w.Tags = nil
		}
		if !reflect.DeepEqual(got.ways[i], w) {
			t.Fatalf("read %+v, written %+v", got.ways[i], w)
		}
	}
	for i := range want.rels {
		if !reflect.DeepEqual(got.rels[i], want.rels[i]) {
			t.Fatalf("read %+v, written %+v", got.rels[i], want.rels[i])
		}
	}
}

func written(t *testing.T, o Options, sink func(io.Writer) Sink) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if _, err := Generate(o, sink(&b)); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestPBFReadsBack(t *testing.T) {
	m, _ := remember(t, Default())
	b := written(t, Default(), func(w io.Writer) Sink { return NewPBF(w) })
	t.Logf("%d bytes", b.Len())
	s := osmpbf.New(context.Background(), b, 2)
	h, err := s.Header()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"OsmSchema-V0.6", "DenseNodes"}; !reflect.DeepEqual(h.RequiredFeatures, want) {
		t.Errorf("required features %v", h.RequiredFeatures)
	}
	if !reflect.DeepEqual(h.OptionalFeatures, []string{"Sort.Type_then_ID"}) {
		t.Errorf("optional features %v", h.OptionalFeatures)
	}
	if E7(roundE7(h.Bounds.MinLon)) != m.bounds.MinLon || E7(roundE7(h.Bounds.MaxLat)) != m.bounds.MaxLat {
		t.Errorf("bounds %+v, written %+v", h.Bounds, m.bounds)
	}
	same(t, scan(t, s), m)
}

func TestXMLReadsBack(t *testing.T) {
	o := Options{Seed: 5, Settlements: 6}
	m, _ := remember(t, o)
	same(t, scan(t, osmxml.New(context.Background(), written(t, o, func(w io.Writer) Sink { return NewXML(w) }))), m)
}

// Names with what XML and protobuf must not stumble over.
func TestTextReadsBack(t *testing.T) {
	for _, text := range []string{`<&>"'`, "ё, ї, ґ, 7/2", "", "a\tb"} {
		for _, kind := range []string{"pbf", "xml"} {
			var b bytes.Buffer
			var sink Sink = NewPBF(&b)
			if kind == "xml" {
				sink = NewXML(&b)
			}
			m := &memory{
				nodes: []Node{{1, -5, 7, []Tag{{"name", text + "x"}}}, {2, 900_000_000, -1_800_000_000, nil}},
				ways:  []Way{{4, []ID{2, 1, 2}, []Tag{{"note", text + "y"}}}}, rels: []Relation{{9, []Member{{KindRelation, 9, "sub"}, {KindNode, 1, ""}}, []Tag{{"type", "site"}}}},
			}
			for _, err := range []error{sink.Begin(Bounds{}), sink.Relation(m.rels[0]), sink.Node(m.nodes[0]), sink.Way(m.ways[0]), sink.Node(m.nodes[1]), sink.End()} {
				if err != nil {
					t.Fatal(err)
				}
			}
			if kind == "xml" {
				same(t, scan(t, osmxml.New(context.Background(), &b)), m)
			} else {
				same(t, scan(t, osmpbf.New(context.Background(), &b, 1)), m)
			}
		}
	}
}
