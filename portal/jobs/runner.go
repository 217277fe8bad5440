package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"priyom/portal/db"
)

// Config is what a runner needs. DB alone will do.
type Config struct {
	DB      *db.DB
	Log     *slog.Logger
	Rand    io.Reader
	Poll    time.Duration // how soon jobs of other processes are seen; 2 s
	Workers int           // how many jobs at once; 4
	Grace   time.Duration // how long jobs at hand may go on once the runner was told to stop; 10 s
}

// Runner does the jobs whose kinds it has handlers for. Jobs of other kinds wait for a process that has.
type Runner struct {
	Config
	mu       sync.Mutex
	handlers map[db.JobKind]handler
	every    []periodic
}

// handler is how a kind is dealt with: one of the two functions is there.
type handler struct {
	Policy
	free func(context.Context, db.Job) error
	tx   func(*db.Tx, db.Job) error
}

// New makes a runner that knows no kinds yet.
func New(c Config) *Runner {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Poll == 0 {
		c.Poll = 2 * time.Second
	}
	if c.Workers == 0 {
		c.Workers = 4
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	return &Runner{Config: c, handlers: map[db.JobKind]handler{}}
}

// Handle says how jobs of a kind are done whose effect is outside the database. f may be called again with the same job, after a
// failure or a kill; ctx ends when the job isn't this process's any more. An error may be Later or Hopeless, and holds nothing
// personal. Say all kinds before Run.
func (r *Runner) Handle(kind db.JobKind, f func(ctx context.Context, job db.Job) error, p ...Policy) {
	r.add(kind, handler{free: f}, p)
}

// HandleTx says how jobs of a kind are done whose whole effect is in the database: it is kept together with the job's end, or
// not at all. f runs in the portal's writing transaction: it must be quick.
func (r *Runner) HandleTx(kind db.JobKind, f func(tx *db.Tx, job db.Job) error, p ...Policy) {
	r.add(kind, handler{tx: f}, p)
}

func (r *Runner) add(kind db.JobKind, h handler, p []Policy) {
	if len(p) > 0 {
		h.Policy = p[0]
	}
	h.Policy = h.withDefaults()
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, twice := r.handlers[kind]; twice {
		panic("jobs: two handlers for " + string(kind))
	}
	r.handlers[kind] = h
}

func (r *Runner) kinds() []db.JobKind {
	r.mu.Lock()
	defer r.mu.Unlock()
	kinds := make([]db.JobKind, 0, len(r.handlers))
	for k := range r.handlers {
		kinds = append(kinds, k)
	}
	return kinds
}

// Run does jobs until ctx ends. Then those at hand may go on for Grace; what is cut off is put back for others.
func (r *Runner) Run(ctx context.Context) error {
	var at sync.WaitGroup
	defer at.Wait()
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	go func() {
		select {
		case <-work.Done():
		case <-ctx.Done():
			select {
			case <-work.Done():
			case <-time.After(r.Grace):
				stop()
			}
		}
	}()
	free := make(chan struct{}, r.Workers)
	for range r.Workers {
		free <- struct{}{}
	}
	for ctx.Err() == nil {
		taken, err := r.take(ctx, max(len(free), 1))
		if err != nil && ctx.Err() == nil {
			r.Log.Error("jobs: can't take any", "error", err)
			sleep(ctx, r.Poll)
			continue
		}
		for _, j := range taken {
			<-free
			at.Go(func() {
				defer func() { free <- struct{}{} }()
				r.do(work, j)
			})
		}
		if len(taken) > 0 {
			r.wait(ctx, free, 0)
			continue
		}
		r.wait(ctx, free, r.Poll)
	}
	at.Wait()
	return nil
}

// wait waits until a worker is free and, for a while, until there may be something new.
func (r *Runner) wait(ctx context.Context, free chan struct{}, d time.Duration) {
	select {
	case <-free:
		free <- struct{}{}
	case <-ctx.Done():
		return
	}
	if d == 0 {
		return
	}
	t := time.NewTimer(r.next(ctx, d))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-r.DB.Jobs():
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// next is how long to sleep: to the first job or period, and no longer than most.
func (r *Runner) next(ctx context.Context, most time.Duration) time.Duration {
	kinds := r.kinds()
	for _, p := range r.every {
		now := r.DB.Now()
		most = min(most, now.Truncate(p.period).Add(p.period).Sub(now))
	}
	if len(kinds) == 0 {
		return most
	}
	err := r.DB.Read(ctx, func(tx *db.Tx) error {
		at, err := tx.NextJob(kinds)
		if err == nil {
			most = min(most, max(at.Sub(tx.Now), time.Millisecond))
		}
		return err
	})
	if err != nil && !errors.Is(err, db.ErrNotFound) && ctx.Err() == nil {
		r.Log.Error("jobs: can't look", "error", err)
	}
	return most
}

// RunDue does, one after the other, all jobs that are due now, and those that come of them, and says how many attempts it were.
// For tests and commands; errors of handlers are the jobs' own affair.
func (r *Runner) RunDue(ctx context.Context) (n int, err error) {
	for {
		taken, err := r.take(ctx, 1)
		if err != nil || len(taken) == 0 {
			return n, err
		}
		for _, j := range taken {
			r.do(ctx, j)
			n++
		}
	}
}

// take takes some jobs that are due. It writes only if there are any.
func (r *Runner) take(ctx context.Context, limit int) (taken []db.Job, err error) {
	if err := r.plan(ctx); err != nil {
		return nil, err
	}
	kinds := r.kinds()
	var due []db.Job
	err = r.DB.Read(ctx, func(tx *db.Tx) error {
		due, err = tx.DueJobs(kinds, limit)
		return err
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = r.DB.Write(ctx, func(tx *db.Tx) error {
		taken = nil
		for _, j := range due {
			h := r.handlers[j.Kind]
			ok, err := tx.TakeJob(&j, tx.Now.Add(h.Lease))
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if j.Attempts <= h.Attempts {
				taken = append(taken, j)
			} else if _, err := tx.FailJob(j, fmt.Sprintf("cut off %d times, by a crash or a power cut", h.Attempts)); err != nil {
				return err
			}
		}
		return nil
	})
	return taken, err
}
