package mbtiles_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"priyom/tiles"
	"priyom/tiles/mbtiles"
	"priyom/tiles/picture"
)

func TestWriterRoundTrip(t *testing.T) {
	want := mbtiles.Metadata{
		Name: "District", Format: picture.PNG, Bounds: mbtiles.Bounds{West: 28.5, South: 46.25, East: 29, North: 47}, MinZoom: 2, MaxZoom: 9,
		Attribution: "© OpenStreetMap contributors", Description: "all of it", Kind: mbtiles.Baselayer, Version: "3",
	}
	path := written(t, want, 64, "3/1/1", "3/2/1")
	s := open(t, path)
	if got := s.Metadata(); got != want {
		t.Errorf("%+v\nnot %+v", got, want)
	}
	for _, name := range []string{"3/1/1", "3/2/1"} {
		if tile, err := ask(t, s, name, 64); err != nil || tile.Image.RGBAAt(5, 5) != colourOf(coord(t, name)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// Other programs are to find what the specification names.
func TestWriterKeepsTheSpecification(t *testing.T) {
	path := written(t, mbtiles.Metadata{Name: "D"}, 64, "11/327/791")
	clean := filepath.Join(t.TempDir(), "x.mbtiles")
	if err := os.Rename(path, clean); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", clean)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		"PRAGMA application_id":  fmt.Sprint(0x4d504258),
		"PRAGMA integrity_check": "ok",
		"PRAGMA page_size":       "4096",
		"SELECT group_concat(name || '=' || value, ';') FROM metadata":             "name=D;format=png;bounds=-122.5195312,37.7185903,-122.3437500,37.8575072;minzoom=11;maxzoom=11;scheme=tms",
		"SELECT zoom_level || '/' || tile_column || '/' || tile_row FROM tiles":    "11/327/1256",
		"SELECT typeof(tile_data) FROM tiles":                                      "blob",
		"SELECT group_concat(name, ';') FROM sqlite_master WHERE type = 'index'":   "name;tile_index",
		"SELECT group_concat(name, ',') FROM pragma_table_info('tiles')":           "zoom_level,tile_column,tile_row,tile_data",
		"SELECT lower(group_concat(type, ',')) FROM pragma_table_info('metadata')": "text,text",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v", query, got, err)
		}
	}
}

// The order in which tiles come, and what they replace, leaves no trace.
func TestWriterIsDeterministic(t *testing.T) {
	names := []string{"0/0/0", "1/0/1", "1/1/1", "2/3/0", "5/7/9", "5/8/9"}
	pictures := map[string][]byte{}
	for _, name := range names {
		pictures[name] = plain(t, 256, colourOf(coord(t, name)))
	}
	make := func(order []string) []byte {
		path := filepath.Join(t.TempDir(), "x.mbtiles")
		w, err := mbtiles.Create(t.Context(), path, mbtiles.Metadata{Name: "D", Format: picture.PNG})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range order {
			if err := w.Put(t.Context(), coord(t, name), pictures[names[0]]); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range order {
			if err := w.Put(t.Context(), coord(t, name), pictures[name]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	first := make(names)
	rapid.Check(t, func(rt *rapid.T) {
		if order := rapid.Permutation(names).Draw(rt, "order"); !bytes.Equal(make(order), first) {
			rt.Fatalf("%v makes another file", order)
		}
	})
}

func TestNothingIsSeenBeforeCommit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.mbtiles")
	if err := os.WriteFile(path, []byte("the old one"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := func() bool { data, err := os.ReadFile(path); return err == nil && string(data) == "the old one" }
	w, err := mbtiles.Create(t.Context(), path, mbtiles.Metadata{Format: picture.PNG})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Put(t.Context(), tiles.Coord{}, plain(t, 64, color.RGBA{})); err != nil || !old() {
		t.Errorf("after Put: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Commit(cancelled); !errors.Is(err, context.Canceled) || !old() {
		t.Errorf("a cancelled Commit: %v", err)
	}
	if err := w.Commit(t.Context()); !errors.Is(err, mbtiles.ErrPut) {
		t.Errorf("Commit after that: %v", err)
	}
	if w, err = mbtiles.Create(t.Context(), path, mbtiles.Metadata{Format: picture.PNG}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Abort(), w.Abort()); err != nil || !old() {
		t.Errorf("Abort: %v", err)
	}
	if err := w.Put(t.Context(), tiles.Coord{}, plain(t, 64, color.RGBA{})); !errors.Is(err, mbtiles.ErrPut) {
		t.Errorf("Put after Abort: %v", err)
	}
	if found, _ := os.ReadDir(dir); len(found) != 1 {
		t.Errorf("left behind: %v", found)
	}
	if w, err = mbtiles.Create(t.Context(), path, mbtiles.Metadata{Format: picture.PNG}); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(t.Context()); err != nil || old() {
		t.Errorf("Commit over an old file: %v", err)
	}
	if err := w.Abort(); err != nil {
		t.Errorf("Abort after Commit: %v", err)
	}
	if found, _ := os.ReadDir(dir); len(found) != 1 {
		t.Errorf("left behind: %v", found)
	}
}

func TestWriterRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.mbtiles")
	if _, err := mbtiles.Create(t.Context(), path, mbtiles.Metadata{}); !errors.Is(err, mbtiles.ErrFormat) {
		t.Errorf("without a format: %v", err)
	}
	if _, err := mbtiles.Create(t.Context(), filepath.Join(path, "no", "folder"), mbtiles.Metadata{Format: picture.PNG}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a folder: %v", err)
	}
	w, err := mbtiles.Create(t.Context(), path, mbtiles.Metadata{Format: picture.JPEG})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
	}()
	for name, c := range map[string]struct {
		at   tiles.Coord
		data []byte
		want error
	}{
		"outside the world": {tiles.Coord{Z: 2, X: 4}, nil, tiles.ErrCoord},
		"of another format": {tiles.Coord{}, plain(t, 64, color.RGBA{}), mbtiles.ErrPut},
		"not a picture":     {tiles.Coord{}, []byte("x"), mbtiles.ErrPut},
		"a broken picture":  {tiles.Coord{}, []byte("\xff\xd8\xff"), tiles.ErrTile},
	} {
		if err := w.Put(t.Context(), c.at, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPutFromManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.mbtiles")
	w, err := mbtiles.Create(t.Context(), path, mbtiles.Metadata{Format: picture.PNG})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for y := range uint32(8) {
		wg.Go(func() {
			for x := range uint32(8) {
				c := tiles.Coord{Z: 3, X: x, Y: y}
				if err := w.Put(t.Context(), c, plain(t, 16, colourOf(c))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	if got, want := s.Metadata().Bounds.String(), "-180.0000000,-85.0511288,180.0000000,85.0511288"; got != want {
		t.Errorf("bounds %s", got)
	}
	if tile, err := ask(t, s, "3/7/6", 16); err != nil || tile.Image.RGBAAt(0, 0) != colourOf(tile.Of) {
		t.Errorf("%v", err)
	}
}
