//go:build linux && !android

package webcam

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

const (
	buffers   = 4
	lookAgain = 100 * time.Millisecond // for the end of the context
	patience  = 8 * time.Second        // a camera may need some to wake up
)

// Stream is what a camera sees. It belongs to one goroutine.
type Stream struct {
	device  handle
	format  pixelFormat
	mapped  [][]byte
	frame   Frame
	running bool
}

// Open starts a camera. The error wraps ErrNone, ErrDenied, ErrBusy or ErrFormat where it is one of these.
func Open(path string) (*Stream, error) {
	h, err := open(path)
	if err != nil {
		return nil, err
	}
	s := &Stream{device: h}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Stream) start() error {
	caps, err := s.device.capability()
	switch {
	case errors.Is(err, unix.ENOTTY), errors.Is(err, unix.EINVAL), err == nil && !caps.captures():
		return fmt.Errorf("%w: it captures nothing", ErrNone)
	case err != nil:
		return trouble("ask", err)
	}
	want, ok := best(s.device.sizes())
	if !ok {
		return ErrFormat
	}
	if s.format, err = s.device.setFormat(want); err != nil {
		return err
	}
	if !s.format.Pixels.known() || !sane(int(s.format.Width), int(s.format.Height)) {
		return fmt.Errorf("%w: %v of %d × %d", ErrFormat, s.format.Pixels, s.format.Width, s.format.Height)
	}
	if err := s.share(); err != nil {
		return err
	}
	on := uint32(typeCapture)
	if err := call(s.device, callOn, &on); err != nil {
		return trouble("start", err)
	}
	s.running = true
	return nil
}

// share makes buffers that the driver writes into and we read.
func (s *Stream) share() error {
	request := requestBuffers{Count: buffers, Type: typeCapture, Memory: memoryMapped}
	if err := call(s.device, callRequest, &request); err != nil {
		return trouble("buffers", err)
	}
	for i := range request.Count {
		b := buffer{Index: i, Type: typeCapture, Memory: memoryMapped}
		if err := call(s.device, callQuery, &b); err != nil {
			return trouble("buffer", err)
		}
		content, err := unix.Mmap(int(s.device), int64(b.Union.Offset), int(b.Length), unix.PROT_READ, unix.MAP_SHARED)
		if err != nil {
			return trouble("map", err)
		}
		s.mapped = append(s.mapped, content)
		if err := call(s.device, callQueue, &b); err != nil {
			return trouble("queue", err)
		}
	}
	if len(s.mapped) == 0 {
		return fmt.Errorf("webcam: no buffers: %w", ErrBusy)
	}
	return nil
}

// Next waits for the newest frame, which is good until the next call. The error is ctx's, or wraps ErrGone or ErrStuck.
func (s *Stream) Next(ctx context.Context) (*Frame, error) {
	for waited := time.Duration(0); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		events := []unix.PollFd{{Fd: int32(s.device), Events: unix.POLLIN}}
		n, err := unix.Poll(events, int(lookAgain/time.Millisecond))
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return nil, trouble("wait", err)
		case n == 0:
			if waited += lookAgain; waited >= patience {
				return nil, ErrStuck
			}
			continue
		}
		found, err := s.newest()
		switch {
		case err != nil:
			return nil, err
		case found:
			return &s.frame, nil
		case events[0].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) != 0:
			return nil, fmt.Errorf("%w: no frames any more", ErrGone)
		}
		waited += time.Millisecond // broken frames alone are nothing to see either
		if waited >= patience {
			return nil, ErrStuck
		}
	}
}

// newest copies the newest frame that has come and gives all buffers back.
func (s *Stream) newest() (found bool, err error) {
	for range 2 * buffers { // a fast camera mustn't hold us here
		b := buffer{Type: typeCapture, Memory: memoryMapped}
		switch err := call(s.device, callDequeue, &b); {
		case errors.Is(err, unix.EAGAIN):
			return found, nil
		case errors.Is(err, unix.EIO):
			return found, fmt.Errorf("%w: %w", ErrGone, err)
		case err != nil:
			return found, trouble("frame", err)
		}
		if int(b.Index) >= len(s.mapped) {
			return found, fmt.Errorf("%w: buffer %d", ErrFormat, b.Index)
		}
		if used := int(b.Used); b.Flags&flagBroken == 0 && used > 0 && used <= len(s.mapped[b.Index]) {
			s.frame.Pixels, s.frame.Width, s.frame.Height, s.frame.Stride = s.format.Pixels, int(s.format.Width), int(s.format.Height), int(s.format.Stride)
			s.frame.Data = append(s.frame.Data[:0], s.mapped[b.Index][:used]...)
			found = true
		}
		if err := call(s.device, callQueue, &b); err != nil {
			return found, trouble("queue", err)
		}
	}
	return found, nil
}

// Close ends it; the camera is free for others.
func (s *Stream) Close() (err error) {
	if s.running {
		s.running = false
		off := uint32(typeCapture)
		if e := call(s.device, callOff, &off); e != nil && !errors.Is(e, unix.ENODEV) {
			err = trouble("stop", e)
		}
	}
	for _, content := range s.mapped {
		err = errors.Join(err, unix.Munmap(content))
	}
	s.mapped = nil
	return errors.Join(err, s.device.close())
}
