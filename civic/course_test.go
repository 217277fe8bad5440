package civic

import (
	"math"
	"testing"
)

func TestCourse(t *testing.T) {
	from := Position{Lat: 47, Lon: 28}
	for name, c := range map[string]struct {
		to   Position
		want Degrees
		name Compass
	}{
		"north":     {Position{Lat: 48, Lon: 28}, 0, CompassN},
		"east":      {Position{Lat: 47, Lon: 28.01}, 90, CompassE},
		"south":     {Position{Lat: 46, Lon: 28}, 180, CompassS},
		"west":      {Position{Lat: 47, Lon: 27.99}, 270, CompassW},
		"northeast": {Position{Lat: 47.01, Lon: 28 + 0.01/Degrees(math.Cos(47*math.Pi/180))}, 45, CompassNE},
		"over 180":  {Position{Lat: 47, Lon: -152.1}, 0, CompassN}, // the short way leads over the pole
	} {
		got := Course(from, c.to)
		if diff := math.Abs(math.Mod(float64(got-c.want)+540, 360) - 180); diff > 0.5 || got < 0 || got >= 360 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if Toward(got) != c.name {
			t.Errorf("%s is called %s", name, Toward(got))
		}
	}
	for course, want := range map[Degrees]Compass{-10: CompassN, 359: CompassN, 23: CompassNE, 22: CompassN, 337: CompassNW, 700: CompassN, Degrees(math.NaN()): CompassN, Degrees(math.Inf(1)): CompassN} {
		if got := Toward(course); got != want {
			t.Errorf("%v is called %s, want %s", course, got, want)
		}
	}
}
