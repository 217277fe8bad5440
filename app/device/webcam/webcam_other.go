//go:build !linux || android

package webcam

import "context"

// Stream is what a camera sees.
type Stream struct{}

// Any says whether there may be a camera.
func Any() bool { return false }

// List knows none.
func List() []Camera { return nil }

// Open finds none.
func Open(string) (*Stream, error) { return nil, ErrNone }

// Next has nothing.
func (*Stream) Next(context.Context) (*Frame, error) { return nil, ErrNone }

// Close does nothing.
func (*Stream) Close() error { return nil }
