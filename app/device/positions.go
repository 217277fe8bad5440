package device

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Fix is one measured position on WGS 84. Accuracy is a radius in metres, 0 if unknown; Bearing is where the machine moves to, in
// degrees clockwise from north, meaningful if Bore. MadeUp says that the source admits to have made the position up.
type Fix struct {
	At       time.Time
	Lat, Lon float64
	Accuracy float64
	Bearing  float64
	Bore     bool
	MadeUp   bool
}

// Why there is no position.
var (
	ErrPositionDenied = errors.New("device: the system doesn't allow to ask for the position")
	ErrPositionOff    = errors.New("device: nothing measures the position")
)

// Positions measures where this machine is.
type Positions struct {
	File string // a track to play instead, as NMEA 0183 or GPX, for tests and development: its positions are made up
	GPSD string // host:port of gpsd; "" is its usual one
}

// Watch tells fixes until ctx is done or nothing measures any more, and returns why. told is called by one goroutine at a time. gpsd and
// what the system has are asked at once: which of them knows more is seen by the accuracies.
func (p Positions) Watch(ctx context.Context, told func(Fix)) error {
	if p.File != "" {
		return replay(ctx, p.File, told)
	}
	var mu sync.Mutex
	tell := func(f Fix) {
		mu.Lock()
		defer mu.Unlock()
		told(f)
	}
	var fromDaemon, fromSystem error
	var both sync.WaitGroup
	both.Go(func() { fromDaemon = watchGPSD(ctx, p.GPSD, tell) })
	both.Go(func() { fromSystem = watchSystem(ctx, tell) })
	both.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(fromDaemon, fromSystem)
}
