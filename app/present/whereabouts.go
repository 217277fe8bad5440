package present

import (
	"context"
	"errors"
	"sync"
	"time"

	"priyom/civic"
)

// What a position must be like.
const (
	// WhereGood is the accuracy that is waited for.
	WhereGood civic.Metres = 30
	// WhereUsable is the accuracy beyond which a position is no place for a pin.
	WhereUsable civic.Metres = 300

	whereWaits   = 40 * time.Second // for a good one, before it is said that there will be none
	whereFresh   = 20 * time.Second // younger ones need no age
	whereForgets = 10 * time.Minute // older ones say nothing about here
	whereTicks   = 5 * time.Second  // ages are said anew
	whereAgain   = 15 * time.Second // until it is tried anew what failed
)

// WhereStep is how well the device knows where it is.
type WhereStep string

// The steps.
const (
	WhereOff       WhereStep = "off"    // nothing measures positions
	WhereDenied    WhereStep = "denied" // the system doesn't let this program
	WhereSearching WhereStep = "searching"
	WhereCoarse    WhereStep = "coarse"
	WhereFound     WhereStep = "found"
	WhereOld       WhereStep = "old" // it was known some minutes ago
)

// WhereState is where the device is.
type WhereState struct {
	Step  WhereStep
	Here  Fix  // the average of the last fixes; meaningful if Known
	Known bool // Here is good enough for a pin
	Waits bool // it is still getting better, and that is worth waiting for
	Said  Said // Title the accuracy or what is missing, Under where it is from and what one may do, Aside the age
}

// Whereabouts is where this device is. It measures only while a screen listens and the program is in front: a receiver empties a
// battery in an afternoon.
type Whereabouts struct {
	p       *Point
	ears    map[int]func()
	next    int
	mean    average
	since   time.Time // when the search began
	problem error     // why it ended
	stop    func()    // of the search under way; nil if there is none
	timers  []func()
	asleep  bool
}

func newWhereabouts(p *Point) *Whereabouts { return &Whereabouts{p: p, ears: map[int]func(){}} }

// Listen has the position measured until stop is called. changed says that State would now answer otherwise.
func (w *Whereabouts) Listen(changed func()) (stop func()) {
	id := w.next
	w.next++
	w.ears[id] = changed
	w.begin()
	return func() {
		delete(w.ears, id)
		if len(w.ears) == 0 {
			w.end()
		}
	}
}

// begin starts the search, if somebody wants one and there is none.
func (w *Whereabouts) begin() {
	if w.stop != nil || w.asleep || len(w.ears) == 0 || w.p.closed || w.p.env.Positions == nil {
		return
	}
	ctx, cancel := context.WithCancel(w.p.ctx)
	w.stop, w.since, w.problem = cancel, w.p.env.Clock(), nil
	var mu sync.Mutex
	var told []Fix // and not heard yet: a quick receiver doesn't flood the screens
	w.p.workers.Go(func() {
		err := w.p.env.Positions.Watch(ctx, func(f Fix) {
			mu.Lock()
			defer mu.Unlock()
			if told = append(told, f); len(told) > 1 || ctx.Err() != nil {
				return
			}
			w.p.env.Post(func() {
				mu.Lock()
				fixes := told
				told = nil
				mu.Unlock()
				if ctx.Err() == nil {
					w.heard(fixes)
				}
			})
		})
		w.p.env.Post(func() {
			if ctx.Err() == nil {
				w.failed(err)
			}
		})
	})
	w.tick()
}

// end stops the search: what was found is kept while it is fresh.
func (w *Whereabouts) end() {
	for _, stop := range w.timers {
		stop()
	}
	w.timers = nil
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// sleep is while the program isn't in front; wake is after it.
func (w *Whereabouts) sleep() {
	w.asleep = true
	w.end()
}

func (w *Whereabouts) wake() {
	w.asleep = false
	w.begin()
	w.changed()
}

func (w *Whereabouts) heard(fixes []Fix) {
	some := false
	for _, f := range fixes {
		some = w.mean.add(f) || some
	}
	if some {
		w.changed()
	}
}

// failed is after the search ended by itself. It is tried again, unless the system said no: then when the program comes back.
func (w *Whereabouts) failed(err error) {
	w.end()
	w.problem = err
	if err == nil {
		w.problem = ErrPositionOff
	}
	if !errors.Is(err, ErrPositionDenied) {
		w.timers = append(w.timers, w.p.env.After(whereAgain, w.begin))
	}
	w.changed()
}

// tick lets ages be said anew.
func (w *Whereabouts) tick() {
	if w.p.env.Still {
		return
	}
	w.timers = []func(){w.p.env.After(whereTicks, func() {
		w.changed()
		if w.stop != nil {
			w.tick()
		}
	})}
}

func (w *Whereabouts) changed() {
	for _, changed := range w.ears {
		changed()
	}
}

// State is where the device is, and what is said of it.
func (w *Whereabouts) State() WhereState {
	now := w.p.env.Clock()
	s := WhereState{Step: WhereSearching}
	var age time.Duration
	if here, ok := w.mean.here(); ok {
		if age = max(0, now.Sub(here.At)); age <= whereForgets {
			s.Here, s.Known = here, here.Position.Accuracy <= WhereUsable
		}
	}
	searching := w.stop != nil
	good := s.Here.Position.Accuracy <= WhereGood
	switch {
	case s.Known && age > whereFresh:
		s.Step = WhereOld
	case s.Known && good:
		s.Step = WhereFound
	case s.Here.Source != civic.SourceNone:
		s.Step = WhereCoarse
	case errors.Is(w.problem, ErrPositionDenied):
		s.Step = WhereDenied
	case !searching && w.problem != nil, w.p.env.Positions == nil:
		s.Step = WhereOff
	}
	s.Waits = searching && !(s.Step == WhereFound) && now.Sub(w.since) < whereWaits
	s.Said = w.said(s, age)
	return s
}
