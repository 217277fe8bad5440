package intake

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"priyom/portal/db"
)

// What devices say at the same moment is taken in with one transaction, so that they wait for the disk once. It is as if each had
// its own: if anything fails, all is undone, and each does it alone.

const (
	mostTogether = 64   // requests in a transaction
	mostAtOnce   = 1000 // entries, with which it takes no more: others want to write, too
)

// taking is a request that waits to be taken in.
type taking struct {
	device db.Device
	said   Said
	runs   []run
	ctx    context.Context
	answer Answer
	done   chan error
}

// crowd are the requests that wait.
type crowd struct {
	mu      sync.Mutex
	waiting []*taking
	busy    bool
}

// errAlone tells a request that it was undone with others.
var errAlone = errors.New("intake: with others it failed")

// together takes a request in, perhaps with others.
func (in *Intake) together(t *taking) (Answer, error) {
	t.done = make(chan error, 1)
	c := &in.crowd
	c.mu.Lock()
	c.waiting = append(c.waiting, t)
	begin := !c.busy
	c.busy = true
	c.mu.Unlock()
	if begin {
		go in.takeAll()
	}
	err := <-t.done
	if !errors.Is(err, errAlone) {
		return t.answer, err
	}
	err = in.db.Write(t.ctx, func(tx *db.Tx) error {
		t.answer, err = in.take(tx, t.device, t.said, t.runs)
		return err
	})
	return t.answer, err
}

// next are the requests of the next transaction; none, and whoever comes begins anew.
func (c *crowd) next() (group []*taking) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n := 0; len(c.waiting) > 0 && len(group) < mostTogether && n < mostAtOnce; c.waiting = c.waiting[1:] {
		t := c.waiting[0]
		for _, r := range t.runs {
			n += len(r.Entries)
		}
		group = append(group, t)
	}
	c.busy = len(group) > 0
	return group
}

func (in *Intake) takeAll() {
	for group := in.crowd.next(); len(group) > 0; group = in.crowd.next() {
		err := in.takeGroup(group)
		if err != nil {
			err = fmt.Errorf("%w: %w", errAlone, err)
		}
		for _, t := range group {
			t.done <- err
		}
	}
}

// takeGroup never panics: that is for each request alone.
func (in *Intake) takeGroup(group []*taking) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("intake: %v", p)
		}
	}()
	ctx := context.WithoutCancel(group[0].ctx) // one that goes away takes nobody along
	return in.db.Write(ctx, func(tx *db.Tx) error {
		for _, t := range group {
			if err := foresee(tx, t.device, t.said, t.runs); err != nil {
				return err
			}
		}
		for _, t := range group {
			if t.answer, err = in.takeForeseen(tx, t.device, t.said, t.runs); err != nil {
				return err
			}
		}
		return nil
	})
}
