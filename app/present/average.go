package present

import (
	"math"
	"time"

	"priyom/civic"
)

// What a standing device's position is made of.
const (
	averageOver  = 30 * time.Second
	averageMost  = 60               // fixes
	averageTurns = 3                // fixes that agree on another place: the device moved
	averageApart = 10 * time.Second // errors of a receiver nearer to each other than that are nearly the same error

	doubtUnknown civic.Metres = 50 // of a fix that doesn't tell its accuracy
	doubtLeast   civic.Metres = 3  // an average never claims to be better, unless a single fix is
	doubtNone    civic.Metres = 0.01
)

// average is the position of a device that stands still: its last fixes taken together, each the more the surer it is of itself.
// A fix far off is left out; when the last ones agree that it is somewhere else, the device moved, and the average begins anew.
type average struct {
	fixes  []Fix // of one place, the oldest first
	strays []Fix // since the last one that fitted
}

// add takes a fix in; it says whether that was one at all.
func (a *average) add(f Fix) bool {
	p := f.Position
	if !(math.Abs(float64(p.Lat)) <= 90) || !(math.Abs(float64(p.Lon)) <= 180) || !(p.Accuracy >= 0) || math.IsInf(float64(p.Accuracy), 1) {
		return false
	}
	if p.Lat == 0 && p.Lon == 0 { // what a receiver says that knows nothing
		return false
	}
	if f.Position.Accuracy == 0 {
		f.Position.Accuracy = doubtUnknown
	}
	f.Position.Accuracy = max(f.Position.Accuracy, doubtNone)
	if n := len(a.fixes); n > 0 {
		last := a.fixes[n-1]
		switch {
		case last.Source != f.Source: // what is made up isn't mixed with what is measured
			*a = average{}
		case f.At.Before(last.At) && last.At.Sub(f.At) < averageOver:
			return false // late
		case f.At.Before(last.At): // the clock was set back
			*a = average{}
		}
	}
	for len(a.fixes) > 0 && (f.At.Sub(a.fixes[0].At) > averageOver || len(a.fixes) >= averageMost) {
		a.fixes = a.fixes[1:]
	}
	if here, ok := a.here(); ok && far(here.Position, f.Position) {
		if a.strays = append(a.strays, f); len(a.strays) >= averageTurns {
			*a = average{fixes: []Fix{f}}
		}
		return true
	}
	a.strays = nil
	a.fixes = append(a.fixes, f)
	if n := len(a.fixes) - averageTurns; n > 0 {
		if lag, doubt := apart(a.fixes[:n], a.fixes[n:]); lag > max(1.5*doubt, doubtLeast) {
			a.fixes = append([]Fix(nil), a.fixes[n:]...)
		}
	}
	return true
}

// here is where the device is. The accuracy says too how far the last fixes have gone away from the average.
func (a *average) here() (Fix, bool) {
	n := len(a.fixes)
	if n == 0 {
		return Fix{}, false
	}
	f := a.fixes[n-1]
	best, doubts, weights := f.Position.Accuracy, 0.0, 0.0
	for _, g := range a.fixes {
		best = min(best, g.Position.Accuracy)
		doubts += 1 / float64(g.Position.Accuracy)
		weights += 1 / float64(g.Position.Accuracy*g.Position.Accuracy)
	}
	// Errors of a receiver drift slowly: fixes of one moment are one measurement, however many they are.
	span := f.At.Sub(a.fixes[0].At)
	independent := min(float64(n), 1+float64(span)/float64(averageApart))
	doubt := civic.Metres(doubts / weights / math.Sqrt(independent))
	doubt = min(best, max(doubt, doubtLeast))
	f.Position.Lat, f.Position.Lon = middleOf(a.fixes)
	if n > averageTurns {
		lag, _ := apart(a.fixes, a.fixes[n-averageTurns:])
		doubt = max(doubt, lag)
	}
	f.Position.Accuracy = doubt
	return f, true
}

// far says that two positions contradict each other.
func far(a, b civic.Position) bool {
	return civic.Distance(a, b) > max(2*(a.Accuracy+b.Accuracy), 10)
}

// apart is the distance between the middles of two groups of fixes, and how sure the second group's are of themselves.
func apart(a, b []Fix) (lag, doubt civic.Metres) {
	var from, to civic.Position
	from.Lat, from.Lon = middleOf(a)
	to.Lat, to.Lon = middleOf(b)
	sum := 0.0
	for _, f := range b {
		sum += float64(f.Position.Accuracy * f.Position.Accuracy)
	}
	return civic.Distance(from, to), civic.Metres(math.Sqrt(sum / float64(len(b))))
}

// middleOf is the mean by accuracy. A second pass trusts those less that lie far from the first one's, as by Huber's weights (P. J.
// Huber, "Robust Estimation of a Location Parameter", 1964).
func middleOf(fixes []Fix) (lat, lon civic.Degrees) {
	first := fixes[0].Position // angles are summed as differences: over the antimeridian too
	mean := first
	for pass := range 2 {
		var sumLat, sumLon, weights float64
		for _, f := range fixes {
			w := 1 / float64(f.Position.Accuracy*f.Position.Accuracy)
			if d := civic.Distance(mean, f.Position); pass > 0 && d > f.Position.Accuracy {
				w *= float64(f.Position.Accuracy / d)
			}
			sumLat += w * float64(f.Position.Lat-first.Lat)
			sumLon += w * math.Remainder(float64(f.Position.Lon-first.Lon), 360)
			weights += w
		}
		mean.Lat = first.Lat + civic.Degrees(sumLat/weights)
		mean.Lon = civic.Degrees(math.Remainder(float64(first.Lon)+sumLon/weights, 360))
	}
	return mean.Lat, mean.Lon
}
