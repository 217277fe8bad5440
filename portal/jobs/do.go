package jobs

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"priyom/portal/db"
)

// errLost undoes the transaction of a job that isn't this process's any more.
var errLost = errors.New("jobs: somebody else has the job by now")

// do makes one attempt at a job and writes down what came of it.
func (r *Runner) do(ctx context.Context, j db.Job) {
	h := r.handlers[j.Kind]
	var err error
	if h.tx != nil {
		err = r.inTx(ctx, h, j)
	} else {
		err = r.outside(ctx, h, j)
	}
	if err == nil || errors.Is(err, errLost) {
		return
	}
	if err := r.settle(context.WithoutCancel(ctx), h, j, err, ctx.Err() != nil); err != nil {
		r.Log.Error("jobs: can't put back", "kind", string(j.Kind), "error", err) // its lease will end
	}
}

// inTx ends the job first: that tells whether it is still ours, and keeps others out until the commit.
func (r *Runner) inTx(ctx context.Context, h handler, j db.Job) error {
	return r.DB.Write(ctx, func(tx *db.Tx) error {
		ours, err := tx.DoneJob(j)
		if err != nil {
			return err
		}
		if !ours {
			return errLost
		}
		return guard(func() error { return h.tx(tx, j) })
	})
}

// outside does the job under a heartbeat, and then writes down that it is done.
func (r *Runner) outside(ctx context.Context, h handler, j db.Job) error {
	held, lose := context.WithCancelCause(ctx)
	beating := make(chan struct{})
	stop := make(chan struct{})
	go func() {
		defer close(beating)
		r.heartbeat(held, h, j, stop, lose)
	}()
	err := guard(func() error { return h.free(held, j) })
	close(stop)
	<-beating
	lost := errors.Is(context.Cause(held), errLost)
	lose(nil)
	if err != nil {
		if lost {
			return errLost
		}
		return err
	}
	return r.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if ours, err := tx.DoneJob(j); err != nil || ours {
			return err
		}
		r.Log.Warn("jobs: done by two", "kind", string(j.Kind)) // the lease ended in between; the other side knows the key
		return errLost
	})
}

// heartbeat holds the lease until stop. When it is lost, or can't be held before its end, the job's context ends.
func (r *Runner) heartbeat(ctx context.Context, h handler, j db.Job, stop <-chan struct{}, lose context.CancelCauseFunc) {
	beat := time.NewTicker(h.Lease / 3)
	defer beat.Stop()
	until := j.Next
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		ours := true
		err := r.DB.Write(ctx, func(tx *db.Tx) (err error) {
			next := tx.Now.Add(h.Lease)
			if ours, err = tx.HoldJob(j, next); err == nil {
				until = next
			}
			return err
		})
		if !ours || err != nil && !r.DB.Now().Before(until) {
			lose(errLost)
			return
		}
	}
}

// settle writes down an attempt in vain.
func (r *Runner) settle(ctx context.Context, h handler, j db.Job, failed error, stopped bool) error {
	part := r.part()
	return r.DB.Write(ctx, func(tx *db.Tx) (err error) {
		var put later
		switch {
		case errors.As(failed, &put):
			_, err = tx.PutBackJob(j, put.at, "", false)
		case stopped && !isHopeless(failed): // it was us who cut it off
			_, err = tx.PutBackJob(j, tx.Now, "", false)
		case isHopeless(failed) || j.Attempts >= h.Attempts:
			r.Log.Error("jobs: given up", "kind", string(j.Kind), "key", j.Key, "attempts", j.Attempts, "error", problem(failed))
			_, err = tx.FailJob(j, problem(failed))
		default:
			r.Log.Warn("jobs: will be tried again", "kind", string(j.Kind), "key", j.Key, "attempts", j.Attempts, "error", problem(failed))
			_, err = tx.PutBackJob(j, tx.Now.Add(h.pause(j.Attempts, part)), problem(failed), true)
		}
		return err
	})
}

// part is a random number from 0 to 1; 0 without chance.
func (r *Runner) part() float64 {
	var b [8]byte
	_, _ = io.ReadFull(r.Rand, b[:])
	return float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53)
}

// guard makes an error of a panic: one bad job must not end the portal.
func guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("jobs: panic: %T at %s", p, firstLine(debug.Stack()))
		}
	}()
	return f()
}
