package pack

// CellPoint is a place in a cell, in its units from the north-west corner: x to the east, y to the south. Within the cell both
// are 0 to Extent, and up to its group's Margin outside it.
type CellPoint struct{ X, Y int32 }

// Oneway is the direction in which a road may be driven.
type Oneway int8

// The directions, along the line's points.
const (
	Backward Oneway = -1
	Both     Oneway = 0
	Forward  Oneway = 1
)

// Feature is one thing to draw.
type Feature struct {
	Class  Class
	Bridge bool
	Tunnel bool
	Oneway Oneway
	Layer  int8   // OSM's layer=*, -5 to 5
	Rank   uint8  // how much it matters among its class: 0 most. Settlements by population, buildings by 255 − height in metres (0: not known), names of areas by their first zoom
	Name   string // as people there call it. Areas have none: see WaterName
	Ref    string // a road's number, a house's number, a kilometre
	// Parts are an area's rings, each outer one followed by its inner ones; a line's parts; a point's single point. Outer rings
	// turn clockwise as seen on the map (their shoelace sum is positive), inner ones the other way; the first point isn't
	// repeated at a ring's end. A line's part that is closed repeats it.
	Parts []Part
	Box   CellBox
}

// Part is a run of a cell's points.
type Part struct{ From, To int32 }

// CellBox is what a feature covers, its edges included.
type CellBox struct{ MinX, MinY, MaxX, MaxY int32 }

// Meets says that two boxes touch or overlap.
func (b CellBox) Meets(o CellBox) bool {
	return b.MinX <= o.MaxX && o.MinX <= b.MaxX && b.MinY <= o.MaxY && o.MinY <= b.MaxY
}

// Cell is what is to be drawn on a tile of a band and below it, in the order of class, layer and then as it was written. A cell
// is shared: nobody changes it.
type Cell struct {
	Features []Feature
	Points   []CellPoint // of all features, one after the other
}

// PointsOf are the points of a part.
func (c *Cell) PointsOf(p Part) []CellPoint { return c.Points[p.From:p.To] }
