package move

import (
	"context"
	"errors"
	"fmt"
	"time"

	"priyom/portal/blobs/shelf"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Errors of this package.
var (
	ErrSame    = errors.New("move: the portal is there already")
	ErrTaken   = errors.New("move: there is another portal's data, or an older copy of this one's; give an empty place")
	ErrDiffers = errors.New("move: the copy differs from what was copied")
)

// Place is where a portal's data are, as db.Open and shelf.Open take it.
type Place struct{ Database, Files string }

// Job is a move.
type Job struct {
	From, To Place
	Staging  string         // a folder for files on their way
	Shelf    string         // how the new shelf is called in the database, without a secret
	Switch   func() error   // makes the new place the portal's
	Say      func(Progress) // may be nil
	Clock    func() time.Time
}

// Progress is how far it has come.
type Progress struct {
	Files int64 // that are at the new place
	State db.State
}

// Run moves a portal. Other processes may have it open: what they write after the copy was made is refused.
func (j Job) Run(ctx context.Context) (p Progress, err error) {
	if j.From == j.To {
		return p, ErrSame
	}
	old, err := db.Open(ctx, j.From.Database, j.Clock)
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	from, err := shelf.Open(ctx, j.From.Files)
	if err != nil {
		return p, err
	}
	to, err := shelf.Open(ctx, j.To.Files)
	if err != nil {
		return p, err
	}
	files := &carrier{from: from, to: to, staging: j.Staging, same: j.From.Files == j.To.Files}
	carry := func(tx *db.Tx) error { return files.carry(ctx, tx, func(n int64) { j.say(Progress{Files: n}) }) }
	// Most of the files travel while the portal is still at work.
	if err := old.Read(ctx, carry); err != nil {
		return p, err
	}
	if j.From.Database == j.To.Database {
		err = old.Write(ctx, func(tx *db.Tx) error {
			if err := errors.Join(tx.Patient(), carry(tx)); err != nil {
				return err
			}
			return tx.PutSetting(db.SettingShelf, []byte(j.Shelf))
		})
	} else {
		p.State, err = j.database(ctx, old, carry)
	}
	p.Files = files.there
	if err != nil {
		return p, err
	}
	return p, j.Switch()
}

func (j Job) say(p Progress) {
	if j.Say != nil {
		j.Say(p)
	}
}

// database copies all tables while nobody writes, compares, and seals the old ones.
func (j Job) database(ctx context.Context, old *db.DB, carry func(*db.Tx) error) (state db.State, err error) {
	target, err := db.Open(ctx, j.To.Database, j.Clock)
	if err != nil {
		return state, err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	return state, old.Write(ctx, func(source *db.Tx) error {
		if err := source.Patient(); err != nil {
			return err
		}
		if err := target.Write(ctx, func(tx *db.Tx) error {
			if err := tx.Patient(); err != nil {
				return err
			}
			if err := tx.CopyFrom(source); err != nil {
				return err
			}
			return tx.PutSetting(db.SettingShelf, []byte(j.Shelf))
		}); err != nil {
			if errors.Is(err, db.ErrTaken) {
				return fmt.Errorf("%w: %w", ErrTaken, err)
			}
			return err
		}
		if err := target.Learn(ctx); err != nil {
			return err
		}
		if state, err = compare(ctx, source, target); err != nil {
			return err
		}
		j.say(Progress{State: state})
		if err := carry(source); err != nil {
			return err
		}
		return source.Seal()
	})
}

// compare reads both to the end: the copy as it is on the other side's disk.
func compare(ctx context.Context, source *db.Tx, target *db.DB) (state db.State, err error) {
	if state, err = source.State(); err != nil {
		return state, err
	}
	return state, target.Read(ctx, func(tx *db.Tx) error {
		copied, err := tx.State()
		if err != nil || copied.Hash == state.Hash {
			return err
		}
		for i, t := range state.Tables {
			if i < len(copied.Tables) && copied.Tables[i] != t {
				return fmt.Errorf("%w: table %s", ErrDiffers, t.Name)
			}
		}
		return ErrDiffers
	})
}

// carrier brings files to another shelf.
type carrier struct {
	from, to shelf.Shelf
	staging  string
	same     bool
	there    int64
	known    map[journal.Hash]int64
}
