package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"priyom/bench/line"
)

// run is one carrier's way with a load over a line of its own.
type run struct {
	carrier carrier
	load    load
	seed    uint64
	spec    line.Spec
	later   time.Duration // after the start: one more text

	line *line.Line
	dir  string // of its own
	err  error
	up   line.Traffic

	mu                              sync.Mutex
	start                           time.Time
	texts                           int
	firstText, allTexts, everything time.Duration // since the start; 0: never
	lateText                        time.Duration // since it came
	patience                        time.Duration
}

func (r *run) do(ctx context.Context, patience time.Duration) {
	r.err = func() (err error) {
		if r.line, err = line.New(r.seed); err != nil {
			return err
		}
		if r.dir, err = os.MkdirTemp("", "badline-*"); err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(r.dir) }()
		r.patience = patience
		err = r.carrier.carry(ctx, r)
		r.up, _ = r.line.Carried()
		if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
		return errors.Join(err, r.line.Close())
	}()
	fmt.Fprintf(os.Stderr, "badline: %v, %s: texts %.1f to %.1f s, the late one %.1f s, everything %.1f s\n", r.spec.Up, r.carrier.name,
		r.firstText.Seconds(), r.allTexts.Seconds(), r.lateText.Seconds(), r.everything.Seconds())
}

// begin makes the line bad and the clock run: everything before it was preparation.
func (r *run) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start = time.Now()
	r.line.Set(r.spec)
	return context.WithTimeout(ctx, r.patience)
}

// textDone and allDone note that one more text, or everything, is acknowledged.
func (r *run) textDone() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts++
	if r.texts == 1 {
		r.firstText = time.Since(r.start)
	}
	if r.texts == len(r.load.texts) {
		r.allTexts = time.Since(r.start)
	}
}

func (r *run) allDone() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.everything = time.Since(r.start)
}

// lateDone notes that the text that came later is acknowledged.
func (r *run) lateDone() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lateText = time.Since(r.start) - r.later
}

// late is the text that comes later.
func (r *run) late() file { return file{"late.json", r.load.texts[0].content} }

// client is an HTTP client at the near end, as patient as Priyom's, with so many connections.
func (r *run) client(connections int) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, _ string, c syscall.RawConn) error {
		return c.Control(func(fd uintptr) { _ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, 15_000) })
	}}
	return &http.Client{Transport: &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections, ResponseHeaderTimeout: time.Minute,
		DialContext: func(ctx context.Context, network, address string) (c net.Conn, err error) {
			err = r.line.Client.Do(func() error {
				c, err = dialer.DialContext(ctx, network, address)
				return err
			})
			return c, err
		},
	}}
}

// serve serves at the far end until the run's end.
func (r *run) serve(s *http.Server) (url string, stop func(), err error) {
	l, err := r.line.Server.Listen(line.Far + ":8080")
	if err != nil {
		return "", nil, err
	}
	go func() { _ = s.Serve(l) }() // ends with ErrServerClosed
	return "http://" + line.Far + ":8080", func() { _ = s.Close() }, nil
}

// folder makes a folder with the load in it, as files.
func (r *run) folder() (string, error) {
	dir := filepath.Join(r.dir, "out")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	for _, f := range r.load.files() {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.content, 0o644); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// again waits before another try.
func again(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(2 * time.Second):
		return nil
	}
}
