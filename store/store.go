package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"priyom/civic"
	"priyom/durable"
	"priyom/store/vault"
)

// Errors a caller may tell apart.
var (
	ErrNotFound    = errors.New("store: no such thing here")
	ErrNewer       = errors.New("store: written by a newer version of the program")
	ErrDamaged     = errors.New("store: damaged")
	ErrDiskFull    = errors.New("store: the disk is full")
	ErrNotEnrolled = errors.New("store: not enrolled yet")
	ErrCaptured    = errors.New("store: already handed in, a draft no more")
)

// FileName is the database's file in the home folder.
const FileName = "priyom.db"

// Options are what a store needs from outside. The zero value is the real clock, real randomness, no words.
type Options struct {
	Clock func() time.Time
	Rand  io.Reader
	// Words gives what people may search a category by, such as its titles; nil gives none.
	Words func(civic.CategorySlug) string
	// Deadlines tells what is due when; nil: nothing is.
	Deadlines *civic.Deadlines
	// Lean keeps fewer connections and less of the database in memory, for a phone.
	Lean bool
	// Spent hears, on any goroutine, that the disk was full and the reserve was given back; may be nil.
	Spent func()
}

// Store is a device's memory. It may be used by several goroutines at once.
type Store struct {
	home    string
	vault   *vault.Vault
	opt     Options
	writer  *sql.DB
	reader  *sql.DB
	device  civic.DeviceID
	mark    *mark
	index   index
	routing routing
	near    nearIndex
	counted counted

	operator atomic.Uint32 // a civic.OperatorID

	preparing sync.Mutex   // one heavy picture at a time
	filing    sync.RWMutex // held for writing while files are removed, for reading from the putting of a file to the row that names it
}

// Open opens the memory in a home folder, or begins one. If the database turns out to be an older copy of itself, or
// another machine's, it goes on in a new epoch. The errors are ErrNewer, ErrDamaged, ErrDiskFull, or the disk's.
func Open(ctx context.Context, home string, v *vault.Vault, opt Options) (_ *Store, err error) {
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if opt.Rand == nil {
		opt.Rand = rand.Reader
	}
	for _, dir := range []string{home, filepath.Join(home, blobDir, tempDir)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, dbError("open", err)
		}
	}
	for _, dir := range []string{filepath.Join(home, blobDir), home, filepath.Dir(home)} {
		if err := durable.SyncDir(dir); err != nil { // else a power cut takes the new folders, and what is in them
			return nil, dbError("open", err)
		}
	}
	s := &Store{home: home, vault: v, opt: opt}
	path := filepath.Join(home, FileName)
	if err := ownerOnly(path); err != nil {
		return nil, dbError("open", err)
	}
	s.writer, s.reader = openDB(path, 1, opt.Lean), openDB(path, 5, opt.Lean) // one of them for Totals
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if err := migrate(ctx, s.writer); err != nil {
		return nil, err
	}
	if s.mark, err = openMark(home); err != nil {
		return nil, dbError("open", err)
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	s.sweep(ctx)
	return s, nil
}

// ownerOnly makes the database's file before SQLite does, which would let everybody read it.
func ownerOnly(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close ends the use of the memory. Everything acknowledged is on the disk already.
func (s *Store) Close() error {
	var err error
	if s.mark != nil {
		err = s.mark.close()
	}
	return errors.Join(err, s.counted.close(), s.reader.Close(), s.writer.Close())
}

// begin gives a new device its identity and finds out whether an old one is still itself.
func (s *Store) begin(ctx context.Context) error {
	return s.write(ctx, "open", func(tx *sql.Tx) error {
		id, err := getSetting(ctx, tx, settingDevice)
		if errors.Is(err, ErrNotFound) {
			return s.firstStart(ctx, tx)
		}
		if err != nil {
			return err
		}
		if len(id) != len(s.device) {
			return fmt.Errorf("%w: device id", ErrDamaged)
		}
		copy(s.device[:], id)
		if _, err := s.deviceKey(ctx, tx); err != nil {
			return err
		}
		return s.recognise(ctx, tx)
	})
}

// now is the one time of a transaction, to the millisecond.
func (s *Store) now() time.Time { return s.opt.Clock().UTC().Truncate(time.Millisecond) }

// millis and fromMillis keep a time as Unix milliseconds; 0 is no time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
