// Package webcam shows what a camera sees that the system knows by itself: on Linux those of Video4Linux 2.
//
// Its invariant: a stream holds four buffers of the driver's and one frame of its own, whatever the camera sends and however slowly it is
// asked; Close gives all of them back, and the camera to others. What a camera sends is trusted no more than a file of a stranger's: its
// sizes are checked before anything is made of it.
//
// The calls are our own, on golang.org/x/sys: blackjack/webcam, which pion uses, makes sentences of the system's errors, so that a busy
// camera can't be told from a broken one, and tells neither the size nor the stride that the driver has settled on. See
// https://docs.kernel.org/userspace-api/media/v4l/v4l2.html.
package webcam

import "errors"

// Camera is one that can be opened.
type Camera struct {
	Path string // of its device file
	Name string // as its maker calls it
}

// Why there is nothing to be seen.
var (
	ErrNone   = errors.New("webcam: no such camera")
	ErrDenied = errors.New("webcam: not allowed to use the camera")
	ErrBusy   = errors.New("webcam: another program uses the camera")
	ErrGone   = errors.New("webcam: the camera was unplugged")
	ErrStuck  = errors.New("webcam: the camera sends nothing")
	ErrFormat = errors.New("webcam: the camera sends nothing that can be read")
)
