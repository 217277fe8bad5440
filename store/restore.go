package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"priyom/durable"
	"priyom/store/vault"
)

// Restore brings a backup into an empty home folder. When the memory is opened there, it finds that it is a copy, and goes
// on in a new epoch: what the portal hasn't got is said again, and no number is given twice. Broken off, it can be
// repeated. The errors are ErrBackup, ErrOccupied, ErrDiskFull, or the disks'.
func Restore(ctx context.Context, from, home string) (Backup, error) {
	b, err := ReadBackup(from)
	if err != nil {
		return b, err
	}
	path := filepath.Join(home, FileName)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("%w: %s", ErrOccupied, home)
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return b, dbError("restore", err)
	}
	if err := checkDatabase(filepath.Join(from, b.Database), b.SHA256); err != nil {
		return b, err
	}
	blobs := filepath.Join(from, blobDir)
	err = filepath.WalkDir(blobs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != "" {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rel, err := filepath.Rel(blobs, path)
		if err != nil {
			return err
		}
		return copyFile(path, filepath.Join(home, blobDir, rel))
	})
	if err != nil {
		return b, dbError("restore", err)
	}
	if err := copyFile(filepath.Join(from, vault.FileName), filepath.Join(home, vault.FileName)); err != nil {
		return b, dbError("restore", err)
	}
	if err := copyFile(filepath.Join(from, b.Database), path); err != nil { // the last: from now on there is a memory
		return b, dbError("restore", err)
	}
	return b, dbError("restore", durable.SyncDir(filepath.Dir(home)))
}

// checkDatabase compares a copied database with what its backup says of it.
func checkDatabase(path, hash string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBackup, err)
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%w: %w", ErrBackup, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return fmt.Errorf("%w: its database isn't what was written", ErrBackup)
	}
	return nil
}
