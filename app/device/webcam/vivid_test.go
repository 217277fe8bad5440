//go:build linux && !android

package webcam

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// vivid is the kernel's virtual camera, which scripts/vivid.sh brings up in a virtual machine; these tests run there.
func vivid(t *testing.T) []Camera {
	t.Helper()
	if os.Getenv("PRIYOM_VIVID") == "" {
		t.Skip("needs the kernel's virtual cameras: scripts/vivid.sh")
	}
	list := List()
	if len(list) != 2 || !strings.HasPrefix(list[0].Name, "vivid") || list[0].Path == list[1].Path {
		t.Fatalf("cameras: %v", list)
	}
	return list
}

func next(t *testing.T, s *Stream) *Frame {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	f, err := s.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestVividShowsItsBars(t *testing.T) {
	s, err := Open(vivid(t)[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		f := next(t, s)
		if f.Width != 1280 || f.Height != 720 {
			t.Fatalf("%d × %d", f.Width, f.Height)
		}
		m, err := f.Image()
		if err != nil {
			t.Fatal(err)
		}
		showsBars(t, m, false)
	}
	if file, err := next(t, s).JPEG(); err != nil || len(file) < 10_000 {
		t.Errorf("%d bytes, %v", len(file), err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestVividInEveryFormat(t *testing.T) {
	path := vivid(t)[0].Path
	var tried int
	for _, p := range readable {
		if p.compressed() {
			continue // vivid has none
		}
		h, err := open(path)
		if err != nil {
			t.Fatal(err)
		}
		s := &Stream{device: h}
		if s.format, err = h.setFormat(size{p, 640, 480}); err != nil || s.format.Pixels != p {
			t.Errorf("%v: settled on %v, %v", p, s.format.Pixels, err)
			continue
		}
		on := uint32(typeCapture)
		if err := errors.Join(s.share(), call(h, callOn, &on)); err != nil {
			t.Fatal(err)
		}
		s.running = true
		m, err := next(t, s).Image()
		if err != nil {
			t.Errorf("%v: %v", p, err)
		} else {
			showsBars(t, m, p == pixelsGrey)
			tried++
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if tried < 6 {
		t.Errorf("%d formats", tried)
	}
}

func TestVividIsBusy(t *testing.T) {
	path := vivid(t)[0].Path
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	next(t, s)
	if _, err := Open(path); !errors.Is(err, ErrBusy) {
		t.Errorf("a second one: %v", err)
	}
	next(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	again, err := Open(path)
	if err != nil {
		t.Fatalf("not free after it was closed: %v", err)
	}
	next(t, again)
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

func TestVividIsForTheVideoGroup(t *testing.T) {
	path := vivid(t)[0].Path
	runtime.LockOSThread() // it isn't given back: the thread ends with the test
	if err := os.Chmod(path, 0o660); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(unix.Setfsgid(65534), unix.Setfsuid(65534)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrDenied) {
		t.Errorf("without the right: %v", err)
	}
	if list := List(); len(list) != 2 || list[0].Name == "" {
		t.Errorf("one that may not be opened is shown all the same: %v", list)
	}
}

func TestVividEndsWithItsContext(t *testing.T) {
	s, err := Open(vivid(t)[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The last one: a camera that was pulled out doesn't come back.
func TestVividZIsPulledOut(t *testing.T) {
	s, err := Open(vivid(t)[1].Path)
	if err != nil {
		t.Fatal(err)
	}
	next(t, s)
	pull(t, s.device)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for err = nil; err == nil; { // what was on its way still comes
		_, err = s.Next(ctx)
	}
	if !errors.Is(err, ErrGone) {
		t.Errorf("pulled out: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed after that: %v", err)
	}
}

// pull presses vivid's "Disconnect".
func pull(t *testing.T, h handle) {
	t.Helper()
	type control struct {
		ID, Type              uint32
		Name                  [32]byte
		From, To, Step, Usual int32
		Flags                 uint32
		_                     [2]uint32
	}
	const next, query, set = 0x80000000, 0xc0445624, 0xc008561c
	for id := uint32(0); ; {
		c := control{ID: id | next}
		if err := call(h, query, &c); err != nil {
			t.Fatalf("no such control: %v", err)
		}
		if id = c.ID; text(c.Name[:]) == "Disconnect" {
			if err := call(h, set, &[2]uint32{c.ID, 1}); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
}
