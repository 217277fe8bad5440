package civic

import (
	"math"
	"time"
)

// How near the spot an after-photo must be taken. Phones tell their own accuracy; it is added on both sides, but a phone
// that knows nothing must not thereby be everywhere.
const (
	AfterWithin Metres = 100
	maxDoubt    Metres = 100
)

// proofMissing is what the after-photos fail at. One single photo has to be both near and later: among several the best
// counts.
func (c Case) proofMissing() []Requirement {
	if len(c.After) == 0 {
		return []Requirement{NeedAfterPhoto, NeedAfterNear, NeedAfterLater}
	}
	spot, known := c.spot()
	since := c.since()
	anyNear, anyLater := false, false
	for _, p := range c.After {
		near := !known || p.Located && Near(spot, p.Position)
		later := p.TakenAt.After(since)
		if near && later {
			return nil
		}
		anyNear, anyLater = anyNear || near, anyLater || later
	}
	switch {
	case anyLater:
		return []Requirement{NeedAfterNear}
	case anyNear:
		return []Requirement{NeedAfterLater}
	}
	return []Requirement{NeedAfterNear, NeedAfterLater}
}

// spot is where the after-photo belongs: the place's position, or else that of a photo "before". A report by address alone
// has neither, and the moderator's eye must do; so it must with a position that the device called made up.
func (c Case) spot() (Position, bool) {
	if c.Place.Source != SourceNone && c.Place.Source != SourceMock {
		return c.Place.Position, true
	}
	for _, p := range c.Before {
		if p.Located {
			return p.Position, true
		}
	}
	return Position{}, false
}

// since is what an after-photo must be later than: the report, and every photo "before" whose time is known.
func (c Case) since() time.Time {
	since := c.CapturedAt
	for _, p := range c.Before {
		if p.TakenAt.After(since) {
			since = p.TakenAt
		}
	}
	return since
}

// Near says that two positions are within AfterWithin of each other as far as their accuracies let one tell.
func Near(a, b Position) bool {
	return Distance(a, b)-min(a.Accuracy, maxDoubt)-min(b.Accuracy, maxDoubt) <= AfterWithin
}

// Distance is the length of the great circle between two positions, by the haversine formula (R. W. Sinnott, "Virtues of the
// Haversine", Sky and Telescope 68, 1984, p. 159) on a sphere of the Earth's mean radius R1 = 6 371 008.8 m (Moritz, GRS 80).
// Against the ellipsoid it errs by 0.6 % at most.
func Distance(a, b Position) Metres {
	const radius, radian = 6_371_008.8, math.Pi / 180
	lat1, lat2 := float64(a.Lat)*radian, float64(b.Lat)*radian
	dLat, dLon := lat2-lat1, float64(b.Lon-a.Lon)*radian
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin(dLon/2), 2)
	return Metres(2 * radius * math.Asin(math.Sqrt(min(h, 1)))) // rounding can lift h above 1 at antipodes
}
