package osmload_test

import (
	"os"
	"path/filepath"
	"testing"

	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

// extract is a real extract, or the test is skipped.
func extract(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "osm", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the extract isn't there: %v", err)
	}
	return path
}

func TestRealExtracts(t *testing.T) {
	for _, name := range []string{"stavcheny.osm.pbf", "durleshty.osm.pbf", "moscow-butovo.osm.pbf", "chisinau-ru.osm.pbf"} {
		out := filepath.Join(t.TempDir(), "x.pack")
		res, err := osmload.Load(t.Context(), extract(t, name), out, osmload.Options{})
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(out)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %+v", name, info.Size(), res)
		p, err := pack.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Verify(t.Context()); err != nil {
			t.Error(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	path := extract(b, "chisinau-ru.osm.pbf")
	out := filepath.Join(b.TempDir(), "x.pack")
	for b.Loop() {
		if _, err := osmload.Load(b.Context(), path, out, osmload.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
