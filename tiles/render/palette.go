package render

import (
	"cmp"
	"encoding/binary"
	"image"
	"slices"
)

// palette reduces a picture to at most 256 colours.
type palette struct {
	colours []uint32 // what the indices stand for

	table  []entry  // open addressing by colour
	used   []uint16 // the table's entries, in the order in which they were seen
	pixels []uint16 // each pixel's entry
	coarse uint     // how many low bits are left out, when there are too many colours
	binOf  []int32  // the bins by their colours' high bits, and 1
	bins   []bin
}

type entry struct {
	rgb   uint32 // and full above: 0 is an empty entry
	count int32
	bin   int32 // -1: kept as it is
	index uint8
}

const (
	tableBits = 13
	mostSeen  = 1 << (tableBits - 1)
	exactly   = 160 // how many of the commonest colours are kept as they are when not all can be
	rare      = 512 // pixels; a colour that has more is as common as any
)

// bin is colours that share their four high bits: sums of so many pixels.
type bin struct {
	r, g, b, count int
	index          uint8
}

// depth is how many bits an index takes.
func (p *palette) depth() int {
	switch n := len(p.colours); {
	case n <= 2:
		return 1
	case n <= 4:
		return 2
	case n <= 16:
		return 4
	}
	return 8
}

// reduce chooses the colours and writes each pixel's index.
func (p *palette) reduce(m *image.RGBA, index []uint8) {
	if p.table == nil {
		p.table, p.binOf = make([]entry, 1<<tableBits), make([]int32, 1<<12)
	}
	p.pixels = slices.Grow(p.pixels[:0], len(index))[:len(index)]
	for p.coarse = 0; !p.count(m); p.coarse++ {
	}
	p.choose()
	for i, at := range p.pixels {
		index[i] = p.table[at].index
	}
}

// count finds the colours and how many pixels each has; not ok if there are too many.
func (p *palette) count(m *image.RGBA) bool {
	for _, at := range p.used {
		p.table[at] = entry{}
	}
	p.used = p.used[:0]
	width, i := m.Bounds().Dx(), 0
	low := uint32(1)<<p.coarse - 1
	keep := ^(low | low<<8 | low<<16)
	var last, at uint32
	for y := range m.Bounds().Dy() {
		for pix := m.Pix[y*m.Stride:][:4*width]; len(pix) >= 4; pix = pix[4:] {
			if len(pix) >= 16 && i > 0 && p.coarse == 0 { // most pixels are as the one before
				same := uint64(last)<<32 | uint64(last)
				if binary.LittleEndian.Uint64(pix) == same && binary.LittleEndian.Uint64(pix[8:]) == same {
					p.table[at].count += 4
					four := p.pixels[i : i+4]
					four[0], four[1], four[2], four[3] = uint16(at), uint16(at), uint16(at), uint16(at)
					i += 4
					pix = pix[12:]
					continue
				}
			}
			if c := binary.LittleEndian.Uint32(pix)&keep | 0xff<<24; c != last {
				last, at = c, c*0x9e3779b1>>(32-tableBits)
				for p.table[at].rgb != c && p.table[at].rgb != 0 {
					at = (at + 1) & (1<<tableBits - 1)
				}
				if p.table[at].rgb == 0 {
					if len(p.used) == mostSeen {
						return false
					}
					p.table[at].rgb = c
					p.used = append(p.used, uint16(at))
				}
			}
			p.table[at].count++
			p.pixels[i] = uint16(at)
			i++
		}
	}
	return true
}

// choose gives each colour its index: if there are too many, the commonest stay, and the others become the means of their bins.
func (p *palette) choose() {
	p.colours = p.colours[:0]
	least := int32(0) // pixels of a colour that stays
	if len(p.used) > 256 {
		least = p.common()
		p.bins = p.bins[:0]
		clear(p.binOf)
	}
	for _, at := range p.used {
		e := &p.table[at]
		if e.count >= least && len(p.colours) < 256 {
			e.index, e.bin = uint8(len(p.colours)), -1
			p.colours = append(p.colours, e.rgb)
			continue
		}
		b := &p.binOf[e.rgb>>4&0xf|e.rgb>>8&0xf0|e.rgb>>12&0xf00]
		if *b == 0 {
			p.bins = append(p.bins, bin{})
			*b = int32(len(p.bins))
		}
		e.bin = *b - 1
		p.bins[e.bin].add(e)
	}
	if least == 0 {
		return
	}
	p.settle()
	for _, at := range p.used {
		if e := &p.table[at]; e.bin >= 0 {
			e.index = p.bins[e.bin].index
		}
	}
}

// common is how many pixels a colour must have to be among the commonest.
func (p *palette) common() int32 {
	var having [rare + 1]int
	for _, at := range p.used {
		having[min(p.table[at].count, rare)]++
	}
	least, n := int32(rare), having[rare]
	for least > 1 && n+having[least-1] <= exactly {
		least--
		n += having[least]
	}
	return least
}

func (b *bin) add(e *entry) {
	n := int(e.count)
	b.r, b.g, b.b = b.r+n*int(e.rgb&0xff), b.g+n*int(e.rgb>>8&0xff), b.b+n*int(e.rgb>>16&0xff)
	b.count += n
}

// settle gives the bins with the most pixels the colours that are left, and the others the nearest there is.
func (p *palette) settle() {
	order := make([]int, len(p.bins))
	for i := range order {
		order[i] = i
	}
	if len(p.colours)+len(p.bins) > 256 {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.bins[b].count, p.bins[a].count) })
	}
	for _, i := range order {
		b := &p.bins[i]
		half := b.count / 2
		mean := uint32((b.r+half)/b.count) | uint32((b.g+half)/b.count)<<8 | uint32((b.b+half)/b.count)<<16 | 0xff<<24
		if len(p.colours) == 256 {
			b.index = p.nearest(mean)
			continue
		}
		b.index = uint8(len(p.colours))
		p.colours = append(p.colours, mean)
	}
}

// nearest is the chosen colour that is most like one.
func (p *palette) nearest(c uint32) (index uint8) {
	best := 1 << 30
	for i, o := range p.colours {
		dr, dg, db := int(c&0xff)-int(o&0xff), int(c>>8&0xff)-int(o>>8&0xff), int(c>>16&0xff)-int(o>>16&0xff)
		if d := 2*dr*dr + 4*dg*dg + db*db; d < best {
			best, index = d, uint8(i)
		}
	}
	return index
}
