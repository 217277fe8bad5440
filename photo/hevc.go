package photo

import "bytes"

// NAL unit types, H.265 table 7-1.
const (
	nalVPS = 32
	nalSPS = 33
)

// config is what an hvcC box (ISO/IEC 14496-15 8.3.3.1) has to be asked before it is decoded with.
type config struct {
	width, height int // the largest of its parameter sets, before cropping
	lengthSize    int // bytes of a NAL unit's length
}

func parseConfig(hvcC []byte) (cfg config, err error) {
	c := cursor{b: hvcC}
	c.take(21)
	cfg.lengthSize = int(c.uint(1)&3) + 1
	for arrays := c.uint(1); arrays > 0; arrays-- {
		kind := c.uint(1) & 63
		for units := c.uint(2); units > 0 && !c.bad; units-- {
			unit := c.take(int(c.uint(2)))
			if kind != nalSPS || c.bad {
				continue
			}
			width, height, ok := spsSize(unit)
			if !ok {
				return cfg, corrupt("HEVC parameters")
			}
			if err := checkSize(width, height); err != nil {
				return cfg, err
			}
			cfg.width, cfg.height = max(cfg.width, width), max(cfg.height, height)
		}
	}
	if c.bad || cfg.width == 0 || cfg.lengthSize == 3 {
		return cfg, corrupt("HEVC parameters")
	}
	return cfg, nil
}

// spsSize reads a sequence parameter set as far as its size in luma samples, H.265 7.3.2.2.
func spsSize(unit []byte) (width, height int, ok bool) {
	const enough = 256 // bytes; the fields before the size have at most 100
	r := bitReader{b: bytes.ReplaceAll(unit[:min(len(unit), enough)], []byte{0, 0, 3}, []byte{0, 0})}
	r.skip(16 + 4) // unit header, VPS id
	layers := r.uint(3)
	r.skip(1 + 88 + 8) // nesting, general profile, level
	var profile, level [8]bool
	for i := range layers {
		profile[i], level[i] = r.uint(1) == 1, r.uint(1) == 1
	}
	if layers > 0 {
		r.skip(2 * int(8-layers))
	}
	for i := range layers {
		if profile[i] {
			r.skip(88)
		}
		if level[i] {
			r.skip(8)
		}
	}
	r.golomb() // id
	if r.golomb() == 3 {
		r.skip(1)
	}
	w, h := r.golomb(), r.golomb()
	return int(w), int(h), !r.bad && w < 1<<16 && h < 1<<16
}

// bitReader reads a bit string, first bit first; past the end it gives zeros and remembers it.
type bitReader struct {
	b   []byte
	at  int
	bad bool
}

func (r *bitReader) skip(n int) { r.at += n }

func (r *bitReader) uint(n int) (v uint32) {
	for range n {
		v <<= 1
		if r.at>>3 >= len(r.b) {
			r.bad = true
			continue
		}
		v |= uint32(r.b[r.at>>3]>>(7-r.at&7)) & 1
		r.at++
	}
	return v
}

// golomb reads an unsigned Exp-Golomb number, H.265 9.2.
func (r *bitReader) golomb() uint32 {
	zeros := 0
	for r.uint(1) == 0 {
		if zeros++; zeros > 31 || r.bad {
			r.bad = true
			return 0
		}
	}
	return 1<<zeros - 1 + r.uint(zeros)
}
