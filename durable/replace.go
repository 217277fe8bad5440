package durable

import (
	"fmt"
	"os"
	"path/filepath"
)

// Replace writes a file that only its owner may read in place of another: after a power cut there is the one or the other,
// whole.
func Replace(path string, content []byte) error {
	beside, err := writeBeside(path, content)
	if err == nil {
		defer os.Remove(beside) // there only if the rename failed
		err = os.Rename(beside, path)
	}
	if err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	return SyncDir(filepath.Dir(path))
}
