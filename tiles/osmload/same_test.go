package osmload_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"priyom/tiles/osmload"
)

// TestSameInputSameBytes: neither processors nor the budget of memory change a pack.
func TestSameInputSameBytes(t *testing.T) {
	path := extract(t, "durleshty.osm.pbf")
	var want []byte
	for _, c := range []struct{ procs, memory int }{{1, 0}, {4, 0}, {3, 100_000}, {2, 5000}} {
		before := runtime.GOMAXPROCS(c.procs)
		dir := t.TempDir()
		out := filepath.Join(dir, "x.pack")
		_, err := osmload.Load(t.Context(), path, out, osmload.Options{Memory: c.memory})
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = raw
		}
		if !bytes.Equal(raw, want) {
			t.Errorf("%+v: %d bytes, others than before", c, len(raw))
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%+v: left behind: %v %v", c, left, err)
		}
	}
}

// TestStoppedAnywhere cancels at the first sign of every stage: no pack, no files, and the old pack is still there.
func TestStoppedAnywhere(t *testing.T) {
	path := extract(t, "chisinau-ru.osm.pbf")
	for _, boundary := range []osmload.Boundary{{}, {Name: "Кодру"}} {
		stages := map[osmload.Stage]bool{}
		for s := osmload.StageBoundary; s <= osmload.StageCells; s++ {
			dir := t.TempDir()
			out := filepath.Join(dir, "x.pack")
			if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			_, err := osmload.Load(ctx, path, out, osmload.Options{Boundary: boundary, Memory: 100_000, Progress: func(at osmload.Stage, done, total int64) {
				stages[at] = true
				if done < 0 || done > total {
					t.Errorf("stage %d: %d of %d", at, done, total)
				}
				if at == s {
					cancel()
				}
			}})
			cancel()
			if !stages[s] {
				continue
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("stage %d: %v", s, err)
			}
			raw, err := os.ReadFile(out)
			if left, _ := os.ReadDir(dir); err != nil || string(raw) != "old" || len(left) != 1 {
				t.Errorf("stage %d: %v, left behind %v", s, err, left)
			}
		}
		if len(stages) < 5 {
			t.Errorf("stages %v", stages)
		}
	}
}

func TestBrokenExtractsLeaveNothing(t *testing.T) {
	pbf, err := os.ReadFile(extract(t, "durleshty.osm.pbf"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "cut.osm.pbf")
	if err := os.WriteFile(path, pbf[:len(pbf)-500], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := osmload.Load(t.Context(), path, filepath.Join(dir, "x.pack"), osmload.Options{}); !errors.Is(err, osmload.ErrTruncated) {
		t.Errorf("cut off: %v", err)
	}
	if _, err := osmload.Load(t.Context(), filepath.Join(dir, "gone"), filepath.Join(dir, "x.pack"), osmload.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("gone: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// FuzzLoad makes packs of whatever is XML enough: the errors are known ones, and a pack can be read.
func FuzzLoad(f *testing.F) {
	p := &plan{}
	district(p, "Лесное")
	f.Add([]byte(p.xml()), int64(0))
	p = &plan{}
	p.node(0, 0, "place=village", "name=Лесное")
	p.way(p.square(0, 0, 100), "building=yes", "addr:housenumber=1")
	f.Add([]byte(p.xml()), int64(3))
	f.Fuzz(func(t *testing.T, xml []byte, relation int64) {
		dir := t.TempDir()
		path := filepath.Join(dir, "x.osm")
		if err := os.WriteFile(path, xml, 0o600); err != nil {
			t.Fatal(err)
		}
		boundary := osmload.Boundary{Relation: relation}
		if relation == 0 { // what a mutation puts far away would make the district large, and the test slow
			boundary = osmload.Boundary{Box: box(0, 0, 3000, 3000)}
		}
		_, err := osmload.Load(t.Context(), path, filepath.Join(dir, "x.pack"), osmload.Options{Boundary: boundary})
		for _, known := range []error{
			osmload.ErrNotOSM, osmload.ErrDamaged, osmload.ErrTruncated, osmload.ErrNoBoundary, osmload.ErrIncomplete, osmload.ErrBoundary,
			osmload.ErrEmpty, osmload.ErrTooLarge,
		} {
			if errors.Is(err, known) {
				return
			}
		}
		if err != nil {
			t.Errorf("another error: %v", err)
		}
	})
}
