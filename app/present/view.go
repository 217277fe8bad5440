package present

import (
	"context"
	"errors"
	"image"
)

// Lens is a camera whose picture the program shows by itself.
type Lens struct{ ID, Name string }

// Lenses are those of this machine, for the program's own viewfinder.
type Lenses interface {
	// Any says, at no cost, whether there may be one.
	Any() bool
	// List are those there are; asking may take a moment.
	List() []Lens
	// Open starts one. The error may wrap ErrCameraNone, ErrCameraDenied or ErrCameraBusy.
	Open(id string) (View, error)
}

// View is what a lens sees; it belongs to one goroutine, and its lens to nobody else until it is closed.
type View interface {
	// Next waits for what is to be seen now, which is good until the next call. The error may be ctx's, or wrap ErrCameraGone.
	Next(ctx context.Context) (Sight, error)
	Close() error
}

// Sight is one picture of it. What can't be read is an error; the next one may be readable.
type Sight interface {
	Image() (image.Image, error)
	JPEG() ([]byte, error)
}

// More reasons for which there is no picture.
var (
	ErrCameraBusy = errors.New("present: another program uses the camera")
	ErrCameraGone = errors.New("present: the camera was unplugged")
	ErrCameraFile = errors.New("present: a file is chosen in place of a picture")
)

// camera is what takes pictures here: the system's camera, or the program's own viewfinder; nil where there is neither.
func (p *Point) camera() Camera {
	switch {
	case p.env.Camera != nil:
		return p.env.Camera
	case p.env.Lenses != nil && p.env.Lenses.Any():
		return p.Viewfinder
	}
	return nil
}
