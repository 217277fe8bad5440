package disk

import (
	"errors"

	"golang.org/x/sys/windows"
)

// SyncDir does nothing: NTFS journals a rename itself, and a folder can't be flushed.
func SyncDir(string) error { return nil }

// IsFull says that an error means there is no room left.
func IsFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
