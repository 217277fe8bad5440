package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"priyom/portal/disk"
)

func TestWriteNewIsPrivateAndLeavesNothingBeside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "keys.json")
	if err := disk.WriteNew(path, []byte("secret")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if found, _ := os.ReadDir(dir); len(found) != 1 {
		t.Errorf("left behind: %v", found)
	}
}

// Of many who write at once, one wins, whole, and the others are told.
func TestWriteNewNeverReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	var wg sync.WaitGroup
	won := make(chan byte, 8)
	for i := range byte(8) {
		wg.Go(func() {
			err := disk.WriteNew(path, []byte{'a' + i})
			if err == nil {
				won <- 'a' + i
			} else if !errors.Is(err, fs.ErrExist) {
				t.Errorf("loser %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	close(won)
	content, err := os.ReadFile(path)
	if err != nil || len(won) != 1 || len(content) != 1 || content[0] != <-won {
		t.Errorf("%d winners, file %q, %v", len(won), content, err)
	}
}
