//go:build linux && !android

package device

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// networkSettles is how long a change may take: an interface comes up in several steps, each of which is told.
const networkSettles = time.Second

// NetworkChanges tells that an interface or an address came or went, until ctx is done. The kernel tells of it by netlink
// (rtnetlink(7)): nobody is asked, and nothing wakes up meanwhile.
func NetworkChanges(ctx context.Context, changed func()) error {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_ROUTE)
	if err != nil {
		return fmt.Errorf("device: netlink: %w", err)
	}
	socket := os.NewFile(uintptr(fd), "netlink") // non-blocking: the runtime waits, and Close ends a Read
	defer socket.Close()
	groups := uint32(unix.RTMGRP_LINK | unix.RTMGRP_IPV4_IFADDR | unix.RTMGRP_IPV6_IFADDR)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		return fmt.Errorf("device: netlink: %w", err)
	}
	defer context.AfterFunc(ctx, func() { _ = socket.Close() })()
	told := make(chan struct{}, 1)
	done := make(chan struct{})
	go settled(told, done, changed)
	defer close(done)
	buffer := make([]byte, 64<<10)
	for {
		_, err := socket.Read(buffer)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, unix.ENOBUFS): // more than fits was told: something changed for sure
		case err != nil:
			return fmt.Errorf("device: netlink: %w", err)
		}
		select {
		case told <- struct{}{}:
		default:
		}
	}
}

// settled calls changed once for all that is told within a moment.
func settled(told, done <-chan struct{}, changed func()) {
	for {
		select {
		case <-done:
			return
		case <-told:
		}
		select {
		case <-done:
			return
		case <-time.After(networkSettles):
		}
		select {
		case <-told:
		default:
		}
		changed()
	}
}
