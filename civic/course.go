package civic

import "math"

// Course is the direction in which the way from a to b begins, clockwise from north, from 0 up to 360: the initial bearing of
// the great circle (E. Williams, "Aviation Formulary", "Course between points").
func Course(a, b Position) Degrees {
	const radian = math.Pi / 180
	lat1, lat2, dLon := float64(a.Lat)*radian, float64(b.Lat)*radian, float64(b.Lon-a.Lon)*radian
	y := math.Sin(dLon) * math.Cos(lat2)
	x := math.Cos(lat1)*math.Sin(lat2) - math.Sin(lat1)*math.Cos(lat2)*math.Cos(dLon)
	return Degrees(math.Mod(math.Atan2(y, x)/radian+360, 360))
}

// Compass is one of the eight directions that people name.
type Compass string

// The directions, clockwise from north.
const (
	CompassN  Compass = "n"
	CompassNE Compass = "ne"
	CompassE  Compass = "e"
	CompassSE Compass = "se"
	CompassS  Compass = "s"
	CompassSW Compass = "sw"
	CompassW  Compass = "w"
	CompassNW Compass = "nw"
)

// Toward names the nearest of the eight directions.
func Toward(course Degrees) Compass {
	all := [...]Compass{CompassN, CompassNE, CompassE, CompassSE, CompassS, CompassSW, CompassW, CompassNW}
	if c := float64(course); !math.IsNaN(c) && !math.IsInf(c, 0) {
		return all[int(math.Round(math.Mod(math.Mod(c, 360)+360, 360)/45))%len(all)]
	}
	return CompassN
}
