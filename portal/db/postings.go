package db

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// BlockBits is how many bits of an arrival say where it is within its block.
const BlockBits = 16

const (
	bitmapSize = 1 << (BlockBits - 3) // bytes
	listMost   = bitmapSize/2 - 1     // arrivals: with one more, a bitmap is as small
)

// Postings are the arrivals of one block in which something is found: the bit of each is set.
type Postings [1 << BlockBits / 64]uint64

// BlockOf is the block of an arrival, and its place within.
func BlockOf(arrival int64) (block int64, place uint16) { return arrival >> BlockBits, uint16(arrival) }

// Add puts an arrival in.
func (p *Postings) Add(place uint16) { p[place>>6] |= 1 << (place & 63) }

// Drop takes one out.
func (p *Postings) Drop(place uint16) { p[place>>6] &^= 1 << (place & 63) }

// And leaves what is in both.
func (p *Postings) And(o *Postings) {
	for i := range p {
		p[i] &= o[i]
	}
}

// Descending calls f with the place of each arrival, the last first, until f says that it is enough.
func (p *Postings) Descending(f func(place uint16) bool) {
	for i := len(p) - 1; i >= 0; i-- {
		for w := p[i]; w != 0; {
			top := 63 - bits.LeadingZeros64(w)
			if !f(uint16(i<<6 | top)) {
				return
			}
			w &^= 1 << top
		}
	}
}

// count is how many there are.
func (p *Postings) count() (n int) {
	for _, w := range p {
		n += bits.OnesCount64(w)
	}
	return n
}

// encode writes a few as a list, two bytes each, ascending; many as a bitmap. The length tells which it is.
func (p *Postings) encode() []byte {
	n := p.count()
	if n > listMost {
		b := make([]byte, 0, bitmapSize)
		for _, w := range p {
			b = binary.BigEndian.AppendUint64(b, w)
		}
		return b
	}
	b := make([]byte, 0, 2*n)
	p.Descending(func(place uint16) bool {
		b = binary.BigEndian.AppendUint16(b, place)
		return true
	})
	slices.Reverse(b) // the places ascend now, and so do the bytes of each: low, high
	return b
}

// add puts in what encode wrote. The error wraps ErrDamaged.
func (p *Postings) add(b []byte) error {
	switch {
	case len(b) == bitmapSize:
		for i := range p {
			p[i] |= binary.BigEndian.Uint64(b[8*i:])
		}
	case len(b)%2 == 0 && len(b) <= 2*listMost:
		for ; len(b) > 0; b = b[2:] {
			p.Add(binary.LittleEndian.Uint16(b))
		}
	default:
		return fmt.Errorf("%w: postings of %d bytes", ErrDamaged, len(b))
	}
	return nil
}
