package district_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"

	"priyom/assets/district"
	"priyom/civic"
	"priyom/lang"
	"priyom/tiles/demo"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

var update = flag.Bool("update", false, "make demo.pack.zst anew")

const file = "demo.pack.zst"

// TestPack: what is embedded is a whole pack, small enough to be carried along, and its settlement is the practice point's.
func TestPack(t *testing.T) {
	if *update {
		remake(t)
		t.Skip("made anew; run the test again")
	}
	if info, err := os.Stat(file); err != nil || info.Size() > 1_500_000 {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
	path, err := district.Put(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	search, err := places.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range civic.Langs() {
		place := words(t, l).Say("demo.place")
		found, err := search.Search(t.Context(), place, places.SearchOptions{Lang: l, Limit: 1})
		if err != nil || len(found) == 0 || found[0].Kind != places.KindSettlement {
			t.Errorf("%s: %q is %+v, %v", l, place, found, err)
		}
	}
}

func TestPutTwice(t *testing.T) {
	dir := t.TempDir()
	path, err := district.Put(dir)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, before := range [][]byte{whole, whole[:len(whole)/2], nil} {
		if err := os.WriteFile(path, before, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := district.Put(dir); err != nil {
			t.Fatal(err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("over %d bytes: %d bytes, %v", len(before), len(now), err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// TestSameAsMadeNow makes the district anew, which the embedded one must equal.
func TestSameAsMadeNow(t *testing.T) {
	if os.Getenv("PRIYOM_REBUILD") == "" {
		t.Skip("PRIYOM_REBUILD isn't set")
	}
	path, err := district.Put(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	there, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if now := made(t); !bytes.Equal(there, now) {
		t.Errorf("%d bytes are embedded, and %d others are made now: `make district`", len(there), len(now))
	}
}

func words(t *testing.T, l civic.Lang) *lang.Voice {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Voice(l)
}

// made is a pack as the program makes it now.
func made(t *testing.T) []byte {
	t.Helper()
	extract, out := filepath.Join(t.TempDir(), "demo.osm.pbf"), filepath.Join(t.TempDir(), "demo.pack")
	f, err := os.Create(extract)
	if err != nil {
		t.Fatal(err)
	}
	o := demo.Default()
	o.Settlements = district.Settlements
	if _, err := demo.Generate(o, demo.NewPBF(f)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	say := func(l civic.Lang) string { return words(t, l).Say("demo.district") }
	names := pack.Names{Local: say(civic.LangRU), RU: say(civic.LangRU), UK: say(civic.LangUK), EN: say(civic.LangEN)}
	if _, err := osmload.Load(t.Context(), extract, out, osmload.Options{Index: places.NewBuilder(), Names: names, Program: "priyom"}); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func remake(t *testing.T) {
	t.Helper()
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, zip.EncodeAll(made(t), nil), 0o644); err != nil {
		t.Fatal(err)
	}
}
