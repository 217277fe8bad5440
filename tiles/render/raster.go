package render

// sub is a length in 1/256 of a pixel: what every edge's ends are rounded to.
type sub = int32

const (
	subBits = 8
	one     = sub(1) << subBits
	full    = 256 // a pixel's coverage when all of it is covered
	// areaBits is how much finer a covered area is added up than coverage.
	areaBits = 9
)

// raster adds up the signed areas to the left of edges; where they add up to anything but zero, a shape covers the surface.
// Shapes that overlap may be added in one go as long as they turn the same way; holes turn the other way. An edge's rows
// are cut by its ends alone, so that a shape looks the same whichever part of it is seen.
type raster struct {
	w, h        int
	stride      int
	sums        []int32 // what begins at each pixel, in 1/(256·512); a row has one more for what begins at its end
	lo, hi      []int32 // the columns that were touched in a row; lo > hi: none
	top, bottom int     // the rows that were touched; top > bottom: none
}

func newRaster(w, h int) *raster {
	r := &raster{}
	r.resize(w, h)
	return r
}

// resize makes the surface another size; it must have been swept.
func (r *raster) resize(w, h int) {
	r.w, r.h, r.stride = w, h, w+1
	if n := r.stride * h; n > len(r.sums) {
		r.sums = make([]int32, n)
	}
	if h > len(r.lo) {
		r.lo, r.hi = make([]int32, h), make([]int32, h)
	}
	for y := range h {
		r.lo[y], r.hi[y] = int32(w), -1
	}
	r.top, r.bottom = h, -1
}

// line adds an edge.
func (r *raster) line(x0, y0, x1, y1 sub) {
	if y0 == y1 {
		return
	}
	sign := int32(1)
	if y0 > y1 {
		x0, y0, x1, y1, sign = x1, y1, x0, y0, -1
	}
	right := sub(r.w) << subBits
	if y1 <= 0 || y0 >= sub(r.h)<<subBits || x0 >= right && x1 >= right {
		return
	}
	first, last := max(0, int(y0>>subBits)), min(r.h-1, int((y1-1)>>subBits))
	r.top, r.bottom = min(r.top, first), max(r.bottom, last)
	if x0 == x1 || x0 <= 0 && x1 <= 0 {
		for y := first; y <= last; y++ {
			from, to := max(y0, sub(y)<<subBits), min(y1, sub(y+1)<<subBits)
			r.upright(y, x0, (to-from)*sign)
		}
		return
	}
	slope := int64(x1-x0) << 32 / int64(y1-y0)
	x := x0
	if top := sub(first) << subBits; top > y0 {
		x += sub(slope * int64(top-y0) >> 32)
	}
	for y := first; y <= last; y++ {
		from, to := max(y0, sub(y)<<subBits), min(y1, sub(y+1)<<subBits)
		next := x1
		if to != y1 {
			next = x0 + sub(slope*int64(to-y0)>>32)
		}
		if x <= next {
			r.across(y, x, next, (to-from)*sign)
		} else {
			r.across(y, next, x, (to-from)*sign)
		}
		x = next
	}
}

func (r *raster) touch(y, from, to int) {
	r.lo[y], r.hi[y] = min(r.lo[y], int32(from)), max(r.hi[y], int32(to))
}

// upright adds an edge within a row, d high, that stays at x; what is left of the surface begins at its first pixel.
func (r *raster) upright(y int, x sub, d int32) {
	at := y * r.stride
	if x <= 0 {
		r.sums[at] += d << areaBits
		r.touch(y, 0, 0)
		return
	}
	i := int(x >> subBits)
	if i >= r.w {
		return
	}
	m := 2 * (x & (one - 1))
	r.sums[at+i] += d * (2*one - m)
	r.sums[at+i+1] += d * m
	r.touch(y, i, i+1)
}

// across adds an edge within a row from x0 to x1 to its right.
func (r *raster) across(y int, x0, x1 sub, d int32) {
	i, last := int(x0>>subBits), int((x1-1)>>subBits)
	if i >= r.w {
		return
	}
	if x1 <= 0 || x0 == x1 {
		r.upright(y, x0, d)
		return
	}
	row := r.sums[y*r.stride:][:r.stride]
	if i == last && i >= 0 {
		m := x0 + x1 - 2*sub(i)<<subBits
		row[i] += d * (2*one - m)
		row[i+1] += d * m
		r.touch(y, i, i+1)
		return
	}
	inverse := int64(d) << 32 / int64(x1-x0)
	var done int32
	if i < 0 { // what is left of the surface
		done = int32(inverse * int64(-x0) >> 32)
		row[0] += done << areaBits
		i = 0
	}
	first := i
	for ; i <= last && i < r.w; i++ {
		from, to := max(x0, sub(i)<<subBits), min(x1, sub(i+1)<<subBits)
		upTo := d
		if to != x1 {
			upTo = int32(inverse * int64(to-x0) >> 32)
		}
		m := from + to - 2*sub(i)<<subBits
		row[i] += (upTo - done) * (2*one - m)
		row[i+1] += (upTo - done) * m
		done = upTo
	}
	r.touch(y, first, i)
}

// coverage is how much of a pixel is covered, 0 to full, where the areas add up to sum.
func coverage(sum int32) uint32 {
	if sum < 0 {
		sum = -sum
	}
	return uint32(min(sum>>areaBits, full))
}

// sweep visits what is covered, row by row from left to right, and leaves the surface empty: columns from to to, without the
// last, are covered alike.
func (r *raster) sweep(visit func(y, from, to int, cover uint32)) {
	for y := r.top; y <= r.bottom; y++ {
		lo, hi := int(r.lo[y]), int(r.hi[y])
		if lo > hi {
			continue
		}
		r.lo[y], r.hi[y] = int32(r.w), -1
		row := r.sums[y*r.stride:][:r.stride]
		var sum int32
		for x := lo; x <= hi && x < r.w; {
			sum += row[x]
			row[x] = 0
			end := x + 1
			for end <= hi && end < r.w && row[end] == 0 {
				end++
			}
			if c := coverage(sum); c > 0 {
				visit(y, x, end, c)
			}
			x = end
		}
		row[r.w] = 0
		if c := coverage(sum); c > 0 && hi+1 < r.w {
			visit(y, hi+1, r.w, c)
		}
	}
	r.top, r.bottom = r.h, -1
}
