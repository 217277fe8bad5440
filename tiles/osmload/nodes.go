package osmload

import (
	"encoding/binary"
	"fmt"
	"slices"

	"priyom/tiles"
)

// Sizes of the store of nodes.
const (
	chunkNodes = 128
	chunkCache = 1024    // unpacked chunks of a reader: 3 MB
	maxLoose   = 4 << 20 // nodes that come out of order: 96 MB
)

// nodeStore knows where nodes are. Nodes come by ascending id and then are chunks of differences, some six bytes for each; those
// that don't are kept apart.
type nodeStore struct {
	spool  spool
	chunks []chunk
	last   int64
	open   []nodeAt // the chunk that is being filled
	loose  []nodeAt
	bytes  []byte
}

// nodeReader finds nodes in a store that is ready. It isn't for several goroutines; several readers are.
type nodeReader struct {
	*nodeStore
	cache  []*[chunkNodes]nodeAt
	cached []int32 // which chunk, plus one
	last   int     // in which chunk the last node was found, and behind which place: the next is mostly there
	next   int
	buf    []byte
}

type nodeAt struct {
	id int64
	at tiles.Point
}

// chunk is where a run of nodes is; the next one's beginning is its end.
type chunk struct {
	first int64
	at    int64
}

func newNodeStore(dir string, budget int) *nodeStore {
	return &nodeStore{spool: spool{dir: dir, budget: budget}}
}

func (s *nodeStore) add(id int64, at tiles.Point) error {
	if id <= s.last && (len(s.chunks) > 0 || len(s.open) > 0) {
		if len(s.loose) == maxLoose {
			return fmt.Errorf("%w: node %d after node %d", ErrUnsorted, id, s.last)
		}
		s.loose = append(s.loose, nodeAt{id, at})
		return nil
	}
	s.last = id
	s.open = append(s.open, nodeAt{id, at})
	if len(s.open) == chunkNodes {
		return s.flush()
	}
	return nil
}

func (s *nodeStore) flush() error {
	if len(s.open) == 0 {
		return nil
	}
	s.chunks = append(s.chunks, chunk{s.open[0].id, s.spool.size()})
	b := binary.AppendUvarint(s.bytes[:0], uint64(len(s.open)))
	var before nodeAt
	for _, n := range s.open {
		b = binary.AppendVarint(b, n.id-before.id)
		b = binary.AppendVarint(binary.AppendVarint(b, int64(n.at.X-before.at.X)), int64(n.at.Y-before.at.Y))
		before = n
	}
	s.bytes, s.open = b, s.open[:0]
	return s.spool.write(b)
}

// ready ends adding.
func (s *nodeStore) ready() error {
	slices.SortStableFunc(s.loose, func(a, b nodeAt) int { return compare(a.id, b.id) })
	return s.flush()
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

// find is where a node is.
func (s *nodeReader) find(id int64) (tiles.Point, bool, error) {
	if i := s.chunkOf(id); i >= 0 {
		nodes, err := s.unpack(i)
		if err != nil {
			return tiles.Point{}, false, err
		}
		if s.next < len(nodes) && nodes[s.next].id == id {
			s.next++
			return nodes[s.next-1].at, true, nil
		}
		if k := search(nodes[:], id); k < len(nodes) && nodes[k].id == id {
			s.next = k + 1
			return nodes[k].at, true, nil
		}
	}
	if k := search(s.loose, id); k < len(s.loose) && s.loose[k].id == id {
		return s.loose[k].at, true, nil
	}
	return tiles.Point{}, false, nil
}

// chunkOf is the last chunk that begins at a node or before it; −1 if none does.
func (s *nodeReader) chunkOf(id int64) int {
	for i := s.last; i <= s.last+1 && i < len(s.chunks); i++ {
		if s.chunks[i].first <= id && (i+1 == len(s.chunks) || id < s.chunks[i+1].first) {
			s.last = i
			return i
		}
	}
	i, exact := slices.BinarySearchFunc(s.chunks, id, func(c chunk, id int64) int { return compare(c.first, id) })
	if !exact {
		i--
	}
	s.last = max(0, i)
	return i
}

// search is the place of the first node that isn't before one.
func search(nodes []nodeAt, id int64) int {
	from, to := 0, len(nodes)
	for from < to {
		if mid := (from + to) / 2; nodes[mid].id < id {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

func (s *nodeReader) unpack(i int) (*[chunkNodes]nodeAt, error) {
	if s.cache == nil {
		s.cache, s.cached = make([]*[chunkNodes]nodeAt, chunkCache), make([]int32, chunkCache)
	}
	slot := i % chunkCache
	if s.cached[slot] == int32(i)+1 {
		return s.cache[slot], nil
	}
	end := s.spool.size()
	if i+1 < len(s.chunks) {
		end = s.chunks[i+1].at
	}
	raw, err := s.spool.read(s.chunks[i].at, int(end-s.chunks[i].at), &s.buf)
	if err != nil {
		return nil, err
	}
	if s.cache[slot] == nil {
		s.cache[slot] = new([chunkNodes]nodeAt)
	}
	nodes := s.cache[slot]
	r := varints{raw}
	n := int(r.unsigned())
	var at nodeAt
	for k := range nodes {
		if k < n {
			at.id += r.signed()
			at.at.X += tiles.World(r.signed())
			at.at.Y += tiles.World(r.signed())
		} else {
			at.id = 1<<63 - 1 // beyond all others
		}
		nodes[k] = at
	}
	s.cached[slot] = int32(i) + 1
	return nodes, nil
}

// varints reads what this package wrote itself.
type varints struct{ b []byte }

func (v *varints) unsigned() uint64 {
	if b := v.b[0]; b < 0x80 {
		v.b = v.b[1:]
		return uint64(b)
	}
	n, size := binary.Uvarint(v.b)
	v.b = v.b[size:]
	return n
}

func (v *varints) signed() int64 {
	n := v.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

func (v *varints) bytes(n int) []byte {
	b := v.b[:n]
	v.b = v.b[n:]
	return b
}
