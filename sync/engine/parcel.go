package engine

import "time"

// parcel is one file.
type parcel struct {
	known    bool // the portal told offset since the line last broke under this file
	asked    bool // the portal was asked since then
	offset   int64
	busy     bool
	due      time.Time // zero: at once
	pace     *pace
	failures int  // in a row, without progress
	spoiled  bool // the portal got other bytes than it should have, once
}

// stands notes where the portal is with it. Having got further, it need not rest any more.
func (p *parcel) stands(offset int64) {
	if offset > p.offset && p.failures > 0 {
		p.failures, p.due = 0, time.Time{}
		p.pace.reset()
	}
	p.known, p.offset = true, offset
}

// fail lets it rest, longer each time.
func (p *parcel) fail(after time.Duration) {
	p.failures++
	p.due = time.Now().Add(p.pace.next(after))
}
