package bench

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"priyom/bench/versus"
	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// python is Debian's, which has Mapnik's module; another may come first on the path.
const python = "/usr/bin/python3"

// program is one that bench.sh has built; the benchmark is skipped without.
func program(b testing.TB, name string) string {
	b.Helper()
	path, err := filepath.Abs(filepath.Join("..", "bin", name))
	check(b, err)
	if _, err := os.Stat(path); err != nil {
		b.Skipf("scripts/bench.sh builds it: %v", err)
	}
	return path
}

// realExtract is one of the extracts in ../shared/osm; the benchmark is skipped without.
func realExtract(b testing.TB, name string) string {
	b.Helper()
	path := filepath.Join(filepath.Dir(sharedFolder()), "osm", name)
	if _, err := os.Stat(path); err != nil {
		b.Skipf("set PRIYOM_SHARED to the folder with osm/: %v", err)
	}
	return path
}

// packOf makes a pack as priyomctl does.
func packOf(b *testing.B, extract string) string {
	b.Helper()
	path := tempFile(b) + ".pack"
	_, err := osmload.Load(b.Context(), extract, path, osmload.Options{Index: places.NewBuilder()})
	check(b, err)
	return path
}

func tempDir(b testing.TB) string {
	b.Helper()
	dir, err := os.MkdirTemp("", "priyom-bench-*")
	check(b, err)
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// oneCore makes a command for the last processor alone, if taskset is here.
func oneCore(name string, args ...string) *exec.Cmd {
	if _, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{"-c", fmt.Sprint(runtime.NumCPU() - 1), name}, args...)
		name = "taskset"
	}
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	c.Stderr = os.Stderr
	return c
}

// drawer is a program that draws tiles: bench/mapper or bench/mapnik/tiles.py.
type drawer struct {
	in  io.Writer
	out *bufio.Reader
}

type drawing struct {
	Tiles [][3]uint32 `json:"tiles"`
	Meta  int         `json:"meta,omitempty"`
	PNG   bool        `json:"png,omitempty"`
	Plain bool        `json:"plain,omitempty"`
	Keep  string      `json:"keep,omitempty"`
	Count bool        `json:"count,omitempty"`
}

type drawn struct {
	Tiles   int     `json:"tiles"`
	Seconds float64 `json:"seconds"`
	Worst   float64 `json:"worst"`
	Bytes   int     `json:"bytes"`
}

func startDrawer(b *testing.B, name string, args ...string) *drawer {
	b.Helper()
	c := oneCore(name, args...)
	in, err := c.StdinPipe()
	check(b, err)
	out, err := c.StdoutPipe()
	check(b, err)
	check(b, c.Start())
	b.Cleanup(func() {
		_ = in.Close()
		_ = c.Wait()
	})
	return &drawer{in, bufio.NewReader(out)}
}

func (d *drawer) ask(j drawing, answer any) error {
	raw, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if _, err := d.in.Write(append(raw, '\n')); err != nil {
		return err
	}
	line, err := d.out.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("it has ended: %w", err)
	}
	return json.Unmarshal(line, answer)
}

// mapnik is the peer with shapefiles of the extract; the error says that it isn't installed.
func mapnik(b *testing.B, extract string) (*drawer, error) {
	b.Helper()
	if err := exec.Command(python, "-c", "import mapnik, osgeo.ogr").Run(); err != nil {
		return nil, errors.New("python3-mapnik or python3-gdal isn't installed")
	}
	if _, err := exec.LookPath("shapeindex"); err != nil {
		return nil, errors.New("mapnik-utils isn't installed")
	}
	dir := tempDir(b)
	c := exec.Command(python, "mapnik/data.py", extract, dir)
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return startDrawer(b, python, "mapnik/tiles.py", dir), nil
}

// blocks are the tiles of a zoom within a pack's bounds in blocks of 8 × 8 at most, every nth of these.
func blocks(bounds tiles.Box, z tiles.Zoom, nth int) (all [][3]uint32) {
	from, to := tiles.Point{X: bounds.MinX, Y: bounds.MinY}.At(z), tiles.Point{X: bounds.MaxX - 1, Y: bounds.MaxY - 1}.At(z)
	const side = 8
	n := 0
	for top := from.Y / side * side; top <= to.Y; top += side {
		for left := from.X / side * side; left <= to.X; left += side {
			n++
			if n%nth != 0 {
				continue
			}
			for y := max(top, from.Y); y < min(top+side, to.Y+1); y++ {
				for x := max(left, from.X); x < min(left+side, to.X+1); x++ {
					all = append(all, [3]uint32{uint32(z), x, y})
				}
			}
		}
	}
	return all
}

// BenchmarkMapTiles draws the city and what is around it on one processor, with labels, beginning with nothing in memory. What
// is measured is each program's own time on the processor.
func BenchmarkMapTiles(b *testing.B) {
	extract := realExtract(b, "chisinau-ru.osm.pbf")
	path := packOf(b, extract)
	p, err := pack.Open(path)
	check(b, err)
	bounds := p.Meta().Bounds
	check(b, p.Close())
	ours := startDrawer(b, program(b, "mapper"), "tiles", path)
	peer, missing := mapnik(b, extract)
	if missing != nil {
		fmt.Fprintln(os.Stderr, "bench: the map's tiles without their peer:", missing)
	}
	turns, every := 3, map[tiles.Zoom]int{14: 1, 15: 2, 16: 6, 17: 24}
	if testing.Short() {
		turns, every = 1, map[tiles.Zoom]int{14: 2, 15: 6, 16: 30, 17: 120}
	}
	var sample [][3]uint32
	for z := tiles.Zoom(14); z <= 17; z++ {
		list := blocks(bounds, z, every[z])
		sample = append(sample, list...)
		for _, png := range []bool{false, true} {
			benchTiles(b, tileRun{ours, peer, missing, turns, z, list, png})
		}
	}
	if peer != nil {
		benchInk(b, ours, peer, sample)
	}
}

// tileRun is a zoom's tiles, drawn in turns.
type tileRun struct {
	ours, peer *drawer
	missing    error // why there is no peer
	turns      int
	zoom       tiles.Zoom
	list       [][3]uint32
	png        bool
}

func benchTiles(b *testing.B, r tileRun) {
	sides := []struct {
		name string
		by   *drawer
		meta int
	}{{"Priyom", r.ours, 0}, {"Mapnik 3.1, tile by tile", r.peer, 1}, {"Mapnik 3.1, 8 × 8 tiles at once", r.peer, 8}}
	rate, worst, size := make([][]float64, len(sides)), make([][]float64, len(sides)), make([]float64, len(sides))
	for turn := range r.turns {
		for i := range sides {
			at := (turn + i) % len(sides)
			if sides[at].by == nil {
				continue
			}
			var got drawn
			check(b, sides[at].by.ask(drawing{Tiles: r.list, Meta: sides[at].meta, PNG: r.png}, &got))
			rate[at] = append(rate[at], float64(got.Tiles)/got.Seconds)
			worst[at] = append(worst[at], got.Worst*1000)
			size[at] = float64(got.Bytes) / float64(got.Tiles) / 1000
		}
	}
	what, goal := "without PNG", "≥ 2 × the best of the peer's"
	if r.png {
		what, goal = "with PNG", "≥ 4 × tile by tile"
	}
	row := func(figure, unit, goal string, more bool, read func(i int) versus.Reading, sides []int, names []string) {
		row := versus.Row{Group: "Map: drawing, on one processor", Figure: figure, Unit: unit, Goal: goal, More: more}
		for _, i := range sides {
			reading := versus.Reading{Name: names[i]}
			if i > 0 && r.missing != nil {
				reading.Note = r.missing.Error()
			} else {
				reading = read(i)
			}
			row.Sides = append(row.Sides, reading)
		}
		check(b, versus.Add(row))
	}
	var names []string
	for _, s := range sides {
		names = append(names, s.name)
	}
	at := fmt.Sprintf("z%d, ", r.zoom)
	row(at+what+fmt.Sprintf(", %d tiles", len(r.list)), "tiles/s", goal, true, func(i int) versus.Reading { return spread(names[i], rate[i]) }, []int{0, 1, 2}, names)
	if r.png {
		row(at+"the worst tile, PNG included", "ms", "≤ 25 ms", false, func(i int) versus.Reading { return spread(names[i], worst[i]) }, []int{0, 1}, names)
		row(at+"size of a PNG", "kB", "", false, func(i int) versus.Reading { return versus.Reading{Name: names[i], P50: size[i]} }, []int{0, 1}, names)
	}
}

// spread is the middle of a few values, with the extremes.
func spread(name string, values []float64) versus.Reading {
	r := versus.Of(name, values)
	if len(values) > 1 {
		r.Low, r.High = slices.Min(values), slices.Max(values)
	}
	return r
}

// benchInk says whether both draw as much: how many things lie on the tiles, and which part of the picture changes if the labels
// are left out.
func benchInk(b *testing.B, ours, peer *drawer, list [][3]uint32) {
	var counted [2]map[string]int
	var ink [2]float64
	for i, d := range []*drawer{ours, peer} {
		check(b, d.ask(drawing{Tiles: list, Count: true}, &counted[i]))
		ink[i] = labelInk(b, d, thin(list, 5))
	}
	const group = "Map: is as much drawn?"
	for _, kind := range []string{"areas", "buildings", "roads", "lines", "houses", "points"} {
		check(b, versus.Add(versus.Row{
			Group: group, Figure: "things on these tiles: " + kind, Unit: "thousand",
			Sides: []versus.Reading{{Name: "Priyom", P50: float64(counted[0][kind]) / 1000}, {Name: "Mapnik 3.1", P50: float64(counted[1][kind]) / 1000}},
		}))
	}
	check(b, versus.Add(versus.Row{
		Group: group, Figure: "pixels that labels and icons change", Unit: "%",
		Sides: []versus.Reading{{Name: "Priyom", P50: ink[0]}, {Name: "Mapnik 3.1", P50: ink[1]}},
	}))
}

func thin(list [][3]uint32, nth int) (some [][3]uint32) {
	for i := 0; i < len(list); i += nth {
		some = append(some, list[i])
	}
	return some
}

// labelInk is the percentage of pixels that differ with and without labels.
func labelInk(b *testing.B, d *drawer, list [][3]uint32) float64 {
	var dirs [2]string
	for i := range dirs {
		dirs[i] = tempDir(b)
		var got drawn
		check(b, d.ask(drawing{Tiles: list, Meta: 1, Plain: i == 1, Keep: dirs[i]}, &got))
	}
	names, err := os.ReadDir(dirs[0])
	check(b, err)
	changed, all := 0, 0
	for _, n := range names {
		with, err := os.ReadFile(filepath.Join(dirs[0], n.Name()))
		check(b, err)
		without, err := os.ReadFile(filepath.Join(dirs[1], n.Name()))
		check(b, err)
		for i := 0; i+4 <= min(len(with), len(without)); i += 4 {
			all++
			if string(with[i:i+3]) != string(without[i:i+3]) {
				changed++
			}
		}
	}
	return 100 * float64(changed) / float64(max(1, all))
}

func newFile(b testing.TB, path string) *os.File {
	b.Helper()
	f, err := os.Create(path)
	check(b, err)
	return f
}
