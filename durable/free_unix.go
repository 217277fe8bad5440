//go:build !windows

package durable

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Free is how many bytes this user may still write to the disk that holds a folder.
func Free(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("free space: %w", err)
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
