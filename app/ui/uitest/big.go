package uitest

import (
	"os"
	"path/filepath"
	"testing"
)

// Big puts a file of so many bytes at a path.
func Big(t testing.TB, path string, bytes int64) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, bytes), 0o600); err != nil {
		t.Fatal(err)
	}
}
