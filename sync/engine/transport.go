package engine

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// errNothingMoves ends a connection on which no byte got further for Limits.Stall.
var errNothingMoves = errors.New("engine: nothing moves")

// sendBuffer is how much the kernel may hold back of what was written, in bytes: what lies there can't be overtaken. 64 kB
// delay a new report by 3.2 s at 20 kB/s.
const sendBuffer = 16 << 10

// newTransport makes the connections. One TCP connection alone reaches 40 % of a lossy 20 kB/s line, three reach 91 %, so
// HTTP/2 with its single one is out. The file lanes have three; a fourth is only for text.
func newTransport(o Options, m *meter, now func() time.Time) *http.Transport {
	dial := o.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: o.Limits.Dial, Control: shapeSocket}).DialContext
	}
	config := &tls.Config{}
	if o.TLS != nil {
		config = o.TLS.Clone()
	}
	config.MinVersion = max(config.MinVersion, tls.VersionTLS12)
	// The default sends a key share of 1.2 kB for quantum-safe exchange: a hello of 1,510 bytes instead of 280. What is
	// personal is sealed by itself. P-256 costs two bytes, for portals that know nothing else.
	config.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256}
	config.ClientSessionCache = tls.NewLRUClientSessionCache(2) // no certificates in a poll
	config.Time = now
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return &countedConn{Conn: c, meter: m, stall: o.Limits.Stall}, nil
		},
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   o.Limits.Stall,
		TLSNextProto:          map[string]func(string, *tls.Conn) http.RoundTripper{},
		MaxConnsPerHost:       fileLanes + 1,
		MaxIdleConnsPerHost:   fileLanes + 1,
		IdleConnTimeout:       90 * time.Second,
		ResponseHeaderTimeout: o.Limits.Reply,
		DisableCompression:    true, // messages are packed already
	}
}

// countedConn counts what passes, and gives up writing when the other side takes nothing for so long.
type countedConn struct {
	net.Conn
	meter *meter
	stall time.Duration
}

func (c *countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.meter.add(n)
	return n, err
}

func (c *countedConn) Write(p []byte) (written int, err error) {
	for written < len(p) {
		if err := c.Conn.SetWriteDeadline(time.Now().Add(c.stall)); err != nil {
			return written, err
		}
		n, err := c.Conn.Write(p[written:])
		written += n
		c.meter.add(n)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded) && n > 0: // slow, but not dead
		case errors.Is(err, os.ErrDeadlineExceeded):
			return written, errNothingMoves
		case err != nil:
			return written, err
		}
	}
	return written, nil
}

// watchedBody is a reply's body that is given up when nothing comes for so long.
type watchedBody struct {
	io.ReadCloser
	timer *time.Timer
	stall time.Duration
}

func watchBody(body io.ReadCloser, stall time.Duration, cancel context.CancelCauseFunc) *watchedBody {
	return &watchedBody{body, time.AfterFunc(stall, func() { cancel(errNothingMoves) }), stall}
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.timer.Reset(b.stall)
	}
	return n, err
}

func (b *watchedBody) Close() error {
	b.timer.Stop()
	return b.ReadCloser.Close()
}
