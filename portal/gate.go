package portal

import (
	"net/http"
	"sync"
)

// gate counts who is inside, so that what came over a line is put away before the database closes.
type gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

func (g *gate) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		if g.closed {
			g.mu.Unlock()
			http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
			return
		}
		g.inside.Add(1)
		g.mu.Unlock()
		defer g.inside.Done()
		next.ServeHTTP(w, r)
	})
}

// shut lets nobody in any more and waits until everybody left.
func (g *gate) shut() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.inside.Wait()
}
