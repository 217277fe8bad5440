package present

import (
	"context"
	"sync"
)

// lane runs jobs one after the other away from the screens' goroutine, in the order in which they were given.
type lane struct {
	ctx  context.Context
	post func(func())

	mu   sync.Mutex
	jobs []func()
	busy bool
	held bool // nothing begins
	idle *sync.Cond
}

func newLane(ctx context.Context, post func(func())) *lane {
	l := &lane{ctx: ctx, post: post}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// do runs job, and then what it returned, if anything, on the screens' goroutine.
func (l *lane) do(job func(ctx context.Context) (then func())) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.jobs = append(l.jobs, func() {
		if then := job(l.ctx); then != nil {
			l.post(then)
		}
	})
	l.begin()
}

// begin sets the jobs going, if they don't go already.
func (l *lane) begin() {
	if !l.busy && !l.held && len(l.jobs) > 0 {
		l.busy = true
		go l.run()
	}
}

// hold lets no more jobs begin until release; what is given meanwhile waits.
func (l *lane) hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = true
}

// release lets the jobs go on.
func (l *lane) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = false
	l.begin()
}

func (l *lane) run() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.jobs) > 0 && !l.held {
		job := l.jobs[0]
		l.jobs = l.jobs[1:]
		l.mu.Unlock()
		job()
		l.mu.Lock()
	}
	l.busy = false
	l.idle.Broadcast()
}

// wait returns when all jobs given so far have run, or are held. It is for the end, when there is nothing left to show.
func (l *lane) wait() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.busy {
		l.idle.Wait()
	}
}
