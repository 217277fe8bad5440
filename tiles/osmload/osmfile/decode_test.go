package osmfile

import (
	"errors"
	"testing"
)

// message puts protobuf fields together: a number is a varint, bytes have a length.
func message(fields ...any) (raw []byte) {
	for i := 0; i < len(fields); i += 2 {
		number := fields[i].(int)
		switch v := fields[i+1].(type) {
		case int:
			raw = append(varint(raw, uint64(number<<3)), varint(nil, uint64(v))...)
		case []byte:
			raw = append(append(varint(raw, uint64(number<<3|2)), varint(nil, uint64(len(v)))...), v...)
		case string:
			raw = append(append(varint(raw, uint64(number<<3|2)), varint(nil, uint64(len(v)))...), v...)
		}
	}
	return raw
}

func varint(to []byte, v uint64) []byte {
	for ; v >= 0x80; v >>= 7 {
		to = append(to, byte(v)|0x80)
	}
	return append(to, byte(v))
}

func zig(v int) int { return v<<1 ^ v>>63 }

// plain is a block with everything in it that occurs seldom: a plain node, an invisible one, offsets, a relation with a kind that
// isn't known.
func plain() []byte {
	strings := message(1, "", 1, "name", 1, "a", 1, "outer")
	node := message(1, zig(7), 2, []byte{1}, 3, []byte{2}, 8, zig(500_000_000), 9, zig(-300_000_000))
	gone := message(1, zig(8), 4, message(6, 0))
	way := message(1, 9, 8, varint(varint(nil, uint64(zig(7))), uint64(zig(1))), 4, message(2, 1_700_000_000))
	relation := message(1, 10, 2, []byte{1}, 3, []byte{2}, 8, []byte{3, 0}, 9, []byte{byte(zig(9)), byte(zig(-2))}, 10, []byte{1, 5})
	return message(1, strings, 2, message(1, node, 1, gone), 2, message(3, way), 2, message(4, relation), 19, 1000)
}

func TestWhatIsSeldom(t *testing.T) {
	var b Block
	kinds, err := decode(plain(), All, &b)
	if err != nil || kinds != All {
		t.Fatalf("%v %v", kinds, err)
	}
	if len(b.Nodes) != 1 || b.Nodes[0].ID != 7 || b.Nodes[0].Lat != 500_000_010 || b.Nodes[0].Lon != -300_000_000 || b.Nodes[0].Tags.Get("name") != "a" {
		t.Errorf("nodes %+v", b.Nodes)
	}
	if len(b.Ways) != 1 || b.Ways[0].Refs[1] != 8 || b.Newest.Unix() != 1_700_000_000 {
		t.Errorf("ways %+v, %v", b.Ways, b.Newest)
	}
	if m := b.Relations[0].Members; len(m) != 2 || m[0] != (Member{Ways, 9, "outer"}) || m[1] != (Member{0, 7, ""}) {
		t.Errorf("members %+v", m)
	}
	if kinds, err = decode(plain(), Ways, &b); err != nil || kinds != All || len(b.Nodes)+len(b.Relations) > 0 || len(b.Ways) != 1 {
		t.Errorf("ways alone: %v %v %+v", kinds, err, b)
	}
}

func TestIndicesOutsideOfTheirTables(t *testing.T) {
	for name, raw := range map[string][]byte{
		"a key":            message(1, message(1, ""), 2, message(3, message(1, 9, 2, []byte{5}, 3, []byte{0}))),
		"a role":           message(1, message(1, ""), 2, message(4, message(1, 9, 8, []byte{5}, 9, []byte{2}, 10, []byte{1}))),
		"more keys":        message(1, message(1, "", 1, "a"), 2, message(3, message(1, 9, 2, []byte{1, 1}, 3, []byte{1}))),
		"fewer latitudes":  message(2, message(2, message(1, []byte{2, 2}, 8, []byte{2}, 9, []byte{2, 2}))),
		"a latitude of 91": message(2, message(2, message(1, []byte{2}, 8, varint(nil, uint64(zig(910_000_001))), 9, []byte{2}))),
		"no granularity":   message(17, 0, 2, message(2, message(1, []byte{2}, 8, []byte{2}, 9, []byte{2}))),
		"a cut varint":     {8<<3 | 2, 3, 0xff},
	} {
		if _, err := decode(raw, All, &Block{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzBlock(f *testing.F) {
	f.Add(plain())
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b Block
		if _, err := decode(raw, All, &b); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("another error: %v", err)
		}
	})
}
