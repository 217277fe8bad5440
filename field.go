package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"priyom/app/device"
	"priyom/app/present"
	"priyom/civic"
)

// positions is where this machine is, for the presenters.
type positions struct{ from device.Positions }

// newPositions measures with what this machine has: PRIYOM_POSITIONS is a track to play instead, PRIYOM_GPSD another gpsd.
func newPositions() present.Positions {
	return positions{device.Positions{File: os.Getenv("PRIYOM_POSITIONS"), GPSD: os.Getenv("PRIYOM_GPSD")}}
}

// Watch implements present.Positions.
func (p positions) Watch(ctx context.Context, told func(present.Fix)) error {
	err := p.from.Watch(ctx, func(f device.Fix) {
		fix := present.Fix{
			At: f.At, Source: civic.SourceGPS, Bearing: civic.Degrees(f.Bearing), Bore: f.Bore,
			Position: civic.Position{Lat: civic.Degrees(f.Lat), Lon: civic.Degrees(f.Lon), Accuracy: civic.Metres(f.Accuracy)},
		}
		if f.MadeUp {
			fix.Source = civic.SourceMock
		}
		told(fix)
	})
	switch {
	case errors.Is(err, device.ErrPositionDenied):
		return fmt.Errorf("%w: %w", present.ErrPositionDenied, err)
	case errors.Is(err, device.ErrPositionOff):
		return fmt.Errorf("%w: %w", present.ErrPositionOff, err)
	}
	return err
}
