package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Manifest says what a backup is of.
type Manifest struct {
	Format  int       `json:"format"`
	Portal  string    `json:"portal"` // its id
	Name    string    `json:"name"`   // of the district
	At      time.Time `json:"at"`
	Program string    `json:"program,omitempty"`
	Entries int       `json:"-"` // files in it, once it was written or read
	Bytes   int64     `json:"-"` // of them
}

const format = 1

// The names in a backup.
const (
	manifestName = "manifest.json"
	databaseName = "portal.db"
	endName      = "end.json"
	blobFolder   = "blobs/"
)

// end is the last file: what came before it, by name, in hex.
type end struct {
	SHA256 map[string]string `json:"sha256"`
}

// Source is what is backed up.
type Source struct {
	Home     string // keys.json and maps/ are taken from it, and the snapshot is made in it
	DB       *db.DB
	Blobs    *blobs.Store
	Manifest Manifest
}

// snapshotPattern names the snapshot while a backup is written; one that a killed backup left is removed by the next.
const snapshotPattern = ".backup-*.db"

// Write writes a backup for the owners of some keys. The portal may serve meanwhile.
func Write(ctx context.Context, out io.Writer, s Source, to ...age.Recipient) (m Manifest, err error) {
	m = s.Manifest
	m.Format, m.At = format, s.DB.Now()
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	packed, err := zstd.NewWriter(sealed)
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	w := &writer{ctx: ctx, tar: tar.NewWriter(packed), sums: map[string]string{}, m: &m}
	if err := w.all(s); err != nil {
		return m, errors.Join(err, packed.Close())
	}
	if err := errors.Join(w.tar.Close(), packed.Close(), sealed.Close()); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	return m, nil
}

type writer struct {
	ctx  context.Context
	tar  *tar.Writer
	sums map[string]string
	m    *Manifest
}

// all takes the database first: files are never changed, so all that its state calls whole are still there afterwards.
func (w *writer) all(s Source) error {
	head, err := json.MarshalIndent(w.m, "", " ")
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := w.bytes(manifestName, head); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(s.Home, snapshotPattern))
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	for _, path := range old {
		_ = os.Remove(path)
	}
	f, err := os.CreateTemp(s.Home, snapshotPattern)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	path := f.Name()
	defer os.Remove(path)
	if err := errors.Join(f.Close(), s.DB.Snapshot(w.ctx, path)); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := w.file(databaseName, path); err != nil {
		return err
	}
	if err := w.file("keys.json", filepath.Join(s.Home, "keys.json")); err != nil {
		return err
	}
	if err := w.blobs(s, path); err != nil {
		return err
	}
	for _, folder := range folders {
		if err := w.folder(s.Home, folder); err != nil {
			return err
		}
	}
	tail, err := json.Marshal(end{w.sums})
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return w.bytes(endName, tail)
}

// blobs takes the files that the snapshot calls whole.
func (w *writer) blobs(s Source, snapshot string) error {
	held, err := db.Open(w.ctx, snapshot, s.DB.Now)
	if err != nil {
		return err
	}
	defer func() {
		_ = held.Close()
		_, _ = os.Remove(snapshot+"-wal"), os.Remove(snapshot+"-shm")
	}()
	for last, more := (journal.Hash{}), true; more; {
		var page []db.Blob
		err := held.Read(w.ctx, func(tx *db.Tx) (err error) {
			page, err = tx.BlobsAfter(last, 500)
			return err
		})
		if err != nil {
			return err
		}
		for _, b := range page {
			last = b.SHA256
			f, err := s.Blobs.Open(w.ctx, b.SHA256)
			if err != nil {
				return fmt.Errorf("backup: %w", err)
			}
			err = w.add(blobFolder+b.SHA256.String(), b.Size, f)
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
			if w.sums[blobFolder+b.SHA256.String()] != b.SHA256.String() {
				return fmt.Errorf("backup: file %s isn't what it is called; portal verify tells more", b.SHA256)
			}
		}
		more = len(page) > 0
	}
	return nil
}

// folders are what else belongs to a portal: the map that devices are offered, and its own certificates.
var folders = []string{"maps", "tls"}

func (w *writer) folder(home, name string) error {
	dir := filepath.Join(home, name)
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(home, path)
		if err != nil || !names.MatchString(filepath.ToSlash(rel)) {
			return err // something that is being made, or isn't ours
		}
		return w.file(filepath.ToSlash(rel), path)
	})
}

func (w *writer) file(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return w.add(name, info.Size(), f)
}

func (w *writer) bytes(name string, content []byte) error {
	return w.add(name, int64(len(content)), io.NopCloser(newReader(content)))
}

func (w *writer) add(name string, size int64, content io.Reader) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if err := w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("backup: %s: %w", name, err)
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(w.tar, sum), content, size); err != nil {
		return fmt.Errorf("backup: %s: %w", name, err)
	}
	w.sums[name] = hexOf(sum)
	w.m.Entries++
	w.m.Bytes += size
	return nil
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }
