package photo

import "context"

// slack is how many bytes may be left over at the end of an entropy-coded segment; decoders need none, some writers pad.
const slack = 8

// walker is the place reached in a scan's entropy-coded data.
type walker struct {
	data []byte
	acc  uint64 // bits read and not yet used, from the top
	bits int
	past int // of them, bits made up after the end of the data
}

// block is one block's dequantized coefficients, as many of the lowest as the component keeps, row by row.
type block [16]int32

// walk passes over the scan. With emit, each block is handed on: component, and the block's place in that plane.
func (s *scan) walk(ctx context.Context, emit func(c *component, x, y int, b *block)) error {
	w := walker{data: s.data}
	restart := byte(0)
	var b block
	for my := range s.down {
		if err := ctx.Err(); err != nil {
			return err
		}
		for mx := range s.across {
			if mcu := my*s.across + mx; s.interval > 0 && mcu > 0 && mcu%s.interval == 0 {
				marker, err := w.end()
				if err != nil {
					return err
				}
				if marker != markRST0+restart {
					return corrupt("restart marker out of turn")
				}
				restart = (restart + 1) & 7
				w = walker{data: w.data}
				for i := range s.components {
					s.components[i].last = 0
				}
			}
			for i := range s.components {
				c := &s.components[i]
				for n := range c.h * c.v {
					if !w.block(c, &b) {
						return corrupt("JPEG codes")
					}
					if emit != nil {
						emit(c, mx*c.h+n%c.h, my*c.v+n/c.h, &b)
					}
				}
			}
			if w.bits < w.past {
				return corrupt("JPEG data ends too early")
			}
		}
	}
	switch marker, err := w.end(); {
	case err != nil:
		return err
	case marker != markEOI:
		return corrupt("JPEG goes on after its scan")
	}
	return nil
}

// block reads one block's DC code and its run of AC codes, T.81 F.2.2; false where no code fits.
func (w *walker) block(c *component, b *block) bool {
	if w.bits < 32 {
		w.fill()
	}
	code := c.dc[uint16(w.acc>>48)]
	size := int(code & 15)
	if code == 0 {
		return false
	}
	w.acc <<= code >> 8
	*b = block{}
	c.last += extend(w.acc, size)
	b[0] = c.last * c.quant[0]
	w.acc <<= size
	w.bits -= int(code>>8) + size

	acc, left := w.acc, w.bits
	for k := 1; k < 64; k++ {
		if left < 32 {
			w.acc, w.bits = acc, left
			w.fill()
			acc, left = w.acc, w.bits
		}
		code := c.ac[uint16(acc>>48)]
		if code == 0 {
			return false
		}
		size := int(code & 15)
		acc <<= code >> 8
		left -= int(code>>8) + size
		k += int(code >> 4 & 15)
		if size == 0 {
			if code>>4&15 != 15 {
				break // end of block
			}
			continue
		}
		if k > 63 {
			return false
		}
		if at := c.keep[k]; at >= 0 {
			b[at&15] = extend(acc, size) * c.quant[k]
		}
		acc <<= size
	}
	w.acc, w.bits = acc, left
	return true
}

// extend reads a value of size bits off the top of acc, T.81 F.2.2.1.
func extend(acc uint64, size int) int32 {
	v := int32(acc >> 1 >> (63 - size))
	if int64(acc) >= 0 { // the first bit is 0: a negative number
		v -= 1<<size - 1
	}
	return v
}

// fill takes bytes until more than 56 bits are there: one code and its value need at most 31. At a marker it makes up
// zeros and counts them.
func (w *walker) fill() {
	for w.bits <= 56 {
		switch {
		case len(w.data) > 0 && w.data[0] != 0xff:
			w.acc |= uint64(w.data[0]) << (56 - w.bits)
			w.data = w.data[1:]
		case len(w.data) > 1 && w.data[1] == 0:
			w.acc |= 0xff << (56 - w.bits)
			w.data = w.data[2:]
		default:
			w.past += 8
		}
		w.bits += 8
	}
}

// end finds the marker that ends the segment; the bytes before it that no code needed must be few.
func (w *walker) end() (marker byte, err error) {
	if w.bits < w.past {
		return 0, corrupt("JPEG data ends too early")
	}
	left := (w.bits - w.past) / 8
	for i := 0; i+1 < len(w.data) && left <= slack; i++ {
		switch {
		case w.data[i] != 0xff || w.data[i+1] == 0:
			left++
		case w.data[i+1] != 0xff: // else a fill byte, of which there may be any number
			marker, w.data = w.data[i+1], w.data[i+2:]
			return marker, nil
		}
	}
	return 0, corrupt("JPEG data left over")
}
