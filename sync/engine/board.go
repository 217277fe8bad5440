package engine

import (
	"sync"
	"time"
)

// A line is weak when an exchange takes longer than this and its bytes at this speed.
const (
	weakAfter = 2 * time.Second
	weakSpeed = 32 << 10 // bytes per second
)

// board is where the state is written down and who looks at it.
type board struct {
	mu      sync.Mutex
	state   State
	text    Phase // of the text lane alone
	files   Cause // of the last file's failure; "" since one got through
	broke   bool  // a file broke off since the last exchange
	moving  [fileLanes]*Moving
	viewers map[chan struct{}]bool
}

// change writes the state down and wakes those who look at it.
func (b *board) change(f func(s *State)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f(&b.state)
	b.wake()
}

// phase says what the text lane does.
func (b *board) phase(p Phase) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = p
	b.wake()
}

// carry says what a file lane carries; nil is nothing.
func (b *board) carry(lane int, m *Moving) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.moving[lane] = m
	b.wake()
}

// sent says how far a file lane has come.
func (b *board) sent(lane int, bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m := b.moving[lane]; m != nil {
		m.Sent = bytes
		b.wake()
	}
}

// filesFailed and filesWell say how the last file ended.
func (b *board) filesFailed(c Cause) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files, b.broke = c, true
	b.wake()
}

func (b *board) filesWell() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files = ""
	b.wake()
}

// heard says that the portal answered: after so long, with so many bytes.
func (b *board) heard(at time.Time, took time.Duration, bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state.Link, b.state.Cause, b.state.LastExchange = LinkGood, "", at
	if b.broke || took > weakAfter+time.Duration(bytes)*time.Second/weakSpeed {
		b.state.Link = LinkWeak
	}
	b.broke = false
	b.wake()
}

func (b *board) wake() {
	for v := range b.viewers {
		select {
		case v <- struct{}{}:
		default: // it hasn't looked since the last time: once is enough
		}
	}
}

func (b *board) look() State {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.state
	if s.Cause == "" {
		s.Cause = b.files
	}
	for _, m := range b.moving {
		if m != nil {
			s.Files = append(s.Files, *m)
		}
	}
	switch {
	case b.text == PhaseConnecting || b.text == PhaseText:
		s.Phase = b.text
	case len(s.Files) > 0:
		s.Phase = PhaseFiles
	case b.text == PhaseWaiting:
		s.Phase = PhaseWaiting
	default:
		s.Phase = PhaseIdle
	}
	if s.Phase != PhaseWaiting {
		s.NextAttempt = time.Time{}
	}
	return s
}

func (b *board) subscribe() (<-chan struct{}, func()) {
	v := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.viewers == nil {
		b.viewers = map[chan struct{}]bool{}
	}
	b.viewers[v] = true
	return v, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.viewers, v)
	}
}
