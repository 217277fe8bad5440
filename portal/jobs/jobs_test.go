package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/jobs"
)

// hall is a queue on the bubble's clock.
func hall(t *testing.T, f func(ctx context.Context, d *db.DB)) {
	t.Helper()
	path := dbtest.Address(t)
	synctest.Test(t, func(t *testing.T) {
		d, err := db.Open(t.Context(), path, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		}()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		f(ctx, d)
	})
}

func runner(d *db.DB) *jobs.Runner {
	return jobs.New(jobs.Config{DB: d, Log: slog.New(slog.DiscardHandler), Rand: strings.NewReader(""), Poll: time.Minute})
}

func add(t *testing.T, d *db.DB, list ...db.Job) {
	t.Helper()
	if err := d.Write(context.Background(), func(tx *db.Tx) error {
		for _, j := range list {
			if err := tx.AddJob(j); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func find(t *testing.T, d *db.DB, kind db.JobKind, key string) (j db.Job) {
	t.Helper()
	if err := d.Read(context.Background(), func(tx *db.Tx) (err error) {
		j, err = tx.Job(kind, key)
		return err
	}); err != nil {
		t.Error(err)
	}
	return j
}

// diary says what was done when, in seconds from its beginning.
type diary struct {
	mu    sync.Mutex
	start time.Time
	at    []time.Duration
}

func (d *diary) note() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = append(d.at, time.Since(d.start).Round(time.Second))
	return len(d.at)
}

func (d *diary) are(t *testing.T, want ...time.Duration) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.at) != len(want) {
		t.Fatalf("at %v, want %v", d.at, want)
	}
	for i := range want {
		if d.at[i] < want[i] || d.at[i] > want[i]+time.Second {
			t.Errorf("at %v, want %v", d.at, want)
		}
	}
}

func TestJobsAreDoneWhenTheyAreDue(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		log := diary{start: time.Now()}
		r := runner(d)
		r.Handle("letter", func(_ context.Context, j db.Job) error {
			if string(j.Body) != "to Anna" {
				t.Errorf("%+v", j)
			}
			log.note()
			return nil
		})
		go func() { _ = r.Run(ctx) }()
		add(t, d, db.Job{Kind: "letter", Key: "2", Due: time.Now().Add(time.Hour), Body: []byte("to Anna")}, db.Job{Kind: "letter", Key: "1", Body: []byte("to Anna")},
			db.Job{Kind: "of a later version", Key: "1"})
		time.Sleep(2 * time.Hour)
		log.are(t, 0, time.Hour)
		if j := find(t, d, "of a later version", "1"); j.State != db.JobWaiting || j.Attempts != 0 {
			t.Errorf("%+v", j)
		}
	})
}

func TestWhatFailsIsTriedAgainAndThenGivenUp(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		log, twice := diary{start: time.Now()}, diary{start: time.Now()}
		hopeless := diary{start: time.Now()}
		policy := jobs.Policy{Attempts: 5, First: 10 * time.Second, Most: 30 * time.Second}
		r := runner(d)
		r.Handle("never", func(context.Context, db.Job) error {
			log.note()
			return errors.New("the line is busy")
		}, policy)
		r.HandleTx("at the second time", func(*db.Tx, db.Job) error {
			if twice.note() < 2 {
				panic("oh")
			}
			return nil
		}, policy)
		r.Handle("hopeless", func(context.Context, db.Job) error {
			hopeless.note()
			return jobs.Hopeless(errors.New("no such box"))
		})
		go func() { _ = r.Run(ctx) }()
		add(t, d, db.Job{Kind: "never", Key: "1"}, db.Job{Kind: "at the second time", Key: "1"}, db.Job{Kind: "hopeless", Key: "1"})
		time.Sleep(24 * time.Hour)
		s := time.Second
		log.are(t, 0, 10*s, 30*s, 60*s, 90*s)
		twice.are(t, 0, 10*s)
		hopeless.are(t, 0)
		if j := find(t, d, "never", "1"); j.State != db.JobFailed || j.Attempts != 5 || j.Problem != "the line is busy" {
			t.Errorf("%+v", j)
		}
		if j := find(t, d, "at the second time", "1"); j.State != db.JobDone || j.Problem != "" {
			t.Errorf("%+v", j)
		}
		if j := find(t, d, "hopeless", "1"); j.State != db.JobFailed {
			t.Errorf("%+v", j)
		}
	})
}

func TestLaterIsNoFailure(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		log := diary{start: time.Now()}
		r := runner(d)
		r.Handle("letter", func(context.Context, db.Job) error {
			if n := log.note(); n < 4 {
				return jobs.Later(time.Now().Add(8 * time.Hour))
			}
			return nil
		}, jobs.Policy{Attempts: 1})
		go func() { _ = r.Run(ctx) }()
		add(t, d, db.Job{Kind: "letter", Key: "1"})
		time.Sleep(48 * time.Hour)
		log.are(t, 0, 8*time.Hour, 16*time.Hour, 24*time.Hour)
		if j := find(t, d, "letter", "1"); j.State != db.JobDone || j.Attempts != 1 {
			t.Errorf("%+v", j)
		}
	})
}

// What a handler did in a transaction that failed isn't there, nor when another process took the job over.
func TestEffectAndEndAreKeptTogether(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		var tries atomic.Int32
		r := runner(d)
		r.HandleTx("write", func(tx *db.Tx, j db.Job) error {
			if err := tx.AddAudit(db.Audit{Act: "done", Object: j.Key}); err != nil {
				return err
			}
			if tries.Add(1) == 1 {
				return errors.New("after all not")
			}
			return tx.AddJob(db.Job{Kind: "write", Key: "the next"})
		})
		add(t, d, db.Job{Kind: "write", Key: "first"})
		go func() { _ = r.Run(ctx) }()
		time.Sleep(time.Hour)
		if err := d.Read(ctx, func(tx *db.Tx) error {
			lines, err := tx.AuditBefore(db.AuditFilter{}, 0, 10)
			if len(lines) != 2 || lines[1].Object != "first" || lines[0].Object != "the next" {
				t.Errorf("%+v", lines)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}

func TestALongJobIsHeldByItsHeartbeat(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		log := diary{start: time.Now()}
		long := func(ctx context.Context, _ db.Job) error {
			log.note()
			time.Sleep(time.Hour)
			return ctx.Err()
		}
		for range 2 { // two processes, as it were
			r := runner(d)
			r.Handle("count", long)
			go func() { _ = r.Run(ctx) }()
		}
		add(t, d, db.Job{Kind: "count", Key: "1"})
		time.Sleep(3 * time.Hour)
		log.are(t, 0)
		if j := find(t, d, "count", "1"); j.State != db.JobDone || j.Attempts != 1 {
			t.Errorf("%+v", j)
		}
	})
}

// A process that dies leaves its lease; the next one goes on when that is over. One that was only away hears that it lost.
func TestALostJobGoesToTheNext(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		add(t, d, db.Job{Kind: "count", Key: "1"})
		if err := d.Write(ctx, func(tx *db.Tx) error { // and never comes back
			due, err := tx.DueJobs([]db.JobKind{"count"}, 1)
			if err == nil {
				_, err = tx.TakeJob(&due[0], tx.Now.Add(time.Minute))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		log := diary{start: time.Now()}
		r := runner(d)
		r.Handle("count", func(ctx context.Context, j db.Job) error {
			if log.note() > 1 {
				return nil
			}
			if err := d.Write(ctx, func(tx *db.Tx) error { // somebody takes it away
				_, err := tx.PutBackJob(j, tx.Now.Add(time.Hour), "", true)
				return err
			}); err != nil {
				t.Error(err)
			}
			<-ctx.Done() // at the next heartbeat
			return ctx.Err()
		})
		go func() { _ = r.Run(ctx) }()
		time.Sleep(3 * time.Hour)
		log.are(t, time.Minute, time.Minute+time.Hour)
		if j := find(t, d, "count", "1"); j.State != db.JobDone || j.Attempts != 3 {
			t.Errorf("%+v", j)
		}
	})
}

func TestWhoeverAlwaysKillsTheProcessIsGivenUp(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		add(t, d, db.Job{Kind: "bomb", Key: "1"})
		for range 3 {
			if err := d.Write(ctx, func(tx *db.Tx) error {
				due, err := tx.DueJobs([]db.JobKind{"bomb"}, 1)
				if err == nil {
					_, err = tx.TakeJob(&due[0], tx.Now)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		r := runner(d)
		r.Handle("bomb", func(context.Context, db.Job) error {
			t.Error("went off")
			return nil
		}, jobs.Policy{Attempts: 3})
		if _, err := r.RunDue(ctx); err != nil {
			t.Fatal(err)
		}
		if j := find(t, d, "bomb", "1"); j.State != db.JobFailed || j.Problem == "" {
			t.Errorf("%+v", j)
		}
	})
}

func TestStopLetsJobsEndAndPutsTheOthersBack(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		run, stop := context.WithCancel(ctx)
		r := runner(d)
		var quick, slow atomic.Int32
		r.Handle("quick", func(ctx context.Context, _ db.Job) error {
			time.Sleep(8 * time.Second)
			quick.Add(1)
			return ctx.Err()
		})
		r.Handle("slow", func(ctx context.Context, _ db.Job) error {
			slow.Add(1)
			<-ctx.Done()
			return ctx.Err()
		})
		add(t, d, db.Job{Kind: "quick", Key: "1"}, db.Job{Kind: "slow", Key: "1"})
		time.AfterFunc(time.Second, stop)
		start := time.Now()
		if err := r.Run(run); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != 11*time.Second {
			t.Errorf("stopped after %v", took)
		}
		if j := find(t, d, "quick", "1"); j.State != db.JobDone || quick.Load() != 1 {
			t.Errorf("%+v", j)
		}
		if j := find(t, d, "slow", "1"); j.State != db.JobWaiting || j.Attempts != 0 || j.Taken || slow.Load() != 1 {
			t.Errorf("%+v", j)
		}
	})
}

func TestPeriodicJobsRunOnceInAllProcesses(t *testing.T) {
	hall(t, func(ctx context.Context, d *db.DB) {
		log := diary{start: time.Now()}
		start := func(ctx context.Context) {
			r := runner(d)
			r.HandleTx("hourly", func(*db.Tx, db.Job) error {
				log.note()
				return nil
			})
			r.Every("hourly", time.Hour)
			go func() { _ = r.Run(ctx) }()
		}
		first, end := context.WithCancel(ctx)
		start(first)
		start(first)
		time.Sleep(3*time.Hour + time.Minute)
		end()
		time.Sleep(10*time.Hour + 30*time.Minute)
		start(ctx)
		time.Sleep(time.Hour)
		h := time.Hour
		log.are(t, 0, h, 2*h, 3*h, 13*h+31*time.Minute, 14*h)
	})
}
