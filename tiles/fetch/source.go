package fetch

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"image"
	"io"
	"net/http"
	"time"

	"priyom/tiles"
	"priyom/tiles/picture"
)

// ErrAttribution is a server for which nobody would be named on the map.
var ErrAttribution = errors.New("fetch: whose data is it?")

// DefaultBudget is how many bytes of tiles are kept: some ten thousand.
const DefaultBudget = 128 << 20

// Options are a server, and what a source needs from outside.
type Options struct {
	Agent            Agent
	Template         Template
	Attribution      string     // may be empty where the policy says whom to name
	MinZoom, MaxZoom tiles.Zoom // what the server has; a MaxZoom of 0 is 19

	Path   string // of the cache's file; several servers and processes may share one
	Budget int64  // bytes; 0 is DefaultBudget

	Transport http.RoundTripper // the network; nil is the real one
	Timeout   time.Duration     // of one request, its body included; 0 is 30 s
	Clock     func() time.Time
	Rand      io.Reader
	Trouble   func(error) // hears what the cache couldn't do, which costs no tile; may be nil
}

// Source gives a server's tiles. It may be used by several goroutines at once. The light and the dark map are the same in it.
type Source struct {
	opt     Options
	policy  Policy
	id      int64
	server  *server
	cache   *cache
	finding tiles.Shared[tiles.Coord, found]
}

type found struct {
	image *image.RGBA
	at    time.Time
	stale bool
}

// Open opens the cache, or begins it. Nothing is asked of the server yet. The errors wrap ErrTemplate, ErrAgent, ErrAttribution,
// or are the disk's.
func Open(ctx context.Context, opt Options) (*Source, error) {
	agent, err := opt.Agent.header()
	if err != nil {
		return nil, err
	}
	if opt.Template.text == "" {
		return nil, fmt.Errorf("%w: none", ErrTemplate)
	}
	opt.fill()
	s := &Source{opt: opt, policy: PolicyFor(opt.Template), id: opt.Template.id()}
	if s.opt.Attribution == "" {
		s.opt.Attribution = s.policy.Attribution
	}
	if s.opt.Attribution == "" {
		return nil, ErrAttribution
	}
	s.server = &server{
		template: opt.Template, agent: agent, client: &http.Client{Transport: opt.Transport, CheckRedirect: checkRedirect},
		clock: opt.Clock, timeout: opt.Timeout, pace: newPace(opt.Rand), slots: make(chan struct{}, atOnce),
	}
	db, err := openFile(ctx, opt.Path)
	if err != nil {
		return nil, err
	}
	s.cache = &cache{path: opt.Path, db: db, budget: opt.Budget}
	s.note(s.cache.fit(ctx, opt.Budget))
	return s, nil
}

func (o *Options) fill() {
	if o.MaxZoom == 0 {
		o.MaxZoom = 19
	}
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
	if o.Transport == nil {
		o.Transport = newTransport()
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
}

// Tile is the kept tile while it is fresh, else the server's, else a stale one. The errors wrap tiles.ErrNoTile, tiles.ErrTile,
// tiles.ErrCoord, ErrUnreachable, ErrRefused or ctx's.
func (s *Source) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	if !r.Valid() {
		return tiles.Tile{}, tiles.ErrCoord
	}
	if r.Z < s.opt.MinZoom || r.Z > s.opt.MaxZoom || r.Size < 1 || r.Size > picture.MaxSide {
		return tiles.Tile{}, fmt.Errorf("%w: %s of %d pixels", tiles.ErrNoTile, r.Coord, r.Size)
	}
	f, err := s.finding.Do(ctx, r.Coord, func(ctx context.Context) (found, error) { return s.find(ctx, r.Coord) })
	if err != nil {
		return tiles.Tile{}, err
	}
	t := tiles.Tile{Image: f.image, Of: r.Coord, From: r.Coord, At: f.at, Stale: f.stale}
	if f.image.Rect.Dx() != int(r.Size) {
		t = tiles.Enlarge(t, r) // rather than asking for four times as many
	}
	return t, nil
}

// Attribution is who must be named.
func (s *Source) Attribution() string { return s.opt.Attribution }

// Policy is what the server's owner is known to ask for.
func (s *Source) Policy() Policy { return s.policy }

// Clear forgets the kept tiles of all servers: they show where one has been.
func (s *Source) Clear(ctx context.Context) error { return s.cache.fit(ctx, -1) }

// Close ends the use of the cache. Tiles that are on their way are lost.
func (s *Source) Close() error {
	s.server.client.CloseIdleConnections()
	return s.cache.close()
}

func (s *Source) note(err error) {
	if err != nil && s.opt.Trouble != nil {
		s.opt.Trouble(err)
	}
}
