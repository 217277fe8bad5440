// Table makes docs/benchmarks.md of what a run measured: rows of versus, and lines of go test -bench.
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"priyom/bench/versus"
)

//go:embed page.md
var page string

// group is the rows under one heading.
type group struct {
	Name string
	Rows []versus.Row
}

// Programs are those that the rows were measured with, if a row says which.
func (g group) Programs() (all []string) {
	for _, r := range g.Rows {
		if r.Program != "" && !slices.Contains(all, r.Program) {
			all = append(all, r.Program)
		}
	}
	return all
}

// programs are those of all groups.
func programs(groups []group) (all []string) {
	for _, g := range groups {
		for _, p := range g.Programs() {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// alone is a line of go test -bench.
type alone struct{ Name, Figures string }

func main() {
	rows := flag.String("rows", "", "file of rows")
	lines := flag.String("alone", "", "file with the output of go test -bench")
	out := flag.String("out", "", "the page")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*rows, *lines, *out); err != nil {
		log.Fatal("table: ", err)
	}
}

func run(rows, lines, out string) error {
	groups, err := readRows(rows)
	if err != nil {
		return err
	}
	alone, err := readAlone(lines)
	if err != nil {
		return err
	}
	t, err := template.New("page").Funcs(template.FuncMap{"quantiles": quantiles, "ratio": ratio}).Parse(page)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, map[string]any{
		"Date": time.Now().Format(time.DateOnly), "Machine": machine(), "Versions": versions(), "Groups": groups, "Alone": alone,
		"Parts": len(programs(groups)) > 1,
	}); err != nil {
		return err
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// readRows keeps groups and rows in the order in which they were measured first, and of a row measured again the last.
func readRows(name string) (groups []group, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	at := map[string]int{}
	for lines.Scan() {
		var r versus.Row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, err
		}
		i, known := at[r.Group]
		if !known {
			i = len(groups)
			at[r.Group] = i
			groups = append(groups, group{Name: r.Group})
		}
		groups[i].add(r)
	}
	return groups, lines.Err()
}

func (g *group) add(r versus.Row) {
	for i := range g.Rows {
		if g.Rows[i].Figure == r.Figure {
			g.Rows[i] = r
			return
		}
	}
	g.Rows = append(g.Rows, r)
}

// processors ends a benchmark's name.
var processors = regexp.MustCompile(`-\d+$`)

// readAlone takes names and figures out of what go test -bench printed; a missing file is no figures.
func readAlone(name string) (all []alone, err error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pkg := ""
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if p, ok := strings.CutPrefix(lines.Text(), "pkg: priyom/"); ok {
			pkg = p
		}
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		var figures []string
		for i := 2; i+1 < len(fields); i += 2 {
			figures = append(figures, figure(fields[i], fields[i+1]))
		}
		bench := processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")
		all = append(all, alone{pkg + ": " + bench, strings.Join(figures, ", ")})
	}
	return all, lines.Err()
}

// figure writes nanoseconds and bytes as people read them.
func figure(value, unit string) string {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value + " " + unit
	}
	switch unit {
	case "ns/op":
		return significant(v/1e6) + " ms"
	case "B/op":
		return significant(v/1e6) + " MB allocated"
	case "allocs/op":
		return value + " allocations"
	}
	return value + " " + unit
}

func quantiles(r versus.Reading) string {
	if r.Note != "" {
		return r.Note
	}
	text := significant(r.P50)
	switch {
	case r.High != 0:
		text += fmt.Sprintf(" (%s to %s)", significant(r.Low), significant(r.High))
	case r.Low != 0:
		text += fmt.Sprintf(" (from %s, one not in time)", significant(r.Low))
	}
	if r.P95 != 0 {
		text += " / " + significant(r.P95)
	}
	if r.P99 != 0 {
		text += " / " + significant(r.P99)
	}
	return text
}

// ratio is how many times better Priyom is in the middle: how much more the peer takes, or how much less it does.
func ratio(more bool, ours, peer versus.Reading) string {
	switch {
	case ours.Note != "" || peer.Note != "" || ours.P50 == 0 || peer.P50 == 0:
		return "–"
	case more:
		return significant(ours.P50 / peer.P50)
	}
	return significant(peer.P50 / ours.P50)
}

// significant writes three digits that say something.
func significant(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}

// machine is what it was measured on.
func machine() string {
	model := runtime.GOARCH
	if raw, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(raw)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				model = strings.TrimLeft(strings.TrimSpace(name), ": ")
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d processors, %s, Linux %s", model, runtime.NumCPU(), memory(), first("uname", "-r"))
}

func memory() string {
	raw, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return "?"
	}
	fields := strings.Fields(string(raw))
	kB, err := strconv.Atoi(fields[1])
	if err != nil {
		return "?"
	}
	return fmt.Sprintf("%d GB", (kB+1<<19)>>20)
}

// versions are the programs that took part.
func versions() []string {
	all := []string{runtime.Version(), "Priyom " + first("git", "describe", "--always", "--dirty")}
	for _, m := range []string{
		"github.com/mattn/go-sqlite3", "github.com/blevesearch/bleve/v2", "github.com/disintegration/imaging", "golang.org/x/image", "github.com/tus/tusd/v2",
	} {
		all = append(all, first("go", "list", "-m", m))
	}
	return append(all, first("rclone", "version"), strings.Join(strings.Fields(first("rsync", "--version")), " "),
		debian("libmapnik3.1"), first("osmium", "--version"), debian("osm2pgsql"), debian("postgresql-15-postgis-3"), debian("tilemaker"))
}

// debian is a package's version.
func debian(name string) string {
	return first("dpkg-query", "-W", "-f", "${Package} ${Version}", name)
}

// first is the first line that a program says.
func first(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return name + ": not here"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}
