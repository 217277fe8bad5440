package db_test

import (
	"errors"
	"testing"
	"time"

	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// queue is a database with a clock that the test moves.
func queue(t *testing.T) (*db.DB, *time.Time) {
	t.Helper()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	d, err := db.Open(t.Context(), dbtest.Address(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, &now
}

var both = []db.JobKind{"letter", "count"}

func due(t *testing.T, d *db.DB) (found []db.Job) {
	t.Helper()
	read(t, d, func(tx *db.Tx) (err error) {
		found, err = tx.DueJobs(both, 10)
		return err
	})
	return found
}

func TestAJobIsMadeOnce(t *testing.T) {
	d, now := queue(t)
	job := db.Job{Kind: "letter", Key: "1", Due: now.Add(time.Hour), Body: []byte("first")}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return errors.Join(tx.AddJob(job), errUndo) }); !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
	write(t, d, func(tx *db.Tx) error {
		again := job
		again.Body, again.Due = []byte("second"), time.Time{}
		return errors.Join(tx.AddJob(job), tx.AddJob(again), tx.AddJob(db.Job{Kind: "count", Key: "1"}))
	})
	select {
	case <-d.Jobs():
	default:
		t.Error("nobody is told")
	}
	if got := due(t, d); len(got) != 1 || got[0].Kind != "count" {
		t.Errorf("%+v", got)
	}
	*now = now.Add(time.Hour)
	if got := due(t, d); len(got) != 2 || string(got[1].Body) != "first" || got[1].State != db.JobWaiting {
		t.Errorf("%+v", got)
	}
	for _, bad := range []db.Job{{Kind: "letter"}, {Key: "1"}} {
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.AddJob(bad) }); err == nil {
			t.Errorf("took %+v", bad)
		}
	}
}

// Whoever holds an older lease can do nothing to the job, whatever it is.
func TestALostLeaseEndsNothing(t *testing.T) {
	d, now := queue(t)
	write(t, d, func(tx *db.Tx) error { return tx.AddJob(db.Job{Kind: "letter", Key: "1", Body: []byte("x")}) })
	slow := due(t, d)[0]
	rival := slow
	take := func(j *db.Job) (ok bool) {
		write(t, d, func(tx *db.Tx) (err error) {
			ok, err = tx.TakeJob(j, now.Add(time.Minute))
			return err
		})
		return ok
	}
	if !take(&slow) || take(&rival) {
		t.Fatal("taken by both or none")
	}
	*now = now.Add(time.Minute)
	quick := due(t, d)[0]
	if !take(&quick) || quick.Attempts != 2 {
		t.Fatalf("%+v", quick)
	}
	for name, f := range map[string]func(*db.Tx) (bool, error){
		"hold":     func(tx *db.Tx) (bool, error) { return tx.HoldJob(slow, now.Add(time.Hour)) },
		"done":     func(tx *db.Tx) (bool, error) { return tx.DoneJob(slow) },
		"fail":     func(tx *db.Tx) (bool, error) { return tx.FailJob(slow, "x") },
		"put back": func(tx *db.Tx) (bool, error) { return tx.PutBackJob(slow, *now, "x", true) },
	} {
		write(t, d, func(tx *db.Tx) error {
			if ours, err := f(tx); ours || err != nil {
				t.Errorf("%s: %v, %v", name, ours, err)
			}
			return nil
		})
	}
	write(t, d, func(tx *db.Tx) error {
		if ours, err := tx.DoneJob(quick); !ours || err != nil {
			t.Errorf("%v, %v", ours, err)
		}
		if ours, err := tx.DoneJob(quick); ours || err != nil {
			t.Errorf("done twice: %v, %v", ours, err)
		}
		return tx.AddJob(db.Job{Kind: "letter", Key: "1"})
	})
	read(t, d, func(tx *db.Tx) error {
		j, err := tx.Job("letter", "1")
		if err != nil || j.State != db.JobDone || len(j.Body) != 0 || !j.Ended.Equal(*now) {
			t.Errorf("%+v, %v", j, err)
		}
		return nil
	})
	if got := due(t, d); len(got) != 0 {
		t.Errorf("fires twice: %+v", got)
	}
}

func TestFailedJobsAreSeenAndTriedAgain(t *testing.T) {
	d, now := queue(t)
	write(t, d, func(tx *db.Tx) error {
		if err := tx.AddJob(db.Job{Kind: "letter", Key: "1"}); err != nil {
			return err
		}
		jobs, err := tx.DueJobs(both, 1)
		if err != nil {
			return err
		}
		if _, err := tx.TakeJob(&jobs[0], now.Add(time.Minute)); err != nil {
			return err
		}
		_, err = tx.FailJob(jobs[0], "no such box")
		return err
	})
	read(t, d, func(tx *db.Tx) error {
		failed, err := tx.FailedJobs(5)
		if err != nil || len(failed) != 1 || failed[0].Problem != "no such box" {
			t.Errorf("%+v, %v", failed, err)
		}
		counts, err := tx.CountJobs()
		if err != nil || len(counts) != 1 || counts[0] != (db.JobCount{Kind: "letter", State: db.JobFailed, N: 1, First: *now}) {
			t.Errorf("%+v, %v", counts, err)
		}
		return nil
	})
	write(t, d, func(tx *db.Tx) error { return tx.RetryJob("letter", "1") })
	if got := due(t, d); len(got) != 1 || got[0].Attempts != 0 {
		t.Errorf("%+v", got)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.RetryJob("letter", "1") }); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("retried what didn't fail: %v", err)
	}
}
