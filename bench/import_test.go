package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/bench/versus"
	"priyom/tiles/demo"
)

// extract is one that is imported.
type extract struct{ what, path string }

// bigSettlements makes some 130,000 addresses.
const bigSettlements = 950

func bigExtract(b *testing.B, settlements int) string {
	b.Helper()
	path := filepath.Join(tempDir(b), "big.osm.pbf")
	_, err := demo.Write(path, demo.Options{Seed: 1, Settlements: settlements})
	check(b, err)
	return path
}

func megabytes(b *testing.B, path string) float64 {
	b.Helper()
	info, err := os.Stat(path)
	check(b, err)
	return float64(info.Size()) / 1e6
}

func extracts(b *testing.B) []extract {
	city, big := realExtract(b, "chisinau-ru.osm.pbf"), ""
	all := []extract{{fmt.Sprintf("Chișinău, %.1f MB", megabytes(b, city)), city}}
	if !testing.Short() {
		big = bigExtract(b, bigSettlements)
		all = append(all, extract{fmt.Sprintf("%d made-up settlements, %.1f MB", bigSettlements, megabytes(b, big)), big})
	}
	return all
}

const importGroup = "Map: import"

// BenchmarkMapRead reads an extract and does nothing with it, each as a program of its own.
func BenchmarkMapRead(b *testing.B) {
	mapper := program(b, "mapper")
	for _, e := range extracts(b) {
		for _, one := range []bool{false, true} {
			make, on := exec.Command, "two processors"
			if one {
				make, on = oneCore, "one processor"
			}
			quiet := func(name string, args ...string) func() error {
				return func() error {
					c := make(name, args...)
					c.Stdout, c.Stderr = nil, nil
					return c.Run()
				}
			}
			versus.Run(b, 15, versus.Row{Group: importGroup, Figure: fmt.Sprintf("read %s, on %s", e.what, on), Goal: "≤ 2 × osmium"},
				versus.Side{Name: "Priyom", Do: quiet(mapper, "read", e.path)},
				versus.Side{Name: "osmium fileinfo -e", Do: quiet("osmium", "fileinfo", "-e", "--no-progress", e.path)},
				versus.Side{Name: "osmium cat to /dev/null", Do: quiet("osmium", "cat", "--no-progress", "-O", "-f", "opl", "-o", "/dev/null", e.path)})
		}
	}
}

// importer makes something to draw of an extract, as a program of its own.
type importer struct {
	name    string
	missing error // why it isn't here
	prep    func() error
	command func(e extract) *exec.Cmd
	size    func() (megabytes float64, err error)

	memory []float64 // MB at most, each time
}

// BenchmarkMapImport makes of an extract what can be drawn and searched.
func BenchmarkMapImport(b *testing.B) {
	pack := filepath.Join(tempDir(b), "x.pack")
	ours := &importer{
		name: "Priyom",
		command: func(e extract) *exec.Cmd {
			return exec.Command(program(b, "priyomctl"), "map", "build", "-q", e.path, "-o", pack)
		},
		size: func() (float64, error) { return megabytes(b, pack), nil },
	}
	for _, e := range extracts(b) {
		turns := 3
		if megabytes(b, e.path) > 10 || testing.Short() {
			turns = 2
		}
		benchImport(b, e, turns, ours, osm2pgsql(b, false), osm2pgsql(b, true), tilemaker(b))
	}
	if !testing.Short() {
		const settlements = 1700
		path := bigExtract(b, settlements)
		e := extract{fmt.Sprintf("%d made-up settlements, %.1f MB", settlements, megabytes(b, path)), path}
		benchImport(b, e, 1, ours, osm2pgsql(b, false), osm2pgsql(b, true))
	}
}

func benchImport(b *testing.B, e extract, turns int, all ...*importer) {
	var sides []versus.Side
	var here []*importer
	row := versus.Row{Group: importGroup, Figure: "ready to draw and search: " + e.what, Unit: "s", Goal: "≥ 3 × faster than osm2pgsql; 20 MB in 10 s"}
	for _, i := range all {
		if i.missing != nil {
			fmt.Fprintf(os.Stderr, "bench: the map's import without %s: %v\n", i.name, i.missing)
			continue
		}
		i.memory = nil
		here = append(here, i)
		sides = append(sides, versus.Side{Name: i.name, Prep: i.prep, Do: func() error { return i.run(e) }})
	}
	versus.Run(b, turns, row, sides...)
	sizes := versus.Row{Group: importGroup, Figure: "what was made ÷ " + e.what, Unit: "×", Goal: "≤ 2 ×"}
	memory := versus.Row{Group: importGroup, Figure: "memory at most: " + e.what, Unit: "MB"}
	for _, i := range here {
		made, err := i.size()
		check(b, err)
		sizes.Sides = append(sizes.Sides, versus.Reading{Name: i.name, P50: made / megabytes(b, e.path)})
		memory.Sides = append(memory.Sides, versus.Of(i.name, i.memory))
	}
	check(b, versus.Add(sizes))
	check(b, versus.Add(memory))
}

func (i *importer) run(e extract) error {
	c := i.command(e)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		return err
	}
	ended, most := make(chan struct{}), make(chan float64)
	go func() { most <- residentAtMost(c.Process.Pid, ended) }()
	err := c.Wait()
	close(ended)
	i.memory = append(i.memory, <-most)
	if err != nil {
		return fmt.Errorf("%w: %s", err, said.Bytes())
	}
	return nil
}

// residentAtMost is a process's largest resident memory, in MB. The kernel's own count after the end isn't asked: it begins with
// what this process had when it started the other.
func residentAtMost(pid int, ended <-chan struct{}) (most float64) {
	for {
		if raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)); err == nil {
			if _, rest, ok := strings.Cut(string(raw), "VmHWM:"); ok {
				var kB float64
				if n, err := fmt.Sscan(rest, &kB); err == nil && n == 1 {
					most = max(most, kB*1024/1e6)
				}
			}
		}
		select {
		case <-ended:
			return most
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// osm2pgsql fills PostGIS with its own default style and makes its indexes; nothing is kept for updates.
// The server is set as it is installed, or tuned for an import: waiting for no disk, with large buffers.
func osm2pgsql(b *testing.B, tuned bool) *importer {
	i := &importer{name: "osm2pgsql into PostGIS"}
	if tuned {
		i.name += ", tuned"
	}
	if _, i.missing = exec.LookPath("osm2pgsql"); i.missing != nil {
		return i
	}
	p, err := startPostgres(b, tuned)
	if err == nil {
		err = p.empty("gis")
	}
	if i.missing = err; err != nil {
		return i
	}
	i.prep = func() error { return p.empty("gis") }
	i.command = func(e extract) *exec.Cmd {
		return exec.Command("osm2pgsql", "--create", "-H", p.dir, "-U", "postgres", "-d", "gis", "-C", "500", e.path)
	}
	i.size = func() (float64, error) {
		text, err := p.sql("gis", "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public' AND relname LIKE 'planet_osm%'")
		if err != nil {
			return 0, err
		}
		bytes, err := strconv.ParseFloat(text, 64)
		return bytes / 1e6, err
	}
	return i
}

// tilemaker makes vector tiles of zooms 0 to 14 by its own OpenMapTiles profile, less the layers whose sources aren't in an
// extract; they can be drawn by others, and not searched.
func tilemaker(b *testing.B) *importer {
	i := &importer{name: "tilemaker to MBTiles"}
	if _, i.missing = exec.LookPath("tilemaker"); i.missing != nil {
		return i
	}
	const examples = "/usr/share/doc/tilemaker/examples"
	raw, err := os.ReadFile(filepath.Join(examples, "config-openmaptiles.json"))
	if err != nil {
		i.missing = errors.New("its examples aren't installed")
		return i
	}
	var config struct {
		Layers   map[string]map[string]any `json:"layers"`
		Settings map[string]any            `json:"settings"`
	}
	check(b, json.Unmarshal(raw, &config))
	for name, layer := range config.Layers {
		if layer["source"] != nil {
			delete(config.Layers, name)
		}
	}
	raw, err = json.Marshal(config)
	check(b, err)
	dir := tempDir(b)
	check(b, os.WriteFile(filepath.Join(dir, "config.json"), raw, 0o600))
	out := filepath.Join(dir, "out.mbtiles")
	i.prep = func() error {
		if err := os.Remove(out); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	}
	i.command = func(e extract) *exec.Cmd {
		return exec.Command("tilemaker", "--input", e.path, "--output", out, "--config", filepath.Join(dir, "config.json"),
			"--process", filepath.Join(examples, "process-openmaptiles.lua"), "--bbox", box(e))
	}
	i.size = func() (float64, error) { return megabytes(b, out), nil }
	return i
}

// box is what tilemaker wants to be told where the file doesn't say it.
func box(e extract) string {
	out, err := exec.Command("osmium", "fileinfo", "-e", "--no-progress", "-g", "data.bbox", e.path).Output()
	if err != nil {
		return ""
	}
	var west, south, east, north float64
	if n, err := fmt.Sscanf(string(out), "(%f,%f,%f,%f)", &west, &south, &east, &north); err != nil || n != 4 {
		return ""
	}
	return fmt.Sprintf("%f,%f,%f,%f", west, south, east, north)
}
