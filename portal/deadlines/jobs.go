package deadlines

import (
	"context"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
)

// The kinds of jobs.
const (
	jobSweep   db.JobKind = "deadlines.sweep"
	jobClose   db.JobKind = "deadlines.close"
	jobRecount db.JobKind = "deadlines.recount"
	jobSilent  db.JobKind = "deadlines.undelivered"
)

// Serve gives a runner the jobs of deadlines.
func (o *Office) Serve(r *jobs.Runner) {
	r.Handle(jobSweep, o.sweep, jobs.Policy{Attempts: 3, First: time.Minute, Most: time.Minute})
	r.Every(jobSweep, time.Minute)
	r.HandleTx(jobClose, func(tx *db.Tx, j db.Job) error {
		var id civic.ReportID
		if copy(id[:], j.Body) != len(id) {
			return jobs.Hopeless(fmt.Errorf("deadlines: %d bytes of an id", len(j.Body)))
		}
		return o.strike(tx, id)
	})
	r.Handle(jobRecount, o.recount, jobs.Policy{Lease: 5 * time.Minute})
	r.Handle(jobSilent, o.undelivered)
	r.Every(jobSilent, 10*time.Minute)
}

// Begin has all open cases counted once after an upgrade: then there may be some that nobody ever counted, or another classifier.
func (o *Office) Begin(ctx context.Context) error {
	key := "first " + o.known.Version()
	known := false
	err := o.db.Read(ctx, func(tx *db.Tx) error {
		_, err := tx.Job(jobRecount, key)
		known = err == nil
		return ignoreNotFound(err)
	})
	if err != nil || known {
		return err
	}
	return o.db.Write(ctx, func(tx *db.Tx) error { return tx.AddJob(db.Job{Kind: jobRecount, Key: key}) })
}

// sweep lets every clock strike whose time has come. Each is a transaction of its own: one case that can't be dealt with must not
// keep the others, so what went wrong is told at the end.
func (o *Office) sweep(ctx context.Context, _ db.Job) (failed error) {
	for stuck := 0; ctx.Err() == nil; {
		var due []db.Clock
		err := o.db.Read(ctx, func(tx *db.Tx) (err error) {
			due, err = tx.RungClocks(stuck + page)
			return err
		})
		if err != nil {
			return err
		}
		if len(due) <= stuck {
			return failed
		}
		stuck = 0
		for _, clock := range due {
			if err := o.db.Write(ctx, func(tx *db.Tx) error { return o.strike(tx, clock.Report) }); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				failed = fmt.Errorf("deadlines: %s: %w", clock.Report, err)
				stuck++
			}
		}
		if stuck == len(due) {
			return failed
		}
	}
	return ctx.Err()
}

// undelivered raises an alarm for every device with which something waits whose time to be registered is nearly over. The law's
// clock runs from when the point took it, whether or not it reaches the portal.
func (o *Office) undelivered(ctx context.Context, _ db.Job) error {
	var late []db.Alarm
	err := o.db.Read(ctx, func(tx *db.Tx) error {
		b, err := o.Book(tx)
		if err != nil {
			return err
		}
		devices, err := tx.WaitingDevices()
		for _, d := range devices {
			if oldest := d.Queue.Oldest; b.nearlyLate(oldest, d.Seen, tx.Now) {
				late = append(late, db.Alarm{Kind: db.AlarmUndelivered, Device: d.ID, Detail: oldest.UTC().Format(time.RFC3339)})
			}
		}
		return err
	})
	if err != nil || len(late) == 0 {
		return err
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		for _, a := range late {
			if err := tx.RaiseOnce(a); err != nil {
				return err
			}
		}
		return nil
	})
}

// nearlyLate says that what was taken by a device at a time, and was still there when it was seen last, must be registered today or
// on the next working day, or should have been. A device's clock that can't be right isn't believed.
func (b *Book) nearlyLate(taken, seen, now time.Time) bool {
	if taken.After(seen) || taken.Before(seen.Add(-wrongClock)) {
		taken = seen
	}
	appeal, _ := b.Rules.class(AppealClass)
	due, err := b.Calendar.Add(taken, appeal.Register)
	return err == nil && b.Calendar.WorkingDays(now, due) <= 1
}
