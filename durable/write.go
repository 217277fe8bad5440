package durable

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WriteNew writes a file that only its owner may read, durably. The error wraps fs.ErrExist if it is there already, even
// when another process was a moment faster.
func WriteNew(path string, content []byte) error {
	beside, err := writeBeside(path, content)
	if err == nil {
		defer os.Remove(beside)
		err = os.Link(beside, path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return SyncDir(filepath.Dir(path))
}

// writeBeside writes what is to become a file, durably, under another name in the same folder.
func writeBeside(path string, content []byte) (name string, err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return "", err
	}
	_, err = tmp.Write(content)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return "", errors.Join(err, os.Remove(tmp.Name()))
	}
	return tmp.Name(), nil
}
