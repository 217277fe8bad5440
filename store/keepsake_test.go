package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

// What is kept for the person comes back whole, is replaced by the next, and can't be read from the disk.
func TestKeepsake(t *testing.T) {
	home := t.TempDir()
	d := storetest.Open(t, home, store.Options{})
	if got, err := d.Kept(t.Context(), store.KeepsakeCitizen); got != nil || err != nil {
		t.Fatalf("before anything was kept: %q, %v", got, err)
	}
	for _, words := range []string{"Анна Петрова", "Анна Сергеевна Петрова, +37369123456"} {
		if err := d.Keep(t.Context(), store.KeepsakeCitizen, []byte(words)); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Kept(t.Context(), store.KeepsakeCitizen); string(got) != words || err != nil {
			t.Errorf("kept %q, got %q, %v", words, got, err)
		}
	}
	if got, err := d.Kept(t.Context(), store.KeepsakePlace); got != nil || err != nil {
		t.Errorf("another name has %q, %v", got, err)
	}
	err := filepath.WalkDir(home, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte("37369123456")) {
			t.Errorf("%s can be read", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
