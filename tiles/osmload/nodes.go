package osmload

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"priyom/tiles"
)

// Sizes of the store of nodes.
const (
	chunkNodes = 128
	chunkBytes = 12 * chunkNodes
	chunkSlab  = 64
	chunkCache = 1024    // unpacked chunks of a reader: 1.5 MB
	maxLoose   = 4 << 20 // nodes that come out of order: 96 MB
)

// nodeStore knows where nodes are. Nodes come by ascending id and then are chunks: as many as the budget allows lie ready in memory, the
// rest are differences in a file. Nodes that come out of order are kept apart.
type nodeStore struct {
	budget int
	spool  spool
	firsts []int64      // of each chunk, its first node
	ready  []*nodeChunk // the first chunks
	filed  []span       // the chunks after those
	last   int64
	open   *nodeChunk // the chunk that is being filled, the last of firsts; nil if none is
	slab   []nodeChunk
	loose  []nodeAt
	bytes  []byte
}

// nodeChunk is a run of nodes: their ids less the chunk's first, and where they are.
type nodeChunk struct {
	n      int
	ids    [chunkNodes]uint32
	xs, ys [chunkNodes]uint32
}

type nodeAt struct {
	id int64
	at tiles.Point
}

func newNodeStore(dir string, budget int) *nodeStore {
	return &nodeStore{budget: budget, spool: spool{dir: dir, budget: min(budget, 1<<20)}}
}

// add keeps where a node is, a place as project gives it.
func (s *nodeStore) add(id int64, at tiles.Point) error {
	if id <= s.last && len(s.firsts) > 0 {
		if len(s.loose) == maxLoose {
			return fmt.Errorf("%w: node %d after node %d", ErrUnsorted, id, s.last)
		}
		s.loose = append(s.loose, nodeAt{id, at})
		return nil
	}
	s.last = id
	c := s.open
	if c == nil || c.n == chunkNodes || id-s.firsts[len(s.firsts)-1] > math.MaxUint32 {
		if err := s.flush(); err != nil {
			return err
		}
		c = s.begin(id)
	}
	c.ids[c.n], c.xs[c.n], c.ys[c.n] = uint32(id-s.firsts[len(s.firsts)-1]), uint32(at.X), uint32(at.Y)
	c.n++
	return nil
}

func (s *nodeStore) begin(id int64) *nodeChunk {
	s.firsts = append(s.firsts, id)
	if s.open == nil {
		if len(s.slab) == 0 {
			s.slab = make([]nodeChunk, chunkSlab)
		}
		s.open, s.slab = &s.slab[0], s.slab[1:]
	}
	return s.open
}

// flush puts the open chunk where it stays: if that is the file, its memory is used for the next.
func (s *nodeStore) flush() error {
	c := s.open
	if c == nil {
		return nil
	}
	if len(s.filed) == 0 && len(s.ready)*chunkBytes < s.budget {
		s.ready, s.open = append(s.ready, c), nil
		return nil
	}
	s.bytes = binary.AppendUvarint(s.bytes[:0], uint64(c.n))
	for _, all := range [][]uint32{c.ids[:c.n], c.xs[:c.n], c.ys[:c.n]} {
		before := uint32(0)
		for _, v := range all {
			s.bytes = binary.AppendVarint(s.bytes, int64(v)-int64(before))
			before = v
		}
	}
	c.n = 0
	s.filed = append(s.filed, span{s.spool.size(), len(s.bytes)})
	return s.spool.write(s.bytes)
}

// finish ends adding.
func (s *nodeStore) finish() error {
	slices.SortStableFunc(s.loose, func(a, b nodeAt) int { return compare(a.id, b.id) })
	err := s.flush()
	s.open, s.slab = nil, nil
	return err
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// nodeReader finds nodes in a store that is finished. It isn't for several goroutines; several readers are.
type nodeReader struct {
	*nodeStore
	cache  []*nodeChunk // of those in the file
	cached []int        // which one, plus one
	last   int          // in which chunk the last node was found, and behind which place: the next is mostly there
	next   int
	buf    []byte
}

// find is where a node is.
func (s *nodeReader) find(id int64) (tiles.Point, bool, error) {
	if i := s.chunkOf(id); i >= 0 && id-s.firsts[i] <= math.MaxUint32 {
		c, err := s.chunk(i)
		if err != nil {
			return tiles.Point{}, false, err
		}
		part := uint32(id - s.firsts[i])
		k := s.next
		if k >= c.n || c.ids[k] != part {
			k, _ = slices.BinarySearch(c.ids[:c.n], part)
		}
		if k < c.n && c.ids[k] == part {
			s.next = k + 1
			return tiles.Point{X: tiles.World(c.xs[k]), Y: tiles.World(c.ys[k])}, true, nil
		}
	}
	if len(s.loose) > 0 {
		if k, ok := slices.BinarySearchFunc(s.loose, id, func(n nodeAt, id int64) int { return compare(n.id, id) }); ok {
			return s.loose[k].at, true, nil
		}
	}
	return tiles.Point{}, false, nil
}

// chunkOf is the last chunk that begins at a node or before it; −1 if none does.
func (s *nodeReader) chunkOf(id int64) int {
	for i := s.last; i <= s.last+1 && i < len(s.firsts); i++ {
		if s.firsts[i] <= id && (i+1 == len(s.firsts) || id < s.firsts[i+1]) {
			s.last = i
			return i
		}
	}
	i, exact := slices.BinarySearch(s.firsts, id)
	if !exact {
		i--
	}
	s.last = max(0, i)
	return i
}

func (s *nodeReader) chunk(i int) (*nodeChunk, error) {
	if i < len(s.ready) {
		return s.ready[i], nil
	}
	if s.cache == nil {
		s.cache, s.cached = make([]*nodeChunk, chunkCache), make([]int, chunkCache)
	}
	slot := i % chunkCache
	if s.cached[slot] == i+1 {
		return s.cache[slot], nil
	}
	where := s.filed[i-len(s.ready)]
	raw, err := s.spool.read(where.at, where.n, &s.buf)
	if err != nil {
		return nil, err
	}
	if s.cache[slot] == nil {
		s.cache[slot] = new(nodeChunk)
	}
	c := s.cache[slot]
	r := varints{raw}
	c.n = int(r.unsigned())
	for _, all := range [][]uint32{c.ids[:c.n], c.xs[:c.n], c.ys[:c.n]} {
		v := int64(0)
		for k := range all {
			v += r.signed()
			all[k] = uint32(v)
		}
	}
	s.cached[slot] = i + 1
	return c, nil
}
