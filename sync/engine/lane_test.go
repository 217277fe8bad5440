package engine

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// scripted is a lane whose attempts end as told, at the times that are written down.
type scripted struct {
	lane      lane
	kick, ask chan struct{}
	start     time.Time
	mu        sync.Mutex
	tried     []time.Duration
	ends      []error      // of the attempts; the last one stands for all later ones
	addresses atomic.Value // string, of this machine
}

func newScripted(ends ...error) *scripted {
	s := &scripted{kick: make(chan struct{}, 1), ask: make(chan struct{}, 1), start: time.Now(), ends: ends}
	s.addresses.Store("")
	s.lane = lane{
		kick: s.kick, ask: s.ask, look: 5 * time.Second, pace: newPace(2*time.Second, 5*time.Minute, chance(7)),
		addresses: func() string { return s.addresses.Load().(string) },
		failed:    func(context.Context, *Failure, time.Duration) error { return nil },
		attempt: func(context.Context) (time.Duration, error) {
			s.mu.Lock()
			s.tried = append(s.tried, time.Since(s.start))
			s.mu.Unlock()
			err := s.ends[0]
			if len(s.ends) > 1 {
				s.ends = s.ends[1:]
			}
			return 30 * time.Minute, err
		},
	}
	return s
}

// at is when there were attempts.
func (s *scripted) at() []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tried)
}

func (s *scripted) run(t *testing.T, whole time.Duration, meanwhile func()) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), whole)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- s.lane.run(ctx) }()
	if meanwhile != nil {
		meanwhile()
	}
	return <-ended
}

var errDown = &Failure{Cause: CauseOffline, Link: LinkOffline, Err: errors.New("down")}

func TestLaneRestsWhenAllIsWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(nil)
		if err := s.run(t, 2*time.Hour-time.Second, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		if want := []time.Duration{0, 30 * time.Minute, time.Hour, 90 * time.Minute}; !slices.Equal(s.at(), want) {
			t.Errorf("attempts at %v", s.at())
		}
	})
}

func TestLaneBacksOffAndKeepsTrying(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(errDown)
		_ = s.run(t, 24*time.Hour, nil)
		if n := len(s.at()); n < 24*60/8 || n > 24*60/2 {
			t.Errorf("%d attempts in a day", n)
		}
		last := s.at()[len(s.at())-1] - s.at()[len(s.at())-2]
		if last < 150*time.Second || last > 5*time.Minute {
			t.Errorf("the last pause was %v", last)
		}
		if s.at()[1] < time.Second || s.at()[1] > 3*time.Second {
			t.Errorf("the first pause was %v", s.at()[1])
		}
	})
}

func TestLaneKickEndsThePause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(errDown)
		_ = s.run(t, time.Hour+10*time.Second, func() {
			time.Sleep(time.Hour) // far into the long pauses
			synctest.Wait()
			before := len(s.at())
			wake(s.kick)
			synctest.Wait()
			if len(s.at()) != before+1 || s.at()[before] != time.Hour {
				t.Errorf("no attempt at the kick: %v", s.at()[before-1:])
			}
			time.Sleep(4 * time.Second)
			synctest.Wait()
			if len(s.at()) < before+2 {
				t.Error("the pauses didn't begin small again")
			}
		})
	})
}

func TestLaneKickWakesFromRest(t *testing.T) {
	for name, signal := range map[string]func(*scripted) chan struct{}{
		"kick": func(s *scripted) chan struct{} { return s.kick },
		"ask":  func(s *scripted) chan struct{} { return s.ask },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newScripted(nil)
				_ = s.run(t, 20*time.Minute, func() {
					time.Sleep(10 * time.Minute)
					wake(signal(s))
				})
				if want := []time.Duration{0, 10 * time.Minute}; !slices.Equal(s.at(), want) {
					t.Errorf("attempts at %v", s.at())
				}
			})
		})
	}
}

// A file lane that asks while the line is down must not turn the pauses into none.
func TestLaneAskWaitsWhileTheLineIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(errDown)
		_ = s.run(t, time.Second, func() { wake(s.ask) })
		if len(s.at()) != 1 {
			t.Errorf("attempts at %v", s.at())
		}
	})
}

func TestLaneFirmPauseIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(&Failure{Cause: "problem.tries", After: 10 * time.Minute, Firm: true})
		s.addresses.Store("10.0.0.1")
		_ = s.run(t, 10*time.Minute-time.Second, func() {
			time.Sleep(time.Minute)
			wake(s.kick)
			s.addresses.Store("10.0.0.2")
		})
		if len(s.at()) != 1 {
			t.Errorf("attempts at %v", s.at())
		}
	})
}

func TestLaneSeesANetworkComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(errDown)
		s.lane.pace = newPace(time.Hour, time.Hour, chance(1))
		_ = s.run(t, 11*time.Minute, func() {
			time.Sleep(10 * time.Minute)
			s.addresses.Store("10.0.0.1")
		})
		if len(s.at()) != 2 || s.at()[1] < 10*time.Minute || s.at()[1] > 10*time.Minute+5*time.Second {
			t.Errorf("attempts at %v", s.at())
		}
	})
}

// A network that goes away is no reason to try.
func TestLaneIgnoresANetworkGoing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(nil)
		s.lane.pace = newPace(time.Hour, time.Hour, chance(1))
		s.ends = []error{errDown}
		s.addresses.Store("10.0.0.1")
		_ = s.run(t, 20*time.Minute, func() {
			time.Sleep(time.Minute)
			s.addresses.Store("")
		})
		if len(s.at()) != 1 {
			t.Errorf("attempts at %v", s.at())
		}
	})
}

func TestLaneEndsWithWhatIsFatal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("database is closed")
		s := newScripted(nil, broken)
		if err := s.run(t, time.Hour, nil); !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
	})
}

func TestRoutable(t *testing.T) {
	list := func(texts ...string) func() ([]net.Addr, error) {
		return func() (all []net.Addr, _ error) {
			for _, s := range texts {
				ip, n, err := net.ParseCIDR(s)
				if err != nil {
					t.Fatal(err)
				}
				n.IP = ip
				all = append(all, n)
			}
			return all, nil
		}
	}
	for _, c := range []struct {
		list func() ([]net.Addr, error)
		want string
	}{
		{list("127.0.0.1/8", "::1/128", "fe80::1/64"), ""},
		{list("127.0.0.1/8", "192.168.1.7/24", "10.0.0.2/8"), "10.0.0.2 192.168.1.7"},
		{list("10.0.0.2/8", "192.168.1.7/24"), "10.0.0.2 192.168.1.7"},
		{func() ([]net.Addr, error) { return nil, errors.New("not allowed") }, ""},
	} {
		if got := routable(c.list); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
