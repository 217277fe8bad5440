package engine

import (
	"io"
	"sync"
	"time"

	"priyom/store"
	"priyom/store/journal"
)

// shelf is what the engine knows of the files that wait: where the portal stands with each, and which of them must rest.
// It is in memory only and by the monotonic clock, so that a clock set back stops nothing. A file not yet asked about
// isn't sent: the portal may have it already, from before or from another device.
type shelf struct {
	limits  Limits
	rand    io.Reader
	mu      sync.Mutex
	parcels map[journal.Hash]*parcel
	open    bool      // the line is up
	asking  bool      // the portal is being asked
	rest    time.Time // before that no file is sent at all
	pace    *pace     // of rest
	rests   int       // in a row, without a file that got through
	changed chan struct{}
}

func newShelf(l Limits, rand io.Reader) *shelf {
	return &shelf{
		limits: l, rand: rand, parcels: map[journal.Hash]*parcel{}, changed: make(chan struct{}),
		pace: newPace(l.FirstRetry, l.LongestRetry, rand),
	}
}

// watch gives a channel that is closed at the next change.
func (s *shelf) watch() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

func (s *shelf) announce() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// setOpen says whether the line is up.
func (s *shelf) setOpen(open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open, s.asking = open, false
	s.announce()
}

func (s *shelf) parcel(sum journal.Hash) *parcel {
	p := s.parcels[sum]
	if p == nil {
		p = &parcel{pace: newPace(s.limits.FirstRetry, s.limits.LongestRetry, s.rand)}
		s.parcels[sum] = p
	}
	return p
}

// size is how many files are remembered.
func (s *shelf) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.parcels)
}

// order is what a file lane is to do: carry a file from an offset if it is ready, or else wait so long, 0 being for a
// change, and have the portal asked if ask.
type order struct {
	file   store.File
	offset int64
	ready  bool
	wait   time.Duration
	ask    bool
}

// take gives the first file that may go now to the caller, who calls done or failed for it.
func (s *shelf) take(files []store.File) (o order) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch {
	case !s.open:
		return o
	case s.rest.After(now):
		return order{wait: s.rest.Sub(now)}
	}
	for _, f := range files {
		switch p := s.parcel(f.SHA256); {
		case p.busy:
		case p.due.After(now):
			if wait := p.due.Sub(now); o.wait == 0 || wait < o.wait {
				o.wait = wait
			}
		case p.known:
			p.busy = true
			return order{file: f, offset: min(max(p.offset, 0), f.Size), ready: true}
		case !s.asking:
			p.asked, o.ask = false, true
		}
	}
	return o
}

// unknown are the first n files that the portal must be asked about. It is asked once until
// take finds that one of them is due again.
func (s *shelf) unknown(files []store.File, n int) (sums []journal.Hash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range files {
		if p := s.parcel(f.SHA256); !p.known && !p.asked && !p.busy && len(sums) < n {
			p.asked, s.asking = true, true
			sums = append(sums, f.SHA256)
		}
	}
	return sums
}

// told notes where the portal stands with files, and with which it has nothing to say of. What is under way knows better.
func (s *shelf) told(offsets map[journal.Hash]int64, silent []journal.Hash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asking = false
	for sum, offset := range offsets {
		if p := s.parcel(sum); !p.busy {
			p.stands(offset)
		}
	}
	for _, sum := range silent {
		if p := s.parcel(sum); !p.busy {
			p.fail(0)
		}
	}
	s.announce()
}

// done forgets a file that is at the portal, or given up.
func (s *shelf) done(sum journal.Hash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.parcels, sum)
	s.rests = 0
	s.pace.reset()
	s.announce()
}

// failed puts a file back to rest; the portal is asked again before it goes.
func (s *shelf) failed(sum journal.Hash, after time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.parcel(sum)
	p.busy, p.known, p.asked = false, false, false
	p.fail(after)
	s.announce()
}

// restAll lets all files rest: the portal has no room, or wants to be left alone.
func (s *shelf) restAll(after time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rests++
	s.rest = time.Now().Add(s.pace.next(after))
	s.announce()
}

// spoil notes that a file's bytes came out wrong at the portal; false says that they did so before.
func (s *shelf) spoil(sum journal.Hash) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.parcel(sum)
	first, p.spoiled = !p.spoiled, true
	return first
}

// settled says that none of these files will move soon: each has failed too often in a row, or all of them together.
func (s *shelf) settled(files []store.File) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.rests >= s.limits.Tries || time.Until(s.rest) > hardPatience
	for _, f := range files {
		if p := s.parcel(f.SHA256); p.busy || p.failures < s.limits.Tries && !all {
			return false
		}
	}
	return true
}

// carrying says that a file is under way.
func (s *shelf) carrying() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.parcels {
		if p.busy {
			return true
		}
	}
	return false
}
