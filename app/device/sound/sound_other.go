//go:build !linux || android

package sound

import (
	"io"
	"time"
)

// Known says that there is something to ask for a microphone.
const Known = false

// Recorder records nothing.
type Recorder struct {
	Server  string
	Longest time.Duration
}

// Record finds no microphone.
func (Recorder) Record(string, func(level float64)) (stop func() error, err error) {
	return nil, ErrNone
}

// Player plays nothing.
type Player struct{ Server string }

// Play finds no loudspeaker.
func (Player) Play(io.Reader, func()) (stop func(), err error) { return nil, ErrNone }
