package osmload

import "encoding/binary"

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
