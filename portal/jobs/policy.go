package jobs

import (
	"errors"
	"fmt"
	"time"
)

// Policy is how a kind of job is dealt with. What is zero is as in the usual policy.
type Policy struct {
	Attempts int           // after which it is given up; 20, which takes about a day
	First    time.Duration // until the second attempt, then twice as long each time; 10 s
	Most     time.Duration // between two attempts; 2 h
	Lease    time.Duration // how long a dead process keeps others from a job; 1 min
}

func (p Policy) withDefaults() Policy {
	if p.Attempts == 0 {
		p.Attempts = 20
	}
	if p.First == 0 {
		p.First = 10 * time.Second
	}
	if p.Most == 0 {
		p.Most = 2 * time.Hour
	}
	if p.Lease == 0 {
		p.Lease = time.Minute
	}
	return p
}

// pause is how long to wait after so many attempts in vain; part, 0 to 1, takes up to a quarter off, so that what failed
// together doesn't come back together.
func (p Policy) pause(attempts int, part float64) time.Duration {
	pause := p.First
	for i := 1; i < attempts && pause < p.Most; i++ {
		pause *= 2
	}
	pause = min(pause, p.Most)
	return pause - time.Duration(part*float64(pause)/4)
}

// hopeless is an error after which no attempt makes sense.
type hopeless struct{ error }

func (h hopeless) Unwrap() error { return h.error }

// Hopeless says that an attempt failed so that trying again would make no sense: the job is given up at once.
func Hopeless(err error) error {
	if err == nil {
		return nil
	}
	return hopeless{err}
}

// later is no error: the job isn't due after all.
type later struct{ at time.Time }

func (l later) Error() string { return fmt.Sprintf("not before %s", l.at.Format(time.RFC3339)) }

// Later puts a job off, without an attempt counting: at night nobody wants to be rung up.
func Later(at time.Time) error { return later{at} }

// problem is what may be said about an error where people and backups see it: it is cut, and handlers know that nothing personal
// belongs in their errors.
func problem(err error) string {
	const most = 500
	text := err.Error()
	if len(text) > most {
		text = text[:most]
	}
	return text
}

func isHopeless(err error) bool { return errors.As(err, new(hopeless)) }
