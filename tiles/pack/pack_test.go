package pack

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"priyom/tiles"
)

func sample() *Cell {
	return &Cell{
		Points: []CellPoint{{0, 0}, {100, 0}, {100, 100}, {20, 20}, {40, 40}, {40, 20}, {-300, 8000}, {16_800, 8100}, {50, 60}},
		Features: []Feature{
			{Class: Building, Rank: 246, Parts: []Part{{0, 3}, {3, 6}}, Box: CellBox{0, 0, 100, 100}},
			{Class: Street, Name: "Лесная улица", Ref: "12", Bridge: true, Oneway: Backward, Layer: -1, Parts: []Part{{6, 8}}, Box: CellBox{-300, 8000, 16_800, 8100}},
			{Class: HouseNumber, Ref: "12", Tunnel: true, Oneway: Forward, Parts: []Part{{8, 9}}, Box: CellBox{50, 60, 50, 60}},
		},
	}
}

func meta() Meta {
	return Meta{
		Names: Names{"Ставчены", "Ставчены", "Ставчени", "Stăuceni"}, Bounds: tiles.Box{MinX: 1, MinY: 2, MaxX: 3, MaxY: 4}, Attribution: Attribution,
		DataAt: time.Date(2026, 11, 1, 20, 0, 0, 0, time.UTC), Source: "x.osm.pbf", Program: "priyom 1", Features: 3, Addresses: 1,
	}
}

func write(t testing.TB, path string) {
	t.Helper()
	w, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Discard(); err != nil {
			t.Error(err)
		}
	}()
	for y := range uint32(40) {
		if err := w.Cell(t.Context(), Band14, 9000, 5000+y, sample()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(t.Context(), meta()); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, path string) *Pack {
	t.Helper()
	p, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Район № 1 ?#%.pack") // a name that an URI would misunderstand
	write(t, path)
	p := open(t, path)
	if p.Meta() != meta() {
		t.Errorf("meta %+v", p.Meta())
	}
	c, err := p.Cell(t.Context(), Band14, 9000, 5003)
	if err != nil || !reflect.DeepEqual(c, sample()) {
		t.Errorf("%v: %+v", err, c)
	}
	if _, err := p.Cell(t.Context(), Band14, 9000, 4999); !errors.Is(err, ErrNoCell) {
		t.Errorf("beside it: %v", err)
	}
	if err := p.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := p.DB().Exec("DELETE FROM cell"); err == nil {
		t.Error("a pack can be written to")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	dir := t.TempDir()
	var all [][]byte
	for _, name := range []string{"a", "b"} {
		write(t, filepath.Join(dir, name))
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Error("two packs of the same input differ")
	}
}

func TestUnfinishedIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "district.pack")
	write(t, path)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Cell(t.Context(), Band14, 1, 1, sample()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Finish(ctx, meta()); err == nil {
		t.Error("finished though it was stopped")
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the old pack is gone: %v", err)
	}
	if left, err := filepath.Glob(path + ".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestBrokenFilesSayWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "good")
	write(t, path)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	change := func(f func([]byte) []byte) []byte { return f(bytes.Clone(good)) }
	for _, c := range []struct {
		name string
		raw  []byte
		want error
	}{
		{"empty", nil, ErrNotPack},
		{"text", []byte("это не карта, это письмо, и довольно длинное, чтобы в нём было больше ста байт, как в заголовке базы"), ErrNotPack},
		{"another application's", change(func(b []byte) []byte { binary.BigEndian.PutUint32(b[68:], 1); return b }), ErrNotPack},
		{"newer", change(func(b []byte) []byte { binary.BigEndian.PutUint32(b[60:], Version+1); return b }), ErrNewer},
		{"cut off", good[:len(good)-5000], ErrTruncated},
		{"without its tables", change(func(b []byte) []byte { clear(b[100:4096]); return b }), ErrDamaged},
	} {
		bad := filepath.Join(dir, "bad")
		if err := os.WriteFile(bad, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(bad); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(dir, "gone")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// TestDamageNeverChangesTheMap flips one byte after the other: either something says so, or every cell is what it was.
func TestDamageNeverChangesTheMap(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "good")
	write(t, path)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for at := 100; at < len(good); at += 61 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x55
		file := filepath.Join(dir, "bad")
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := Open(file)
		if err != nil {
			found++
			continue
		}
		if p.Verify(t.Context()) != nil {
			found++
		} else {
			for y := range uint32(40) {
				if c, err := p.Cell(t.Context(), Band14, 9000, 5000+y); err != nil || !reflect.DeepEqual(c, sample()) {
					t.Fatalf("byte %d: cell %d is %+v, %v", at, y, c, err)
				}
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if found == 0 {
		t.Error("no damage was found")
	}
}

func TestBands(t *testing.T) {
	for z, want := range map[tiles.Zoom]Band{5: Band5, 7: Band5, 8: Band8, 11: Band10, 13: Band12, 14: Band14, 19: Band14} {
		if b, ok := BandOf(z); !ok || b != want {
			t.Errorf("zoom %d is drawn from %d", z, b)
		}
	}
	for _, z := range []tiles.Zoom{0, 4, 20, 22} {
		if _, ok := BandOf(z); ok {
			t.Errorf("zoom %d is drawn", z)
		}
	}
	if Band5.Deepest() != 7 || Band14.Deepest() != 19 {
		t.Errorf("deepest: %d, %d", Band5.Deepest(), Band14.Deepest())
	}
}

func FuzzCell(f *testing.F) {
	for format := range byte(Version + 1) {
		f.Add(new(cellWriter).cell(sample()), format)
		f.Add(new(cellWriter).cell(&Cell{}), format)
		f.Add([]byte{0, 1, 0xff, 0xff, 0xff, 0x03}, format)
	}
	f.Add(new(cellWriter).cell(shared()), byte(2))
	f.Fuzz(func(t *testing.T, raw []byte, format byte) {
		c, err := parseCell(raw, uint32(format))
		if err != nil {
			if !errors.Is(err, errCell) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		again, err := parseCell(new(cellWriter).cell(c), Version)
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("written and read again it differs: %v", err)
		}
	})
}
