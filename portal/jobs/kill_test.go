package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/durable"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/jobs"
)

const envHome, envDatabase = "PRIYOM_JOBS_HOME", "PRIYOM_JOBS_DATABASE"

// TestMain lets this test binary be the processes that are killed.
func TestMain(m *testing.M) {
	home := os.Getenv(envHome)
	if home == "" {
		os.Exit(m.Run())
	}
	if err := work(context.Background(), home, os.Getenv(envDatabase)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// work does all jobs of a folder: each "line" writes one line, and each "file" makes a file, none of which may be there twice
// or be missing.
func work(ctx context.Context, home, address string) error {
	d, err := db.Open(ctx, address, time.Now)
	if err != nil {
		return err
	}
	r := jobs.New(jobs.Config{DB: d, Poll: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler)})
	p := jobs.Policy{Attempts: 1000, Lease: 300 * time.Millisecond}
	r.HandleTx("line", func(tx *db.Tx, j db.Job) error {
		if err := tx.AddAudit(db.Audit{Act: "line", Object: j.Key}); err != nil {
			return err
		}
		time.Sleep(time.Millisecond)
		return tx.AddJob(db.Job{Kind: "file", Key: j.Key, Body: []byte(j.Key)})
	}, p)
	r.Handle("file", func(_ context.Context, j db.Job) error {
		time.Sleep(time.Duration(rand.IntN(4)) * time.Millisecond)
		return durable.Replace(filepath.Join(home, "file-"+string(j.Body)), j.Body)
	}, p)
	return r.Run(ctx)
}

// Two processes share a queue and are killed in the middle, again and again: each job is done, and what is done in a
// transaction is done once.
func TestKilledProcessesLoseAndDoubleNothing(t *testing.T) {
	kills, total := 30, 300
	if n, err := strconv.Atoi(os.Getenv("PRIYOM_KILLS")); err == nil {
		kills = max(10, n/10)
	}
	home, address := t.TempDir(), dbtest.Address(t)
	d, err := db.Open(t.Context(), address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	done := make(chan struct{})
	var killers sync.WaitGroup
	for range 2 {
		killers.Go(func() {
			for k := 0; ; k++ {
				child := exec.Command(os.Args[0])
				child.Env = append(os.Environ(), envHome+"="+home, envDatabase+"="+address)
				stderr := &strings.Builder{}
				child.Stderr = stderr
				if err := child.Start(); err != nil {
					t.Error(err)
					return
				}
				if k < kills/2 {
					time.Sleep(time.Duration(30+rand.IntN(150)) * time.Millisecond)
				} else {
					<-done
				}
				_ = child.Process.Kill()
				_ = child.Wait()
				if stderr.Len() > 0 {
					t.Error(stderr)
				}
				if k >= kills/2 {
					return
				}
			}
		})
	}
	for i := range total {
		add(t, d, db.Job{Kind: "line", Key: fmt.Sprint(i)})
		time.Sleep(time.Duration(rand.IntN(10)) * time.Millisecond)
	}
	for open := true; open && t.Context().Err() == nil; time.Sleep(50 * time.Millisecond) {
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			counts, err := tx.CountJobs()
			open = len(counts) > 0
			for _, c := range counts {
				if c.State == db.JobFailed {
					return errors.New("given up")
				}
			}
			return err
		}); err != nil {
			t.Error(err)
			break
		}
	}
	close(done)
	killers.Wait()
	check(t, d, home, total)
}

func check(t *testing.T, d *db.DB, home string, total int) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) error {
		lines, err := tx.AuditBefore(db.AuditFilter{}, 0, 2*total)
		if err != nil {
			return err
		}
		seen := map[string]int{}
		for _, l := range lines {
			seen[l.Object]++
		}
		for i := range total {
			if n := seen[fmt.Sprint(i)]; n != 1 {
				t.Errorf("%d was done %d times", i, n)
			}
		}
		_, err = tx.VerifyAudit()
		return err
	}); err != nil {
		t.Error(err)
	}
	for i := range total {
		f, err := os.Open(filepath.Join(home, fmt.Sprint("file-", i)))
		if err != nil {
			t.Error(err)
			continue
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != fmt.Sprint(i) {
			t.Errorf("%d: %q, %v", i, b, err)
		}
		_ = f.Close()
	}
}
