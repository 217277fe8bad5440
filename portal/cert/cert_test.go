package cert

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// dial asks a server by the authority of a folder and returns the serial number of what it showed.
func dial(t *testing.T, srv net.Listener, dir, host string) (string, error) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, Authority))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(raw)
	c, err := tls.Dial("tcp", srv.Addr().String(), &tls.Config{RootCAs: pool, ServerName: host})
	if err != nil {
		return "", err
	}
	defer c.Close()
	return c.ConnectionState().PeerCertificates[0].SerialNumber.String(), nil
}

func TestOwnAuthorityAndReload(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tls")
	made, err := Init(dir, "Заречный район", []string{"portal.example", "192.0.2.7"}, time.Now())
	if err != nil || len(made.Fingerprint) != 64 {
		t.Fatalf("%+v, %v", made, err)
	}
	for _, name := range []string{authorityKey, ServerKey} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	w, err := Watch(filepath.Join(dir, Server), filepath.Join(dir, ServerKey), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	srv, err := tls.Listen("tcp", "127.0.0.1:0", w.Config())
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() {
		served <- (&http.Server{Handler: http.NotFoundHandler(), ErrorLog: log.New(io.Discard, "", 0)}).Serve(srv)
	}()
	defer func() { _ = srv.Close(); <-served }()
	first, err := dial(t, srv, dir, "portal.example")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dial(t, srv, dir, "192.0.2.7"); err != nil {
		t.Error(err)
	}
	if _, err := dial(t, srv, dir, "evil.example"); err == nil {
		t.Error("another name is believed")
	}
	if _, err := Renew(dir, nil, time.Now()); err != nil {
		t.Fatal(err)
	}
	if got, err := dial(t, srv, dir, "portal.example"); err != nil || got != first {
		t.Errorf("looked at before its time: %s, %v", got, err)
	}
	later(w)
	second, err := dial(t, srv, dir, "portal.example")
	if err != nil || second == first {
		t.Errorf("%s, %v", second, err)
	}
	if err := os.WriteFile(filepath.Join(dir, Server), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	later(w)
	if got, err := dial(t, srv, dir, "portal.example"); err != nil || got != second {
		t.Errorf("garbage took its place: %s, %v", got, err)
	}
}

func later(w *Watched) {
	w.mu.Lock()
	w.looked = time.Time{}
	w.mu.Unlock()
}

// The authority that devices are told to trust can't speak for any other name, whoever gets its key.
func TestTheAuthorityIsForItsNamesOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := Init(dir, "x", []string{"portal.example"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := Renew(dir, []string{"bank.example"}, time.Now()); err == nil {
		t.Error("a certificate for another name")
	}
	if _, err := Init(dir, "x", []string{"portal.example"}, time.Now()); !errors.Is(err, ErrThere) {
		t.Errorf("made anew: %v", err)
	}
	if _, err := Init(t.TempDir(), "x", nil, time.Now()); !errors.Is(err, ErrHosts) {
		t.Errorf("for nobody: %v", err)
	}
}
