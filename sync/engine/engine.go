package engine

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"priyom/store"
	"priyom/sync/wire"
)

// ErrRunning is returned when the engine is at work already, or closed.
var ErrRunning = errors.New("engine: runs already or is closed")

// Options are what an engine needs from outside. The zero value is the real clock, real randomness and the real network,
// and logs nothing.
type Options struct {
	Clock func() time.Time // for what is shown; pauses are measured by the monotonic clock
	Rand  io.Reader
	Log   *slog.Logger
	// Name and Program are how the device calls itself at enrolment, and its version.
	Name, Program string
	// Dial makes connections; nil is TCP with small buffers.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// TLS says whom to trust; nil is the system's list.
	TLS *tls.Config
	// Addresses are this machine's; nil asks the system.
	Addresses func() ([]net.Addr, error)
	// Maps is the folder for the district's map; "" fetches none.
	Maps string
	// Roomy says, on any goroutine, whether there is room for large pictures that nobody asked for; nil: always.
	Roomy  func() bool
	Limits Limits
}

func (o Options) filled() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Addresses == nil {
		o.Addresses = net.InterfaceAddrs
	}
	o.Limits = o.Limits.filled()
	return o
}

// Engine exchanges for one store with the one portal it is enrolled at. It may be used by several goroutines at once.
type Engine struct {
	store    *store.Store
	opt      Options
	limits   Limits
	log      *slog.Logger
	codec    *wire.Codec
	meter    *meter
	http     *http.Client
	board    board
	kick     chan struct{}
	pictures chan struct{} // there may be some to be fetched
	events   chan struct{} // something ended, well or not: Once looks whether it is done

	mu     sync.Mutex
	stop   context.CancelFunc // of the run under way; nil without one
	ended  chan struct{}      // closed at the end of the run under way
	closed bool
}

// New makes an engine at rest.
func New(s *store.Store, opt Options) (*Engine, error) {
	opt = opt.filled()
	codec, err := wire.NewCodec()
	if err != nil {
		return nil, err
	}
	e := &Engine{
		store: s, opt: opt, limits: opt.Limits, log: opt.Log, codec: codec.Lean(), meter: newMeter(), kick: make(chan struct{}, 1),
		events: make(chan struct{}, 1), pictures: make(chan struct{}, 1),
	}
	e.board.state.Link = LinkUnknown
	e.http = newHTTPClient(newTransport(opt, e.meter, e.sureTime))
	return e, nil
}

// sureTime is for certificates: a clock that was set back stands at least where the portal's last receipt says.
func (e *Engine) sureTime() time.Time {
	now, receipt := e.opt.Clock(), e.State().LastReceipt
	if receipt.After(now) {
		return receipt
	}
	return now
}

// State tells what the engine does.
func (e *Engine) State() State {
	s := e.board.look()
	s.Speed = e.meter.speed()
	return s
}

// Subscribe gives a channel on which there is something whenever the state has changed since it was last read from.
// cancel ends that.
func (e *Engine) Subscribe() (changed <-chan struct{}, cancel func()) { return e.board.subscribe() }

// Kick says that something new was captured: it is sent at once, also while files are under way or a pause is on.
func (e *Engine) Kick() { wake(e.kick) }

// Run exchanges until ctx ends, then it returns nil; an error is the store's, which can't go on. The line going away or
// the disk being full is none.
func (e *Engine) Run(ctx context.Context) error {
	ctx, end, err := e.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := e.work(ctx, e.newJob()); ctx.Err() == nil {
		return err
	}
	return nil
}

// Close ends Run or Once, if one is under way, and waits for it. The store can be closed then.
func (e *Engine) Close() {
	e.mu.Lock()
	e.closed = true
	stop, ended := e.stop, e.ended
	e.mu.Unlock()
	if stop != nil {
		stop()
		<-ended
	}
}

// begin makes sure that only one Run or Once is under way.
func (e *Engine) begin(ctx context.Context) (_ context.Context, end func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stop != nil || e.closed {
		return nil, nil, ErrRunning
	}
	ctx, e.stop = context.WithCancel(ctx)
	e.ended = make(chan struct{})
	return ctx, func() {
		e.http.CloseIdleConnections()
		e.mu.Lock()
		defer e.mu.Unlock()
		e.stop()
		e.stop = nil
		close(e.ended)
	}, nil
}

// work runs the lanes of a job until ctx ends or one of them fails for good.
func (e *Engine) work(ctx context.Context, j *job) error {
	totals, err := e.store.Totals(ctx)
	if err != nil {
		return err
	}
	e.receipted(totals.LastReceipt)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return j.lane.run(ctx) })
	g.Go(func() error {
		return (&mapper{Engine: e, pace: newPace(e.limits.MapRetry, mapRetryMost, e.opt.Rand)}).run(ctx)
	})
	g.Go(func() error {
		return (&gallery{Engine: e, pace: newPace(e.limits.FirstRetry, e.limits.LongestRetry, e.opt.Rand)}).run(ctx)
	})
	for i := range fileLanes {
		g.Go(func() error { return (&porter{Engine: e, shelf: j.shelf, lane: i, ask: j.ask}).run(ctx) })
	}
	return g.Wait()
}

// happened tells Once to look.
func (e *Engine) happened() { wake(e.events) }

// receipted notes when the portal signed last, by its own clock.
func (e *Engine) receipted(at time.Time) {
	e.board.change(func(s *State) {
		if at.After(s.LastReceipt) {
			s.LastReceipt = at
		}
	})
}

// heard notes that the portal answered.
func (e *Engine) heard(took time.Duration, bytes int64) { e.board.heard(e.opt.Clock(), took, bytes) }
