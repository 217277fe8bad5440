package statistics

import (
	"sort"
	"time"

	"priyom/portal/db"
)

// hours are where one length ends and the next begins. Times beyond the last are in one more length.
var hours = [db.Buckets - 1]float64{
	0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1080, 1440,
}

// Lengths are where one length ends and the next begins.
func Lengths() (ends []time.Duration) {
	for _, h := range hours {
		ends = append(ends, time.Duration(h*float64(time.Hour)))
	}
	return ends
}

// lengthOf is the length that a time is sorted into.
func lengthOf(d time.Duration) int { return sort.SearchFloat64s(hours[:], d.Hours()) }

// median is the time that half of those counted took at most; within a length they are taken to be spread evenly. ok is false
// if none is counted. Of times beyond the last end it is that end.
func median(counts []int64) (d time.Duration, n int64, ok bool) {
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return 0, 0, false
	}
	half, below := float64(n)/2, 0.0
	for i, c := range counts {
		if below+float64(c) < half || c == 0 {
			below += float64(c)
			continue
		}
		from := 0.0
		if i > 0 {
			from = hours[i-1]
		}
		if i == len(hours) {
			return time.Duration(from * float64(time.Hour)), n, true
		}
		at := from + (hours[i]-from)*(half-below)/float64(c)
		return time.Duration(at * float64(time.Hour)), n, true
	}
	return 0, n, true
}
