package osmfile

import "time"

// Kind is a set of kinds of elements.
type Kind uint8

// The kinds.
const (
	Nodes Kind = 1 << iota
	Ways
	Relations
	All = Nodes | Ways | Relations
)

// Tag is a key and its value.
type Tag struct{ Key, Value string }

// Tags are an element's tags in the file's order.
type Tags []Tag

// Get is a key's value, or "".
func (t Tags) Get(key string) string {
	for i := range t {
		if t[i].Key == key {
			return t[i].Value
		}
	}
	return ""
}

// E7 is a latitude or longitude in 1e-7 degrees, OSM's own precision.
type E7 int32

// Degrees is the angle as a number.
func (e E7) Degrees() float64 { return float64(e) / 1e7 }

// Node is a point.
type Node struct {
	ID       int64
	Lat, Lon E7
	Tags     Tags
}

// Way is a line through nodes.
type Way struct {
	ID   int64
	Tags Tags
	Refs []int64 // of nodes
}

// Relation holds elements together.
type Relation struct {
	ID      int64
	Tags    Tags
	Members []Member
}

// Member is an element of a relation.
type Member struct {
	Kind Kind // one; 0 is a kind that isn't known
	Ref  int64
	Role string
}

// Block is a piece of a file. It is reused after the visit: who keeps slices copies them, who keeps strings clones them, for
// they hold on to a whole block's.
type Block struct {
	Nodes     []Node
	Ways      []Way
	Relations []Relation
	Newest    time.Time // of what the elements say of their time; zero if they don't
	Read      int64     // bytes of the file so far

	strings []string
	tags    []Tag
	refs    []int64
	members []Member
}

// reset empties a block and keeps its memory.
func (b *Block) reset() {
	*b = Block{
		Nodes: b.Nodes[:0], Ways: b.Ways[:0], Relations: b.Relations[:0],
		strings: b.strings[:0], tags: b.tags[:0], refs: b.refs[:0], members: b.members[:0],
	}
}

// Header is what a file says of itself.
type Header struct {
	Bounded                        bool // the four are known
	MinLat, MinLon, MaxLat, MaxLon float64
	At                             time.Time // when the data is from; zero if the file doesn't say
}
