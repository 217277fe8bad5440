package fetch_test

import (
	"database/sql"
	"errors"
	"fmt"
	"image/color"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// noisy answers with pictures that don't compress: 64 × 64 pixels, some 12 kB.
func noisy(w *world) {
	w.answers(func(rw http.ResponseWriter, r *http.Request) {
		c := w.asked(r)
		rw.Write(noisyPicture(w.t, c.X, c.Y))
	})
}

func TestTheBudgetIsKept(t *testing.T) {
	w := newWorld(t)
	w.budget = 1 << 20
	noisy(w)
	s := w.open()
	for i := range 300 {
		for _, name := range []string{fmt.Sprintf("9/%d/1", i), "9/0/1"} { // the second is looked at all the time
			if err := look(s, name); err != nil {
				t.Fatal(err)
			}
		}
		w.pass(2 * time.Hour)
	}
	var size int64
	for _, name := range []string{"", "-wal"} {
		info, err := os.Stat(w.path + name)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > w.budget+w.budget/10+5<<20 { // the log is as long as SQLite lets it become
		t.Errorf("%d bytes on the disk", size)
	}
	if info, _ := os.Stat(w.path); info.Size() > w.budget+w.budget/10 {
		t.Errorf("the file has %d bytes", info.Size())
	}
	asked := w.times()
	_, first := ask(s, "9/0/1")
	_, late := ask(s, "9/299/1")
	if first != nil || late != nil || w.times() != asked {
		t.Errorf("what was used last is gone: %v, %v", first, late)
	}
	if _, err := ask(s, "9/5/1"); err != nil || w.times() != asked+1 {
		t.Errorf("what wasn't used is still there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.budget = 100_000
	if err := w.open().Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(w.path); err != nil || info.Size() > 250_000 {
		t.Errorf("with a smaller budget the file has %d bytes, %v", info.Size(), err)
	}
	if w.trouble != nil {
		t.Error(w.trouble)
	}
}

func TestATileLargerThanTheBudgetIsShown(t *testing.T) {
	w := newWorld(t)
	w.budget = 1000
	noisy(w)
	s := w.open()
	for range 2 {
		if _, err := ask(s, "3/1/1"); err != nil {
			t.Error(err)
		}
	}
	if w.times() != 2 || w.trouble != nil {
		t.Errorf("asked %d times, %v", w.times(), w.trouble)
	}
}

// edit changes the closed file behind the cache's back.
func edit(t *testing.T, path, statement string) {
	t.Helper()
	link := filepath.Join(t.TempDir(), "db")
	if err := os.Rename(path, link); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", link)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Close(), os.Rename(link, path)); err != nil {
		t.Fatal(err)
	}
}

// Whatever the disk did to a row, a tile of another place or half a tile isn't shown; it is brought again.
func TestDamagedRows(t *testing.T) {
	for _, change := range []string{
		"body = substr(body, 1, length(body) / 2)", "body = x''", "x = 5", "z = 3, x = 5", "checked = checked + 1", "until = until + 99999999",
		"etag = 'x'", "sum = sum + 1", "body = zeroblob(20)", "again = 99999999999", "checked = 'x'",
	} {
		w := newWorld(t)
		s := w.open()
		if _, err := ask(s, "3/4/1"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		edit(t, w.path, "UPDATE tile SET "+change)
		s = w.open()
		for _, name := range []string{"3/4/1", "3/5/1"} {
			tile, err := ask(s, name)
			if err != nil || tile.Image.RGBAAt(0, 0) != colourOf(tile.Of) {
				t.Errorf("%s: %s: %v", change, name, err)
			}
		}
	}
}

// A file that is no cache, another version's or damaged is begun anew.
func TestUnusableFilesAreBegunAnew(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"not a database":     func(t *testing.T, path string) { write(t, path, []byte(strings.Repeat("not SQLite ", 1000))) },
		"empty":              func(t *testing.T, path string) { write(t, path, nil) },
		"cut short":          func(t *testing.T, path string) { write(t, path, read(t, path)[:5000]) },
		"another version":    func(t *testing.T, path string) { edit(t, path, "PRAGMA user_version = 2") },
		"a later one's own":  func(t *testing.T, path string) { edit(t, path, "DROP TABLE total; PRAGMA user_version = 9") },
		"a table is missing": func(t *testing.T, path string) { edit(t, path, "DROP TABLE tile") },
		"noise": func(t *testing.T, path string) {
			data := read(t, path)
			for i := 100; i < len(data); i += 7 {
				data[i] ^= 0x55
			}
			write(t, path, data)
		},
	} {
		w := newWorld(t)
		s := w.open()
		if _, err := ask(s, "3/4/1"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		spoil(t, w.path)
		for range 2 { // what only turns out while it is open is mended at the next start
			s = w.open()
			for range 2 {
				if tile, err := ask(s, "3/4/1"); err != nil || tile.Image.RGBAAt(0, 0) != (color.RGBA{3, 4, 1, 255}) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if err := s.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		asked := w.times()
		if _, err := ask(w.open(), "3/4/1"); err != nil || w.times() != asked {
			t.Errorf("%s: it isn't kept afterwards: %v", name, err)
		}
	}
}

func TestOthersMayNotRead(t *testing.T) {
	w := newWorld(t)
	if _, err := ask(w.open(), "3/4/1"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "-wal"} {
		if info, err := os.Stat(w.path + name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
}

// A power cut leaves the database as it was and some beginning of its log, with noise at the end. Whatever it left, tiles are
// whole, those before it in order, and the cache goes on.
func TestPowerCuts(t *testing.T) {
	w := newWorld(t)
	noisy(w)
	s := w.open()
	for x := range 24 {
		if _, err := ask(s, fmt.Sprintf("6/%d/1", x)); err != nil {
			t.Fatal(err)
		}
	}
	db, wal := read(t, w.path), read(t, w.path+"-wal")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(7, 7))
	kept := 0
	for range 20 {
		n := chance.IntN(len(wal) + 1)
		torn := append([]byte(nil), wal[:n]...)
		for i := max(0, n-chance.IntN(9000)); i < n; i++ {
			torn[i] = byte(chance.Uint32())
		}
		write(t, w.path, db)
		write(t, w.path+"-wal", torn)
		if err := os.Remove(w.path + "-shm"); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		s := w.open()
		before := w.times()
		for x := range 24 {
			if err := look(s, fmt.Sprintf("6/%d/1", x)); err != nil {
				t.Fatalf("cut at %d of %d: %v", n, len(wal), err)
			}
		}
		kept += 24 - (w.times() - before)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if kept == 0 || kept == 20*24 || w.trouble != nil {
		t.Errorf("%d tiles survived of %d; %v", kept, 20*24, w.trouble)
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
