package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"priyom/portal/db"
	"priyom/portal/move"
)

// Errors of a portal whose data are at another place than it was told.
var (
	ErrMoved = errors.New("portal: its database was moved to another place, which storage.json in the home folder names; what the environment says leads to the old one. " +
		"If storage.json isn't there, the move wasn't finished: run portal migrate again")
	ErrEmpty = errors.New("portal: the database is empty, and the portal in this home folder has another one; portal migrate moves it")
	ErrShelf = errors.New("portal: its files are at another place than it was told; if a move wasn't finished, run portal migrate again")
)

// Migrate moves a portal's database and files to where to says, zero being the home folder, and notes it there. The errors are
// those of move.Job.
func Migrate(ctx context.Context, home string, o Options, to Storage, say func(move.Progress)) (p move.Progress, err error) {
	o = o.withDefaults()
	from, err := o.Storage.Or(home)
	if err = errors.Join(err, to.Check()); err != nil {
		return p, err
	}
	staging := filepath.Join(home, blobsFolder, "incoming")
	if err := os.MkdirAll(staging, 0o700); err != nil {
		return p, fmt.Errorf("portal: %w", err)
	}
	return move.Job{
		From: move.Place{Database: from.Address(home), Files: from.Shelf(home)}, To: move.Place{Database: to.Address(home), Files: to.Shelf(home)},
		Staging: staging, Shelf: to.shelfName(), Clock: o.Clock, Say: say, Switch: func() error { return to.Write(home) },
	}.Run(ctx)
}

// shelfName tells one shelf from another, without a secret: what whoever reads the database may know.
func (s Storage) shelfName() string {
	if s.Blobs == "" {
		return "folder"
	}
	u, err := url.Parse(s.Blobs)
	if err != nil {
		return "unreadable"
	}
	sum := sha256.Sum256([]byte(u.Host + u.Path))
	return hex.EncodeToString(sum[:])
}

// atHome makes sure that the database is where the portal goes on, and that its files are where it was told; a new one learns it.
func (p *Portal) atHome(ctx context.Context, home string, s Storage) error {
	if err := p.notEmpty(ctx, home, s); err != nil {
		return err
	}
	name := s.shelfName()
	return p.db.Write(ctx, func(tx *db.Tx) error {
		if moved, err := tx.Moved(); err != nil || moved {
			return errors.Join(err, ErrMoved)
		}
		if err := tx.Settle(); err != nil {
			return err
		}
		switch known, err := tx.Setting(db.SettingShelf); {
		case errors.Is(err, db.ErrNotFound):
			return tx.PutSetting(db.SettingShelf, []byte(name))
		case err != nil:
			return err
		case string(known) != name:
			return ErrShelf
		}
		return nil
	})
}

// notEmpty refuses an empty database where the home folder names another: a slip in an address must not make another portal.
func (p *Portal) notEmpty(ctx context.Context, home string, s Storage) error {
	owner, err := setting(ctx, p.db, db.SettingPortal)
	if err != nil || owner != nil {
		return err
	}
	written, err := ReadStorage(home)
	if err != nil || written.Database == s.Database {
		return err
	}
	if there, err := Exists(home, written); err != nil || there {
		return errors.Join(err, ErrEmpty)
	}
	return nil
}
