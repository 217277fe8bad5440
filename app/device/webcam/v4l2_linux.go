//go:build linux && !android

package webcam

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The structs of linux/videodev2.h as far as capturing needs them. A zero-sized array of uintptr gives a union the alignment of the
// pointers that are in it in C, so that the layout is right with 32 and with 64 bits; TestLayout counts the bytes.
type (
	capability struct {
		Driver        [16]byte
		Card, Bus     [32]byte
		Version       uint32
		All, OfDevice uint32 // what the whole device can, and this node of it
		_             [3]uint32
	}
	formatDescription struct {
		Index, Type, Flags uint32
		Description        [32]byte
		Pixels             Pixels
		_                  [4]uint32
	}
	frameSize struct {
		Index  uint32
		Pixels Pixels
		Type   uint32
		Size   [6]uint32 // width, height; or width from, to, step, height from, to, step
		_      [2]uint32
	}
	pixelFormat struct {
		Width, Height uint32
		Pixels        Pixels
		Field         uint32
		Stride, Size  uint32 // of a line and of a frame, in bytes
		_             [6]uint32
	}
	format struct {
		Type  uint32
		Union struct {
			_   [0]uintptr
			Pix pixelFormat
			_   [200 - unsafe.Sizeof(pixelFormat{})]byte
		}
	}
	requestBuffers struct {
		Count, Type, Memory, Can uint32
		_                        uint32
	}
	buffer struct {
		Index, Type, Used, Flags, Field uint32
		At                              unix.Timeval
		_                               [4]uint32 // time code
		Sequence, Memory                uint32
		Union                           struct {
			_      [0]uintptr
			Offset uint32
			_      [unsafe.Sizeof(uintptr(0)) - 4]byte
		}
		Length uint32
		_      [2]uint32
	}
)

// Their constants.
const (
	capCapture   = 0x1
	capStreaming = 0x04000000
	capOfDevice  = 0x80000000 // OfDevice says something

	typeCapture  = 1
	memoryMapped = 1
	flagBroken   = 0x40 // the frame in the buffer
	discrete     = 1    // sizes
)

// The calls: direction, size, 'V' and a number.
const (
	callRead  = 2 << 30
	callWrite = 1 << 30
	callBoth  = callRead | callWrite

	callCapability = callRead | unsafe.Sizeof(capability{})<<16 | 'V'<<8 // number 0
	callFormats    = callBoth | unsafe.Sizeof(formatDescription{})<<16 | 'V'<<8 | 2
	callSetFormat  = callBoth | unsafe.Sizeof(format{})<<16 | 'V'<<8 | 5
	callRequest    = callBoth | unsafe.Sizeof(requestBuffers{})<<16 | 'V'<<8 | 8
	callQuery      = callBoth | unsafe.Sizeof(buffer{})<<16 | 'V'<<8 | 9
	callQueue      = callBoth | unsafe.Sizeof(buffer{})<<16 | 'V'<<8 | 15
	callDequeue    = callBoth | unsafe.Sizeof(buffer{})<<16 | 'V'<<8 | 17
	callOn         = callWrite | 4<<16 | 'V'<<8 | 18
	callOff        = callWrite | 4<<16 | 'V'<<8 | 19
	callSizes      = callBoth | unsafe.Sizeof(frameSize{})<<16 | 'V'<<8 | 74
)

// captures says whether a device shows pictures that we can fetch.
func (c capability) captures() bool {
	can := c.All
	if can&capOfDevice != 0 {
		can = c.OfDevice
	}
	return can&capCapture != 0 && can&capStreaming != 0
}

// handle is an open device.
type handle int

// open opens a device; the error is ErrNone, ErrDenied or ErrBusy where it is one of these.
func open(path string) (handle, error) {
	for {
		fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return -1, trouble("open", err)
		}
		return handle(fd), nil
	}
}

func (h handle) close() error { return unix.Close(int(h)) }

// call is an ioctl; what it points to outlives it.
func call[T any](h handle, request uintptr, about *T) error {
	for {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(h), request, uintptr(unsafe.Pointer(about)))
		runtime.KeepAlive(about)
		switch {
		case errno == unix.EINTR:
		case errno != 0:
			return errno
		default:
			return nil
		}
	}
}

func (h handle) capability() (c capability, err error) {
	err = call(h, callCapability, &c)
	return c, err
}

// sizes are the pictures that a device makes.
func (h handle) sizes() (all []size) {
	for i := range uint32(64) { // a driver that never ends its list is broken
		f := formatDescription{Index: i, Type: typeCapture}
		if call(h, callFormats, &f) != nil {
			break
		}
		if !f.Pixels.known() {
			continue
		}
		all = append(all, h.sizesOf(f.Pixels)...)
	}
	return all
}

func (h handle) sizesOf(p Pixels) (all []size) {
	for i := range uint32(256) {
		f := frameSize{Index: i, Pixels: p}
		if call(h, callSizes, &f) != nil {
			break
		}
		if f.Type == discrete {
			all = append(all, size{p, int(f.Size[0]), int(f.Size[1])})
			continue
		}
		for _, common := range commonSizes { // any between two
			if between(common[0], f.Size[0], f.Size[1]) && between(common[1], f.Size[3], f.Size[4]) {
				all = append(all, size{p, common[0], common[1]})
			}
		}
		break
	}
	if len(all) == 0 { // it doesn't say: it is asked for what is usual, and settles on what it has
		all = append(all, size{p, 640, 480})
	}
	return all
}

func between(n int, from, to uint32) bool { return n >= int(from) && n <= int(to) }

// setFormat has the device make such pictures; it may settle on others.
func (h handle) setFormat(want size) (got pixelFormat, err error) {
	f := format{Type: typeCapture}
	f.Union.Pix.Width, f.Union.Pix.Height, f.Union.Pix.Pixels = uint32(want.width), uint32(want.height), want.pixels
	if err := call(h, callSetFormat, &f); err != nil {
		return got, trouble("format", err)
	}
	return f.Union.Pix, nil
}

// trouble tells what people can do something about from the rest.
func trouble(doing string, err error) error {
	kind := error(nil)
	switch {
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.ENXIO):
		kind = ErrNone
	case errors.Is(err, unix.ENODEV):
		kind = ErrGone
	case errors.Is(err, unix.EACCES), errors.Is(err, unix.EPERM):
		kind = ErrDenied
	case errors.Is(err, unix.EBUSY):
		kind = ErrBusy
	default:
		return fmt.Errorf("webcam: %s: %w", doing, err)
	}
	return fmt.Errorf("%w: %s: %w", kind, doing, err)
}

// text is what C has in an array.
func text(c []byte) string {
	said, _, _ := bytes.Cut(c, []byte{0})
	return string(bytes.ToValidUTF8(said, nil))
}
