package blobs

import (
	"context"
	"errors"
	"testing"

	"priyom/store/journal"
)

// line is a request's content whose device has said nothing for a while.
type line struct{ stopped chan struct{} }

func (l line) Read([]byte) (int, error) { <-l.stopped; return 0, context.Canceled }
func (l line) Stop()                    { close(l.stopped) }

// Whoever gives up waiting for a file leaves it to the next, and takes nobody along.
func TestWaitingForAFileIsGivenUp(t *testing.T) {
	l := leases{held: map[key]*lease{}}
	k := key{sum: journal.Hash{1}}
	first := line{make(chan struct{})}
	release, err := l.take(t.Context(), k, first)
	if err != nil {
		t.Fatal(err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	second := line{make(chan struct{})}
	if none, err := l.take(gone, k, second); !errors.Is(err, context.Canceled) || none != nil {
		t.Fatalf("somebody who has gone got the file: %v", err)
	}
	<-first.stopped
	third := make(chan error)
	go func() {
		release, err := l.take(t.Context(), k, line{make(chan struct{})})
		if err == nil {
			release()
		}
		third <- err
	}()
	<-second.stopped // the third waits for the second, which waits for the first
	release()
	if err := <-third; err != nil {
		t.Error(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.held) != 0 {
		t.Errorf("%d are still held", len(l.held))
	}
}
