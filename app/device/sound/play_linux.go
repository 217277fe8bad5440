//go:build linux && !android

package sound

import (
	"fmt"
	"io"
	"sync"

	"github.com/jfreymuth/pulse"
)

// Player plays through the loudspeakers that the system has chosen.
type Player struct {
	Server string // of PulseAudio; "" finds the usual one
}

// Play plays a recording until it is over or stop is called; then ended is called, once, on another goroutine. The error wraps ErrNone or ErrFormat.
func (p Player) Play(recording io.Reader, ended func()) (stop func(), err error) {
	content, err := io.ReadAll(io.LimitReader(recording, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("sound: %w", err)
	}
	samples, err := decode(content)
	if err != nil {
		return nil, err
	}
	client, err := connect(p.Server)
	if err != nil {
		return nil, err
	}
	var once sync.Once
	over := func() {
		once.Do(func() {
			client.Close()
			ended()
		})
	}
	// Silence follows the recording: a stream that ends by itself may end before it was heard, or before it began.
	behind, buffered := 0, 4*rate
	read := func(out []int16) (int, error) {
		n := copy(out, samples)
		samples = samples[n:]
		clear(out[n:])
		if behind += len(out) - n; behind > buffered {
			go over()
		}
		return len(out), nil
	}
	stream, err := client.NewPlayback(pulse.Int16Reader(read), pulse.PlaybackMono, pulse.PlaybackSampleRate(rate), pulse.PlaybackLatency(0.2), pulse.PlaybackMediaName("Priyom"))
	if err != nil {
		client.Close()
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	buffered = stream.BufferSize()
	go stream.Start() // it returns when it is heard, which may be never
	return over, nil
}
