package engine

import (
	"io"
	"net/http"
	"sync"
)

// counter notes what arrives at a portal.
type counter struct {
	next http.Handler

	mu      sync.Mutex
	paths   []string // method and path, in the order in which they came
	content int64    // bytes of files
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.paths = append(c.paths, r.Method+" "+r.URL.Path)
	c.mu.Unlock()
	if r.Method == http.MethodPatch {
		r.Body = countedBody{r.Body, c}
	}
	c.next.ServeHTTP(w, r)
}

func (c *counter) seen() (paths []string, content int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append(paths, c.paths...), c.content
}

type countedBody struct {
	io.ReadCloser
	c *counter
}

func (b countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.c.mu.Lock()
	b.c.content += int64(n)
	b.c.mu.Unlock()
	return n, err
}
