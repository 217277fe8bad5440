package engine

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"time"
)

// BackDoor waits on this computer for the browser to come back with a code (RFC 8252, 7.3). Only this machine can knock, and only the page
// that this device opened knows the word that it must say: a page of somebody else's can't bring a code that leads to their account.
type BackDoor struct {
	Address string // for Asking.Back
	codes   chan knock
	server  *http.Server
}

// OpenBackDoor opens one; thanks is what the browser shows, in words.
func OpenBackDoor(thanks string) (*BackDoor, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("engine: wait for the browser: %w", err)
	}
	d := &BackDoor{Address: "http://" + l.Addr().String(), codes: make(chan knock, 8)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /join", func(w http.ResponseWriter, r *http.Request) {
		k := knock{r.URL.Query().Get("code"), r.URL.Query().Get("state")}
		if k.code == "" || k.state == "" || len(k.code)+len(k.state) > 128 {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		_, _ = fmt.Fprintf(w, "<!doctype html><meta charset=utf-8><title>%[1]s</title><h1>%[1]s</h1>", html.EscapeString(thanks)) // nobody is left to tell
		select {
		case d.codes <- k:
		default: // enough are waiting
		}
	})
	d.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = d.server.Serve(l) }() // ends with Close
	return d, nil
}

// knock is what somebody brings.
type knock struct{ code, state string }

// Wait waits for the code from the page whose address ends in a word.
func (d *BackDoor) Wait(ctx context.Context, word string) (code string, err error) {
	for {
		select {
		case k := <-d.codes:
			if k.state == word {
				return k.code, nil
			}
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// Close shuts it, once the browser has its words.
func (d *BackDoor) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := d.server.Shutdown(ctx); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(err, d.server.Close())
	}
	return nil
}
