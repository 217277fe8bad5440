package durable

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrLocked says that another process, or another part of this one, holds the lock.
var ErrLocked = errors.New("durable: locked by another")

// maxNote is how much of a holder's note is read.
const maxNote = 1 << 10 // bytes

// Lock is a file that one holder has at a time. The operating system gives it up with the process, however that ends.
type Lock struct{ file *os.File }

// TryLock takes the lock, and writes into its file a note on who holds it. If another has it, the error is ErrLocked, and
// held is the other's note as far as it can be read.
func TryLock(path string, note []byte) (l *Lock, held []byte, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("lock: %w", err)
	}
	if err := lockFile(f); err != nil {
		if errors.Is(err, ErrLocked) {
			held, _ = io.ReadAll(io.LimitReader(f, maxNote)) // without it one knows less
		}
		return nil, held, errors.Join(err, f.Close())
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt(note, 0) // it needn't survive a power cut: nothing holds the lock then
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("lock: %w", err), f.Close())
	}
	return &Lock{f}, nil, nil
}

// Unlock gives the lock up. Its file stays: taking it away could take another's.
func (l *Lock) Unlock() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}
