package engine

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"slices"
	"sync/atomic"
	"time"

	"priyom/civic"
	"priyom/retry"
	"priyom/sync/wire"
)

// keyNotPortal is what wire.ReadProblem gives a reply that is no portal's.
const keyNotPortal = "problem.not-portal"

// client says single things to one portal. Its errors are *Failure.
type client struct {
	http   *http.Client
	codec  *wire.Codec
	stall  time.Duration
	url    string // as NormalURL has it
	portal string // its id
	device civic.DeviceID
	key    ed25519.PrivateKey
}

func newHTTPClient(t *http.Transport) *http.Client {
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// hello asks who the portal is; nobody has signed the answer.
func (c *client) hello(ctx context.Context) (h wire.Hello, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+wire.PathHello, nil)
	if err != nil {
		return h, badURL(err)
	}
	if _, err = c.do(req, &h, nil); err == nil && !slices.Contains(h.Versions, wire.Version) {
		err = &Failure{Cause: CauseVersion, Link: LinkGood, Err: fmt.Errorf("portal speaks %v", h.Versions)}
	}
	return h, err
}

// post sends a signed message and reads the answer. connected is called once there is a connection; it may be nil.
func (c *client) post(ctx context.Context, path string, message, reply any, connected func()) error {
	body, err := c.codec.Pack(message)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+path, bytes.NewReader(body))
	if err != nil {
		return badURL(err)
	}
	req.Header.Set("Content-Type", wire.ContentType)
	wire.SignRequest(req, c.portal, body, c.device, c.key)
	_, err = c.do(req, reply, connected)
	return err
}

// do sends a request and reads the answer; the header is there if there was one. Who answers without a message of the
// protocol, or a problem in its form, isn't the portal, whatever the status.
func (c *client) do(req *http.Request, reply any, connected func()) (http.Header, error) {
	req.Header.Set("User-Agent", "") // every byte counts, and the portal knows the program since enrolment
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	var reached atomic.Bool
	req = req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		reached.Store(true)
		if connected != nil {
			connected()
		}
	}}))
	res, err := c.http.Do(req)
	if err != nil {
		return nil, lineFailure(err, reached.Load())
	}
	res.Body = watchBody(res.Body, c.stall, cancel)
	defer res.Body.Close()
	err = c.read(res, reply)
	if errors.Is(context.Cause(ctx), errNothingMoves) {
		err = lineFailure(errNothingMoves, true)
	}
	return res.Header, err
}

func (c *client) read(res *http.Response, reply any) error {
	if res.StatusCode < 200 || res.StatusCode > 299 || res.Header.Get("Content-Type") != wire.ContentType {
		p := wire.ReadProblem(res)
		if p.Key == keyNotPortal {
			return notPortal(res, p)
		}
		return problemFailure(p, retry.After(res.Header, maxPatience))
	}
	err := c.codec.Unpack(res.Body, reply)
	switch {
	case errors.Is(err, wire.ErrMessage):
		return &Failure{Cause: CauseCaptive, Link: LinkCaptive, Err: err}
	case err != nil:
		return lineFailure(err, true)
	}
	_, _ = io.CopyN(io.Discard, res.Body, 1) // reaches the end, so that the connection is used again
	return nil
}

// notPortal says what a reply means that isn't the portal's: a proxy before it, which can't reach it, or somebody in its
// place.
func notPortal(res *http.Response, p *wire.Problem) *Failure {
	f := &Failure{Cause: CauseCaptive, Link: LinkCaptive, After: retry.After(res.Header, maxPatience), Err: p}
	switch res.StatusCode {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		f.Cause, f.Link = CauseOffline, LinkOffline
	}
	return f
}
