package present_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"priyom/app/present/presenttest"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// A program that isn't in front asks nobody; it tries at once when it comes back, and when it gets another network.
func TestNobodyIsAskedBehind(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	v, err := vault.Open(env.Home, vault.Secrets{Passphrase: presenttest.Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), env.Home, v, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	storetest.Capture(t, s, "яма")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	env.Line.Dial = func(context.Context, string, string) (net.Conn, error) {
		asked.Add(1)
		return nil, errors.New("no line")
	}
	var mu sync.Mutex
	var network func()
	listening := 0
	env.Network = func(ctx context.Context, changed func()) error {
		mu.Lock()
		network = changed
		listening++
		mu.Unlock()
		<-ctx.Done()
		return ctx.Err()
	}
	p := presenttest.Open(t, l, env)
	l.Until("the line is tried some times", func() bool { return asked.Load() > 2 })

	p.Shell.Put()
	l.Advance(time.Second)
	before := asked.Load()
	l.Until("what is under way may go on for a while", func() bool { return asked.Load() > before })
	l.Advance(time.Minute)
	var rest int64
	l.Until("the line rests", func() bool {
		was := asked.Load()
		time.Sleep(300 * time.Millisecond) // the longest retry is 50 ms
		rest = asked.Load()
		return rest == was
	})
	p.Shell.Front()
	l.Until("it is tried again", func() bool { return asked.Load() > rest })
	l.Until("the network is heard again", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return listening == 2
	})
	p.Shell.Put()
	p.Shell.Front() // within the grace nothing ends
	l.Advance(time.Minute)
	before = asked.Load()
	network()
	l.Until("it goes on", func() bool { return asked.Load() > before })
}
