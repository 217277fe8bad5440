package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"priyom/civic"
	"priyom/durable"
	"priyom/store/journal"
	"priyom/store/vault"
)

// Files lie encrypted under the SHA-256 of their content, in 256 folders.
const (
	blobDir = "blobs"
	tempDir = "incoming"
	tempAge = 24 * time.Hour // older temporary files belong to nobody
)

// MaxFile is the largest file that is taken in, in bytes.
const MaxFile = 64 << 20

// Errors of files.
var (
	ErrFileTooLarge = errors.New("store: file too large")
	ErrFileDamaged  = errors.New("store: file is missing or its content has changed")
)

// fileState is where a file stands on its way to the portal.
type fileState string

const (
	fileHeld    fileState = "held"   // kept here, not meant to be sent
	fileQueued  fileState = "queued" // named by an entry, not yet acknowledged
	fileDone    fileState = "done"   // the portal signed for it
	fileDamaged fileState = "damaged"
	fileRefused fileState = "refused" // the portal doesn't want it
	filePurged  fileState = "purged"  // its time is over: on its way out

	fileDropping fileState = "dropping" // an original whose copies the portal holds: on its way out
	fileDropped  fileState = "dropped"  // gone to make room; what was sent of it stays
)

func (s *Store) filePath(sum journal.Hash) string {
	name := hex.EncodeToString(sum[:])
	return filepath.Join(s.home, blobDir, name[:2], name[2:])
}

// putFile brings content to the disk: temporary file → fsync → rename → fsync of the folders. The row that names it
// is the caller's, in a transaction that comes after; whoever calls it holds filing until then. A file that was there already stays as it is.
func (s *Store) putFile(r io.Reader) (ref civic.BlobRef, err error) {
	temp, err := os.CreateTemp(filepath.Join(s.home, blobDir, tempDir), "*")
	if err != nil {
		return ref, dbError("file", err)
	}
	defer os.Remove(temp.Name())
	ref, err = s.encryptTo(temp, r)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return ref, dbError("file", err)
	}
	path := s.filePath(ref.SHA256)
	dir := filepath.Dir(path)
	if err := os.Mkdir(dir, 0o700); err == nil {
		if err := durable.SyncDir(filepath.Dir(dir)); err != nil {
			return ref, dbError("file", err)
		}
	} else if !errors.Is(err, os.ErrExist) {
		return ref, dbError("file", err)
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return ref, dbError("file", err)
	}
	return ref, dbError("file", durable.SyncDir(dir))
}

func (s *Store) encryptTo(w io.Writer, r io.Reader) (ref civic.BlobRef, err error) {
	out, err := s.vault.Writer(w)
	if err != nil {
		return ref, err
	}
	sum := sha256.New()
	ref.Size, err = io.Copy(io.MultiWriter(out, sum), io.LimitReader(r, MaxFile+1))
	if err == nil && ref.Size > MaxFile {
		err = ErrFileTooLarge
	}
	sum.Sum(ref.SHA256[:0])
	if ended := out.Close(); err == nil { // else it only repeats why writing failed
		err = ended
	}
	return ref, err
}

// OpenedFile is a file's content, decrypted as it is read.
type OpenedFile struct {
	*vault.Reader
	file *os.File
}

// Close ends the reading.
func (f *OpenedFile) Close() error { return f.file.Close() }

// OpenFile opens a file after it was read whole and its hash compared: what has changed on the disk is never used. The
// error is ErrFileDamaged, or the disk's.
func (s *Store) OpenFile(sum journal.Hash) (*OpenedFile, error) {
	f, err := s.openUnchecked(sum)
	if err != nil {
		return nil, err
	}
	check := sha256.New()
	if _, err = io.Copy(check, f); err == nil && journal.Hash(check.Sum(nil)) != sum {
		err = ErrFileDamaged
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fileError(sum, err), f.Close())
	}
	return f, nil
}

// openUnchecked is for what the caller hashes itself, or only shows: every chunk is authenticated by the vault anyway.
func (s *Store) openUnchecked(sum journal.Hash) (*OpenedFile, error) {
	file, err := os.Open(s.filePath(sum))
	if err != nil {
		return nil, fileError(sum, err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fileError(sum, err), file.Close())
	}
	r, err := s.vault.Reader(file, info.Size())
	if err != nil {
		return nil, errors.Join(fileError(sum, err), file.Close())
	}
	return &OpenedFile{r, file}, nil
}

func fileError(sum journal.Hash, err error) error {
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, vault.ErrDamaged) {
		return fmt.Errorf("%w: %s: %w", ErrFileDamaged, sum, err)
	}
	return fmt.Errorf("store: file %s: %w", sum, err)
}

// ReadFile is a whole file, such as a preview to be shown.
func (s *Store) ReadFile(ref civic.BlobRef) ([]byte, error) {
	f, err := s.openUnchecked(ref.SHA256)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content := make([]byte, f.Size())
	if _, err := io.ReadFull(f, content); err != nil {
		return nil, fileError(ref.SHA256, err)
	}
	return content, nil
}

// holdFile writes down that a file is here; a role and a report make it one that will be sent. One that was given up, dropped or purged
// is here again. The error is ErrFileDamaged if another process has removed it since it was put: whoever brings it again will find it kept.
// What refers to the file must be among what survey finds, or it is taken for one that nobody needs.
func (s *Store) holdFile(ctx context.Context, tx *sql.Tx, ref civic.BlobRef) error {
	if _, err := os.Lstat(s.filePath(ref.SHA256)); err != nil {
		return fileError(journal.Hash(ref.SHA256), err)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO blob (sha256, size, state, added_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (sha256) DO UPDATE SET state = CASE role WHEN '' THEN 'held' ELSE 'queued' END, cause = '', next_attempt = 0
		WHERE state IN ('dropping', 'dropped', 'purged') OR state = 'damaged' AND role <> ''`,
		ref.SHA256[:], ref.Size, string(fileHeld), millis(s.now()))
	return err
}

func (s *Store) queueFile(ctx context.Context, tx *sql.Tx, report civic.ReportID, b journal.Blob) error {
	_, err := tx.ExecContext(ctx, `UPDATE blob SET state = 'queued', role = ?, report = ? WHERE sha256 = ? AND state = 'held'`,
		string(b.Role), report[:], b.SHA256[:])
	return err
}

// sweep removes what a killed process left behind: temporary files, and originals on their way out. What can't be removed now takes room and
// nothing else.
func (s *Store) sweep(ctx context.Context) {
	_ = s.finishDropping(ctx)
	dir := filepath.Join(s.home, blobDir, tempDir)
	left, _ := os.ReadDir(dir) // unreadable: then the next write will say so
	for _, f := range left {
		if info, err := f.Info(); err == nil && time.Since(info.ModTime()) > tempAge {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}
