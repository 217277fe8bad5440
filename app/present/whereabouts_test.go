package present_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// receiver is a receiver that says what a test wants.
type receiver struct {
	mu       sync.Mutex
	told     func(present.Fix)
	fail     chan error
	searches int
}

func (r *receiver) Watch(ctx context.Context, told func(present.Fix)) error {
	r.mu.Lock()
	r.told, r.fail = told, make(chan error, 1)
	r.searches++
	fail := r.fail
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.told = nil
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-fail:
		return err
	}
}

// on says that somebody listens to the receiver.
func (r *receiver) on() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.told != nil
}

func (r *receiver) say(f present.Fix) {
	r.mu.Lock()
	told := r.told
	r.mu.Unlock()
	told(f)
}

func TestWhereabouts(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	r := &receiver{}
	env.Positions = r
	p := presenttest.Open(t, l, env)
	w := p.Where
	if r.on() {
		t.Error("measured though nobody asked")
	}
	fix := func(accuracy civic.Metres, source civic.Source) present.Fix {
		return present.Fix{At: l.Now(), Position: civic.Position{Lat: 46.9, Lon: 28.7, Accuracy: accuracy}, Source: source}
	}
	expect := func(what string, step present.WhereStep, known, waits bool, words ...string) {
		t.Helper()
		s := w.State()
		if s.Step != step || s.Known != known || s.Waits != waits {
			t.Errorf("%s: %+v", what, s)
		}
		for _, part := range words {
			if said := fmt.Sprint(s.Said); !strings.Contains(said, part) {
				t.Errorf("%s: %q isn't said in %s", what, part, said)
			}
		}
	}
	heard := 0
	stop := w.Listen(func() { heard++ })
	also := w.Listen(func() {})
	l.Until("the receiver is on", r.on)
	expect("at first", present.WhereSearching, false, true, "Определяем")
	until := func(accuracy civic.Metres, source civic.Source) {
		t.Helper()
		before := heard
		r.say(fix(accuracy, source))
		l.Until("the fix is heard", func() bool { return heard > before })
	}
	until(2000, civic.SourceGPS)
	expect("a town's worth", present.WhereCoarse, false, true, "2 км", "Ждём")
	until(60, civic.SourceGPS)
	expect("a street's worth", present.WhereCoarse, true, true, "60 м", "Ждём точности 30 м")
	l.Advance(50 * time.Second)
	until(60, civic.SourceGPS)
	expect("no better", present.WhereCoarse, true, false, "Точнее не получается")
	until(8, civic.SourceGPS)
	expect("found", present.WhereFound, true, false, "Точность 8 м", "по спутникам", "только что")
	l.Advance(3 * time.Minute)
	expect("lost again", present.WhereOld, true, false, "3 минуты назад")
	l.Advance(10 * time.Minute)
	expect("long ago", present.WhereSearching, false, false, "Спутников не видно")
	until(5, civic.SourceMock)
	expect("made up", present.WhereFound, true, false, "подменены")

	stop()
	if !r.on() {
		t.Error("ended though somebody still listens")
	}
	also()
	l.Until("the receiver is off", func() bool { return !r.on() })
	if s := w.State(); s.Here.Source != civic.SourceMock {
		t.Errorf("forgotten at once: %+v", s)
	}
}

func TestWhereaboutsTriesAgain(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	r := &receiver{}
	env.Positions = r
	p := presenttest.Open(t, l, env)
	defer p.Where.Listen(func() {})()
	l.Until("the receiver is on", r.on)
	r.fail <- fmt.Errorf("no receiver: %w", present.ErrPositionOff)
	l.Until("it is said", func() bool { return p.Where.State().Step == present.WhereOff })
	l.Advance(20 * time.Second)
	l.Until("it is tried again", r.on)
	r.fail <- fmt.Errorf("the system: %w", present.ErrPositionDenied)
	l.Until("it is said", func() bool { return p.Where.State().Step == present.WhereDenied })
	l.Advance(time.Hour)
	l.Drain()
	if r.on() {
		t.Error("asks again what was denied")
	}
	p.Behind()
	p.Front()
	l.Until("it is tried again when the program comes back", r.on)
	if p.Behind(); p.Where.State().Step == present.WhereDenied {
		t.Error("still denied")
	}
	l.Until("nothing is measured behind", func() bool { return !r.on() })
}

func TestWhereaboutsWithoutAReceiver(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	defer p.Where.Listen(func() {})()
	if s := p.Where.State(); s.Step != present.WhereOff || !strings.Contains(s.Said.Under, "на карте") {
		t.Errorf("%+v", s)
	}
}

func TestFarAndAgo(t *testing.T) {
	l := presenttest.NewLoop(t)
	v := presenttest.Env(t, l).Catalogue.Voice(civic.LangRU)
	for far, want := range map[civic.Metres]string{0.2: "1 м", 8: "8 м", 99.2: "100 м", 104: "100 м", 996: "1 км", 1249: "1,2 км", 9960: "10 км", 12_400: "12 км"} {
		if got := present.Far(v, far); got != want {
			t.Errorf("%v m are %q, want %q", far, got, want)
		}
	}
	for age, want := range map[time.Duration]string{0: "только что", time.Minute: "1 минуту назад", 5 * time.Minute: "5 минут назад", 2 * time.Hour: "2 часа назад"} {
		if got := present.Ago(v, age); got != want {
			t.Errorf("%v are %q, want %q", age, got, want)
		}
	}
	if got := present.Toward(v, civic.Position{Lat: 46, Lon: 28}, civic.Position{Lat: 46.1, Lon: 28.15}); got != "на северо-восток" {
		t.Error(got)
	}
	place := civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 46, Lon: 28, Accuracy: 8}}
	if got := present.PlaceSaid(v, place); got != "по спутникам · точность 8 м" {
		t.Error(got)
	}
}
