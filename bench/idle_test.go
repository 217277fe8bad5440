package bench

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"priyom/bench/versus"
	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/engine"
)

// counted counts what passes over its connections, both ways.
type counted struct{ bytes atomic.Int64 }

func (c *counted) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	return &countedConn{conn, c}, err
}

// since runs f and tells how many bytes that took.
func (c *counted) since(f func() error) (float64, error) {
	before := c.bytes.Load()
	err := f()
	return float64(c.bytes.Load() - before), err
}

type countedConn struct {
	net.Conn
	c *counted
}

func (c *countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.c.bytes.Add(int64(n))
	return n, err
}

func (c *countedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.c.bytes.Add(int64(n))
	return n, err
}

// BenchmarkIdle is what asking for news costs when there are none, on a connection that has to be made anew. The peer asks
// the same portal for the smallest thing there is, with Go's client as it comes.
func BenchmarkIdle(b *testing.B) {
	p, err := portal.Open(b.TempDir(), portal.Options{Log: slog.New(slog.DiscardHandler)})
	check(b, err)
	b.Cleanup(func() { _ = p.Close() })
	server := httptest.NewUnstartedServer(p.Handler())
	server.EnableHTTP2 = true
	server.StartTLS()
	b.Cleanup(server.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())

	var ours, peer counted
	s := storetest.Open(b, b.TempDir(), store.Options{})
	options := engine.Options{Dial: ours.dial, TLS: &tls.Config{RootCAs: trusted}}
	code, _, err := p.Invite(b.Context(), civic.RolePoint, "с. Ставчены")
	check(b, err)
	_, err = engine.Enroll(b.Context(), s, options, server.URL, code)
	check(b, err)
	e, err := engine.New(s, options)
	check(b, err)
	transport := &http.Transport{DialContext: peer.dial, TLSClientConfig: &tls.Config{RootCAs: trusted}, ForceAttemptHTTP2: true}
	poll := func() error {
		_, err := e.Once(b.Context())
		return err
	}
	hello := func() error {
		defer transport.CloseIdleConnections()
		res, err := (&http.Client{Transport: transport}).Get(server.URL + "/v1/hello")
		if err != nil {
			return err
		}
		defer res.Body.Close()
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	check(b, poll()) // the first one makes the TLS session that the others go on with
	row := versus.Row{Group: "Idle", Figure: "one question for news on a new connection, TLS included, both ways", Unit: "bytes", Goal: "2,000 an hour"}
	var costs, peers []float64
	for b.Loop() {
		for range 20 {
			cost, err := ours.since(poll)
			check(b, err)
			costs = append(costs, cost)
			cost, err = peer.since(hello)
			check(b, err)
			peers = append(peers, cost)
		}
	}
	row.Sides = []versus.Reading{versus.Of("Priyom", costs), versus.Of("net/http GET, HTTP/2, a test's short certificate", peers)}
	check(b, versus.Add(row))
}
