package phone

import (
	"runtime/debug"
	"time"
)

// growth is by how many percent the heap may grow before the collector runs. Go's own measure, 100, takes a tenth less of the processor
// while a map is panned, and twice the memory.
const growth = 20

// quiet is how long nobody has touched the program before it gives back what it doesn't need at the moment.
const quiet = 3 * time.Second

// touched is after somebody did something, or another page came to the front.
func (p *Phone) touched() {
	p.busy = p.env.Clock()
	if !p.env.Narrow {
		return
	}
	if !p.frugal { // not before the first page: while the heap is small, the collector would do nothing else
		p.frugal = true
		debug.SetGCPercent(growth)
		go p.shed()
	}
	if p.tidying == nil {
		p.tidying = p.env.After(quiet, p.tidy)
	}
}

// tidy gives memory back, unless somebody is at it: it takes some milliseconds.
func (p *Phone) tidy() {
	if left := quiet - p.env.Clock().Sub(p.busy); left > 0 {
		p.tidying = p.env.After(left, p.tidy)
		return
	}
	p.tidying = nil
	go func() {
		debug.FreeOSMemory()
		p.shed()
	}()
}

// shed gives back the pages of the program's file: many were for its start alone.
func (p *Phone) shed() {
	if p.env.Shed != nil {
		p.env.Shed()
	}
}

// untidy ends the watch.
func (p *Phone) untidy() {
	if p.tidying != nil {
		p.tidying()
		p.tidying = nil
	}
}
