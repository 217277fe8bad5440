package photo

import "encoding/binary"

// cursor reads big-endian numbers off a box's body; past the end it gives zeros and remembers it.
type cursor struct {
	b   []byte
	bad bool
}

// take cuts n bytes off; nil past the end.
func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.b, c.bad = nil, true
		return nil
	}
	head := c.b[:n]
	c.b = c.b[n:]
	return head
}

// uint reads a number of 0, 1, 2, 4 or 8 bytes, whose sizes the format itself chooses.
func (c *cursor) uint(size int) uint64 {
	b := c.take(size)
	switch {
	case b == nil:
		return 0
	case size == 1:
		return uint64(b[0])
	case size == 2:
		return uint64(binary.BigEndian.Uint16(b))
	case size == 4:
		return uint64(binary.BigEndian.Uint32(b))
	case size == 8:
		return binary.BigEndian.Uint64(b)
	}
	c.bad = c.bad || size != 0
	return 0
}

// full reads a full box's version and flags, ISO/IEC 14496-12 4.2.
func (c *cursor) full() (version byte, flags uint32) {
	v := uint32(c.uint(4))
	return byte(v >> 24), v & 0xffffff
}

// box takes the next box; false at the end or where the rest makes no box.
func (c *cursor) box() (kind string, body cursor, ok bool) {
	if len(c.b) == 0 {
		return "", cursor{}, false
	}
	whole := c.b
	size, kind := c.uint(4), string(c.take(4))
	switch size {
	case 0:
		size = uint64(len(whole))
	case 1:
		size = c.uint(8)
	}
	head := len(whole) - len(c.b)
	if c.bad || size < uint64(head) || size > uint64(len(whole)) {
		c.b, c.bad = nil, true
		return "", cursor{}, false
	}
	c.b = whole[size:]
	return kind, cursor{b: whole[head:size]}, true
}

// topBoxes finds the file's meta box. Every box must end within the file: what is cut off is ErrCorrupt here, as the
// decoder may not notice.
func topBoxes(c content) (meta cursor, err error) {
	found := false
	for off, n := int64(0), 0; off < c.size; n++ {
		if n == maxChunks {
			return meta, corrupt("too many boxes")
		}
		head, err := c.bytes(off, min(16, c.size-off))
		if err != nil {
			return meta, err
		}
		h := cursor{b: head}
		size, kind := h.uint(4), string(h.take(4))
		switch size {
		case 0:
			size = uint64(c.size - off)
		case 1:
			size = h.uint(8)
		}
		used := int64(len(head) - len(h.b))
		if h.bad || size < uint64(used) || size > uint64(c.size-off) {
			return meta, corrupt("box ends past the file")
		}
		if kind == "meta" && !found {
			if size > maxMeta {
				return meta, corrupt("meta box too big")
			}
			body, err := c.bytes(off+used, int64(size)-used)
			if err != nil {
				return meta, err
			}
			meta, found = cursor{b: body}, true
		}
		off += int64(size)
	}
	if !found {
		return meta, corrupt("no meta box")
	}
	return meta, nil
}
