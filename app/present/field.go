package present

import (
	"context"
	"errors"
	"io"
	"time"

	"priyom/civic"
)

// Fix is one measured position, as a receiver told it. Its accuracy is a radius that holds 68 % of the measurements.
type Fix struct {
	At       time.Time
	Position civic.Position
	Source   civic.Source  // SourceGPS, or SourceMock if another program made it up
	Bearing  civic.Degrees // where the device moves to, clockwise from north; meaningful if Bore
	Bore     bool
}

// Positions tells where this device is.
type Positions interface {
	// Watch tells fixes, on any goroutine, until ctx is done or nothing can be measured; it returns why. The error may wrap
	// ErrPositionDenied or ErrPositionOff.
	Watch(ctx context.Context, told func(Fix)) error
}

// Why there is no position.
var (
	ErrPositionDenied = errors.New("present: the system doesn't allow to ask for the position")
	ErrPositionOff    = errors.New("present: nothing here measures the position")
)

// Camera takes pictures with what the system has for it.
type Camera interface {
	// Take puts a picture into the file at path, whole or not at all, and then calls done, on any goroutine. The program may be
	// killed while the camera is in front: a picture that came after all stands at path at the next start, and nobody calls
	// done. Whoever asks has therefore written down beforehand what the path is for. The error may wrap ErrCameraNone,
	// ErrCameraDenied or ErrCameraLeft.
	Take(path string, done func(error))
}

// Why there is no picture.
var (
	ErrCameraNone   = errors.New("present: no camera here")
	ErrCameraDenied = errors.New("present: the system doesn't allow to take pictures")
	ErrCameraLeft   = errors.New("present: left without a picture")
)

// Recorder records what somebody says.
type Recorder interface {
	// Record writes sound into the file at path until stop is called, or 3 minutes have passed. heard is told, on any goroutine, how loud it
	// is, from 0 to 1; where that isn't known, never. It may wait for a person who is asked: it isn't called on the goroutine of the
	// screens. The error may wrap ErrNoRecorder.
	Record(path string, heard func(level float64)) (stop func() error, err error)
}

// Measurer is a Recorder whose files are good for something also when the program was killed before their end.
type Measurer interface {
	// Length is how long a recording is, of which what isn't whole is cut off.
	Length(path string) (time.Duration, error)
}

// Player plays recordings.
type Player interface {
	// Play plays one until it is over or stop is called; then it calls ended, once, on any goroutine. The error may wrap ErrNoRecorder.
	Play(recording io.Reader, ended func()) (stop func(), err error)
}

// ErrNoRecorder is said where no sound can be recorded or played.
var ErrNoRecorder = errors.New("present: nothing here records or plays sound")
