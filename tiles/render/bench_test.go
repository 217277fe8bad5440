package render

import (
	"io"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// inside are the tiles of a zoom that meet a pack's bounds, row by row, as a metatile renderer would go through them.
func inside(p *pack.Pack, z tiles.Zoom) []tiles.Coord {
	b := p.Meta().Bounds
	from, to := tiles.Point{X: b.MinX, Y: b.MinY}.At(z), tiles.Point{X: b.MaxX - 1, Y: b.MaxY - 1}.At(z)
	var all []tiles.Coord
	const side = 8
	for my := from.Y / side; my <= to.Y/side; my++ {
		for mx := from.X / side; mx <= to.X/side; mx++ {
			for y := max(my*side, from.Y); y <= min(my*side+side-1, to.Y); y++ {
				for x := max(mx*side, from.X); x <= min(mx*side+side-1, to.X); x++ {
					all = append(all, tiles.Coord{Z: z, X: x, Y: y})
				}
			}
		}
	}
	return all
}

// BenchmarkTiles draws the city and all around it, beginning with nothing in memory; tiles/s and the worst tile are what
// bench/ sets beside Mapnik's.
func BenchmarkTiles(b *testing.B) {
	p := realPack(b, "chisinau-ru.osm.pbf")
	for z := tiles.Zoom(12); z <= 18; z++ {
		all := inside(p, z)
		for _, encoded := range []bool{false, true} {
			name := "z" + strconv.Itoa(int(z))
			if encoded {
				name += "+png"
			}
			b.Run(name, func(b *testing.B) {
				r, e := newRenderer(b, p), &PNG{}
				var each []time.Duration
				start := cpuTime()
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					if i%len(all) == 0 {
						r = newRenderer(b, p)
					}
					begun := cpuTime()
					t, err := r.Tile(b.Context(), tiles.Request{Coord: all[i%len(all)], Size: tiles.Size256})
					if err == nil && encoded {
						err = e.Encode(io.Discard, t.Image)
					}
					if err != nil {
						b.Fatal(err)
					}
					each = append(each, cpuTime()-begun)
				}
				b.ReportMetric(float64(b.N)/(cpuTime()-start).Seconds(), "tiles/s")
				runtime.GC()
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				runtime.KeepAlive(r)
				b.ReportMetric(float64(memory.HeapAlloc)/1e6, "heap-MB")
				b.ReportMetric(float64(slices.Max(each).Microseconds())/1000, "worst-ms")
			})
		}
	}
}

// BenchmarkFirst is what somebody waits for who opens a map: a renderer and its first tile, nothing in memory.
func BenchmarkFirst(b *testing.B) {
	p := realPack(b, "chisinau-ru.osm.pbf")
	centre := tiles.Project(47.0245, 28.8322)
	for _, z := range []tiles.Zoom{12, 14, 16} {
		for _, size := range []tiles.Size{tiles.Size256, tiles.Size512} {
			b.Run("z"+strconv.Itoa(int(z))+"-"+strconv.Itoa(int(size)), func(b *testing.B) {
				start := cpuTime()
				for b.Loop() {
					if _, err := newRenderer(b, p).Tile(b.Context(), tiles.Request{Coord: centre.At(z), Size: size}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64((cpuTime()-start).Microseconds())/1000/float64(b.N), "cpu-ms")
			})
		}
	}
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			newRenderer(b, p)
		}
	})
}
