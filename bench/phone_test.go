package bench

import (
	"bufio"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"priyom/bench/resident"
	"priyom/bench/versus"
	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/store/vault"
	"priyom/tiles/osmload"
	"priyom/tiles/places"
)

// packSize is the size of the district's map that a phone is measured with, in bytes; the extract's pack is smaller and filled up.
const packSize = 20 << 20

// BenchmarkPhone is a citizen's phone with 1,000 reports and a map of 20 MB, as a process of its own: how long until its first page is laid out
// and drawn, and how much memory it has while the map is panned through a town. The peer is an empty window of the same Fyne, in turns.
// On the test driver the processor draws; on a screen, if there is one, Mesa does.
func BenchmarkPhone(b *testing.B) {
	home := phoneHome(b)
	field, window := program(b, "field"), program(b, "window")
	live(b, installed(b, field), freshCopy(b, home))
	live(b, installed(b, window))
	turns := 8
	if testing.Short() {
		turns = 3
	}
	for _, on := range []struct {
		name string
		args []string
	}{{"", nil}, {"on a screen, ", []string{"screen"}}} {
		if on.args != nil && os.Getenv("DISPLAY") == "" {
			fmt.Fprintln(os.Stderr, "bench: no screen: the phone is measured on Fyne's test driver alone")
			continue
		}
		var ours, peer []life
		for range turns {
			ours = append(ours, live(b, field, append([]string{freshCopy(b, home)}, on.args...)...))
			peer = append(peer, live(b, window, on.args...))
		}
		row := func(figure, unit, goal string, of, than func(life) float64) {
			sides := []versus.Reading{spread("Priyom", each(ours, of)), spread("an empty window of Fyne 2.8.1", each(peer, than))}
			check(b, versus.Add(versus.Row{Group: "A phone", Figure: on.name + figure, Unit: unit, Goal: goal, Sides: sides}))
		}
		if on.args == nil { // on a screen nobody says when it was drawn
			row("from the start of the process until the first page is laid out and drawn", "ms", "≤ 1,000", life.start, life.start)
		}
		row("memory while the map is panned", "MB", "≤ the window's and 60", life.while, life.rest)
		row("of it the program's own, without what is mapped of its file", "MB", "", life.ownWhile, life.own)
		row("memory some seconds after", "MB", "≤ the window's and 60", life.rest, life.rest)
		row("the most that it ever had", "MB", "", life.most, life.most)
	}
}

// life is what a process said, and when.
type life struct {
	stands time.Duration
	panned []resident.Memory
	rests  resident.Memory
}

func (l life) start() float64 { return float64(l.stands) / float64(time.Millisecond) }
func (l life) rest() float64  { return l.rests.All }
func (l life) own() float64   { return l.rests.Own }
func (l life) most() float64  { return l.rests.Most }

// while is the middle of all views: half of them need more, half less.
func (l life) while() float64 {
	return middle(l.panned, func(m resident.Memory) float64 { return m.All })
}

func (l life) ownWhile() float64 {
	return middle(l.panned, func(m resident.Memory) float64 { return m.Own })
}

func middle(all []resident.Memory, of func(resident.Memory) float64) float64 {
	var values []float64
	for _, m := range all {
		values = append(values, of(m))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func each(all []life, of func(life) float64) (values []float64) {
	for _, l := range all {
		values = append(values, of(l))
	}
	return values
}

// live runs a program to its end.
func live(b *testing.B, name string, args ...string) (l life) {
	b.Helper()
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	check(b, err)
	began := time.Now()
	check(b, c.Start())
	for s := bufio.NewScanner(out); s.Scan(); {
		what, said, _ := strings.Cut(s.Text(), " ")
		switch what {
		case resident.Stands:
			l.stands = time.Since(began)
			continue
		case resident.While, resident.Rests:
		default:
			continue
		}
		m, err := resident.Parse(said)
		check(b, err)
		if what == resident.While {
			l.panned = append(l.panned, m)
		} else {
			l.rests = m
		}
	}
	check(b, c.Wait())
	if l.stands == 0 || l.rests.All == 0 {
		b.Fatalf("%s said too little: %+v", name, l)
	}
	return l
}

// installed has a program's file read from the disk when it is started next, in the pieces that are needed. What the linker has just
// written lies in memory in large ones, which count as a process's own whole.
func installed(b *testing.B, name string) string {
	b.Helper()
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	check(b, err)
	defer f.Close()
	check(b, f.Sync())
	check(b, unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED))
	return name
}

// phoneHome is a home folder with reports and a map, and beside it what opens it.
func phoneHome(b *testing.B) string {
	b.Helper()
	home := filepath.Join(tempDir(b), "home")
	check(b, os.MkdirAll(filepath.Join(home, "maps"), 0o700))
	v, err := vault.Open(home, vault.Secrets{Keyring: resident.Keyring(filepath.Dir(home))})
	check(b, err)
	s, err := store.Open(b.Context(), home, v, store.Options{})
	check(b, err)
	portal := storetest.NewPortal(b)
	check(b, s.Enroll(b.Context(), store.Enrolment{
		URL: "http://127.0.0.1:1", Portal: "bench", PortalName: "Район", Role: civic.RoleCitizen, Place: "с. Ставчены", Code: "СТ-04",
		SignKey: portal.Sign.Public().(ed25519.PublicKey), SealKeys: []journal.SealKey{portal.Open.Public()}, At: time.Now(),
	}))
	c := newCorpus(b)
	for i := range 1000 {
		r, err := s.NewReport()
		check(b, err)
		c.fill(&r, i)
		r.Place.Position, r.Place.Source = civic.Position{Lat: 46.98 + civic.Degrees(i*37%1000)*0.00008, Lon: 28.78 + civic.Degrees(i*61%1009)*0.00014}, civic.SourceMap
		_, err = s.Capture(b.Context(), r)
		check(b, err)
	}
	check(b, s.Close())
	path := filepath.Join(home, "maps", "district.pack")
	_, err = osmload.Load(b.Context(), realExtract(b, "chisinau-ru.osm.pbf"), path, osmload.Options{Index: places.NewBuilder()})
	check(b, err)
	check(b, pad(path))
	return home
}

// pad fills a pack up to its size, as a larger district would.
func pad(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		return err
	}
	_, err1 := db.Exec("CREATE TABLE more (body BLOB)")
	_, err2 := db.Exec(fmt.Sprintf("INSERT INTO more VALUES (randomblob(%d))", max(0, packSize-info.Size())))
	return errors.Join(err1, err2, db.Close())
}

// freshCopy is a copy of a home folder, and of what opens it: a program that has run leaves traces.
func freshCopy(b *testing.B, home string) string {
	b.Helper()
	dir := tempDir(b)
	check(b, os.CopyFS(dir, os.DirFS(filepath.Dir(home))))
	return filepath.Join(dir, filepath.Base(home))
}
