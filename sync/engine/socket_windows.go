package engine

import "syscall"

// shapeSocket keeps what waits in the kernel small. A kernel that won't is no reason not to connect.
func shapeSocket(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(syscall.Handle(fd), syscall.SOL_SOCKET, syscall.SO_SNDBUF, sendBuffer)
	})
}
