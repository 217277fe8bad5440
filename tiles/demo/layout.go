package demo

import (
	"fmt"
	"math"
)

// pitch is the side, in metres, of the squares in which settlements lie, one in each.
const pitch = 4600.0

// kind is what sort of settlement.
type kind byte

const (
	hamlet kind = 'h'
	rural  kind = 'v'
	town   kind = 't'
)

// MaxSettlements is how many a district may have: with those, 350 km from end to end, 1.4 million addresses, and about
// a gigabyte of memory.
const MaxSettlements = 10_000

// district is all that is known before anything is written.
type district struct {
	seed       uint64
	names      *names
	pen        *pen
	min, max   vec // The squares' outline.
	cols, rows int
	town       int // The centre's number.
	villages   []*village
	rivers     []river
	streams    []*stream
	rail       line
	roads      []*road
	exits      []exit
	level      []stop // Level crossings, along the railway.
	wet        *near  // Rivers.
	iron       *near  // The railway.
	brooks     *near  // Streams.
}

// square is a settlement's column and row.
func (g *district) square(i int) (col, row int) { return i % g.cols, i / g.cols }

// number is the settlement of a square; -1 where there is none.
func (g *district) number(col, row int) int {
	if i := row*g.cols + col; col >= 0 && col < g.cols && row >= 0 && i < len(g.villages) {
		return i
	}
	return -1
}

// corner is the south-west corner of a square.
func (g *district) corner(col, row int) vec {
	return g.min.plus(vec{float64(col) * pitch, float64(row) * pitch})
}

// layOut decides where everything is.
func layOut(o Options, p *pen) (*district, error) {
	if o.Settlements < 1 || o.Settlements > MaxSettlements {
		return nil, fmt.Errorf("%w: %d settlements", ErrOptions, o.Settlements)
	}
	n, err := loadNames()
	if err != nil {
		return nil, err
	}
	g := &district{seed: o.Seed, names: n, pen: p, wet: newNear(), iron: newNear(), brooks: newNear()}
	g.cols = int(math.Ceil(math.Sqrt(float64(o.Settlements) * 1.2)))
	g.rows = (o.Settlements + g.cols - 1) / g.cols
	centreCol, centreRow := g.cols/2, g.rows/2
	if g.town = centreRow*g.cols + centreCol; g.town >= o.Settlements {
		centreRow--
		g.town -= g.cols
	}
	if g.town < 0 {
		centreCol, centreRow, g.town = 0, 0, 0
	}
	g.min = vec{-(float64(centreCol) + 0.5) * pitch, -(float64(centreRow) + 0.5) * pitch}
	g.max = g.corner(g.cols, g.rows)
	for row := centreRow % 6; row < g.rows; row += 6 {
		g.rivers = append(g.rivers, g.makeRiver(len(g.rivers), float64(row-centreRow)*pitch-1080))
		g.wet.add(g.rivers[len(g.rivers)-1].line)
	}
	g.rail = newLine(g.railway())
	g.iron.add(g.rail)
	for i := range o.Settlements {
		g.villages = append(g.villages, g.settle(i, centreCol, centreRow))
	}
	g.layStreams()
	return g, nil
}

// settle chooses a settlement's kind, place and heading, and lays its streets.
func (g *district) settle(i, centreCol, centreRow int) *village {
	d := newDice(g.seed, "site", i)
	col, row := g.square(i)
	v := &village{number: i, kind: rural, dice: d}
	switch {
	case i == g.town:
		v.kind, v.name = town, g.names.District.Town
	case (col-centreCol)%6 == 0 && (row-centreRow)%5 == 0:
		// Every name once: past the list they get the numbers of villages.
		v.kind, v.name = town, g.names.village(i)
		if k := g.otherTown(col, row, centreCol, centreRow); k < len(g.names.District.Towns) {
			v.name = g.names.District.Towns[k]
		}
	case d.chance(0.38):
		v.kind, v.name = hamlet, g.names.village(i)
	default:
		v.name = g.names.village(i)
	}
	v.size(g)
	v.at = g.corner(col, row).plus(vec{pitch / 2, pitch / 2})
	v.heading = d.between(-0.15, 0.15)
	if v.kind != town {
		v.at = v.at.plus(vec{d.between(-0.24, 0.24) * pitch, d.between(-0.22, 0.22) * pitch})
		v.heading = d.between(-math.Pi/2, math.Pi/2)
		g.stepBack(v, g.wet, 130)
		g.stepBack(v, g.iron, 110)
	}
	v.layStreets(g)
	return v
}

// otherTown numbers the towns beside the centre.
func (g *district) otherTown(col, row, centreCol, centreRow int) int {
	k := 0
	for r := centreRow % 5; r < g.rows; r += 5 {
		for c := centreCol % 6; c < g.cols; c += 6 {
			if r == row && c == col {
				return k
			}
			if r != centreRow || c != centreCol {
				k++
			}
		}
	}
	return k
}

// stepBack turns a settlement along what is near it, water or rails, and moves it off them.
func (g *district) stepBack(v *village, from *near, margin float64) {
	far, on, dir := from.nearest(v.at)
	if math.IsInf(far, 1) {
		return
	}
	if dir.X < 0 {
		dir = dir.times(-1)
	}
	v.heading = math.Atan2(dir.Y, dir.X)
	if need := v.half() + margin; far < need {
		v.at = on.along(on.toward(v.at), need)
	}
}
