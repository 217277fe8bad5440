package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/durable"
	"priyom/store/vault"
)

// ErrBackup is returned for a folder that holds no backup, or a damaged one.
var ErrBackup = errors.New("store: no whole backup there")

// ErrOccupied is returned for a home folder that has a memory already.
var ErrOccupied = errors.New("store: there is a memory here already")

// manifestName is the file that makes a backup one: it is written last, and names the database that belongs to it.
const manifestName = "backup.json"

// databasesKept is how many copies of the database a backup keeps; files that no copy names any more stay too.
const databasesKept = 2

// Backup is a copy of everything in a home folder, as encrypted as the folder itself. It opens with the folder's own
// passphrase or recovery code.
type Backup struct {
	Version  int       `json:"version"`
	Device   string    `json:"device"`
	MadeAt   time.Time `json:"made_at"`
	Database string    `json:"database"` // file name
	SHA256   string    `json:"sha256"`   // of the database's file
	Files    int       `json:"files"`
	Bytes    int64     `json:"bytes"` // of the database and all files
	Added    int       `json:"-"`     // files that weren't there before
}

// BackupFolder is where in a folder, such as a memory stick, this device's backup is.
func (s *Store) BackupFolder(dir string) string {
	return filepath.Join(dir, "priyom-"+s.device.String()[:13]) // the time of its first start and a little chance
}

// Backup copies everything into a folder of this device's own below dir. What is there from the last time isn't copied
// again. A backup that breaks off leaves the one before it usable; the errors are ErrDiskFull or the disks'.
func (s *Store) Backup(ctx context.Context, dir string) (Backup, error) {
	to := s.BackupFolder(dir)
	b := Backup{Version: 1, Device: s.device.String(), MadeAt: s.now()}
	b.Database = b.MadeAt.Format("20060102-150405.000") + ".db"
	err := func() error {
		if err := os.MkdirAll(filepath.Join(to, blobDir), 0o700); err != nil {
			return err
		}
		if err := s.copyDatabase(ctx, filepath.Join(to, b.Database), &b); err != nil {
			return err
		}
		if err := s.copyFiles(ctx, filepath.Join(to, blobDir), &b); err != nil {
			return err
		}
		key, err := os.ReadFile(filepath.Join(s.home, vault.FileName))
		if err != nil {
			return err
		}
		if err := durable.Replace(filepath.Join(to, vault.FileName), key); err != nil {
			return err
		}
		raw, err := json.MarshalIndent(b, "", " ")
		if err != nil {
			return err
		}
		if err := durable.Replace(filepath.Join(to, manifestName), raw); err != nil {
			return err
		}
		return durable.SyncDir(dir)
	}()
	if err != nil {
		return b, dbError("backup", errors.Join(err, removed(filepath.Join(to, b.Database))))
	}
	if err := dropOld(to); err != nil {
		return b, dbError("backup", err)
	}
	return b, s.SetPreference(ctx, preferenceBackup, b.MadeAt.Format(time.RFC3339))
}

// preferenceBackup is when the last backup was made.
const preferenceBackup = "backup.at"

// LastBackup is when a backup was made last; zero if never.
func (s *Store) LastBackup(ctx context.Context) (time.Time, error) {
	said, err := s.Preference(ctx, preferenceBackup)
	if err != nil || said == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, said)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: time of the last backup", ErrDamaged)
	}
	return at, nil
}

// dropOld removes databases that later backups have replaced, and what broken ones left.
func dropOld(dir string) error {
	list, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil {
		return err
	}
	slices.Sort(list)
	for _, old := range list[:max(0, len(list)-databasesKept)] {
		if err := removed(old); err != nil {
			return err
		}
	}
	return nil
}

// removed makes sure that a file isn't there.
func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// FindBackups lists the whole backups in a folder or in the folders right below it, the newest first.
func FindBackups(dir string) (folders []string) {
	type one struct {
		folder string
		at     time.Time
	}
	var all []one
	below, _ := filepath.Glob(filepath.Join(dir, "*", manifestName))
	for _, path := range append(below, filepath.Join(dir, manifestName)) {
		if b, err := ReadBackup(filepath.Dir(path)); err == nil {
			all = append(all, one{filepath.Dir(path), b.MadeAt})
		}
	}
	slices.SortFunc(all, func(a, b one) int { return b.at.Compare(a.at) })
	for _, b := range all {
		folders = append(folders, b.folder)
	}
	return folders
}

// ReadBackup tells what a backup's folder holds; the error is ErrBackup.
func ReadBackup(dir string) (b Backup, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return b, fmt.Errorf("%w: %w", ErrBackup, err)
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("%w: %w", ErrBackup, err)
	}
	if _, err := civic.ParseDeviceID(b.Device); err != nil || b.Version != 1 || b.Database == "" || strings.ContainsAny(b.Database, `/\`) {
		return b, fmt.Errorf("%w: version %d, database %q", ErrBackup, b.Version, b.Database)
	}
	return b, nil
}
