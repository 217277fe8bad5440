package render

import "math"

// maskKind is what a mask shows.
type maskKind uint8

const (
	iconStrokes maskKind = iota // an icon's strokes
	iconHalo                    // the same, wider
	badgeDisc                   // what an icon stands on
	badgeHalo
	letter // or its halo, if that has a width
	text   // a whole text on a curve, likewise
)

// maskKey names a mask; sizes are in 1/64 pixel.
type maskKey struct {
	kind  maskKind
	face  uint8
	shift uint8 // quarter pixels to the right
	id    uint32
	size  int32
	halo  int32
	block blockKey // of a text
}

func sixtyfourth(v float64) int32 { return int32(math.Round(v * 64)) }

// whole is a size as keys have it. What is drawn has exactly this size, so that a mask doesn't depend on who drew it first.
func whole(v float64) float64 { return float64(sixtyfourth(v)) / 64 }

// mask gives a mask from memory, or has it drawn on a surface of w × h pixels whose corner is at x, y from where the mask will
// be drawn at.
func (r *Renderer) mask(k maskKey, x, y, w, h int, draw func(pen *stroker)) *mask {
	if m, ok := r.masks.get(k); ok {
		return m
	}
	work := r.scratch.Get().(*scratch)
	defer r.scratch.Put(work)
	work.raster.resize(w, h)
	pen := stroker{to: work.raster, x: sub(x) << subBits, y: sub(y) << subBits}
	draw(&pen)
	m := work.raster.toMask(x, y)
	r.masks.put(k, m, m.size())
	return m
}

// iconMask draws an icon of so many pixels about the point it stands at.
func (r *Renderer) iconMask(i *icon, size float64, kind maskKind) *mask {
	size = whole(size)
	k := maskKey{kind: kind, id: i.id, size: sixtyfourth(size)}
	half := int(size/2) + 4
	return r.mask(k, -half, -half, 2*half+1, 2*half+1, func(pen *stroker) {
		unit := size / iconSide * float64(one)
		width := iconPen * size / iconSide
		if kind == iconHalo {
			width += max(2, size/8)
		}
		// On a whole pixel's corner straight strokes would be blurred over two pixels: the middle of one is sharper.
		pen.begin(max(width, 1), roundCap, roundJoin)
		var line []place
		for _, points := range i.lines {
			line = line[:0]
			for _, p := range points {
				line = append(line, place{sub((p[0] - iconSide/2) * unit), sub((p[1] - iconSide/2) * unit)})
			}
			pen.line(line)
		}
	})
}

// badgeMask is the disc below an icon.
func (r *Renderer) badgeMask(size float64, kind maskKind) *mask {
	size = whole(size)
	radius := size / 2
	if kind == badgeHalo {
		radius += max(1, size/16)
	}
	half := int(radius) + 2
	return r.mask(maskKey{kind: kind, size: sixtyfourth(size)}, -half, -half, 2*half+1, 2*half+1, func(pen *stroker) {
		pen.begin(2*radius, roundCap, roundJoin)
		pen.line([]place{{0, 0}, {1, 0}})
	})
}
