package engine

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"

	"priyom/store/journal"
	"priyom/sync/wire"
)

// The headers of a resumable upload (draft-ietf-httpbis-resumable-upload).
const (
	headerOffset   = "Upload-Offset"
	headerLength   = "Upload-Length"
	headerComplete = "Upload-Complete"
	uploadType     = "application/partial-upload"
)

// patch sends a file from offset to its end and closes body, which stands there already, in its own time. What the
// portal has then is in the answer; after a ProblemOffset failure only its offset is, or -1.
func (c *client) patch(ctx context.Context, sum journal.Hash, size, offset int64, body *uploadBody) (wire.BlobState, error) {
	state := wire.BlobState{Offset: -1}
	req, err := http.NewRequestWithContext(ctx, http.MethodPatch, c.url+wire.PathBlobs+hex.EncodeToString(sum[:]), body)
	if err != nil {
		return state, errors.Join(badURL(err), body.Close())
	}
	req.ContentLength = size - offset
	if req.ContentLength == 0 { // everything is there but the portal's word for it
		req.Body = http.NoBody
		if err := body.Close(); err != nil {
			return state, err
		}
	}
	req.Header.Set("Content-Type", uploadType)
	req.Header.Set(headerOffset, strconv.FormatInt(offset, 10))
	req.Header.Set(headerLength, strconv.FormatInt(size, 10))
	req.Header.Set(headerComplete, "?1")
	wire.SignRequest(req, c.portal, nil, c.device, c.key)
	header, err := c.do(req, &state, nil)
	if broken := body.broken(); broken != nil {
		return state, &Failure{Cause: CauseUnreadable, Err: broken}
	}
	if IsCause(err, Cause(wire.ProblemOffset.Key)) {
		if state.Offset, _ = strconv.ParseInt(header.Get(headerOffset), 10, 64); header.Get(headerOffset) == "" {
			state.Offset = -1
		}
	}
	if err == nil && string(state.SHA256) != string(sum[:]) {
		err = &Failure{Cause: CauseForged, Link: LinkGood, Err: fmt.Errorf("answer about another file than %s", sum)}
	}
	return state, err
}

// uploadBody is a file on its way: it tells how far it has come and remembers what went wrong with reading it. The
// transport may go on reading for a moment after the answer is there.
type uploadBody struct {
	file io.ReadCloser
	sent func(bytes int64)
	at   int64
	mu   sync.Mutex
	err  error
}

func (b *uploadBody) Read(p []byte) (int, error) {
	n, err := b.file.Read(p)
	if n > 0 {
		b.at += int64(n)
		b.sent(b.at)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		b.mu.Lock()
		b.err = err
		b.mu.Unlock()
	}
	return n, err
}

func (b *uploadBody) Close() error { return b.file.Close() }

func (b *uploadBody) broken() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}
