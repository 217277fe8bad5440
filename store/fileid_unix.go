//go:build !windows

package store

import (
	"os"
	"syscall"
)

// fileID is the inode: a copy gets another one.
func fileID(path string) uint64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ino
	}
	return 0
}
