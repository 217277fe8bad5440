package pack

import "priyom/tiles"

// Band is a zoom whose tiles are cells.
type Band tiles.Zoom

// The bands, the coarsest first. A band serves its own zoom and those up to the next band's; the last serves all below.
const (
	Band5  Band = 5
	Band8  Band = 8
	Band10 Band = 10
	Band12 Band = 12
	Band14 Band = 14
)

// The zooms that a pack can be drawn at.
const (
	MinZoom = tiles.Zoom(Band5)
	MaxZoom = tiles.Zoom(19)
)

// Bands lists all bands, the coarsest first.
func Bands() []Band { return []Band{Band5, Band8, Band10, Band12, Band14} }

// BandOf is the band that a zoom is drawn from, and whether there is one.
func BandOf(z tiles.Zoom) (Band, bool) {
	if z < MinZoom || z > MaxZoom {
		return 0, false
	}
	bands := Bands()
	for i := len(bands) - 1; i >= 0; i-- {
		if tiles.Zoom(bands[i]) <= z {
			return bands[i], true
		}
	}
	return 0, false
}

// Deepest is the last zoom that is drawn from the band: what a cell holds is simplified for it.
func (b Band) Deepest() tiles.Zoom {
	bands := Bands()
	for i, band := range bands[:len(bands)-1] {
		if band == b {
			return tiles.Zoom(bands[i+1]) - 1
		}
	}
	return MaxZoom
}

// Extent is the side of a cell in its own units: at least two for each pixel of the deepest zoom, about a decimetre in
// the last band.
func (b Band) Extent() int32 {
	if b == Band14 {
		return 1 << 14
	}
	return 1 << 12
}

// Margin is how far outside the cell a group's features reach, in its units. Lines are wide, and their ends mustn't show: a
// sixteenth of the side, 16 pixels of the band's own zoom. Of areas only an outline reaches into the cell, of points a small symbol: two
// pixels.
func (b Band) Margin(g Group) int32 {
	if g == GroupLine {
		return b.Extent() / 16
	}
	return b.Extent() / 128
}
