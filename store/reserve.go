package store

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"

	"priyom/durable"
)

// reserveFile takes up room that is given back when the disk is full, so that what somebody was writing can still be kept. Photos get
// nothing of it.
const reserveFile = "reserve"

// ReserveBytes is how much: words, many times over.
const ReserveBytes = 4 << 20

// Reserve takes the reserve's room again if it was given back. Whoever calls it has seen that there is plenty.
func (s *Store) Reserve() error {
	path := filepath.Join(s.home, reserveFile)
	if s.Reserved() {
		return nil
	}
	content := make([]byte, ReserveBytes) // nothing that a file system would pack, or not write at all
	r := rand.New(rand.NewPCG(uint64(s.now().UnixNano()), ReserveBytes))
	for i := range content {
		content[i] = byte(r.Uint32())
	}
	if err := durable.Replace(path, content); err != nil {
		return errors.Join(dbError("reserve", err), removed(path))
	}
	return nil
}

// Reserved says whether the reserve is there: without it the disk was full not long ago.
func (s *Store) Reserved() bool {
	info, err := os.Stat(filepath.Join(s.home, reserveFile))
	return err == nil && info.Size() == ReserveBytes
}

// giveBack gives the reserve's room back; false if there was none.
func (s *Store) giveBack() bool {
	if os.Remove(filepath.Join(s.home, reserveFile)) != nil {
		return false
	}
	if s.opt.Spent != nil {
		s.opt.Spent()
	}
	return true
}
