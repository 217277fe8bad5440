package pack

import (
	"path/filepath"
	"reflect"
	"testing"
)

// TestLeanPackKeepsLittle holds that a phone's connection keeps a quarter of a megabyte of the file, and reads the same.
func TestLeanPackKeepsLittle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "district.pack")
	write(t, path)
	lean, err := OpenLean(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := lean.Close(); err != nil {
			t.Error(err)
		}
	}()
	for p, want := range map[*Pack]int{lean: -256, open(t, path): -2000} {
		var cache int
		if err := p.DB().QueryRow("PRAGMA cache_size").Scan(&cache); err != nil || cache != want {
			t.Errorf("cache_size is %d, %v, want %d", cache, err, want)
		}
		if c, err := p.Cell(t.Context(), Band14, 9000, 5003); err != nil || !reflect.DeepEqual(c, sample()) {
			t.Errorf("%v: %+v", err, c)
		}
	}
}
