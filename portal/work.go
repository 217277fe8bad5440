package portal

import (
	"context"
	"sync"
)

// work is the jobs being done in the background.
type work struct {
	mu   sync.Mutex
	end  context.CancelFunc
	done sync.WaitGroup
}

// Work does the portal's jobs in the background until Close. The server calls it; commands beside it don't.
func (p *Portal) Work() {
	p.work.mu.Lock()
	defer p.work.mu.Unlock()
	if p.work.end != nil {
		return
	}
	ctx, end := context.WithCancel(context.Background())
	p.work.end = end
	p.work.done.Go(func() { _ = p.jobs.Run(ctx) }) // ends without an error when it is told to
}

// WorkDue does the jobs that are due now, and says how many attempts it took. For tests and commands.
func (p *Portal) WorkDue(ctx context.Context) (int, error) { return p.jobs.RunDue(ctx) }

// stop lets the jobs at hand end.
func (w *work) stop() {
	w.mu.Lock()
	end := w.end
	w.mu.Unlock()
	if end != nil {
		end()
		w.done.Wait()
	}
}
