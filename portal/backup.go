package portal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"priyom/civic"
	"priyom/durable"
	"priyom/portal/backup"
	"priyom/portal/db"
)

// The acts in the audit log that change what the portal is.
const (
	AuditBackup  db.AuditAct = "backup"
	AuditRestore db.AuditAct = "restore"
)

// Backup writes a backup of the portal into a new file, for the owners of some keys. The portal may serve meanwhile. The file
// appears when it is whole; there must be none of that name.
func (p *Portal) Backup(ctx context.Context, path string, to ...age.Recipient) (m backup.Manifest, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, fmt.Errorf("%w: %s", backup.ErrThere, path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return m, fmt.Errorf("portal: %w", err)
	}
	defer os.Remove(f.Name())
	name, err := setting(ctx, p.db, db.SettingName)
	if err == nil {
		m, err = backup.Write(ctx, f, backup.Source{Home: p.home, DB: p.db, Blobs: p.blobs, Manifest: backup.Manifest{Portal: p.ID(), Name: string(name)}}, to...)
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return m, err
	}
	if err := os.Link(f.Name(), path); err != nil { // unlike a renaming it replaces nothing
		return m, fmt.Errorf("portal: %w", err)
	}
	if err := durable.SyncDir(filepath.Dir(path)); err != nil {
		return m, fmt.Errorf("portal: %w", err)
	}
	return m, p.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingBackup, []byte(m.At.Format(time.RFC3339))); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Role: civic.RoleAdministrator, Act: AuditBackup, Object: p.ID(), Detail: fmt.Sprintf("%d files", m.Entries)})
	})
}

// Restore takes a backup out into a folder that must be empty or not there, and makes it a portal that devices may go on with:
// cursors of the lost time are worthless, so that every device hears all anew. The errors are those of backup.Extract.
func Restore(ctx context.Context, in io.Reader, home string, by ...age.Identity) (m backup.Manifest, err error) {
	staged := filepath.Join(filepath.Dir(home), ".restored-"+filepath.Base(home))
	if inside, err := os.ReadDir(home); err == nil && len(inside) > 0 {
		return m, fmt.Errorf("%w: %s", backup.ErrThere, home)
	}
	if err := os.RemoveAll(staged); err != nil { // a restoring that was killed
		return m, fmt.Errorf("portal: %w", err)
	}
	if m, err = backup.Extract(in, staged, by...); err != nil {
		return m, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(staged))
		}
	}()
	if err := renew(ctx, staged, m); err != nil {
		return m, err
	}
	if err := os.Remove(home); err != nil && !os.IsNotExist(err) {
		return m, fmt.Errorf("portal: %w", err)
	}
	if err := errors.Join(os.Rename(staged, home), durable.SyncDir(filepath.Dir(home))); err != nil {
		return m, fmt.Errorf("portal: %w", err)
	}
	return m, nil
}

// renew ends what the lost time left behind: a new generation of the feed, a new epoch of the portal's own journal, and a line in the audit log.
func renew(ctx context.Context, home string, m backup.Manifest) (err error) {
	d, err := db.Open(ctx, filepath.Join(home, FileName), time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	generation, err := salt(rand.Reader)
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingFeed, generation); err != nil {
			return err
		}
		if err := tx.RenewOwn(); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Role: civic.RoleAdministrator, Act: AuditRestore, Object: m.Portal, Detail: "as of " + m.At.UTC().Format(time.RFC3339)})
	})
}
