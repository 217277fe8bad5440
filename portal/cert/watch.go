package cert

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// looks is how often the files are looked at.
const looks = 10 * time.Second

// Watched is a certificate that is read anew when its files change.
type Watched struct {
	cert, key string
	log       *slog.Logger

	mu     sync.Mutex
	held   *tls.Certificate
	stamp  [2]string
	looked time.Time
}

// Watch reads a certificate and its key; the error is that they can't be used.
func Watch(cert, key string, log *slog.Logger) (*Watched, error) {
	w := &Watched{cert: cert, key: key, log: log}
	if err := w.read(); err != nil {
		return nil, fmt.Errorf("cert: %w", err)
	}
	return w, nil
}

// Config is how a server uses it.
func (w *Watched) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: w.get, NextProtos: []string{"h2", "http/1.1"}}
}

// get is the certificate of now. New files that can't be used leave the old one in use, and the log says so.
func (w *Watched) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := time.Now(); now.Sub(w.looked) >= looks {
		w.looked = now
		if w.stampOf() != w.stamp {
			if err := w.read(); err != nil {
				w.log.Error("the new certificate can't be used, the old one goes on", "error", err)
			} else {
				w.log.Info("a new certificate is in use")
			}
		}
	}
	return w.held, nil
}

func (w *Watched) read() error {
	stamp := w.stampOf()
	pair, err := tls.LoadX509KeyPair(w.cert, w.key)
	if err != nil {
		return err
	}
	w.held, w.stamp = &pair, stamp
	return nil
}

// stampOf changes when the files do.
func (w *Watched) stampOf() (s [2]string) {
	for i, path := range []string{w.cert, w.key} {
		if info, err := os.Stat(path); err == nil {
			s[i] = fmt.Sprint(info.ModTime().UnixNano(), " ", info.Size())
		}
	}
	return s
}
