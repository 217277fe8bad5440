package blobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"priyom/civic"
	"priyom/portal/blobs/shelf"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Errors of this package.
var (
	ErrUnknown = errors.New("blobs: no entry of this device speaks of it")
	ErrSize    = errors.New("blobs: size is not what its entry says")
	ErrLarge   = errors.New("blobs: too large")
	ErrOffset  = errors.New("blobs: offset is not where the file stands")
	ErrHash    = shelf.ErrHash
	ErrFull    = errors.New("blobs: disk full")
	ErrMoved   = errors.New("blobs: files are kept at another place now; start the portal again")
	ErrPicture = errors.New("blobs: not the picture it is called")
)

// Store keeps whole files on a shelf, those that are on their way in a folder, and what is known of them in the database.
type Store struct {
	dir    string
	shelf  shelf.Shelf
	name   string
	db     *db.DB
	leases leases
}

// Open opens a store in one folder, and makes the folders that are missing.
func Open(dir string, d *db.DB) (*Store, error) {
	whole, err := shelf.Open(context.Background(), dir)
	if err != nil {
		return nil, err
	}
	return New(Config{Dir: dir, Shelf: whole, DB: d})
}

// Config is what a store is made of.
type Config struct {
	Dir   string      // where files are on their way; several processes may share it
	Shelf shelf.Shelf // where whole ones stand
	Name  string      // of the shelf: while the database calls it otherwise (db.SettingShelf) nothing is called whole
	DB    *db.DB
}

// New makes the folders that are missing.
func New(c Config) (*Store, error) {
	s := &Store{dir: c.Dir, shelf: c.Shelf, name: c.Name, db: c.DB, leases: leases{held: map[key]*lease{}}}
	if err := os.MkdirAll(filepath.Join(s.dir, "incoming"), 0o700); err != nil {
		return nil, fmt.Errorf("blobs: %w", err)
	}
	return s, nil
}

// here makes sure, in the transaction that calls a file whole, that files are still kept where this process put it.
func (s *Store) here(tx *db.Tx) error {
	name, err := tx.Setting(db.SettingShelf)
	if err == nil && string(name) != s.name {
		return ErrMoved
	}
	return ignore(err, db.ErrNotFound)
}

// State is how far a device's file has come.
type State struct {
	SHA256    journal.Hash
	Size      int64 // as its entry says
	Offset    int64 // bytes that are here to stay
	Completed time.Time
}

// Whole says that all of the file is here.
func (s State) Whole() bool { return !s.Completed.IsZero() }

// State tells how far a file has come. The error wraps ErrUnknown, ErrLarge, or ErrSize when another device has brought
// this file and its size isn't what this one's entry says.
func (s *Store) State(ctx context.Context, device civic.DeviceID, sum journal.Hash) (State, error) {
	st := State{SHA256: sum}
	var recorded int64
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if st.Size, err = tx.BlobRef(device, sum); err != nil {
			return err
		}
		whole, err := tx.Blob(sum)
		if err == nil {
			st.Offset, st.Completed = whole.Size, whole.Completed
			return nil
		}
		if !errors.Is(err, db.ErrNotFound) {
			return err
		}
		recorded, err = tx.Upload(device, sum)
		return ignore(err, db.ErrNotFound)
	})
	switch {
	case errors.Is(err, db.ErrNotFound):
		return st, fmt.Errorf("%w: %s", ErrUnknown, sum)
	case err != nil:
		return st, err
	case st.Size > wire.MaxBlobSize:
		return st, fmt.Errorf("%w: %s has %d bytes", ErrLarge, sum, st.Size)
	case st.Whole() && st.Offset != st.Size:
		return st, fmt.Errorf("%w: %s has %d bytes, not %d", ErrSize, sum, st.Offset, st.Size)
	case st.Whole():
		return st, nil
	}
	if st.Offset, err = standsAt(s.incoming(device, sum), recorded); err != nil {
		return st, err
	}
	return st, nil
}

// standsAt is what can be relied on after a kill or a power cut: what was recorded, if the file still has it.
func standsAt(path string, recorded int64) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("blobs: %w", err)
	}
	return min(info.Size(), recorded), nil
}

// Open opens a whole file for reading; the error wraps fs.ErrNotExist.
func (s *Store) Open(ctx context.Context, sum journal.Hash) (shelf.File, error) {
	return s.shelf.Open(ctx, sum)
}

// Check reads a whole file back and compares it with what is known of it; the error wraps ErrHash, ErrPicture, or
// fs.ErrNotExist.
func (s *Store) Check(ctx context.Context, b db.Blob) error {
	f, err := s.Open(ctx, b.SHA256)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := shelf.Check(f, b.SHA256, b.Size); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("blobs: look at %s: %w", b.SHA256, err)
	}
	picture, err := lookAt(f, b.Size)
	if err != nil {
		return fmt.Errorf("blobs: look at %s: %w", b.SHA256, err)
	}
	if picture != b.Picture {
		return fmt.Errorf("%w: %s is %q, not %q", ErrPicture, b.SHA256, picture, b.Picture)
	}
	return nil
}

// check reads a file that is on its way.
func check(path string, sum journal.Hash, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	defer f.Close()
	return shelf.Check(f, sum, size)
}

// incoming is made from hex only: nothing a device says becomes part of a path.
func (s *Store) incoming(device civic.DeviceID, sum journal.Hash) string {
	return filepath.Join(s.dir, "incoming", device.String()+"-"+sum.String())
}

func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
