package guard

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ErrSlow is what reading a form's content ends with that drips in.
var ErrSlow = fmt.Errorf("guard: content came too slowly: %w", io.ErrUnexpectedEOF)

// leave is how long the rest of unwanted content is drained behind an answer.
const leave = 5 * time.Second

// body is a form's content: it may be so large, pause so long and last so long.
type body struct {
	io.ReadCloser
	head http.Header // of the answer
	rc   *http.ResponseController
	idle time.Duration
	end  time.Time
}

// Read moves the deadline on and reads.
func (b *body) Read(p []byte) (int, error) {
	now := time.Now()
	if now.After(b.end) {
		return 0, ErrSlow
	}
	until := now.Add(b.idle)
	if b.end.Before(until) {
		until = b.end
	}
	_ = b.rc.SetReadDeadline(until) // a connection that can't is a test's
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.rc.SetReadDeadline(time.Time{}) // else it would end the handler's context, much later
	} else if err != nil {
		b.head.Set("Connection", "close")               // else the server waits for the rest before it answers
		_ = b.rc.SetReadDeadline(time.Now().Add(leave)) // the server itself reads on a little, so that the answer isn't reset away
	}
	return n, err
}
