package device

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net"
	"time"
)

// gpsdUsual is where gpsd listens.
const gpsdUsual = "127.0.0.1:2947"

// gpsdLine is the longest line that is read; gpsd's own limit is 10240 characters.
const gpsdLine = 64 << 10

// gpsdReport is what is read of a line of gpsd (gpsd_json(5)): a TPV is a position, DEVICES the receivers, ERROR what it didn't like.
type gpsdReport struct {
	Class   string            `json:"class"`
	Mode    int               `json:"mode"`   // 2 and 3 are positions
	Status  int               `json:"status"` // 8 is simulated
	Lat     *float64          `json:"lat"`
	Lon     *float64          `json:"lon"`
	EPH     float64           `json:"eph"` // metres on the ground, "certainty unknown"
	EPX     float64           `json:"epx"`
	EPY     float64           `json:"epy"`
	Track   *float64          `json:"track"`
	Speed   float64           `json:"speed"` // m/s
	Devices []json.RawMessage `json:"devices"`
	Message string            `json:"message"`
}

// gpsdSimulated is the status of what a receiver admits to have made up.
const gpsdSimulated = 8

// leastSpeed is the speed in m/s from which a course is one: a standing receiver says any.
const leastSpeed = 0.7

// watchGPSD reads positions from gpsd.
func watchGPSD(ctx context.Context, address string, told func(Fix)) error {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", cmp.Or(address, gpsdUsual))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPositionOff, err)
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // ends the reading
	if _, err := fmt.Fprint(conn, `?WATCH={"enable":true,"json":true};`+"\n"); err != nil {
		return fmt.Errorf("%w: %w", ErrPositionOff, err)
	}
	lines := bufio.NewScanner(conn)
	lines.Buffer(nil, gpsdLine)
	for lines.Scan() {
		var r gpsdReport
		if json.Unmarshal(lines.Bytes(), &r) != nil {
			continue // a line cut off, or of another language: gpsd may be told to speak NMEA too
		}
		switch r.Class {
		case "DEVICES":
			if len(r.Devices) == 0 {
				return fmt.Errorf("%w: gpsd has no receiver", ErrPositionOff)
			}
		case "ERROR":
			return fmt.Errorf("%w: gpsd: %s", ErrPositionOff, r.Message)
		case "TPV":
			if f, ok := r.fix(time.Now()); ok {
				told(f)
			}
		}
	}
	return fmt.Errorf("%w: gpsd ended: %w", ErrPositionOff, cmp.Or(lines.Err(), net.ErrClosed))
}

// fix is the position of a TPV report. Its time is this machine's, as that of everything else that is captured.
func (r gpsdReport) fix(now time.Time) (Fix, bool) {
	if r.Mode < 2 || r.Lat == nil || r.Lon == nil {
		return Fix{}, false
	}
	f := Fix{At: now, Lat: *r.Lat, Lon: *r.Lon, Accuracy: r.EPH, MadeUp: r.Status == gpsdSimulated}
	if f.Accuracy <= 0 {
		f.Accuracy = math.Hypot(r.EPX, r.EPY)
	}
	if r.Track != nil && r.Speed >= leastSpeed {
		f.Bearing, f.Bore = *r.Track, true
	}
	return f, true
}
