package osmload

import (
	"slices"

	"priyom/tiles/pack"
)

// finisher makes cells of the features in them, one after the other in the same memory. It isn't for several goroutines.
type finisher struct {
	cell   pack.Cell
	parts  []pack.Part       // of all features
	texts  map[string]string // names and refs, each once
	groups map[likeness]int
	first  []pack.Feature // of each group
	lines  [][]pack.Part  // of each group
	joiner joiner
	places []uint64
	sorted []pack.Feature
}

// likeness is what lines have in common that may become one.
type likeness struct {
	class          pack.Class
	bridge, tunnel bool
	oneway         pack.Oneway
	layer          int8
	rank           uint8
	name, ref      string
}

func newFinisher() *finisher {
	return &finisher{texts: map[string]string{}, groups: map[likeness]int{}}
}

// finish makes a cell of the features that wait for it; it is valid until the next one.
func (f *finisher) finish(pages [][]byte) *pack.Cell {
	clear(f.texts)
	f.cell.Features, f.cell.Points, f.parts = f.cell.Features[:0], f.cell.Points[:0], f.parts[:0]
	for _, page := range pages {
		f.readFeatures(page)
	}
	f.join()
	f.neighbours()
	return &f.cell
}

// join makes one of lines that go on as the same, as far as they meet no third.
func (f *finisher) join() {
	clear(f.groups)
	f.first = f.first[:0]
	others := f.cell.Features[:0]
	for _, one := range f.cell.Features {
		if one.Class.Group() != pack.GroupLine {
			others = append(others, one)
			continue
		}
		key := likeness{one.Class, one.Bridge, one.Tunnel, one.Oneway, one.Layer, one.Rank, one.Name, one.Ref}
		g, ok := f.groups[key]
		if !ok {
			g = len(f.first)
			f.groups[key] = g
			f.first = append(f.first, one)
			if g == len(f.lines) {
				f.lines = append(f.lines, nil)
			}
			f.lines[g] = f.lines[g][:0]
		}
		f.lines[g] = append(f.lines[g], one.Parts...)
	}
	f.cell.Features = others
	for g, one := range f.first {
		from := len(f.parts)
		f.parts = f.joiner.chains(f.parts, &f.cell, f.lines[g], one.Oneway != pack.Both)
		for i := from; i < len(f.parts); i++ {
			one.Parts = f.parts[i : i+1 : i+1]
			f.cell.Features = append(f.cell.Features, one)
		}
	}
}

// neighbours puts features of a class and layer beside those that are near, along Morton's curve: their differences are small then. So
// they are also in the order in which they are drawn.
func (f *finisher) neighbours() {
	const indexBits, curveBits = 21, 36 // more features than have an index no cell may have
	var ends [256]int
	for i := range f.cell.Features {
		ends[f.cell.Features[i].Class]++
	}
	sum := 0
	for class, n := range ends {
		ends[class] = sum
		sum += n
	}
	f.places = slices.Grow(f.places[:0], sum)[:sum]
	for i := range f.cell.Features {
		one := &f.cell.Features[i]
		at := f.cell.Points[one.Parts[0].From]
		f.places[ends[one.Class]] = uint64(one.Layer+8)<<(indexBits+curveBits) | (spread(at.X)|spread(at.Y)<<1)<<indexBits | uint64(i)&(1<<indexBits-1)
		ends[one.Class]++
	}
	f.sorted = f.sorted[:0]
	from := 0
	for _, to := range ends {
		slices.Sort(f.places[from:to])
		for _, p := range f.places[from:to] {
			f.sorted = append(f.sorted, f.cell.Features[p&(1<<indexBits-1)])
		}
		from = to
	}
	f.cell.Features, f.sorted = f.sorted, f.cell.Features
}

// spread puts a zero between the bits of a coordinate, which is above -2^14 and below 2^16.
func spread(v int32) uint64 {
	u := uint64(v + 1<<14)
	u = (u | u<<16) & 0x0000ffff0000ffff
	u = (u | u<<8) & 0x00ff00ff00ff00ff
	u = (u | u<<4) & 0x0f0f0f0f0f0f0f0f
	u = (u | u<<2) & 0x3333333333333333
	return (u | u<<1) & 0x5555555555555555
}
