package phone_test

import (
	"bufio"
	"database/sql"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	_ "github.com/mattn/go-sqlite3"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	"priyom/app/widgets/mapview"
	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// envRole is what a measured process does: "empty" shows an empty window, "full" the phone, and pans its map.
const envRole = "PRIYOM_MEASURED"

// packSize is the size of the district's map that is measured with, in bytes; the extract's pack is smaller and filled up.
const packSize = 20 << 20

// BenchmarkColdStart is a whole process: from its start until a citizen's first page with 1,000 reports in the home folder and a map of
// 20 MB stands in a window of Fyne's test driver, laid out and drawn; and how much more memory than an empty such window it has in the end,
// after the map was panned through the district. The graphics card's part isn't in it.
func BenchmarkColdStart(b *testing.B) {
	home := fullHome(b)
	empty := 0.0
	for range 3 {
		_, resident, _ := measured(b, "empty", home)
		empty = max(empty, resident)
	}
	var starts, above, peak float64
	n := 0.0
	for b.Loop() {
		start, resident, most := measured(b, "full", home)
		starts += start
		above, peak = max(above, resident-empty), max(peak, most-empty)
		n++
	}
	b.ReportMetric(starts/n, "ms/start")
	b.ReportMetric(above, "MB-above-empty-after-panning")
	b.ReportMetric(peak, "MB-above-empty-at-most")
}

// fullHome is a home folder with 1,000 reports and a map.
func fullHome(b *testing.B) string {
	b.Helper()
	h := uitest.NewHome(b)
	home := filepath.Join(b.TempDir(), "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		b.Fatal(err)
	}
	h.Env.Home, h.Env.Secrets = home, lifeSecrets(home)
	shared, ok := presenttest.SharedPhotos()
	if !ok {
		b.Skip("needs the extracts in ../shared/osm")
	}
	h.FillQuickly(1000*time.Minute, func(c *uitest.Clerk) {
		c.Enroll()
		uitest.Many(1000)(c)
	})
	dir := filepath.Join(home, "maps")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "district.pack")
	extract := filepath.Join(shared, "..", "osm", "chisinau-ru.osm.pbf")
	if _, err := osmload.Load(b.Context(), extract, path, osmload.Options{Index: places.NewBuilder(), Names: pack.Names{Local: "Кишинёв"}, Program: "bench"}); err != nil {
		b.Fatal(err)
	}
	pad(b, path)
	return home
}

// pad fills a pack up to its size, as a larger district would.
func pad(b *testing.B, path string) {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		b.Fatal(err)
	}
	for _, part := range []string{"CREATE TABLE more (body BLOB)", fmt.Sprintf("INSERT INTO more VALUES (randomblob(%d))", max(0, packSize-info.Size()))} {
		if _, err := db.Exec(part); err != nil {
			b.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// measured runs a process: how long it took until its page stood, in milliseconds, and its resident memory in the end and at most, in MB.
func measured(b *testing.B, role, home string) (start, resident, most float64) {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestMeasured$")
	cmd.Env = append(os.Environ(), envRole+"="+role, envLife+"="+home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	said := []string{}
	for s := bufio.NewScanner(out); s.Scan(); {
		said = append(said, s.Text())
		what, value, _ := strings.Cut(s.Text(), " ")
		number, _ := strconv.ParseFloat(value, 64)
		switch what {
		case "@STANDS":
			start = float64(time.Since(began).Milliseconds())
		case "@RESIDENT":
			resident = number
		case "@MOST":
			most = number
		}
	}
	if err := cmd.Wait(); err != nil || most == 0 {
		b.Fatalf("%v\n%s", err, strings.Join(said, "\n"))
	}
	return start, resident, most
}

// TestMeasured is a process that BenchmarkColdStart measures.
func TestMeasured(t *testing.T) {
	role, home := os.Getenv(envRole), os.Getenv(envLife)
	if role == "" {
		t.Skip("a process of BenchmarkColdStart")
	}
	if role == "empty" {
		test.NewTempApp(t)
		win := test.NewTempWindow(t, nil)
		win.Resize(uitest.Long)
		win.Canvas().Capture()
		sayMemory(t)
		return
	}
	l := presenttest.NewLoop(t)
	h := &uitest.Home{Loop: l, Env: presenttest.Env(t, l)}
	h.Env.Home, h.Env.Secrets, h.Env.Clock = home, lifeSecrets(home), time.Now
	h.Env.Narrow = true
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	x.Win.Canvas().Capture()
	fmt.Println("\n@STANDS")
	x.Tap("Карта")
	l.Until("the map is open", func() bool { return p.Maps.Source() != nil && p.Shell.Top().Page == present.PageMap })
	var m *mapview.Map
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*mapview.Map); ok {
			m = found
		}
	})
	if m == nil {
		t.Fatal("there is no map")
	}
	for n := range 60 { // round about the town, at three zooms
		a := float64(n) / 60 * 2 * math.Pi * 3
		m.SetView(mapview.View{Centre: tiles.Project(47.02+civic.Degrees(0.03*math.Sin(a)), 28.85+civic.Degrees(0.05*math.Cos(a))), Zoom: float64(13 + n/20)})
		time.Sleep(5 * time.Millisecond)
		l.Drain()
		l.Advance(10 * time.Millisecond)
		x.Win.Canvas().Capture()
	}
	sayMemory(t)
}

// sayMemory says how much memory the process has.
func sayMemory(t *testing.T) {
	t.Helper()
	most := memory(t, "VmHWM:")
	debug.FreeOSMemory() // what the collector only hasn't come to yet isn't needed
	fmt.Printf("\n@RESIDENT %.1f\n@MOST %.1f\n", memory(t, "VmRSS:"), most)
}

// memory is a figure of this process, in MB.
func memory(t *testing.T, what string) float64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == what {
			kB, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			return kB / 1000
		}
	}
	t.Fatalf("no %s", what)
	return 0
}
