package line

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"
)

// ErrHere says that this machine lets nobody make a line.
var ErrHere = errors.New("line: no namespaces or TUN devices to be had here (they need root)")

// Space is a network namespace with one TUN device. It has no name, and ends with its last socket and process.
type Space struct {
	ns  *os.File
	tun *os.File
}

// tunName is the device's name in its namespace.
const tunName = "bad0"

func newSpace(own, other string) (s *Space, err error) {
	s = &Space{}
	made := make(chan error, 1)
	go func() { made <- s.make() }()
	if err := <-made; err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHere, err)
	}
	for _, args := range []string{
		"link set lo up", "link set " + tunName + " mtu 1500 up", "addr add " + own + " peer " + other + " dev " + tunName,
	} {
		if out, err := s.Output(exec.Command("ip", strings.Fields(args)...)); err != nil {
			return nil, errors.Join(fmt.Errorf("line: ip %s: %w: %s", args, err, out), s.close())
		}
	}
	if err := s.useCUBIC(); err != nil {
		return nil, errors.Join(fmt.Errorf("line: cubic: %w", err), s.close())
	}
	return s, nil
}

const (
	sysctlCongestion = "/proc/sys/net/ipv4/tcp_congestion_control"
	sysctlAllowed    = "/proc/sys/net/ipv4/tcp_allowed_congestion_control"
)

// useCUBIC makes this space's TCP what the world's devices mostly use, whatever this machine prefers. Where the machine
// prefers another, its list of what namespaces may use must have CUBIC first; it is a list of names, and harms nobody.
func (s *Space) useCUBIC() error {
	set := func() error { return os.WriteFile(sysctlCongestion, []byte("cubic"), 0) }
	if err := s.Do(set); !errors.Is(err, os.ErrPermission) {
		return err
	}
	allowed, err := os.ReadFile(sysctlAllowed)
	if err != nil {
		return err
	}
	if err := os.WriteFile(sysctlAllowed, append(bytes.TrimSpace(allowed), " cubic"...), 0); err != nil {
		return err
	}
	return s.Do(set)
}

// make runs on a thread that ends with it: locked, and never unlocked.
func (s *Space) make() (err error) {
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("unshare: %w", err)
	}
	if s.ns, err = os.Open(fmt.Sprintf("/proc/self/task/%d/ns/net", unix.Gettid())); err != nil {
		return err
	}
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return errors.Join(fmt.Errorf("/dev/net/tun: %w", err), s.ns.Close())
	}
	req, err := unix.NewIfreq(tunName)
	if err != nil {
		return err
	}
	req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, req); err != nil {
		return errors.Join(fmt.Errorf("TUNSETIFF: %w", err), unix.Close(fd), s.ns.Close())
	}
	s.tun = os.NewFile(uintptr(fd), tunName)
	return nil
}

// Do runs f inside: what sockets it makes and programs it starts belong there. They must be made in f's own goroutine.
func (s *Space) Do(f func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
		if err := unix.Setns(int(s.ns.Fd()), unix.CLONE_NEWNET); err != nil {
			done <- fmt.Errorf("line: enter namespace: %w", err)
			return
		}
		done <- f()
	}()
	return <-done
}

// Start starts a program inside.
func (s *Space) Start(c *exec.Cmd) error { return s.Do(c.Start) }

// Output runs a program inside and gives what it wrote.
func (s *Space) Output(c *exec.Cmd) ([]byte, error) {
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	if err := s.Start(c); err != nil {
		return nil, err
	}
	err := c.Wait()
	return []byte(out.String()), err
}

// Listen makes a listener inside.
func (s *Space) Listen(address string) (l net.Listener, err error) {
	err = s.Do(func() error {
		l, err = net.Listen("tcp4", address)
		return err
	})
	return l, err
}

func (s *Space) close() error { return errors.Join(s.tun.Close(), s.ns.Close()) }
