package shelf

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"priyom/durable"
	"priyom/store/journal"
)

// folder keeps files in a folder, in folders by the first two letters of their names.
type folder struct{ dir string }

func openFolder(dir string) (Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("shelf: %w", err)
	}
	return folder{dir}, nil
}

func (s folder) path(sum journal.Hash) string {
	dir, file := name(sum)
	return filepath.Join(s.dir, dir, file)
}

// Put moves it: path must be on the same disk.
func (s folder) Put(_ context.Context, sum journal.Hash, _ int64, path string) error {
	to := s.path(sum)
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	if err := os.Rename(path, to); err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	for _, dir := range []string{filepath.Dir(to), s.dir, filepath.Dir(path)} {
		if err := durable.SyncDir(dir); err != nil {
			return fmt.Errorf("shelf: %w", err)
		}
	}
	return nil
}

func (s folder) Open(_ context.Context, sum journal.Hash) (File, error) {
	f, err := os.Open(s.path(sum))
	if err != nil {
		return nil, fmt.Errorf("shelf: %w", err)
	}
	return f, nil
}

func (s folder) Remove(_ context.Context, sum journal.Hash) error {
	err := os.Remove(s.path(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = durable.SyncDir(filepath.Dir(s.path(sum)))
	}
	if err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	return nil
}

func (s folder) All(ctx context.Context, f func(journal.Hash, int64) error) error {
	dirs, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	for _, dir := range dirs {
		if !dir.IsDir() || len(dir.Name()) != 2 {
			continue // incoming
		}
		files, err := os.ReadDir(filepath.Join(s.dir, dir.Name()))
		if err != nil {
			return fmt.Errorf("shelf: %w", err)
		}
		for _, file := range files {
			sum, ok := named(dir.Name(), file.Name())
			if !ok {
				continue
			}
			info, err := file.Info()
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = f(sum, info.Size())
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
