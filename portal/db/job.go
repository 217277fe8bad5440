package db

import (
	"fmt"
	"strings"
	"time"
)

// JobKind is what a job does. portal/jobs has a handler for each.
type JobKind string

// JobState is where a job stands.
type JobState string

// The states.
const (
	JobWaiting JobState = "waiting" // for its time, for its next attempt, or for whoever is at it
	JobDone    JobState = "done"
	JobFailed  JobState = "failed" // for good: a person should look
)

// Job is something to be done later, once.
type Job struct {
	Kind JobKind
	Key  string    // says what it is about; a second job of that kind and key is never made
	Due  time.Time // not before; zero is at once
	Body []byte

	// What the queue knows of it.
	Attempts int // with the one at hand
	Lease    int64
	Taken    bool
	State    JobState
	Problem  string // of the last attempt, for people; nothing personal
	Added    time.Time
	Next     time.Time // when it may be taken (again)
	Ended    time.Time
}

func (j Job) name() string { return string(j.Kind) + " " + j.Key }

const jobColumns = "kind, key, body, added_at, due_at, next_at, attempts, lease, taken, state, problem, ended_at"

func readJob(row scanner) (j Job, err error) {
	err = row.Scan(&j.Kind, &j.Key, &j.Body, moment{&j.Added}, moment{&j.Due}, moment{&j.Next}, &j.Attempts, &j.Lease, &j.Taken, &j.State,
		&j.Problem, moment{&j.Ended})
	return j, err
}

// AddJob puts a job into the queue, to be done when this transaction is kept. If there ever was one of that kind and key, done
// or not, nothing happens.
func (t *Tx) AddJob(j Job) error {
	if j.Kind == "" || j.Key == "" {
		return fmt.Errorf("db: add job %q: no kind or no key", j.name())
	}
	if j.Due.IsZero() {
		j.Due = t.Now
	}
	added, err := t.exec("add job "+j.name(), `INSERT INTO job (kind, key, body, added_at, due_at, next_at) VALUES ($1, $2, $3, $4, $5, $5)
		ON CONFLICT (kind, key) DO NOTHING`, string(j.Kind), j.Key, bytesOf(j.Body), t.Now.UnixMilli(), j.Due.UnixMilli())
	t.jobs = t.jobs || added > 0
	return err
}

// Job finds one; the error wraps ErrNotFound.
func (t *Tx) Job(kind JobKind, key string) (Job, error) {
	return one(t, "read job", readJob, "SELECT "+jobColumns+" FROM job WHERE kind = $1 AND key = $2", string(kind), key)
}

// kindList is a condition on the kind, for placeholders from n on.
func kindList(n int, kinds []JobKind, args []any) (string, []any) {
	marks := make([]string, len(kinds))
	for i, k := range kinds {
		marks[i] = fmt.Sprintf("$%d", n+i)
		args = append(args, string(k))
	}
	return "kind IN (" + strings.Join(marks, ", ") + ")", args
}

// DueJobs lists the jobs of some kinds that may be taken now, the longest waiting first.
func (t *Tx) DueJobs(kinds []JobKind, limit int) ([]Job, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	in, args := kindList(3, kinds, []any{t.Now.UnixMilli(), limit})
	return all(t, "due jobs", readJob, "SELECT "+jobColumns+` FROM job WHERE state = 'waiting' AND next_at <= $1 AND `+in+`
		ORDER BY next_at, kind, key LIMIT $2`, args...)
}

// NextJob is when the first job of some kinds may be taken; the error wraps ErrNotFound if there is none.
func (t *Tx) NextJob(kinds []JobKind) (at time.Time, err error) {
	in, args := kindList(1, kinds, nil)
	return one(t, "next job", func(row scanner) (at time.Time, err error) {
		err = row.Scan(moment{&at})
		return at, err
	}, "SELECT next_at FROM job WHERE state = 'waiting' AND "+in+" ORDER BY next_at LIMIT 1", args...)
}

// TakeJob takes a job that was read as j, until then nobody else can. It says false if somebody was faster. On success j has the
// new lease and counts the attempt.
func (t *Tx) TakeJob(j *Job, until time.Time) (bool, error) {
	changed, err := t.exec("take job "+j.name(), `UPDATE job SET lease = lease + 1, attempts = attempts + 1, taken = 1, next_at = $4
		WHERE kind = $1 AND key = $2 AND lease = $3 AND state = 'waiting' AND next_at <= $5`,
		string(j.Kind), j.Key, j.Lease, until.UnixMilli(), t.Now.UnixMilli())
	if changed > 0 {
		j.Lease, j.Attempts, j.Taken, j.Next = j.Lease+1, j.Attempts+1, true, until
	}
	return changed > 0, err
}

// held changes a job that is still held by the lease in j, and says whether it is.
func (t *Tx) held(j Job, set string, args ...any) (bool, error) {
	changed, err := t.exec("end job "+j.name(), "UPDATE job SET "+set+" WHERE kind = $1 AND key = $2 AND lease = $3 AND taken = 1 AND state = 'waiting'",
		append([]any{string(j.Kind), j.Key, j.Lease}, args...)...)
	return changed > 0, err
}

// HoldJob holds a job for longer.
func (t *Tx) HoldJob(j Job, until time.Time) (bool, error) {
	return t.held(j, "next_at = $4", until.UnixMilli())
}

// DoneJob ends a job.
func (t *Tx) DoneJob(j Job) (bool, error) {
	return t.held(j, "state = 'done', taken = 0, body = $4, problem = '', ended_at = $5", []byte{}, t.Now.UnixMilli())
}

// PutBackJob leaves a job for a later attempt. One that wasn't the job's fault doesn't count.
func (t *Tx) PutBackJob(j Job, next time.Time, problem string, counts bool) (bool, error) {
	t.jobs = true
	return t.held(j, "taken = 0, next_at = $4, problem = $5, attempts = attempts - $6", next.UnixMilli(), problem, flag(!counts))
}

// FailJob gives a job up.
func (t *Tx) FailJob(j Job, problem string) (bool, error) {
	return t.held(j, "state = 'failed', taken = 0, problem = $4, ended_at = $5", problem, t.Now.UnixMilli())
}

// RetryJob puts a failed job into the queue again, as if it had never been tried; the error wraps ErrNotFound.
func (t *Tx) RetryJob(kind JobKind, key string) error {
	t.jobs = true
	changed, err := t.exec("retry job", `UPDATE job SET state = 'waiting', attempts = 0, next_at = $3, ended_at = NULL
		WHERE kind = $1 AND key = $2 AND state = 'failed'`, string(kind), key, t.Now.UnixMilli())
	if err == nil && changed == 0 {
		err = fmt.Errorf("db: retry job %s %s: %w", kind, key, ErrNotFound)
	}
	return err
}

// FailedJobs lists jobs that were given up, the last first.
func (t *Tx) FailedJobs(limit int) ([]Job, error) {
	return all(t, "failed jobs", readJob, "SELECT "+jobColumns+` FROM job WHERE state = 'failed' ORDER BY ended_at DESC, kind, key LIMIT $1`, limit)
}

// JobCount is how many jobs of a kind stand where; of those that are done nobody keeps count.
type JobCount struct {
	Kind  JobKind
	State JobState
	N     int64
	First time.Time // when the first of those was to be done
}

// CountJobs counts the jobs that wait or failed.
func (t *Tx) CountJobs() ([]JobCount, error) {
	return all(t, "count jobs", func(row scanner) (c JobCount, err error) {
		err = row.Scan(&c.Kind, &c.State, &c.N, moment{&c.First})
		return c, err
	}, `SELECT kind, state, COUNT(*), MIN(due_at) FROM (SELECT kind, state, due_at FROM job WHERE state = 'waiting'
		UNION ALL SELECT kind, state, due_at FROM job WHERE state = 'failed') AS open GROUP BY kind, state ORDER BY kind, state`)
}

// AnyJob says that one of that kind waits.
func (t *Tx) AnyJob(kind JobKind) (bool, error) {
	return one(t, "any job", value[bool], "SELECT EXISTS (SELECT 1 FROM job WHERE state = 'waiting' AND kind = $1)", string(kind))
}

// ForgetJobs deletes jobs of a kind that were done before a time: from then on they could be made again.
func (t *Tx) ForgetJobs(kind JobKind, before time.Time) error {
	_, err := t.exec("forget jobs", "DELETE FROM job WHERE state = 'done' AND kind = $1 AND ended_at < $2", string(kind), before.UnixMilli())
	return err
}

// LateJobs says that a job waits that could have been taken before a time.
func (t *Tx) LateJobs(before time.Time) (bool, error) {
	return one(t, "late jobs", value[bool], "SELECT EXISTS (SELECT 1 FROM job WHERE state = 'waiting' AND next_at < $1)", before.UnixMilli())
}

// EntriesTaken is how many entries of devices' journals were ever taken in.
func (t *Tx) EntriesTaken() (int64, error) {
	return one(t, "entries taken", value[int64], "SELECT value FROM counter WHERE name = $1", string(counterArrival))
}
