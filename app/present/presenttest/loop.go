// Package presenttest gives tests a reception point with a real home folder, and a goroutine of screens that they turn by
// hand: nothing is drawn or timed but when a test says so.
package presenttest

import (
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for background work before it fails.
const patience = 30 * time.Second

// Loop stands for the screens' goroutine: the test's own.
type Loop struct {
	t     testing.TB
	posts chan func()

	mu     sync.Mutex
	now    time.Time
	timers []*timer
}

type timer struct {
	due  time.Time
	f    func()
	done bool
}

// NewLoop makes a loop at a fixed time.
func NewLoop(t testing.TB) *Loop {
	return &Loop{t: t, posts: make(chan func(), 10_000), now: time.Date(2026, 11, 24, 14, 32, 0, 0, time.Local)}
}

// Now is the loop's clock; it moves with Advance alone.
func (l *Loop) Now() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// Post is Env.Post.
func (l *Loop) Post(f func()) { l.posts <- f }

// After is Env.After.
func (l *Loop) After(d time.Duration, f func()) (stop func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &timer{due: l.now.Add(d), f: f}
	l.timers = append(l.timers, t)
	return func() { t.done = true }
}

// Advance moves the clock on and runs what has become due.
func (l *Loop) Advance(d time.Duration) {
	l.t.Helper()
	l.mu.Lock()
	l.now = l.now.Add(d)
	due := l.timers
	l.timers = nil
	for _, t := range due {
		if t.due.After(l.now) {
			l.timers = append(l.timers, t)
		}
	}
	now := l.now
	l.mu.Unlock()
	for _, t := range due {
		if !t.due.After(now) && !t.done {
			t.done = true
			t.f()
		}
	}
}

// Until runs what is posted until the condition holds; timers run too, as time passes in small steps.
func (l *Loop) Until(what string, holds func() bool) {
	l.t.Helper()
	end := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case f := <-l.posts:
			f()
		case <-tick.C:
			l.Advance(10 * time.Millisecond)
		case <-end:
			l.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// Drain runs what has been posted so far.
func (l *Loop) Drain() {
	for {
		select {
		case f := <-l.posts:
			f()
		default:
			return
		}
	}
}
