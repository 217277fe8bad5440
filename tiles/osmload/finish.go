package osmload

import (
	"slices"

	"priyom/tiles/pack"
)

// finished makes a cell of the features in it: lines that go on as the same are one, as far as they meet no third.
func finished(c *pack.Cell) *pack.Cell {
	type alike struct {
		class          pack.Class
		bridge, tunnel bool
		oneway         pack.Oneway
		layer          int8
		rank           uint8
		name, ref      string
	}
	out := &pack.Cell{Points: make([]pack.CellPoint, 0, len(c.Points)), Features: make([]pack.Feature, 0, len(c.Features))}
	var memory slab
	groups := map[alike]int{}
	var lines [][][]pack.CellPoint // of each group
	var first []pack.Feature
	for _, f := range c.Features {
		if f.Class.Group() != pack.GroupLine {
			out.Features = append(out.Features, appended(out, f, c, f.Parts, &memory))
			continue
		}
		key := alike{f.Class, f.Bridge, f.Tunnel, f.Oneway, f.Layer, f.Rank, f.Name, f.Ref}
		g, ok := groups[key]
		if !ok {
			g = len(lines)
			groups[key] = g
			lines, first = append(lines, nil), append(first, f)
		}
		for _, p := range f.Parts {
			lines[g] = append(lines[g], c.PointsOf(p))
		}
	}
	for g, f := range first {
		for _, chain := range chains(lines[g], f.Oneway != pack.Both) {
			f.Parts = []pack.Part{{From: int32(len(out.Points)), To: int32(len(out.Points) + len(chain))}}
			out.Points = append(out.Points, chain...)
			out.Features = append(out.Features, f)
		}
	}
	neighbours(out)
	return out
}

// neighbours puts features of a class beside those that are near, along Morton's curve: their differences are small then.
func neighbours(c *pack.Cell) {
	type place struct {
		at    uint64 // the class before the curve
		index int
	}
	order := make([]place, len(c.Features))
	for i, f := range c.Features {
		p := c.Points[f.Parts[0].From]
		order[i] = place{uint64(f.Class)<<40 | spread(p.X) | spread(p.Y)<<1, i}
	}
	slices.SortFunc(order, func(a, b place) int {
		if a.at != b.at {
			return compare(int64(a.at), int64(b.at))
		}
		return a.index - b.index
	})
	sorted := make([]pack.Feature, len(order))
	for i, o := range order {
		sorted[i] = c.Features[o.index]
	}
	c.Features = sorted
}

// spread puts a zero between the bits of a coordinate, which is above -2^14 and below 2^16.
func spread(v int32) (out uint64) {
	u := uint64(v + 1<<14)
	for i := range 18 {
		out |= (u >> i & 1) << (2 * i)
	}
	return out
}

// appended copies a feature's points.
func appended(to *pack.Cell, f pack.Feature, from *pack.Cell, parts []pack.Part, memory *slab) pack.Feature {
	f.Parts = memory.take(len(parts))
	for i, p := range parts {
		points := from.PointsOf(p)
		f.Parts[i] = pack.Part{From: int32(len(to.Points)), To: int32(len(to.Points) + len(points))}
		to.Points = append(to.Points, points...)
	}
	return f
}

// chains puts lines together where exactly two ends meet. Directed ones aren't turned.
func chains(lines [][]pack.CellPoint, directed bool) (out [][]pack.CellPoint) {
	if len(lines) == 1 {
		return lines
	}
	type end struct{ line, at int } // at: 0 its first point, 1 its last
	ends := map[pack.CellPoint][]end{}
	for i, l := range lines {
		ends[l[0]] = append(ends[l[0]], end{i, 0})
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], end{i, 1})
	}
	used := make([]bool, len(lines))
	// follow goes on from a chain's last point as long as there is one other line.
	follow := func(chain []pack.CellPoint, forward bool) []pack.CellPoint {
		for {
			here := ends[chain[len(chain)-1]]
			if len(here) != 2 {
				return chain
			}
			next := here[0]
			if used[next.line] {
				next = here[1]
			}
			if used[next.line] || directed && (next.at == 0) != forward {
				return chain
			}
			used[next.line] = true
			l := lines[next.line]
			if next.at == 1 {
				l = slices.Clone(l)
				slices.Reverse(l)
			}
			chain = append(chain, l[1:]...)
		}
	}
	for i, l := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		chain := follow(slices.Clone(l), true)
		slices.Reverse(chain)
		chain = follow(chain, false)
		slices.Reverse(chain)
		out = append(out, chain)
	}
	return out
}
