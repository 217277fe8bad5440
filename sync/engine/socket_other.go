//go:build unix && !linux

package engine

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// shapeSocket keeps what waits in the kernel small. A kernel that won't is no reason not to connect.
func shapeSocket(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_SNDBUF, sendBuffer)
	})
}
