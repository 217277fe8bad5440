package blobs

import (
	"context"
	"sync"

	"priyom/civic"
	"priyom/store/journal"
)

// Body is a request's content that can be given up: after Stop, Read returns an error soon, also one that is waiting.
type Body interface {
	Read(p []byte) (int, error)
	Stop()
}

type key struct {
	device civic.DeviceID
	sum    journal.Hash
}

// lease is the right to write to one file.
type lease struct {
	body Body
	done chan struct{}
}

// leases gives every file to the request that came last: a device that asks again has given up on the line before, even
// if this side still waits for bytes on it.
type leases struct {
	mu   sync.Mutex
	held map[key]*lease
}

// take stops whoever writes to the file and waits until that one has put away what it got. The error is ctx's.
func (l *leases) take(ctx context.Context, k key, body Body) (func(), error) {
	mine := &lease{body, make(chan struct{})}
	l.mu.Lock()
	before := l.held[k]
	l.held[k] = mine
	l.mu.Unlock()
	release := func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.held[k] == mine {
			delete(l.held, k)
		}
		close(mine.done)
	}
	if before == nil {
		return release, nil
	}
	before.body.Stop()
	select {
	case <-before.done:
		return release, nil
	case <-ctx.Done():
		go func() { // whoever comes next waits for mine, and so for the one before it too
			<-before.done
			release()
		}()
		return nil, ctx.Err()
	}
}
