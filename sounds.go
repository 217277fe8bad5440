package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"priyom/app/device/sound"
	"priyom/app/present"
)

// newSounds are the microphone and the loudspeakers of this machine; nil where nothing asks for them.
func newSounds() (present.Recorder, present.Player) {
	if !sound.Known {
		return nil, nil
	}
	return recorder{}, player{}
}

// recorder is the microphone that the system has chosen.
type recorder struct{ sound.Recorder }

// Record implements present.Recorder.
func (r recorder) Record(path string, heard func(level float64)) (stop func() error, err error) {
	stop, err = r.Recorder.Record(path, heard)
	return stop, soundTrouble(err)
}

// Length implements present.Measurer.
func (recorder) Length(path string) (time.Duration, error) { return sound.Length(path) }

// player is the loudspeakers that the system has chosen.
type player struct{ sound.Player }

// Play implements present.Player.
func (p player) Play(recording io.Reader, ended func()) (stop func(), err error) {
	stop, err = p.Player.Play(recording, ended)
	return stop, soundTrouble(err)
}

// soundTrouble says in the presenters' words that there is none.
func soundTrouble(err error) error {
	if errors.Is(err, sound.ErrNone) {
		return fmt.Errorf("%w: %w", present.ErrNoRecorder, err)
	}
	return err
}
