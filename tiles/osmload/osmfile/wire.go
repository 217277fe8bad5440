package osmfile

import "encoding/binary"

// wire reads protobuf's wire format (protobuf.dev, "Encoding") and remembers whether something was wrong.
type wire struct {
	b   []byte
	bad bool
}

// The wire types that occur in OSM's files.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
	wire32     = 5
)

// next goes to the next field, or says that there is none.
func (w *wire) next() (field, typ int) {
	if len(w.b) == 0 || w.bad {
		return 0, 0
	}
	key := w.uvarint()
	if key>>3 == 0 || key>>3 > 1<<29 {
		w.fail()
		return 0, 0
	}
	return int(key >> 3), int(key & 7)
}

func (w *wire) fail() { w.bad, w.b = true, nil }

func (w *wire) uvarint() uint64 {
	if len(w.b) > 0 && w.b[0] < 0x80 {
		v := w.b[0]
		w.b = w.b[1:]
		return uint64(v)
	}
	if len(w.b) > 1 && w.b[1] < 0x80 { // two bytes: with those above nearly all that there are
		v := uint64(w.b[0]&0x7f) | uint64(w.b[1])<<7
		w.b = w.b[2:]
		return v
	}
	v, n := binary.Uvarint(w.b)
	if n <= 0 {
		w.fail()
		return 0
	}
	w.b = w.b[n:]
	return v
}

func (w *wire) sint() int64 {
	v := w.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

func (w *wire) bytes() []byte {
	n := w.uvarint()
	if n > uint64(len(w.b)) {
		w.fail()
		return nil
	}
	v := w.b[:n]
	w.b = w.b[n:]
	return v
}

// skip passes over a field.
func (w *wire) skip(typ int) {
	switch typ {
	case wireVarint:
		w.uvarint()
	case wireBytes:
		w.bytes()
	case wire64:
		w.fixed(8)
	case wire32:
		w.fixed(4)
	default:
		w.fail()
	}
}

func (w *wire) fixed(n int) {
	if len(w.b) < n {
		w.fail()
		return
	}
	w.b = w.b[n:]
}

// number reads a field that must be a varint, list one that must have a length.
func (w *wire) number(typ int) uint64 {
	if typ != wireVarint {
		w.fail()
		return 0
	}
	return w.uvarint()
}

func (w *wire) list(typ int) wire {
	if typ != wireBytes {
		w.fail()
		return wire{}
	}
	return wire{b: w.bytes()}
}
