package demo

import "google.golang.org/protobuf/encoding/protowire"

// The pbf format's messages are few and flat: they are put together by hand with protowire, field by field. Numbers are
// those of fileformat.proto and osmformat.proto (https://wiki.openstreetmap.org/wiki/PBF_Format).

// bytesField appends a field of bytes, of text or of a message.
func bytesField[T string | []byte](to []byte, n protowire.Number, value T) []byte {
	to = protowire.AppendTag(to, n, protowire.BytesType)
	to = protowire.AppendVarint(to, uint64(len(value)))
	return append(to, value...)
}

// intField appends a field of an int32 or int64 that isn't negative.
func intField(to []byte, n protowire.Number, value int64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(to, n, protowire.VarintType), uint64(value))
}

// sintField appends a field of a zigzag number.
func sintField(to []byte, n protowire.Number, value int64) []byte {
	return intField(to, n, int64(protowire.EncodeZigZag(value)))
}

// packed is a repeated number being collected.
type packed struct {
	raw  []byte
	last int64
}

func (p *packed) plain(v uint64) { p.raw = protowire.AppendVarint(p.raw, v) }

// delta appends the difference from the number before, zigzag.
func (p *packed) delta(v int64) {
	p.raw = protowire.AppendVarint(p.raw, protowire.EncodeZigZag(v-p.last))
	p.last = v
}

// reset begins anew in the same memory.
func (p *packed) reset() { p.raw, p.last = p.raw[:0], 0 }

// texts is a block's table of strings; 0 is the empty one, which ends a node's tags.
type texts struct {
	at  map[string]uint64
	raw []byte // The StringTable message.
}

func newTexts() texts { return texts{map[string]uint64{"": 0}, bytesField(nil, 1, "")} }

func (t *texts) index(s string) uint64 {
	i, ok := t.at[s]
	if !ok {
		i = uint64(len(t.at))
		t.at[s] = i
		t.raw = bytesField(t.raw, 1, s)
	}
	return i
}
