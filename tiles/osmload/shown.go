package osmload

import (
	"priyom/tiles"
	"priyom/tiles/pack"
)

// shownFrom is the zoom from which a class can be drawn. What isn't in the table is in the last band alone. A style may begin
// later; to begin earlier it needs Options.From.
func shownFrom() map[pack.Class]tiles.Zoom {
	return map[pack.Class]tiles.Zoom{
		pack.Water: 5, pack.Forest: 7, pack.Residential: 8, pack.Wetland: 9, pack.Industrial: 10, pack.Farmland: 10, pack.Orchard: 10,
		pack.Heath: 10, pack.Meadow: 11, pack.Scrub: 11, pack.Sand: 11, pack.Quarry: 11, pack.Park: 11, pack.Commercial: 12,
		pack.Farmyard: 12, pack.Cemetery: 12, pack.Campus: 13,

		pack.Motorway: 5, pack.Trunk: 5, pack.Primary: 7, pack.Secondary: 8, pack.Tertiary: 10, pack.Link: 11, pack.Minor: 11,
		pack.Street: 12, pack.LivingStreet: 13, pack.Pedestrian: 13, pack.Track: 13, pack.Construction: 13,
		pack.Rail: 8, pack.Tram: 13, pack.Disused: 13,
		pack.River: 8, pack.Canal: 10, pack.Stream: 12, pack.Dam: 13, pack.PowerLine: 13,
		pack.DistrictBorder: 5, pack.CouncilBorder: 10,

		pack.City: 5, pack.Town: 7, pack.Village: 10, pack.Suburb: 11, pack.Hamlet: 12, pack.Locality: 13, pack.Station: 12, pack.Peak: 12,
		pack.WaterName: 5, pack.GreenName: 8, pack.AreaName: 12, // and not before their ranks
	}
}

// bandPlan is what a band takes, and how exactly.
type bandPlan struct {
	pack.Band
	last      bool
	shift     uint           // from World units to the cell's number
	quantum   uint           // from World units to the cell's units
	margins   [3]tiles.World // of a cell, by group
	tolerance tiles.World    // half a pixel of the deepest zoom
	least     float64        // square World units of an area that can be seen
	from      [256]bool      // the classes
}

func plans(from map[pack.Class]tiles.Zoom) []*bandPlan {
	var all []*bandPlan
	for _, b := range pack.Bands() {
		side := uint(32 - b)
		p := &bandPlan{Band: b, last: b.Deepest() == pack.MaxZoom, shift: side}
		for tiles.World(b.Extent())<<p.quantum < 1<<side {
			p.quantum++
		}
		for _, g := range []pack.Group{pack.GroupPoint, pack.GroupLine, pack.GroupArea} {
			p.margins[g] = tiles.World(b.Margin(g)) << p.quantum
		}
		pixel := tiles.WorldSize >> (b.Deepest() + 8)
		p.tolerance = pixel / 2
		p.least = 3 * float64(pixel) * float64(pixel)
		if p.last { // a bench at the deepest zoom is a speck when far, and still there when near
			p.least = 0
		}
		for class := range p.from {
			zoom, ok := from[pack.Class(class)]
			p.from[class] = ok && zoom <= b.Deepest() || p.last
		}
		all = append(all, p)
	}
	return all
}
