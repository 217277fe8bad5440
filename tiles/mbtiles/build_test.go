package mbtiles_test

import (
	"bytes"
	"database/sql"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"priyom/tiles"
	"priyom/tiles/mbtiles"
	"priyom/tiles/picture"
)

// plain is a tile of one colour, which tells it from the others.
func plain(t testing.TB, side int, c color.RGBA) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{c})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func colourOf(c tiles.Coord) color.RGBA { return color.RGBA{uint8(c.Z), uint8(c.X), uint8(c.Y), 255} }

func coord(t testing.TB, s string) tiles.Coord {
	t.Helper()
	c, err := tiles.ParseCoord(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// written is a file of plain tiles, made by our writer.
func written(t testing.TB, m mbtiles.Metadata, side int, names ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a b?#%.mbtiles") // a name that a URL would take apart
	m.Format = picture.PNG
	w, err := mbtiles.Create(t.Context(), path, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := w.Put(t.Context(), coord(t, name), plain(t, side, colourOf(coord(t, name)))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return path
}

// foreign is a file that other programs, or nobody's, would make.
func foreign(t testing.TB, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foreign.mbtiles")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path
}

const (
	metadataTable = `CREATE TABLE metadata (name text, value text)`
	tilesTable    = `CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)`
	isPNG         = `INSERT INTO metadata VALUES ('format', 'png')`
)

func open(t testing.TB, path string) *mbtiles.Source {
	t.Helper()
	s, err := mbtiles.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func ask(t testing.TB, s *mbtiles.Source, name string, size tiles.Size) (tiles.Tile, error) {
	t.Helper()
	return s.Tile(t.Context(), tiles.Request{Coord: coord(t, name), Size: size})
}
