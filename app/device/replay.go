package device

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"github.com/adrianmo/go-nmea"
)

const (
	// replayPause is the longest time between two positions of a track that is played.
	replayPause = 10 * time.Second
	// replayMost is how much of a file is read.
	replayMost = 16 << 20
	// perHDOP is the usual error of a receiver by its dilution of precision, in metres.
	perHDOP = 5
)

// replay plays a track as if it happened now. Its positions are made up, and say so. Behind the last one it waits, as a receiver that
// has lost the sky.
func replay(ctx context.Context, file string, told func(Fix)) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("%w: the track isn't there: %w", ErrPositionOff, err)
	}
	raw, err := io.ReadAll(io.LimitReader(f, replayMost))
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("%w: the track can't be read: %w", ErrPositionOff, err)
	}
	track, err := parseTrack(raw)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPositionOff, err)
	}
	for i, fix := range track {
		if i > 0 {
			pause := min(max(0, fix.At.Sub(track[i-1].At)), replayPause)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
		}
		fix.At, fix.MadeUp = time.Now(), true
		told(fix)
	}
	<-ctx.Done()
	return ctx.Err()
}

// parseTrack reads NMEA 0183 or GPX. Positions without a time are a second apart.
func parseTrack(raw []byte) (track []Fix, err error) {
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))), []byte("<")) {
		track, err = parseGPX(raw)
	} else {
		track = parseNMEA(raw)
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("the track isn't readable: %w", err)
	case len(track) == 0:
		return nil, fmt.Errorf("the track has no position: it may be NMEA 0183 or GPX")
	}
	for i := range track {
		if i > 0 && track[i].At.IsZero() {
			track[i].At = track[i-1].At.Add(time.Second)
		}
	}
	return track, nil
}

// gpxPoint is what is read of a GPX point.
type gpxPoint struct {
	Lat  float64    `xml:"lat,attr"`
	Lon  float64    `xml:"lon,attr"`
	Time *time.Time `xml:"time"`
	HDOP float64    `xml:"hdop"`
}

func parseGPX(raw []byte) ([]Fix, error) {
	var file struct {
		Track     []gpxPoint `xml:"trk>trkseg>trkpt"`
		Route     []gpxPoint `xml:"rte>rtept"`
		Waypoints []gpxPoint `xml:"wpt"`
	}
	if err := xml.Unmarshal(raw, &file); err != nil {
		return nil, err
	}
	points := file.Track
	if len(points) == 0 {
		points = append(file.Route, file.Waypoints...)
	}
	var track []Fix
	for _, p := range points {
		f := Fix{Lat: p.Lat, Lon: p.Lon, Accuracy: math.Max(0, p.HDOP*perHDOP)}
		if p.Time != nil {
			f.At = *p.Time
		}
		track = append(track, f)
	}
	return track, nil
}

// parseNMEA takes positions from GGA sentences, their course from RMC, and from RMC alone if there is no GGA. Lines of other kinds, or
// with a wrong checksum, are passed over, as every program does with a receiver's noise.
func parseNMEA(raw []byte) (track []Fix) {
	var course *nmea.RMC
	var fallback []Fix
	for line := range bytes.Lines(raw) {
		sentence, err := nmea.Parse(string(bytes.TrimSpace(line)))
		if err != nil {
			continue
		}
		switch s := sentence.(type) {
		case nmea.GGA:
			if s.FixQuality == nmea.Invalid || s.FixQuality == "" {
				continue
			}
			track = append(track, stamp(track, Fix{Lat: s.Latitude, Lon: s.Longitude, Accuracy: math.Max(0, s.HDOP*perHDOP)}, s.Time, course))
		case nmea.RMC:
			if course = nil; s.Validity == nmea.ValidRMC {
				course = &s
				fallback = append(fallback, stamp(fallback, Fix{Lat: s.Latitude, Lon: s.Longitude}, s.Time, course))
			}
		}
	}
	if len(track) == 0 {
		return fallback
	}
	return track
}

// knot is a nautical mile an hour, in m/s.
const knot = 1852.0 / 3600

// stamp gives a fix its time of day, the day after if it went over midnight, and its course.
func stamp(track []Fix, f Fix, at nmea.Time, course *nmea.RMC) Fix {
	if course != nil && course.Speed*knot >= leastSpeed {
		f.Bearing, f.Bore = course.Course, true
	}
	if !at.Valid {
		return f
	}
	f.At = time.Date(2000, 1, 1, at.Hour, at.Minute, at.Second, at.Millisecond*int(time.Millisecond), time.UTC)
	if n := len(track); n > 0 {
		for last := track[n-1].At; last.Sub(f.At) > 12*time.Hour; {
			f.At = f.At.AddDate(0, 0, 1)
		}
	}
	return f
}
