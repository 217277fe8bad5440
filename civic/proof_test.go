package civic

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAfterPhoto(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	spot := Position{Lat: 55, Lon: 37}
	north := func(m, accuracy Metres) Position { // a metre is 1/111195 of a degree of latitude
		return Position{Lat: spot.Lat + Degrees(m/111195), Lon: spot.Lon, Accuracy: accuracy}
	}
	photo := func(p Position, after time.Duration) Photo {
		return Photo{Position: p, Located: true, TakenAt: at.Add(after)}
	}
	place := Place{Position: spot, Source: SourceMap}
	far, early := []Requirement{NeedAfterNear}, []Requirement{NeedAfterLater}
	tests := map[string]struct {
		c    Case
		want []Requirement
	}{
		"on the spot":           {Case{Place: place, After: []Photo{photo(spot, 1)}}, nil},
		"99 m away":             {Case{Place: place, After: []Photo{photo(north(99, 0), 1)}}, nil},
		"101 m away":            {Case{Place: place, After: []Photo{photo(north(101, 0), 1)}}, far},
		"150 m, vague by 60":    {Case{Place: place, After: []Photo{photo(north(150, 60), 1)}}, nil},
		"5 km, vague by 10":     {Case{Place: place, After: []Photo{photo(north(5000, 10_000), 1)}}, far},
		"at the same moment":    {Case{Place: place, After: []Photo{photo(spot, 0)}}, early},
		"neither":               {Case{Place: place, After: []Photo{photo(north(500, 0), -1)}}, []Requirement{NeedAfterNear, NeedAfterLater}},
		"none":                  {Case{Place: place}, []Requirement{NeedAfterPhoto, NeedAfterNear, NeedAfterLater}},
		"time unknown":          {Case{Place: place, After: []Photo{{Position: spot, Located: true}}}, early},
		"place unknown":         {Case{Place: place, After: []Photo{{TakenAt: at.Add(1)}}}, far},
		"one good of three":     {Case{Place: place, After: []Photo{photo(spot, 0), photo(north(900, 0), 1), photo(spot, 1)}}, nil},
		"two halves":            {Case{Place: place, After: []Photo{photo(spot, 0), photo(north(900, 0), 1)}}, far},
		"address only":          {Case{Place: Place{Address: "Lesnaya 1"}, After: []Photo{{TakenAt: at.Add(1)}}}, nil},
		"before-photo's place":  {Case{Before: []Photo{photo(spot, 0)}, After: []Photo{photo(north(900, 0), 1)}}, far},
		"later than the newest": {Case{Place: place, Before: []Photo{photo(spot, 5), photo(spot, 2)}, After: []Photo{photo(spot, 4)}}, early},
		"made-up position":      {Case{Place: Place{Position: north(9999, 0), Source: SourceMock}, After: []Photo{photo(spot, 1)}}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.c.CapturedAt = at
			if got := tt.c.proofMissing(); !slices.Equal(got, tt.want) {
				t.Errorf("missing %v, want %v", got, tt.want)
			}
			tt.c.Returns = 0
			_, err := Next(StatusInWork, ActSolve, RoleInspector, tt.c)
			if (err == nil) != (tt.want == nil) {
				t.Errorf("solving it: %v", err)
			}
		})
	}
}

// The distances are by Vincenty's formula on the ellipsoid of WGS 84, the last one along its meridian; the sphere may differ
// by 0.6 %.
func TestDistance(t *testing.T) {
	tests := map[string]struct {
		a, b Position
		want float64
	}{
		"Moscow to Kyiv":         {Position{Lat: 55.7558, Lon: 37.6173}, Position{Lat: 50.4501, Lon: 30.5234}, 757_091},
		"one degree of latitude": {Position{Lat: 0}, Position{Lat: 1}, 110_574},
		"one of longitude":       {Position{Lon: 0}, Position{Lon: 1}, 111_319},
		"over the date line":     {Position{Lat: 65, Lon: 179.5}, Position{Lat: 65, Lon: -179.5}, 47_175},
		"antipodes":              {Position{Lat: 0, Lon: 0}, Position{Lat: 0, Lon: 180}, 20_003_931},
	}
	for name, tt := range tests {
		if got := float64(Distance(tt.a, tt.b)); math.Abs(got-tt.want) > tt.want*0.006 {
			t.Errorf("%s: %.0f m, want %.0f", name, got, tt.want)
		}
	}
}

func TestDistanceIsAMetric(t *testing.T) {
	position := rapid.Custom(func(t *rapid.T) Position {
		return Position{
			Lat: Degrees(rapid.Float64Range(-90, 90).Draw(t, "lat")), Lon: Degrees(rapid.Float64Range(-180, 180).Draw(t, "lon")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := position.Draw(t, "a"), position.Draw(t, "b"), position.Draw(t, "c")
		ab := Distance(a, b)
		if math.IsNaN(float64(ab)) || ab < 0 || math.Abs(float64(ab-Distance(b, a))) > 1e-3 || Distance(a, a) != 0 {
			t.Fatalf("from %v to %v: %v, back %v", a, b, ab, Distance(b, a))
		}
		if ab > Distance(a, c)+Distance(c, b)+1 { // a metre for rounding near antipodes
			t.Fatalf("shorter by way of %v", c)
		}
	})
}
