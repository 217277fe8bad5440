package engine

import (
	"context"
	"net"
	"slices"
	"strings"
	"time"
)

// lane repeats an attempt for as long as ctx lives: after a failure when its time has come, else when somebody asks for
// it or the line has rested long enough. All its times are monotonic.
type lane struct {
	attempt   func(context.Context) (rest time.Duration, err error)
	failed    func(ctx context.Context, f *Failure, wait time.Duration) error
	pace      *pace
	kick      <-chan struct{} // something new was captured: now
	ask       <-chan struct{} // a file lane wants to know something, unless the line is down anyway
	addresses func() string   // of this device: when there are new ones, a network may have come back
	look      time.Duration   // how often to look at them
}

// run returns the context's error, or the one that ended an attempt for good.
func (l *lane) run(ctx context.Context) error {
	for {
		drain(l.kick) // what was asked for until now, this attempt does
		drain(l.ask)
		addresses := l.addresses()
		rest, err := l.attempt(ctx)
		f, err := failure(ctx, err)
		switch {
		case err != nil:
			return err
		case f == nil:
			l.pace.reset()
			err = l.rest(ctx, rest)
		default:
			wait := l.pace.next(f.After)
			if err = l.failed(ctx, f, wait); err == nil {
				err = l.wait(ctx, wait, f.Firm, addresses)
			}
		}
		if err != nil {
			return err
		}
	}
}

// rest is the pause when all is well.
func (l *lane) rest(ctx context.Context, rest time.Duration) error {
	timer := time.NewTimer(rest)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-l.kick:
	case <-l.ask:
	}
	return nil
}

// wait is the pause after a failure. Unless the portal itself asked for it, it ends early when there is something new to
// send, or a network.
func (l *lane) wait(ctx context.Context, wait time.Duration, firm bool, addresses string) error {
	timer, look := time.NewTimer(wait), time.NewTicker(l.look)
	defer timer.Stop()
	defer look.Stop()
	kick := l.kick
	if firm {
		kick = nil
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			return nil
		case <-kick:
			l.pace.reset()
			return nil
		case <-look.C:
			now := l.addresses()
			if now != addresses && now != "" && !firm {
				l.pace.reset()
				return nil
			}
			addresses = now
		}
	}
}

// routable tells the addresses under which something beyond this machine might answer, as one text to be compared. Where
// the system doesn't say, as on newer Androids, it is always empty.
func routable(list func() ([]net.Addr, error)) string {
	all, err := list()
	if err != nil {
		return ""
	}
	var found []string
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			found = append(found, n.IP.String())
		}
	}
	slices.Sort(found)
	return strings.Join(found, " ")
}

// wake sends a signal that is waiting to be seen already or will be.
func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func drain(c <-chan struct{}) {
	select {
	case <-c:
	default:
	}
}
