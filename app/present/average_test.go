package present

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
)

var spot = civic.Position{Lat: 46.9012, Lon: 28.7634}

// at is a spot some metres to the north and east of another.
func at(from civic.Position, north, east float64) civic.Position {
	return civic.Position{Lat: from.Lat + civic.Degrees(north/111_195), Lon: from.Lon + civic.Degrees(east/(111_195*math.Cos(float64(from.Lat)*math.Pi/180)))}
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// fixAt is what a receiver says after some seconds.
func fixAt(seconds int, p civic.Position, accuracy civic.Metres) Fix {
	p.Accuracy = accuracy
	return Fix{At: noon.Add(time.Duration(seconds) * time.Second), Position: p, Source: civic.SourceGPS}
}

func TestAverageOfAStandingReceiver(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	single, mean := 0.0, 0.0
	const rounds = 200
	for range rounds {
		var a average
		for s := range 30 {
			f := fixAt(s, at(spot, r.NormFloat64()*5, r.NormFloat64()*5), 7.5) // 68 % of a σ of 5 m in two directions
			a.add(f)
			single += float64(civic.Distance(f.Position, spot)) / 30
		}
		here, ok := a.here()
		if !ok {
			t.Fatal("nowhere")
		}
		mean += float64(civic.Distance(here.Position, spot))
		if here.Position.Accuracy < doubtLeast || here.Position.Accuracy > 12 {
			t.Errorf("accuracy %v", here.Position.Accuracy)
		}
	}
	if mean/rounds > single/rounds/2 {
		t.Errorf("the average errs by %.1f m, a single fix by %.1f", mean/rounds, single/rounds)
	}
}

func TestAverage(t *testing.T) {
	stand := func(from, n int, p civic.Position, accuracy civic.Metres) (fixes []Fix) {
		for s := range n {
			fixes = append(fixes, fixAt(from+s, p, accuracy))
		}
		return fixes
	}
	there := at(spot, 0, 200)
	mock := fixAt(11, there, 5)
	mock.Source = civic.SourceMock
	for name, c := range map[string]struct {
		fixes  []Fix
		where  civic.Position
		within civic.Metres // of where
		most   civic.Metres // accuracy
	}{
		"one":                       {stand(0, 1, spot, 12), spot, 0.1, 12},
		"cold start gets better":    {append(stand(0, 3, at(spot, 60, 0), 80), stand(3, 5, spot, 5)...), spot, 2, 6},
		"a single wild fix":         {append(append(stand(0, 10, spot, 6), fixAt(10, there, 6)), stand(11, 2, spot, 6)...), spot, 1, 6},
		"a wild one as the last":    {append(stand(0, 10, spot, 6), fixAt(10, there, 6)), spot, 1, 6},
		"a wild one at first":       {append([]Fix{fixAt(0, there, 6)}, stand(1, 4, spot, 6)...), spot, 1, 6},
		"moved away":                {append(stand(0, 20, spot, 6), stand(20, 4, there, 6)...), there, 1, 6},
		"one that fits barely":      {append(stand(0, 10, spot, 6), fixAt(10, at(spot, 20, 0), 6)), spot, 3, 6},
		"the unknown weighs little": {append(stand(0, 10, spot, 6), fixAt(10, at(spot, 30, 0), 0)), spot, 1, 6},
		"old ones are forgotten":    {append(stand(0, 5, spot, 6), stand(120, 1, at(spot, 5, 0), 6)...), at(spot, 5, 0), 0.1, 6},
		"made up":                   {append(stand(0, 10, spot, 6), mock), there, 0.1, 5},
		"late ones are nothing new": {append(stand(5, 5, spot, 6), stand(0, 4, at(spot, 8, 0), 6)...), spot, 0.1, 6},
		"the clock was set back":    {append(stand(1000, 5, spot, 6), fixAt(0, at(spot, 8, 0), 6)), at(spot, 8, 0), 0.1, 6},
	} {
		var a average
		for _, f := range c.fixes {
			a.add(f)
		}
		here, ok := a.here()
		if far := civic.Distance(here.Position, c.where); !ok || far > c.within || here.Position.Accuracy > c.most {
			t.Errorf("%s: %.1f m away, accuracy %.1f", name, far, here.Position.Accuracy)
		}
	}
	for name, p := range map[string]civic.Position{
		"NaN": {Lat: civic.Degrees(math.NaN()), Lon: 28}, "infinite": {Lat: 46, Lon: civic.Degrees(math.Inf(1))}, "no latitude": {Lat: 91, Lon: 28},
		"nowhere": {}, "accuracy below nothing": {Lat: 46, Lon: 28, Accuracy: -1}, "any accuracy": {Lat: 46, Lon: 28, Accuracy: civic.Metres(math.Inf(1))},
	} {
		var a average
		if a.add(Fix{At: noon, Position: p, Source: civic.SourceGPS}) {
			t.Errorf("%s is taken for a position", name)
		}
	}
}

// A walker's average lags behind, and admits it.
func TestAverageOfAWalker(t *testing.T) {
	for _, pace := range []float64{0.5, 1.4, 5, 20} {
		var a average
		for s := range 60 {
			now := at(spot, pace*float64(s), 0)
			a.add(fixAt(s, now, 5))
			here, _ := a.here()
			if lag := civic.Distance(here.Position, now); lag > 2.5*here.Position.Accuracy+civic.Metres(pace*averageTurns) {
				t.Fatalf("%v m/s: %.1f m behind after %d s, said to be within %.1f", pace, lag, s, here.Position.Accuracy)
			}
		}
	}
}

// Whatever a receiver says, the average lies among what it said, also over the antimeridian.
func TestAverageLiesAmongItsFixes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		middle := civic.Position{Lat: civic.Degrees(rapid.Float64Range(-80, 80).Draw(t, "lat")), Lon: civic.Degrees(rapid.SampledFrom([]float64{28, 180, -180, 0.001}).Draw(t, "lon"))}
		var a average
		for s := range rapid.IntRange(1, 100).Draw(t, "fixes") {
			p := at(middle, rapid.Float64Range(-40, 40).Draw(t, "north"), rapid.Float64Range(-40, 40).Draw(t, "east"))
			p.Lon = civic.Degrees(math.Remainder(float64(p.Lon), 360))
			a.add(fixAt(s*rapid.IntRange(0, 3).Draw(t, "pause"), p, civic.Metres(rapid.Float64Range(0, 50).Draw(t, "accuracy"))))
		}
		here, ok := a.here()
		if far := civic.Distance(here.Position, middle); !ok || !(far <= 57) || !(here.Position.Accuracy > 0) {
			t.Fatalf("%v m away, within %v, %v", far, here.Position.Accuracy, ok)
		}
	})
}
