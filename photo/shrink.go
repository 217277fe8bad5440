package photo

import (
	"encoding/binary"
	"math"
	"runtime"
	"sync"
)

// shrink makes a plane of columns × rows samples, turned upright, each the mean of what it covers. each is how much of
// an upright pixel row or column a sample stands for: 1, or 2 for the chroma of a 4:2:0 picture.
//
// A mean over the covered area needs no more than one look at each source sample, takes no detail that isn't there, and
// doesn't ring; a cubic kernel looks at sixteen times as many.
func shrink(p plane, t turn, width, height, each int) (out []uint8, stride int) {
	columns, rows := (width+each-1)/each, (height+each-1)/each
	s := shrinker{plane: p, out: make([]uint8, columns*rows), right: 1, down: columns}
	n, m := columns, rows // samples along stored x and y
	if t.swap {
		width, height = height, width
		n, m = m, n
		s.right, s.down = s.down, s.right
	}
	s.across = cover(n, p.wide, float64(each)*p.wide/float64(width), t.backX, 1<<16)
	s.along = cover(m, p.high, float64(each)*p.high/float64(height), t.backY, 1<<8)

	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), 4, 1+m/64)
	for w := range workers {
		wait.Go(func() { s.band(w*m/workers, (w+1)*m/workers) })
	}
	wait.Wait()
	return s.out, columns
}

// span is what one sample covers: samples from first on, by their weights.
type span struct {
	first   int
	weights []uint32 // their sum is what cover was given
}

// cover lays n samples of the given length along an edge, the other way round if back. What sticks out is cut off.
func cover(n int, edge, length float64, back bool, sum uint32) []span {
	spans := make([]span, n)
	all := make([]uint32, 0, n*(int(min(length, edge))+2)) // of all spans, in one piece
	last := int(math.Ceil(edge)) - 1                       // index of the last source sample
	for i := range spans {
		from, to := float64(i)*length, min(float64(i+1)*length, edge)
		if back {
			from, to = edge-to, edge-from
		}
		first := max(0, min(int(from), last))
		start := len(all)
		for k, given := first, uint32(0); given < sum; k++ {
			upTo := sum
			if k < last && float64(k+1) < to {
				upTo = uint32((float64(k+1) - from) / (to - from) * float64(sum))
			}
			all = append(all, upTo-given)
			given = upTo
		}
		spans[i] = span{first, all[start:len(all):len(all)]}
	}
	return spans
}

type shrinker struct {
	plane
	across, along []span
	out           []uint8
	right, down   int // steps in out for a step along stored x, y
}

// band makes the samples from to to along stored y. The rows that one covers are first added up, four samples of 16 bits
// at a time in a word: 255 times the sum of weights, 256, just fits.
func (s *shrinker) band(from, to int) {
	const low = 0x00ff00ff00ff00ff
	cols := s.across[0].first
	for _, c := range [2]span{s.across[0], s.across[len(s.across)-1]} {
		cols = max(cols, c.first+len(c.weights))
	}
	sums := make([]uint64, 2*((cols+7)/8))
	row := make([]uint32, len(sums)*4)
	var rest [8]uint8
	for y := from; y < to; y++ {
		clear(sums)
		for i, weight := range s.along[y].weights {
			src := s.pix[(s.along[y].first+i)*s.stride:]
			src = src[:min(len(src), cols)]
			w, sums := uint64(weight), sums
			for len(src) >= 8 && len(sums) >= 2 {
				v := binary.LittleEndian.Uint64(src)
				sums[0] += v & low * w
				sums[1] += v >> 8 & low * w
				src, sums = src[8:], sums[2:]
			}
			if len(sums) >= 2 {
				copy(rest[:], src)
				v := binary.LittleEndian.Uint64(rest[:])
				sums[0] += v & low * w
				sums[1] += v >> 8 & low * w
			}
		}
		for i := 0; i+1 < len(sums); i += 2 {
			even, odd, r := sums[i], sums[i+1], row[4*i:4*i+8]
			r[0], r[2], r[4], r[6] = uint32(even&0xffff), uint32(even>>16&0xffff), uint32(even>>32&0xffff), uint32(even>>48)
			r[1], r[3], r[5], r[7] = uint32(odd&0xffff), uint32(odd>>16&0xffff), uint32(odd>>32&0xffff), uint32(odd>>48)
		}
		at := y * s.down
		for _, c := range s.across {
			sum := uint32(1 << 23) // half of what is shifted out below; 255 << 24 and it fit
			part := row[c.first:]
			for i, w := range c.weights {
				sum += part[i] * w
			}
			s.out[at] = uint8(sum >> 24)
			at += s.right
		}
	}
}
