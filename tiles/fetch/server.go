package fetch

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"priyom/retry"
	"priyom/tiles"
	"priyom/tiles/picture"
)

// Errors of servers.
var (
	// ErrUnreachable is returned where a server can't be asked now: no line, a server in trouble, or another one answering.
	ErrUnreachable = errors.New("fetch: the tile server can't be reached")
	// ErrRefused is returned where a server won't give a tile to us.
	ErrRefused = errors.New("fetch: the tile server refuses")
)

// atOnce is how many requests are under way at most.
const atOnce = 2

const maxRedirects = 3

// server asks a server politely.
type server struct {
	template Template
	agent    string
	client   *http.Client
	clock    func() time.Time
	timeout  time.Duration
	pace     *pace
	slots    chan struct{}
}

// newTransport is the network as it is, kept narrow.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxConnsPerHost:        atOnce,
		IdleConnTimeout:        time.Minute,
		MaxResponseHeaderBytes: 64 << 10,
		ForceAttemptHTTP2:      true,
	}
}

// checkRedirect stays on the web, doesn't give up encryption, and tells nobody where we come from: the address may have a key.
func checkRedirect(req *http.Request, via []*http.Request) error {
	last := via[len(via)-1].URL.Scheme
	if len(via) > maxRedirects || req.URL.Scheme != "https" && (req.URL.Scheme != "http" || last == "https") {
		return fmt.Errorf("redirected too often, or to %q", req.URL.Scheme)
	}
	req.Header.Del("Referer")
	return nil
}

// ask brings a tile, or the news that the old one is still good, or that there is none. The errors wrap ErrUnreachable,
// ErrRefused, tiles.ErrTile or ctx's.
func (s *server) ask(ctx context.Context, c tiles.Coord, old entry) (entry, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return entry{}, ctx.Err()
	}
	if until, paused := s.pace.paused(s.clock()); paused { // also if that happened while we waited
		return entry{}, fmt.Errorf("%w: left alone until %s", ErrUnreachable, until.UTC().Format(time.RFC3339))
	}
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	e, err := s.exchange(limited, c, old)
	if err != nil && ctx.Err() != nil {
		return entry{}, ctx.Err() // nobody wants it any more; that says nothing about the server
	}
	switch problem, _ := errors.AsType[*trouble](err); {
	case err == nil, errors.Is(err, tiles.ErrTile):
		s.pace.well()
	case errors.Is(err, ErrRefused):
		s.pace.refusedOne(s.clock())
	case problem != nil:
		s.pace.failed(s.clock(), problem.after, longestPause)
	default:
		s.pace.failed(s.clock(), 0, longestDark) // it doesn't cost a server anything to be looked for
	}
	return e, err
}

// trouble is ErrUnreachable with the server's own word for how long.
type trouble struct {
	status int
	after  time.Duration
}

func (t *trouble) Error() string { return fmt.Sprintf("%v: HTTP %d", ErrUnreachable, t.status) }
func (t *trouble) Unwrap() error { return ErrUnreachable }

func (s *server) exchange(ctx context.Context, c tiles.Coord, old entry) (entry, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.template.URL(c), nil)
	if err != nil {
		return entry{}, fmt.Errorf("%w: %s: request", ErrUnreachable, c)
	}
	req.Header.Set("User-Agent", s.agent)
	req.Header.Set("Accept", "image/png, image/jpeg, image/webp")
	if old.etag != "" {
		req.Header.Set("If-None-Match", old.etag)
	}
	if old.modified != "" {
		req.Header.Set("If-Modified-Since", old.modified)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err // without the address
		}
		return entry{}, fmt.Errorf("%w: %s: %w", ErrUnreachable, c, err)
	}
	defer resp.Body.Close()
	return s.reply(c, resp, old)
}

func (s *server) reply(c tiles.Coord, resp *http.Response, old entry) (entry, error) {
	now, code := s.clock(), resp.StatusCode
	switch {
	case code == http.StatusOK:
		body, img, err := readBody(c, resp)
		if err != nil {
			return entry{}, err
		}
		e := newEntry(resp.Header, body, now, unsaid)
		e.image = img
		return e, nil
	case code == http.StatusNotModified && old.there():
		return old.renewed(resp.Header, now), nil
	case code == http.StatusNoContent, code == http.StatusNotFound, code == http.StatusGone:
		return newEntry(resp.Header, nil, now, unsaidNone), nil
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		return entry{}, &trouble{code, retry.After(resp.Header, maxPatience)}
	case code >= 400:
		return entry{}, fmt.Errorf("%w: %s: HTTP %d", ErrRefused, c, code)
	}
	return entry{}, &trouble{code, 0}
}

// readBody takes a whole picture or nothing. A page instead of a picture is somebody else's answer, such as a Wi-Fi's that wants
// a password first: the server wasn't reached.
func readBody(c tiles.Coord, resp *http.Response) ([]byte, *image.RGBA, error) {
	if resp.ContentLength > picture.MaxBytes {
		return nil, nil, fmt.Errorf("%w: %s: %d bytes", tiles.ErrTile, c, resp.ContentLength)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, picture.MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %s: broke off: %w", ErrUnreachable, c, err)
	}
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	if picture.FormatOf(body) == picture.Unknown && kind != "" && !strings.HasPrefix(kind, "image/") && !strings.HasPrefix(kind, "application/octet-stream") {
		return nil, nil, fmt.Errorf("%w: %s: answered with %.40q", ErrUnreachable, c, kind)
	}
	img, err := picture.Decode(body)
	if err != nil {
		return nil, nil, fmt.Errorf("fetch: %s: %w", c, err)
	}
	return body, img, nil
}
