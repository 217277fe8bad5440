package engine

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// deadAfter is how many milliseconds sent bytes may stay unacknowledged before the kernel gives the connection up. Its own
// default is about a quarter of an hour.
const deadAfter = 15_000

// shapeSocket keeps what waits in the kernel small and makes dead connections known soon. A kernel that won't is no
// reason not to connect.
func shapeSocket(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_SNDBUF, sendBuffer)
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, sendBuffer)
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, deadAfter)
	})
}
