package osmload

import (
	"errors"
	"fmt"
	"os"
	"slices"
)

// spool keeps bytes in memory up to a budget, and above it in a file that is gone when the program is.
type spool struct {
	dir    string
	budget int
	mem    []byte // what comes after what is in the file
	file   *os.File
	filed  int64
}

// size is where the next bytes go.
func (s *spool) size() int64 { return s.filed + int64(len(s.mem)) }

// write appends.
func (s *spool) write(raw []byte) error {
	if len(s.mem)+len(raw) > cap(s.mem) {
		s.mem = slices.Grow(s.mem, max(len(raw), min(len(s.mem), s.budget)))
	}
	s.mem = append(s.mem, raw...)
	if len(s.mem) < s.budget {
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, ".osmload-*")
		if err != nil {
			return fmt.Errorf("osmload: %w", err)
		}
		s.file = f
		s.budget = min(s.budget, 1<<20)
	}
	if _, err := s.file.WriteAt(s.mem, s.filed); err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	s.filed += int64(len(s.mem))
	if cap(s.mem) > 2*s.budget {
		s.mem = nil
	}
	s.mem = s.mem[:0]
	return nil
}

// read gives n bytes from a place; they are valid until the next write, or until buf, which is the reader's own memory, is used
// again. When nothing is written any more several may read at once.
func (s *spool) read(at int64, n int, buf *[]byte) ([]byte, error) {
	if at >= s.filed {
		return s.mem[at-s.filed:][:n], nil
	}
	if cap(*buf) < n {
		*buf = make([]byte, n+n/2)
	}
	raw := (*buf)[:n]
	fromFile := min(int64(n), s.filed-at)
	if _, err := s.file.ReadAt(raw[:fromFile], at); err != nil {
		return nil, fmt.Errorf("osmload: %w", err)
	}
	copy(raw[fromFile:], s.mem)
	return raw, nil
}

// close throws everything away.
func (s *spool) close() error {
	s.mem = nil
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := errors.Join(s.file.Close(), os.Remove(name))
	s.file = nil
	return err
}
