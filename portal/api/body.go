package api

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"priyom/sync/wire"
)

// errStopped is returned for content that this side no longer wants.
var errStopped = errors.New("api: given up for a newer request")

// maxMessageTime is how long a whole message may take, however steadily it drips in.
const maxMessageTime = 15 * time.Minute

// leaveTime is how long the rest of unwanted content is drained behind a reply, so that the reply isn't reset away.
const leaveTime = 5 * time.Second

// body reads a request's content under a deadline that moves on with every read, and can be given up from outside.
type body struct {
	from io.Reader
	rc   *http.ResponseController
	idle time.Duration
	end  time.Time // when patience ends in any case; zero for never
	read int64     // bytes
	all  bool      // nothing is left on the line

	mu   sync.Mutex
	gone error // why nothing more is read
}

func (a *API) body(w http.ResponseWriter, r *http.Request, n *note) *body {
	n.content = &body{from: r.Body, rc: http.NewResponseController(w), idle: a.Idle}
	return n.content
}

// Read moves the deadline and reads.
func (b *body) Read(p []byte) (int, error) {
	if err := b.extend(); err != nil {
		return 0, err
	}
	n, err := b.from.Read(p)
	b.read += int64(n)
	if err == nil {
		return n, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone != nil {
		return n, b.gone
	}
	if b.all = errors.Is(err, io.EOF); b.all {
		_ = b.rc.SetReadDeadline(time.Time{}) // else it would end the handler's context, much later
	}
	return n, err
}

func (b *body) extend() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone != nil {
		return b.gone
	}
	until := time.Now().Add(b.idle)
	if !b.end.IsZero() && b.end.Before(until) {
		until = b.end
	}
	_ = b.rc.SetReadDeadline(until) // a connection that can't is a test's
	return nil
}

// Stop gives the content up; a Read that waits returns.
func (b *body) Stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone == nil {
		b.gone = errStopped
		_ = b.rc.SetReadDeadline(time.Now())
	}
}

// detach must be called before the handler returns: the connection isn't ours after that.
func (b *body) detach() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone == nil {
		b.gone = io.ErrClosedPipe
	}
}

// message reads a whole message of at most limit bytes.
func (a *API) message(w http.ResponseWriter, r *http.Request, limit int64, n *note) ([]byte, error) {
	if r.ContentLength > limit {
		return nil, wire.ProblemTooLarge
	}
	b := a.body(w, r, n)
	defer b.detach()
	b.end = time.Now().Add(maxMessageTime)
	raw, err := io.ReadAll(io.LimitReader(b, limit+1))
	if err != nil {
		return nil, fmt.Errorf("api: read message: %w", err)
	}
	if int64(len(raw)) > limit {
		return nil, wire.ProblemTooLarge
	}
	return raw, nil
}

// leave keeps the server from reading what is left of the content before it replies: on a bad line that takes long, and
// brings nothing. The connection ends with the reply.
func (n *note) leave(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 || n.content != nil && n.content.all {
		return
	}
	w.Header().Set("Connection", "close")
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(leaveTime))
}
