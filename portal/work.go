package portal

import (
	"context"
	"errors"
	"sync"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/retention"
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
	p.work.done.Go(func() { _ = p.search.Freshen(ctx) })  // after an error the next start goes on
	p.work.done.Go(func() { _ = p.figures.Freshen(ctx) }) // likewise
	p.work.done.Go(func() { _ = p.certifyAll(ctx) })      // after an error the next start goes on
	p.work.done.Go(func() { _ = p.jobs.Run(ctx) })        // ends without an error when it is told to
	p.work.done.Go(func() { _ = p.public.Load(ctx) })     // whoever comes first waits for it, or reads it again after an error
	p.work.done.Go(func() { _ = p.cube.Load(ctx) })       // likewise
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

// watch has deadlines follow what is done to cases, and end those that nobody answers.
func (p *Portal) watch(ctx context.Context, known *civic.Classifier) error {
	p.deadlines = deadlines.New(p.db, known)
	p.cases.Follow(p.deadlines.Follow)
	p.deadlines.CloseBy(func(tx *db.Tx, id civic.ReportID) error {
		_, err := p.cases.ActIn(tx, casework.Deed{Report: id, Act: civic.ActClose, By: casework.System(), TimeUp: true})
		if errors.Is(err, casework.ErrClaimed) {
			return nil // somebody is at it: in a minute we look again
		}
		return err
	})
	p.deadlines.Serve(p.jobs)
	p.retention = retention.New(p.db)
	p.retention.Serve(p.jobs)
	return p.deadlines.Begin(ctx)
}

// JobsLeft is how many jobs are due, or held by a process that may be dead, and how many were given up.
func (p *Portal) JobsLeft(ctx context.Context) (due, failed int64, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		counts, err := tx.CountJobs()
		for _, c := range counts {
			switch {
			case c.State == db.JobFailed:
				failed += c.N
			case !c.First.After(tx.Now):
				due += c.N
			}
		}
		return err
	})
	return due, failed, err
}
