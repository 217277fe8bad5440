package places

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

func TestAPackWithoutAnIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(t.Context(), pack.Meta{Bounds: tiles.Box{MaxX: 1, MaxY: 1}}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(openPack(t, path)); !errors.Is(err, ErrNoIndex) || errors.Is(err, pack.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

// TestDamage flips bytes all over a pack: an answer may be wrong or an error that says so; nothing panics.
func TestDamage(t *testing.T) {
	good := read(t, builtAt(t, village))
	path := filepath.Join(t.TempDir(), "bad")
	said := 0
	for at := 100; at < len(good); at += 37 {
		bad := bytes.Clone(good)
		for i := at; i < min(at+3, len(bad)); i++ {
			bad[i] ^= 0xa5
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := pack.Open(path)
		if err != nil {
			continue
		}
		if err := use(t, p); err != nil {
			said++
			if !errors.Is(err, pack.ErrDamaged) && !errors.Is(err, ErrNoIndex) {
				t.Errorf("byte %d: %v", at, err)
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if said == 0 {
		t.Error("no damage was noticed")
	}
}

// use asks everything of a pack; the first error.
func use(t *testing.T, p *pack.Pack) error {
	l, err := Open(p)
	if err != nil {
		return err
	}
	near := where(0, 0)
	for _, q := range []string{"лесная 12", "лисная", "школа", "14 км", "12", "ставчены"} {
		if _, err := l.Search(t.Context(), q, SearchOptions{Near: &near, Lang: ru}); err != nil {
			return err
		}
	}
	_, err = l.Near(t.Context(), near, ru)
	return err
}

func FuzzStrip(f *testing.F) {
	f.Add(strip{[][]tiles.Point{{{X: 16, Y: 32}, {X: 1 << 30, Y: 5}}}, []stripHouse{{"12А", tiles.Point{X: 1 << 31, Y: 7}}}}.blob())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := parseStrip(raw)
		if err != nil {
			return
		}
		again, err := parseStrip(s.blob())
		if err != nil || len(again.lines) != len(s.lines) || len(again.houses) != len(s.houses) {
			t.Errorf("written and read again: %v", err)
		}
		if _, err := parseOutline(raw); err != nil && len(s.houses) == 0 && len(raw) > 0 && raw[len(raw)-1] != 0 {
			t.Errorf("an outline isn't: %v", err)
		}
	})
}

func FuzzQuery(f *testing.F) {
	l := openPlaces(f, village)
	for _, q := range []string{"Ставчены Лесная 12", "ул. Лесная, д. 14 корп. 1 кв. 3", "Р-29 14 км", "12,5 km", "5-й балканский", "%_'\"", "\xff\x00", "12а 12a 12-а 7/2", "Лeсная"} {
		f.Add(q)
	}
	near := where(0, 0)
	f.Fuzz(func(t *testing.T, q string) {
		readings := l.words.readings(q)
		if len(readings) > 4 {
			t.Errorf("%d readings", len(readings))
		}
		for _, r := range readings {
			if len(r.words) > maxTokens || len(r.house) > maxWord {
				t.Errorf("%+v", r)
			}
		}
		found, err := l.Search(t.Context(), q, SearchOptions{Near: &near, Lang: ru, Limit: 3})
		if err != nil || len(found) > 3 {
			t.Errorf("%d, %v", len(found), err)
		}
		for _, p := range found {
			if p.Label == "" || p.Distance < 0 {
				t.Errorf("%+v", p)
			}
		}
	})
}

// FuzzFold: how a word sounds is short, and doesn't depend on its case.
func FuzzFold(f *testing.F) {
	v := words(f)
	for _, s := range []string{"Лесная", "щёголь", "ь", "Chișinău", "lesnaya", "ъъ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tok := range v.tokens(s) {
			if len(tok.sound) > maxWord || tok.text == "" {
				t.Errorf("%q: %+v", s, tok)
			}
		}
		if k := v.houseKey(s); len(k) > maxWord {
			t.Errorf("%q: %q", s, k)
		}
	})
}

// TestVerify damages what the database itself can't notice.
func TestVerify(t *testing.T) {
	for _, damage := range []string{
		"", "UPDATE strip SET data = x'ff' WHERE id = (SELECT max(id) FROM strip)", "DELETE FROM street WHERE id = 2", "UPDATE settlement SET outline = x'0102'",
		"UPDATE word SET ids = x'ffffffffffffffffffff01' WHERE kind = 3",
	} {
		path := filepath.Join(t.TempDir(), "x")
		w, err := pack.Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		b := NewBuilder()
		village(b)
		if err := b.Write(t.Context(), w.Tx()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Tx().Exec(damage); err != nil {
			t.Fatal(err)
		}
		if err := w.Finish(t.Context(), pack.Meta{Bounds: tiles.Box{MaxX: 1, MaxY: 1}}); err != nil {
			t.Fatal(err)
		}
		l, err := Open(openPack(t, path))
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Verify(t.Context()); errors.Is(err, pack.ErrDamaged) != (damage != "") {
			t.Errorf("%q: %v", damage, err)
		}
	}
}

// TestManyAtOnce asks from several goroutines; with -race it says what they share.
func TestManyAtOnce(t *testing.T) {
	l := openPlaces(t, village)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			at := where(10, 10)
			for _, q := range []string{"лисная 12", "школа", "ставч", "lesnaya 12"} {
				if found, err := l.Search(t.Context(), q, SearchOptions{Near: &at}); err != nil || len(found) == 0 {
					t.Errorf("%q: %v", q, err)
				}
			}
			if _, err := l.Near(t.Context(), at, ru); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
