package mbtiles_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/mbtiles"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	good, err := os.ReadFile(written(t, mbtiles.Metadata{Name: "x"}, 256, "3/1/1", "3/2/1", "3/3/1"))
	if err != nil {
		t.Fatal(err)
	}
	corrupt := append([]byte(nil), good...)
	for i := 100; i < 3000; i++ { // the schema's page
		corrupt[i] ^= 0x5a
	}
	oddPage := append([]byte(nil), good...)
	binary.BigEndian.PutUint16(oddPage[16:], 1000)
	bytes := func(data []byte) string {
		path := filepath.Join(t.TempDir(), "x.mbtiles")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	hot := bytes(good)
	if err := os.WriteFile(hot+"-journal", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	vector := fmt.Sprintf("INSERT INTO tiles VALUES (0, 0, 0, x'%x')", "\x1f\x8b\x08\x00")
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"nothing there":            {filepath.Join(t.TempDir(), "none"), fs.ErrNotExist},
		"a folder":                 {t.TempDir(), mbtiles.ErrNotMBTiles},
		"an empty file":            {bytes(nil), mbtiles.ErrNotMBTiles},
		"a page of the Wi-Fi":      {bytes([]byte("<html>log in first</html>")), mbtiles.ErrNotMBTiles},
		"a picture":                {bytes(plain(t, 256, color.RGBA{})), mbtiles.ErrNotMBTiles},
		"another database":         {foreign(t, "CREATE TABLE other (a)"), mbtiles.ErrNotMBTiles},
		"a table is missing":       {foreign(t, metadataTable), mbtiles.ErrNotMBTiles},
		"other columns":            {foreign(t, metadataTable, "CREATE TABLE tiles (z, x, y, data)"), mbtiles.ErrNotMBTiles},
		"a view of nothing":        {foreign(t, metadataTable, "CREATE VIEW tiles AS SELECT * FROM gone"), mbtiles.ErrNotMBTiles},
		"pbf":                      {foreign(t, metadataTable, tilesTable, "INSERT INTO metadata VALUES ('format', 'pbf')"), mbtiles.ErrVector},
		"MVT's media type":         {foreign(t, metadataTable, tilesTable, "INSERT INTO metadata VALUES ('format', 'application/vnd.mapbox-vector-tile')"), mbtiles.ErrVector},
		"vector tiles, unsaid":     {foreign(t, metadataTable, tilesTable, vector), mbtiles.ErrVector},
		"vector tiles said as PNG": {foreign(t, metadataTable, tilesTable, isPNG, vector), mbtiles.ErrVector},
		"elevation":                {foreign(t, metadataTable, tilesTable, "INSERT INTO metadata VALUES ('format', 'terrarium')"), mbtiles.ErrFormat},
		"unsaid and unseen":        {foreign(t, metadataTable, tilesTable, "INSERT INTO tiles VALUES (0, 0, 0, x'00')"), mbtiles.ErrFormat},
		"cut in the header":        {bytes(good[:99]), mbtiles.ErrNotMBTiles},
		"cut in a page":            {bytes(good[:5000]), mbtiles.ErrDamaged},
		"cut by a byte":            {bytes(good[:len(good)-1]), mbtiles.ErrDamaged},
		"a damaged schema":         {bytes(corrupt), mbtiles.ErrDamaged},
		"an odd page size":         {bytes(oddPage), mbtiles.ErrDamaged},
		"a journal beside it":      {hot, mbtiles.ErrUnfinished},
	} {
		s, err := mbtiles.Open(t.Context(), c.path)
		if !errors.Is(err, c.want) || s != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A view may be anything, also a query without an end.
func TestOpenEndsWhatDoesnt(t *testing.T) {
	path := foreign(t, metadataTable, isPNG, `CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)
		SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, NULL AS tile_data FROM n WHERE i < 0`)
	if _, err := mbtiles.OpenWithin(t.Context(), path, 50*time.Millisecond); !errors.Is(err, mbtiles.ErrDamaged) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := mbtiles.Open(ctx, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the asker's own limit: %v", err)
	}
}

func TestViewsAreEquallyValid(t *testing.T) {
	s := open(t, foreign(t,
		"CREATE TABLE images (id text, data blob)", "CREATE TABLE map (z integer, x integer, y integer, id text)",
		fmt.Sprintf("INSERT INTO images VALUES ('sea', x'%x')", plain(t, 256, color.RGBA{0, 0, 99, 255})),
		"INSERT INTO map VALUES (5, 1, 30, 'sea'), (7, 2, 3, 'sea')",
		"CREATE TABLE m (k, v)", "INSERT INTO m VALUES ('name', 'Sea')", "CREATE VIEW metadata AS SELECT k AS name, v AS value FROM m",
		"CREATE VIEW tiles AS SELECT z AS zoom_level, x AS tile_column, y AS tile_row, data AS tile_data FROM map JOIN images USING (id)"))
	if m := s.Metadata(); m.Name != "Sea" || m.MinZoom != 5 || m.MaxZoom != 7 || m.Format.String() != "png" {
		t.Errorf("%+v", m)
	}
	if tile, err := ask(t, s, "5/1/1", tiles.Size256); err != nil || tile.Image.RGBAAt(0, 0).B != 99 {
		t.Errorf("%v", err)
	}
}

func TestAFileWithoutTilesIsInOrder(t *testing.T) {
	s := open(t, foreign(t, metadataTable, tilesTable))
	if _, err := ask(t, s, "0/0/0", tiles.Size512); !errors.Is(err, tiles.ErrNoTile) {
		t.Errorf("%v", err)
	}
}

func TestOpenLeavesTheFileAlone(t *testing.T) {
	path := written(t, mbtiles.Metadata{}, 64, "1/0/0")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	if _, err := ask(t, s, "1/0/0", 64); err != nil {
		t.Error(err)
	}
	if found, _ := os.ReadDir(filepath.Dir(path)); len(found) != 1 {
		t.Errorf("left beside it: %v", found)
	}
}

// FuzzOpen opens whatever, asks for every tile of the first zooms, and wants sentinels for all that is wrong.
func FuzzOpen(f *testing.F) {
	path := written(f, mbtiles.Metadata{Name: "x", Attribution: "y"}, 16, "0/0/0", "1/0/0", "1/1/1")
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	for _, at := range []int{0, 18, 28, 60, 100, 110, 4096, 4100, 8192, 12288, len(good) - 30} {
		f.Add(at, []byte{0xff, 1, 0, 0x7f}, len(good))
	}
	f.Add(0, []byte{}, 5000)
	f.Fuzz(func(t *testing.T, at int, change []byte, size int) {
		data := append([]byte(nil), good[:max(0, min(len(good), size))]...)
		if at >= 0 && at < len(data) {
			copy(data[at:], change)
		}
		path := filepath.Join(t.TempDir(), "x.mbtiles")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := mbtiles.OpenWithin(t.Context(), path, time.Second)
		if err != nil {
			for _, known := range []error{mbtiles.ErrNotMBTiles, mbtiles.ErrVector, mbtiles.ErrFormat, mbtiles.ErrDamaged} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("%v", err)
		}
		defer s.Close()
		for _, name := range []string{"0/0/0", "1/0/0", "1/1/0", "1/0/1", "1/1/1"} {
			tile, err := ask(t, s, name, 32)
			if err == nil && (tile.Image.Rect.Dx() != 32 || tile.Image.Rect.Dy() != 32) {
				t.Fatalf("%v", tile.Image.Rect)
			}
			if err != nil && !errors.Is(err, tiles.ErrNoTile) && !errors.Is(err, tiles.ErrTile) {
				t.Fatalf("%v", err)
			}
		}
	})
}
