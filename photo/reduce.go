package photo

import "context"

// zigzag is where the k-th coefficient stands in its block: row << 4 | column, T.81 figure A.6.
var zigzag = [64]uint8{
	0x00, 0x01, 0x10, 0x20, 0x11, 0x02, 0x03, 0x12, 0x21, 0x30, 0x40, 0x31, 0x22, 0x13, 0x04, 0x05,
	0x14, 0x23, 0x32, 0x41, 0x50, 0x60, 0x51, 0x42, 0x33, 0x24, 0x15, 0x06, 0x07, 0x16, 0x25, 0x34,
	0x43, 0x52, 0x61, 0x70, 0x71, 0x62, 0x53, 0x44, 0x35, 0x26, 0x17, 0x27, 0x36, 0x45, 0x54, 0x63,
	0x72, 0x73, 0x64, 0x55, 0x46, 0x37, 0x47, 0x56, 0x65, 0x74, 0x75, 0x66, 0x57, 0x67, 0x76, 0x77,
}

// kept says for the lowest n × n coefficients where they stand among themselves, and -1 for the others.
func kept(n int) *[64]int8 {
	var keep [64]int8
	for k, at := range zigzag {
		row, column := int(at>>4), int(at&15)
		keep[k] = -1
		if row < n && column < n {
			keep[k] = int8(row*n + column)
		}
	}
	return &keep
}

// reduce decodes at n samples for every 8, n being 4 or 2: an inverse transform of that length over the lowest
// frequencies alone. That is a good low-pass filter by itself, takes half of the time and a quarter of the memory, and
// what comes out is still larger than the copy.
func (s *scan) reduce(ctx context.Context, n int) (p planes, err error) {
	keep := kept(n)
	for i := range s.components {
		c := &s.components[i]
		c.keep, c.stride = keep, s.across*c.h*n
		c.pix = make([]uint8, c.stride*s.down*c.v*n)
	}
	transform := inverse4
	if n == 2 {
		transform = inverse2
	}
	err = s.walk(ctx, func(c *component, x, y int, b *block) {
		transform(b, c.pix[y*n*c.stride+x*n:], c.stride)
	})
	if err != nil {
		return p, err
	}
	p.width, p.height = s.width, s.height
	first := s.components[0]
	at := [3]*plane{&p.y, &p.cb, &p.cr}
	for i, c := range s.components {
		*at[i] = plane{
			pix: c.pix, stride: c.stride,
			wide: float64(s.width*n*c.h) / float64(8*first.h),
			high: float64(s.height*n*c.v) / float64(8*first.v),
		}
	}
	return p, nil
}

// check walks without decoding.
func (s *scan) check(ctx context.Context) error {
	keep := kept(1)
	for i := range s.components {
		s.components[i].keep = keep
	}
	return s.walk(ctx, nil)
}

// sample is a value in 1/8, level-shifted and clamped.
func sample(v int32) uint8 { return clamp(int((v+4)>>3) + 128) }

func inverse2(b *block, to []uint8, stride int) {
	top, bottom := [2]int32{b[0] + b[2], b[1] + b[3]}, [2]int32{b[0] - b[2], b[1] - b[3]}
	to[0], to[1] = sample(top[0]+top[1]), sample(top[0]-top[1])
	to[stride], to[stride+1] = sample(bottom[0]+bottom[1]), sample(bottom[0]-bottom[1])
}

// inverse4 is the 4-point inverse DCT along columns, then rows, in 1/8 of the 8-point one's scale:
// √2 cos(π/8) is 10703/8192, √2 cos(3π/8) is 4433/8192.
func inverse4(b *block, to []uint8, stride int) {
	if b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7]|b[8]|b[9]|b[10]|b[11]|b[12]|b[13]|b[14]|b[15] == 0 {
		v := sample(b[0])
		for range 4 {
			to[0], to[1], to[2], to[3] = v, v, v, v
			to = to[min(stride, len(to)):]
		}
		return
	}
	var m block
	for x := range 4 {
		even0, even1 := (b[x]+b[8+x])<<13, (b[x]-b[8+x])<<13
		odd0, odd1 := b[4+x]*10703+b[12+x]*4433, b[4+x]*4433-b[12+x]*10703
		const half = 1 << 10
		m[x], m[12+x] = (even0+odd0+half)>>11, (even0-odd0+half)>>11
		m[4+x], m[8+x] = (even1+odd1+half)>>11, (even1-odd1+half)>>11
	}
	for y := range 4 {
		r := m[4*y : 4*y+4]
		even0, even1 := (r[0]+r[2])<<13, (r[0]-r[2])<<13
		odd0, odd1 := r[1]*10703+r[3]*4433, r[1]*4433-r[3]*10703
		const half = 1<<17 + 128<<18
		row := to[y*stride : y*stride+4]
		row[0], row[3] = clamp(int((even0+odd0+half)>>18)), clamp(int((even0-odd0+half)>>18))
		row[1], row[2] = clamp(int((even1+odd1+half)>>18)), clamp(int((even1-odd1+half)>>18))
	}
}
