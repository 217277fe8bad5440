package tiles

import "image"

// Enlarge cuts a tile out of one above it, or out of itself in another size. The picture is stretched as a whole (bilinear)
// and then cut: neighbours from the same tile have no seam between them. Transparency is kept, pixels being premultiplied.
func Enlarge(t Tile, r Request) Tile {
	n := r.Z - t.Of.Z
	side := max(0, int(r.Size))
	b := t.Image.Bounds()
	cols := stretch(b.Dx(), r.X-t.Of.X<<n, n, side)
	rows := stretch(b.Dy(), r.Y-t.Of.Y<<n, n, side)
	out := image.NewRGBA(image.Rect(0, 0, side, side))
	for y, row := range rows {
		first := t.Image.Pix[t.Image.PixOffset(b.Min.X, b.Min.Y+row.first):]
		second := t.Image.Pix[t.Image.PixOffset(b.Min.X, b.Min.Y+row.second):]
		line := out.Pix[y*out.Stride:][:4*side]
		for x, col := range cols {
			nw, ne := (1<<16-row.share)*(1<<16-col.share)>>16, (1<<16-row.share)*col.share>>16
			sw, se := row.share*(1<<16-col.share)>>16, row.share*col.share>>16
			nw += 1<<16 - nw - ne - sw - se // what the shifts lost
			p, q := first[4*col.first:][:4], first[4*col.second:][:4]
			v, w := second[4*col.first:][:4], second[4*col.second:][:4]
			for i := range 4 {
				line[4*x+i] = uint8((nw*int(p[i]) + ne*int(q[i]) + sw*int(v[i]) + se*int(w[i]) + 1<<15) >> 16)
			}
		}
	}
	return Tile{Image: out, Of: r.Coord, From: t.From, At: t.At, Stale: t.Stale}
}

// between is a place between the middles of two pixels, and the second one's share of it in 1/65536.
type between struct{ first, second, share int }

// stretch says for each of side pixels where it lies in a line of so many, of which it covers the part'th of 2^n parts.
func stretch(pixels int, part uint32, n Zoom, side int) []between {
	out := make([]between, side)
	last := pixels - 1
	for i := range out {
		// (part + (i+½)/side) / 2^n of the line, from the middle of its first pixel
		at := ((int64(part)*int64(side)*2+int64(2*i)+1)*int64(pixels)<<16/int64(2*side))>>n - 1<<15
		at = max(0, min(int64(last)<<16, at))
		first := int(at >> 16)
		out[i] = between{first, min(first+1, last), int(at & (1<<16 - 1))}
	}
	return out
}
