package places

import (
	"errors"
	"path/filepath"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// changed is the county's pack after a statement that no Builder would have made.
func changed(t *testing.T, statement string) *pack.Pack {
	t.Helper()
	path := filepath.Join(t.TempDir(), "changed.pack")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	b := NewBuilder()
	county(b)
	if err := b.Write(t.Context(), w.Tx()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Tx().Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(t.Context(), pack.Meta{Bounds: tiles.Box{MaxX: 1, MaxY: 1}}); err != nil {
		t.Fatal(err)
	}
	return openPack(t, path)
}

// TestRowsThatMakeNoSense: what is wrong is said where the answer needs it, and doesn't keep from answering where it doesn't.
func TestRowsThatMakeNoSense(t *testing.T) {
	for _, c := range []struct {
		statement, query string
		damaged          bool
	}{
		{"UPDATE strip SET data = x'ff'", "садовая 5", true},
		{"UPDATE strip SET data = x'ff'", "колодец", false}, // wells are looked for without the strips around them
		{"UPDATE strip SET data = x'ff'", "садовая", true},  // its box
		{"UPDATE strip SET data = x'ff'", "магазин на садовой", true},
		{"UPDATE strip SET data = x'ff'", "5", true},
		{"UPDATE word SET ids = x'ff' WHERE kind = 2", "садовая", true},
		{"UPDATE word SET ids = x'ff' WHERE kind = 3", "школа", true},
		{"UPDATE word SET ids = x'ff' WHERE kind = 4", "колодец", true},
		{"UPDATE word SET ids = x'ff' WHERE kind = 4", "магазин на садовой", true},
		{"UPDATE word SET ids = x'ff' WHERE kind = 4", "садовая 5", false},
		{"UPDATE settlement SET outline = x'01'", "липовка", true},
		{"UPDATE settlement SET outline = x'01'", "садовая 5", false},
		{"DELETE FROM street", "садовая", false},
		{"DELETE FROM landmark", "колодец", false},
		{"UPDATE landmark SET settlement = 9999", "магазин на садовой", false},
		{"UPDATE landmark SET settlement = -1", "школа", false},
		{"UPDATE word SET ids = x'e70f' WHERE kind = 1", "липовка", false}, // 2023: there are forty
		{"UPDATE landmark SET class = 0, x = -5, y = 1 << 62", "колодец", false},
	} {
		l, err := Open(changed(t, c.statement))
		if err != nil {
			t.Fatal(err)
		}
		near := where(villageAt(9))
		_, err = l.Search(t.Context(), c.query, SearchOptions{Near: &near, Lang: ru})
		if errors.Is(err, pack.ErrDamaged) != c.damaged || err != nil && !c.damaged {
			t.Errorf("%s; %q: %v", c.statement, c.query, err)
		}
	}
	for _, statement := range []string{"UPDATE settlement SET id = id + 1 WHERE id = (SELECT max(id) FROM settlement)", "UPDATE settlement SET street = 0 WHERE id = 20", "UPDATE kilometre SET x = 'x'"} {
		if _, err := Open(changed(t, statement)); !errors.Is(err, pack.ErrDamaged) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	for statement, damaged := range map[string]bool{"SELECT 1": false, "DROP TABLE word": false, "UPDATE strip SET data = x'ff'": true} {
		if err := VerifyPack(t.Context(), changed(t, statement)); errors.Is(err, pack.ErrDamaged) != damaged {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// TestFromNowhere: a place that isn't on the map is none.
func TestFromNowhere(t *testing.T) {
	l := openPlaces(t, village)
	nowhere := tiles.Point{X: -1, Y: 1 << 60}
	found, err := l.Search(t.Context(), "лесная 12", SearchOptions{Near: &nowhere, Lang: ru})
	if err != nil || len(found) == 0 || found[0].Distance != -1 {
		t.Errorf("%+v, %v", found, err)
	}
	if s, err := l.SettlementAt(t.Context(), nowhere, ru); s != nil || err != nil {
		t.Errorf("%+v, %v", s, err)
	}
}
