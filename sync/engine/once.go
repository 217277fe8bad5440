package engine

import (
	"context"
	"errors"
	"time"

	"priyom/store"
)

// Result is how far Once came.
type Result struct {
	Clear     bool // everything is safely at the portal
	Totals    store.Totals
	LastCause Cause // why something is left; "" if Clear, or if it needs a person
}

// hardPatience is the longest that Once waits because the portal asks it to.
const hardPatience = time.Minute

// Once exchanges until everything is acknowledged, nothing moves any more, or ctx ends, and tells how far it came. Photos
// that still wait for their copies get them first. The error is the store's, store.ErrNotEnrolled and ErrDiskFull among
// them; the Result holds then too, as far as the store tells.
func (e *Engine) Once(ctx context.Context) (r Result, err error) {
	run, end, err := e.begin(ctx)
	if err != nil {
		return r, err
	}
	defer end()
	if _, err := e.store.Enrolment(run); err != nil {
		r.Totals, _ = e.store.Totals(run) // the first error says more than a second one would
		return r, err
	}
	_, err = e.store.PreparePhotos(run)
	if err != nil && !errors.Is(err, store.ErrDiskFull) && run.Err() == nil {
		return r, err // without room for copies the text can still go
	}
	j := e.newJob()
	err = e.workUntil(run, j, j.finished)
	totals, totalsErr := e.store.Totals(context.WithoutCancel(ctx))
	r = Result{Clear: totalsErr == nil && totals.Clear(), Totals: totals}
	if r.Clear {
		return r, errors.Join(err, totalsErr)
	}
	switch last, files := j.lastFailure(), e.State().Cause; {
	case last != nil:
		r.LastCause = last.Cause
		if last.Cause == CauseDiskFull {
			err = errors.Join(err, last.Err)
		}
	case files != "":
		r.LastCause = files
	case run.Err() != nil:
		r.LastCause = CauseTimeUp
	}
	return r, errors.Join(err, totalsErr)
}

// workUntil is work that ends when finished says so; ctx ending is no error.
func (e *Engine) workUntil(ctx context.Context, j *job, finished func(context.Context) (bool, error)) error {
	work, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- e.work(work, j) }()
	for {
		select {
		case err := <-ended:
			if ctx.Err() != nil {
				return nil
			}
			return err
		case <-e.events:
			done, err := finished(work)
			if !done && err == nil {
				continue
			}
			stop()
			if ended := <-ended; err == nil && !errors.Is(ended, context.Canceled) {
				err = ended
			}
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
}

// finished says that nothing more will move.
func (j *job) finished(ctx context.Context) (bool, error) {
	if busy, failures, last := j.standing(); busy {
		return false, nil
	} else if failures > 0 {
		return (failures >= j.limits.Tries || last.Link == LinkRefused || last.Firm && last.After > hardPatience) && !j.shelf.carrying(), nil
	}
	if totals, err := j.store.Totals(ctx); err != nil || totals.Clear() {
		if err != nil {
			return false, err
		}
		return j.pictured(ctx)
	}
	unsent, err := j.store.Unsent(ctx, 1, 1)
	if err != nil {
		return false, err
	}
	if len(unsent) > 0 { // captured since the last exchange
		j.Kick()
		return false, nil
	}
	files, err := j.store.Files(ctx, filesLooked+j.shelf.size())
	return err == nil && j.shelf.settled(files), err
}

// pictured says that no small picture of a task is still to be fetched; what is, is fetched now.
func (j *job) pictured(ctx context.Context) (bool, error) {
	want, err := j.store.WantedPictures(ctx, false, 1)
	if err == nil && len(want) > 0 {
		j.WantPictures()
	}
	return len(want) == 0, err
}

func (j *job) standing() (busy bool, failures int, last *Failure) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.busy, j.failures, j.last
}

func (j *job) lastFailure() *Failure {
	_, _, last := j.standing()
	return last
}
