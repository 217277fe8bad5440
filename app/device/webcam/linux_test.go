//go:build linux && !android

package webcam

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The sizes and numbers are what gcc makes of linux/videodev2.h.
func TestLayout(t *testing.T) {
	if strconv.IntSize == 64 {
		for name, c := range map[string][2]uintptr{"format": {unsafe.Sizeof(format{}), 208}, "buffer": {unsafe.Sizeof(buffer{}), 88}, "a format's union": {unsafe.Offsetof(format{}.Union), 8}, "a buffer's offset": {unsafe.Offsetof(buffer{}.Union), 64}} {
			if c[0] != c[1] {
				t.Errorf("%s: %d, not %d", name, c[0], c[1])
			}
		}
		for name, c := range map[string][2]uintptr{"S_FMT": {callSetFormat, 0xc0d05605}, "QUERYBUF": {callQuery, 0xc0585609}, "QBUF": {callQueue, 0xc058560f}, "DQBUF": {callDequeue, 0xc0585611}} {
			if c[0] != c[1] {
				t.Errorf("%s: %x, not %x", name, c[0], c[1])
			}
		}
	}
	for name, c := range map[string][2]uintptr{
		"QUERYCAP": {callCapability, 0x80685600}, "ENUM_FMT": {callFormats, 0xc0405602}, "REQBUFS": {callRequest, 0xc0145608},
		"STREAMON": {callOn, 0x40045612}, "STREAMOFF": {callOff, 0x40045613}, "ENUM_FRAMESIZES": {callSizes, 0xc02c564a},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %x, not %x", name, c[0], c[1])
		}
	}
}

func TestWhatIsNoCamera(t *testing.T) {
	file := filepath.Join(t.TempDir(), "video0")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dev/null", file, file + "1"} {
		if _, err := Open(path); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPlacesWithoutACamera(t *testing.T) {
	dev, sys := t.TempDir(), t.TempDir()
	p := places{dev, sys}
	if p.any() || len(p.list()) > 0 {
		t.Error("a camera where there is none")
	}
	for _, name := range []string{"video10", "video2", "videodev"} {
		if err := os.WriteFile(filepath.Join(dev, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if files := p.files(); len(files) != 2 || filepath.Base(files[0]) != "video2" || !p.any() {
		t.Errorf("%v", files)
	}
	if list := p.list(); len(list) > 0 {
		t.Errorf("files taken for cameras: %v", list)
	}
	if err := os.MkdirAll(filepath.Join(sys, "video2"), 0o700); err != nil {
		t.Fatal(err)
	}
	for file, said := range map[string]string{"name": "USB 2.0 Camera\n", "index": "1\n"} {
		if err := os.WriteFile(filepath.Join(sys, "video2", file), []byte(said), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if name, first := p.said("video2"); name != "USB 2.0 Camera" || first {
		t.Errorf("%q, %v", name, first)
	}
}

func TestWhatTheSystemSays(t *testing.T) {
	for errno, want := range map[unix.Errno]error{
		unix.ENOENT: ErrNone, unix.ENXIO: ErrNone, unix.EACCES: ErrDenied, unix.EPERM: ErrDenied, unix.EBUSY: ErrBusy, unix.ENODEV: ErrGone,
	} {
		if err := trouble("test", errno); !errors.Is(err, want) || !errors.Is(err, errno) {
			t.Errorf("%v: %v", errno, err)
		}
	}
	if err := trouble("test", unix.EFAULT); errors.Is(err, ErrNone) || !errors.Is(err, unix.EFAULT) {
		t.Error(err)
	}
}
