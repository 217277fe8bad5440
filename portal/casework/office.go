package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Errors of this package. Those of civic.Next (civic.ErrNoTransition, *civic.NeedsError), db.ErrNotFound and db.ErrStale come through.
var (
	ErrForbidden = errors.New("casework: not theirs to do")
	ErrClaimed   = errors.New("casework: somebody else is at it")
	ErrTarget    = errors.New("casework: can't become a part of that report")
	ErrJoined    = errors.New("casework: others joined in")
)

// Follower does what follows from a step, in its transaction: before and after are the case then and now. When only words,
// place or kind changed, or what the public sees, step is the zero Step. An error undoes everything.
type Follower func(tx *db.Tx, before, after db.Case, step db.Step) error

// Office is where reports are dealt with.
type Office struct {
	db        *db.DB
	known     *civic.Classifier
	people    People
	seniors   atomic.Pointer[seniors] // what senior moderators look at from the start, as it was read last
	followers []Follower
	learner   learner
	files     Files
	location  *time.Location
	random    io.Reader
	preparing chan struct{} // one picture at a time: each may take hundreds of megabytes
}

// Files keeps files.
type Files interface {
	Put(ctx context.Context, content []byte) (civic.BlobRef, error)
}

// Config is what an office is made from.
type Config struct {
	DB         *db.DB
	Classifier *civic.Classifier
	People     People         // nil: nobody behind a part of a report is counted
	Files      Files          // where photos of what was done go
	Location   *time.Location // whose clock cameras without a zone show; nil: UTC
	Rand       io.Reader      // nil: crypto/rand
}

// New makes an office.
func New(c Config) *Office {
	if c.Location == nil {
		c.Location = time.UTC
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	o := &Office{
		db: c.DB, known: c.Classifier, people: c.People, files: c.Files, location: c.Location, random: c.Rand,
		preparing: make(chan struct{}, 1),
	}
	return o
}

// Follow adds what follows from every step; call it before the first Act. Followers are called in the order in which they
// were added, and the case they get is as the one before left it.
func (o *Office) Follow(f Follower) { o.followers = append(o.followers, f) }

// Act does a deed in a transaction of its own and returns the case as it then is. The errors are civic.ErrNoTransition,
// *civic.NeedsError, ErrForbidden, ErrClaimed, ErrTarget, ErrJoined, db.ErrNotFound, db.ErrStale, or the database's.
func (o *Office) Act(ctx context.Context, d Deed) (after db.Case, err error) {
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		after, err = o.ActIn(tx, d)
		return err
	})
	return after, err
}

// follow lets everybody do what follows and returns the case as it is in the end.
func (o *Office) follow(tx *db.Tx, before, after db.Case, step db.Step) (db.Case, error) {
	for _, f := range o.followers {
		if err := f(tx, before, after, step); err != nil {
			return after, err
		}
		var err error
		if after, err = tx.Case(after.Report); err != nil {
			return after, err
		}
	}
	return after, nil
}

// Read runs f on one unchanging state of the database.
func (o *Office) Read(ctx context.Context, f func(*db.Tx) error) error { return o.db.Read(ctx, f) }

// Case reads what the portal made of a report; the error wraps db.ErrNotFound.
func (o *Office) Case(ctx context.Context, id civic.ReportID) (c db.Case, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		c, err = tx.Case(id)
		return err
	})
	return c, err
}
