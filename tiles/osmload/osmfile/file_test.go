package osmfile_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/paulmach/osm/osmpbf"

	"priyom/tiles/osmload/osmfile"
)

// extract is a real extract, or the test is skipped.
func extract(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "osm", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the extract isn't there: %v", err)
	}
	return path
}

type tally struct {
	nodes, ways, relations, tags, refs, members int
	sum                                         int64
}

func (c *tally) text(s string) {
	for i := range len(s) {
		c.sum = c.sum*31 + int64(s[i])
	}
}

func ours(t testing.TB, path string, want osmfile.Kind) (c tally) {
	f, err := osmfile.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Scan(context.Background(), want, func(b *osmfile.Block) error { c.add(b); return nil }); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *tally) add(b *osmfile.Block) {
	tags := func(tags osmfile.Tags) {
		for _, t := range tags {
			c.tags++
			c.text(t.Key)
			c.text(t.Value)
		}
	}
	for _, n := range b.Nodes {
		c.nodes++
		c.sum = c.sum*31 + n.ID + int64(n.Lat)*7 + int64(n.Lon)*11
		tags(n.Tags)
	}
	for _, w := range b.Ways {
		c.ways++
		c.sum = c.sum*31 + w.ID
		for _, r := range w.Refs {
			c.refs++
			c.sum = c.sum*31 + r
		}
		tags(w.Tags)
	}
	for _, r := range b.Relations {
		c.relations++
		c.sum = c.sum*31 + r.ID
		for _, m := range r.Members {
			c.members++
			c.sum = c.sum*31 + m.Ref + int64(m.Kind)
			c.text(m.Role)
		}
		tags(r.Tags)
	}
}

func theirs(t testing.TB, path string) (c tally) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := osmpbf.New(context.Background(), f, 1)
	defer s.Close()
	b := &osmfile.Block{}
	for s.Scan() {
		*b = osmfile.Block{}
		osmfile.Add(b, s.Object())
		c.add(b)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestAsPaulmachReads compares every element with what another reader makes of the file.
func TestAsPaulmachReads(t *testing.T) {
	for _, name := range []string{"stavcheny.osm.pbf", "durleshty.osm.pbf", "moscow-butovo.osm.pbf", "chisinau-ru.osm.pbf"} {
		path := extract(t, name)
		if got, want := ours(t, path, osmfile.All), theirs(t, path); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, paulmach/osm %+v", name, got, want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	path := extract(b, "chisinau-ru.osm.pbf")
	for b.Loop() {
		f, err := osmfile.Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		if err := f.Scan(b.Context(), osmfile.All, func(x *osmfile.Block) error { n += len(x.Nodes); return nil }); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
