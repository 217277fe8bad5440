// Field is the phone's program as it is measured: the real one, on Fyne's test driver or on a real screen, whose map somebody pans through a
// town. "field HOME" is on the test driver, which draws with the processor; "field HOME screen" is on a screen.
package main

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/test"

	"priyom/app/device"
	"priyom/app/present"
	"priyom/app/ui/phone"
	"priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/assets"
	"priyom/bench/resident"
	"priyom/civic"
	"priyom/lang"
	"priyom/store/vault"
	"priyom/sync/engine"
	"priyom/tiles"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("field: the home folder is missing")
	}
	var err error
	if len(os.Args) == 2 {
		err = inMemory(os.Args[1])
	} else {
		err = onScreen(os.Args[1])
	}
	if err != nil {
		log.Fatal("field: ", err)
	}
}

// inMemory runs on the test driver: what is posted is done between two pictures.
func inMemory(home string) error {
	posts := make(chan func(), 10_000)
	env, err := environment(home, func(f func()) { posts <- f })
	if err != nil {
		return err
	}
	work := func() {
		for {
			select {
			case f := <-posts:
				f()
			default:
				return
			}
		}
	}
	a := test.NewApp()
	w := test.NewWindow(nil)
	p := phone.New(a, w, env, nil)
	p.Open()
	w.Resize(fyne.NewSize(resident.Width, resident.Height))
	s := &stroll{phone: p, window: w}
	for {
		wait, err := s.step()
		if err != nil || s.done {
			p.Close()
			return err
		}
		until := time.Now().Add(wait)
		for work(); time.Now().Before(until); work() {
			time.Sleep(time.Millisecond)
		}
		if s.walking() {
			w.Canvas().Capture() // the window is drawn, as often as it is moved
		}
	}
}

// onScreen runs on a real screen.
func onScreen(home string) error {
	a := app.NewWithID("org.priyom.bench.field")
	w := a.NewWindow("")
	env, err := environment(home, fyne.Do)
	if err != nil {
		return err
	}
	p := phone.New(a, w, env, nil)
	s := &stroll{phone: p, window: w}
	var failed error
	var next func()
	next = func() {
		wait, err := s.step()
		if failed = err; err != nil || s.done {
			p.Close()
			a.Quit()
			return
		}
		time.AfterFunc(wait, func() { fyne.Do(next) })
	}
	a.Lifecycle().SetOnStarted(func() {
		p.Open()
		next()
	})
	w.ShowAndRun()
	return failed
}

// environment is what main.go gives the presenters on a phone, but for what this machine has no part in.
func environment(home string, post func(func())) (*present.Env, error) {
	catalogue, err1 := lang.Load()
	known, err2 := assets.Classifier()
	calendar, err3 := assets.Calendar("ru")
	checklists, err4 := assets.Checklists()
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	return &present.Env{
		Home: home, Secrets: vault.Secrets{Keyring: resident.Keyring(filepath.Dir(home))}, Catalogue: catalogue, Locale: civic.LangRU, Known: known,
		Checklists: checklists, Calendar: calendar.In(time.Local), Line: engine.Options{Program: "bench"}, Log: slog.New(slog.DiscardHandler),
		Clock: time.Now, Post: post, Narrow: true, Shed: device.ShedPages,
		After: func(d time.Duration, f func()) (stop func()) {
			stopped := false
			timer := time.AfterFunc(d, func() {
				post(func() {
					if !stopped {
						f()
					}
				})
			})
			return func() {
				stopped = true
				timer.Stop()
			}
		},
	}, nil
}

// views is how many places of the town are shown, at three zooms.
const views = 90

// stroll is what somebody does: waits for the first page, goes to the map, pans it round about the town, and looks at it.
type stroll struct {
	phone  *phone.Phone
	window fyne.Window
	stood  bool
	chart  *mapview.Map
	seen   int
	rests  bool
	done   bool
}

// walking says whether the map is being panned.
func (s *stroll) walking() bool { return s.chart != nil && s.seen < views }

// step does what comes next, and says how long to wait after it.
func (s *stroll) step() (time.Duration, error) {
	const soon, frame = 2 * time.Millisecond, 16 * time.Millisecond
	point := s.phone.Point()
	switch {
	case point == nil:
		return soon, nil
	case !s.stood:
		s.window.Canvas().Capture()
		fmt.Println(resident.Stands)
		s.stood = true
		point.Shell.Go(present.PageMap)
		return soon, nil
	case point.Maps.Source() == nil:
		return soon, nil
	case s.chart == nil:
		if s.chart = find(s.window.Content()); s.chart == nil {
			return 0, errors.New("there is no map on the page")
		}
		return frame, nil
	case s.seen < views:
		round := float64(s.seen) / views * 2 * math.Pi * 3
		at := tiles.Project(47.02+civic.Degrees(0.03*math.Sin(round)), 28.85+civic.Degrees(0.05*math.Cos(round)))
		widgets.Felt(s.chart)
		s.chart.SetView(mapview.View{Centre: at, Zoom: float64(13 + s.seen/(views/3))})
		s.seen++
		return frame, say(resident.While)
	case !s.rests:
		s.rests = true
		return resident.Rest, nil
	}
	s.done = true
	return 0, say(resident.Rests)
}

func say(line string) error {
	m, err := resident.Of(os.Getpid())
	fmt.Println(line, m)
	return err
}

// find is the map below an object.
func find(o fyne.CanvasObject) (chart *mapview.Map) {
	switch o := o.(type) {
	case *mapview.Map:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if found := find(child); found != nil && found.Visible() {
				return found
			}
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			if found := find(child); found != nil {
				return found
			}
		}
	}
	return nil
}
