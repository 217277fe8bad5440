package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"priyom/assets"
	"priyom/portal"
	"priyom/portal/accounts"
)

// ErrUsed is returned for a portal that has reports already: a made-up year would be mixed with them for ever.
var ErrUsed = errors.New("demo: the portal has reports already")

// Options say how much is made up. The zero value of a field but Home takes what is usual.
type Options struct {
	Home     string // the portal's folder; a portal is made in it if there is none
	Name     string // of the district, for people
	Reports  int
	Seed     uint64
	Until    time.Time // the year's end: the portal's last minute
	Progress func(done, of int)
	Password string // of all staff; it is told in Result
}

// Result is what was made.
type Result struct {
	Reports, Photos, Signatures int
	Waiting                     int    // reports that devices still have to send
	Password                    string // of all staff
}

// passwords are hashed more cheaply than in earnest: there are dozens, and all are the same one, which is printed.
var passwords = accounts.Cost{Memory: 8 << 10, Passes: 2, Lanes: 1}

// calendar is the portal's clock, which only goes forward.
type calendar struct {
	mu  sync.Mutex
	now time.Time
}

func (c *calendar) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *calendar) turn(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.now) {
		c.now = to
	}
}

// Make fills a portal with a year. The error may wrap ErrUsed.
func Make(ctx context.Context, o Options) (result Result, err error) {
	if o.Reports == 0 {
		o.Reports = 3000
	}
	if o.Until.IsZero() {
		o.Until = time.Now()
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	material, err := load()
	if err != nil {
		return result, err
	}
	classifier, err := assets.Classifier()
	if err != nil {
		return result, err
	}
	atlas, err := openAtlas(filepath.Join(o.Home, "demo"))
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, atlas.close()) }()
	plan, err := makePlan(ctx, o, material, atlas, classifier)
	if err != nil {
		return result, err
	}
	clock := &calendar{now: plan.from.AddDate(0, 0, -2)}
	p, err := portal.Open(o.Home, portal.Options{Name: o.Name, Clock: clock.read, Log: slog.New(slog.DiscardHandler), Cost: passwords})
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if there, err := p.Reports(ctx); err != nil || len(there) > 0 {
		return result, errors.Join(err, ErrUsed)
	}
	if _, err := p.PutMap(ctx, atlas.path); err != nil {
		return result, err
	}
	if err := p.PutOffices(ctx, material.offices); err != nil {
		return result, err
	}
	url, stop, err := listen(p)
	if err != nil {
		return result, err
	}
	defer stop()
	s := &stage{Options: o, material: material, plan: plan, clock: clock, portal: p, url: url, classifier: classifier, dice: newDice(o.Seed, 2)}
	err = s.play(ctx)
	return s.result, err
}

// listen puts the portal behind a real line that only this machine hears.
func listen(p *portal.Portal) (url string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("demo: %w", err)
	}
	server := portal.Server(p.Handler(), slog.New(slog.DiscardHandler))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(l) // it ends with ErrServerClosed
	}()
	return "http://" + l.Addr().String(), func() {
		_ = server.Close()
		<-ended
	}, nil
}

// line is what all devices share: a few connections to one machine.
func line() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}}
}
