//go:build !windows

package vault

import (
	"errors"
	"fmt"
	"os"
)

// SyncDir makes a folder's entries durable: a file that was renamed into it is there after a power cut.
func SyncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}
