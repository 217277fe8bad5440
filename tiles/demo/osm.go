package demo

import (
	"errors"
	"fmt"
	"math"

	"priyom/civic"
)

// E7 is an angle in ten-millionths of a degree, as OSM keeps them.
type E7 int32

// ID names a node, a way or a relation among its kind; 1 and up.
type ID int64

// Stamp is the moment at which every object says it was made, in seconds of Unix time: 2026-01-01T00:00:00Z.
const Stamp = 1_767_225_600

// ErrOptions is a district that can't be made.
var ErrOptions = errors.New("demo: no such district")

// Tag is one key and value.
type Tag struct{ Key, Value string }

// Node is a point.
type Node struct {
	ID       ID
	Lat, Lon E7
	Tags     []Tag
}

// Way is a line or, closed, a ring of nodes that were written before.
type Way struct {
	ID    ID
	Nodes []ID
	Tags  []Tag
}

// Kind is what a member of a relation is; the values are those of the pbf format.
type Kind int32

// The kinds of members.
const (
	KindNode Kind = iota
	KindWay
	KindRelation
)

// Member is one part of a relation.
type Member struct {
	Kind Kind
	Ref  ID
	Role string
}

// Relation is what is made of several objects.
type Relation struct {
	ID      ID
	Members []Member
	Tags    []Tag
}

// Bounds is what a file says that it covers.
type Bounds struct{ MinLat, MinLon, MaxLat, MaxLon E7 }

// Sink takes a district, in any order of kinds; ids ascend within a kind. An object's slices are the sink's only until the
// call returns. Begin comes first, End last and only if nothing failed.
type Sink interface {
	Begin(b Bounds) error
	Node(n Node) error
	Way(w Way) error
	Relation(r Relation) error
	End() error
}

// position turns degrees into E7.
func position(lat, lon civic.Degrees) (E7, E7) {
	return E7(math.Round(float64(lat) * 1e7)), E7(math.Round(float64(lon) * 1e7))
}

// String is the angle in degrees with seven places, exactly.
func (e E7) String() string {
	sign, v := "", int64(e)
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%07d", sign, v/1e7, v%1e7)
}

// kv makes tags of keys and values in turn; a pair without a value is left out.
func kv(pairs ...string) []Tag {
	tags := make([]Tag, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			tags = append(tags, Tag{pairs[i], pairs[i+1]})
		}
	}
	return tags
}
