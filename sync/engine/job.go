package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"priyom/store"
	"priyom/store/journal"
)

// job is one Run or Once: what its lanes share and remember.
type job struct {
	*Engine
	shelf *shelf
	lane  lane
	ask   chan struct{}

	mu       sync.Mutex
	busy     bool // an exchange is under way
	failures int  // of exchanges, in a row
	last     *Failure
}

func (e *Engine) newJob() *job {
	j := &job{Engine: e, shelf: newShelf(e.limits, e.opt.Rand), ask: make(chan struct{}, 1), busy: true}
	t := &text{Engine: e, shelf: j.shelf, window: window{limits: e.limits}, left: map[journal.Epoch]bool{}}
	t.window.narrow()
	j.lane = lane{
		pace: newPace(e.limits.FirstRetry, e.limits.LongestRetry, e.opt.Rand), kick: e.kick, ask: j.ask,
		addresses: func() string { return routable(e.opt.Addresses) }, look: e.limits.Look, failed: j.failed,
		attempt: func(ctx context.Context) (time.Duration, error) {
			j.set(true, nil)
			rest, err := t.exchange(ctx)
			if err == nil {
				j.shelf.setOpen(true)
				j.set(false, nil)
				e.WantPictures()
			}
			return rest, err
		},
	}
	return j
}

// connect makes a client of the portal this device is enrolled at now.
func (e *Engine) connect(ctx context.Context) (*client, store.Enrolment, error) {
	enrolment, err := e.store.Enrolment(ctx)
	if errors.Is(err, store.ErrNotEnrolled) {
		return nil, enrolment, &Failure{Cause: CauseNotEnrolled, Link: LinkUnknown, Err: err}
	}
	if err != nil {
		return nil, enrolment, err
	}
	key, err := e.store.Key(ctx)
	if err != nil {
		return nil, enrolment, err
	}
	return &client{
		http: e.http, codec: e.codec, stall: e.limits.Stall, url: enrolment.URL, portal: enrolment.Portal,
		device: e.store.Device(), key: key,
	}, enrolment, nil
}

// failed writes down why an exchange failed and when the next one comes. No file is sent until one went well.
func (j *job) failed(ctx context.Context, f *Failure, wait time.Duration) error {
	j.log.Info("exchange failed", "cause", f.Cause, "wait", wait, "error", f.Err)
	j.shelf.setOpen(false)
	j.http.CloseIdleConnections() // they may lead into a network that is gone
	next := j.opt.Clock().Add(wait)
	_, err := failure(ctx, j.store.TextTried(ctx, string(f.Cause), next))
	j.board.change(func(s *State) {
		s.Cause, s.NextAttempt = f.Cause, next
		if f.Link != "" {
			s.Link = f.Link
		}
	})
	j.board.phase(PhaseWaiting)
	j.set(false, f)
	return err
}

// set notes where the text lane stands.
func (j *job) set(busy bool, f *Failure) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.busy = busy
	switch {
	case busy:
		return
	case f != nil:
		j.failures++
		j.last = f
	default:
		j.failures, j.last = 0, nil
	}
	j.happened()
}
