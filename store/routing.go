package store

import (
	"bytes"
	"context"
	"errors"
	"sync"

	"priyom/civic"
)

const settingRouting = "routing" // the portal's table of who deals with what where; nothing personal

// routing is the table that was read last: it is asked for often and changes seldom.
type routing struct {
	mu     sync.Mutex
	raw    []byte
	parsed civic.Routing
}

// Routing is who deals with what where, as the portal last said; empty if it never did.
func (s *Store) Routing(ctx context.Context) (civic.Routing, error) {
	raw, err := getSetting(ctx, s.reader, settingRouting)
	if errors.Is(err, ErrNotFound) {
		return civic.Routing{}, nil
	}
	if err != nil {
		return civic.Routing{}, dbError("routing", err)
	}
	s.routing.mu.Lock()
	defer s.routing.mu.Unlock()
	if s.routing.raw != nil && bytes.Equal(raw, s.routing.raw) {
		return s.routing.parsed, nil
	}
	parsed, err := civic.ParseRouting(raw)
	if err == nil {
		s.routing.raw, s.routing.parsed = raw, parsed
	}
	return parsed, err
}
