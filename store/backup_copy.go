package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"priyom/durable"
)

// copyDatabase writes the database as it is at one moment; whoever writes to it meanwhile isn't held up.
func (s *Store) copyDatabase(ctx context.Context, to string, b *Backup) error {
	db := openDB(filepath.Join(s.home, FileName), 1, s.opt.Lean)
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", to)
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	b.SHA256, b.Bytes = hex.EncodeToString(sum.Sum(nil)), n
	return os.Chmod(to, 0o600)
}

// copyFiles brings the files that aren't there yet. They are encrypted, and each proves itself when it is read.
func (s *Store) copyFiles(ctx context.Context, to string, b *Backup) error {
	from := filepath.Join(s.home, blobDir)
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && d.Name() == tempDir:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		b.Files, b.Bytes = b.Files+1, b.Bytes+info.Size()
		target := filepath.Join(to, rel)
		if there, err := os.Stat(target); err == nil && there.Size() == info.Size() {
			return nil
		}
		b.Added++
		return copyFile(path, target)
	})
}

// copyFile copies durably: the target is whole or not there.
func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }() // only read
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	tmp, err := os.OpenFile(to+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(tmp, src)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), to)
	}
	if err != nil {
		return errors.Join(err, removed(tmp.Name()))
	}
	return durable.SyncDir(filepath.Dir(to))
}
