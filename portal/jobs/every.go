package jobs

import (
	"bytes"
	"context"
	"strings"
	"time"

	"priyom/portal/db"
)

// remember is how long the periods of a periodic job that are done are kept: none older is ever made again.
const remember = 7 * 24 * time.Hour

// periodic is a job that is made anew in each period.
type periodic struct {
	kind   db.JobKind
	period time.Duration
	last   string // the key that this process made or saw last
}

// Every makes a job of a kind once in every period, over all processes; its key is the period's beginning. While one still
// waits, because it fails or takes long, no second one is made; of periods in which no process ran only the last is made up for.
func (r *Runner) Every(kind db.JobKind, period time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.every = append(r.every, periodic{kind: kind, period: period})
}

// plan makes the jobs of the present periods. It writes once in a period.
func (r *Runner) plan(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.every {
		p := &r.every[i]
		start := r.DB.Now().Truncate(p.period)
		key := start.Format(time.RFC3339)
		if key <= p.last {
			continue // also when the clock was put back
		}
		waits := false
		err := r.DB.Read(ctx, func(tx *db.Tx) (err error) {
			waits, err = tx.AnyJob(p.kind)
			return err
		})
		if err != nil {
			return err
		}
		if waits {
			continue
		}
		err = r.DB.Write(ctx, func(tx *db.Tx) error {
			if err := tx.ForgetJobs(p.kind, tx.Now.Add(-remember)); err != nil {
				return err
			}
			return tx.AddJob(db.Job{Kind: p.kind, Key: key, Due: start})
		})
		if err != nil {
			return err
		}
		p.last = key
	}
	return nil
}

// firstLine is where a panic came from: the first line of a stack that isn't the machinery's.
func firstLine(stack []byte) string {
	lines := bytes.Split(stack, []byte("\n"))
	for i, l := range lines {
		if bytes.HasPrefix(l, []byte("panic(")) && i+3 < len(lines) {
			return strings.TrimSpace(string(lines[i+3]))
		}
	}
	return ""
}
