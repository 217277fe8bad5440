package engine

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"priyom/store/journal"
	"priyom/sync/wire"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// aPack writes a district pack of some hundred kilobytes.
func aPack(t testing.TB, name string, seed uint64) (path string, content []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "district.pack")
	w, err := pack.Create(t.Context(), path)
	check(t, err)
	chance := rand.New(rand.NewPCG(seed, 7))
	for x := range uint32(200) {
		c := &pack.Cell{Features: []pack.Feature{{Class: pack.Street, Name: fmt.Sprint("Улица ", x), Parts: []pack.Part{{From: 0, To: 600}}}}}
		for range 600 {
			c.Points = append(c.Points, pack.CellPoint{X: chance.Int32N(16_000), Y: chance.Int32N(16_000)})
		}
		check(t, w.Cell(t.Context(), pack.Band14, x, 9, c))
	}
	check(t, w.Finish(t.Context(), pack.Meta{Names: pack.Names{Local: name}, Bounds: tiles.Box{MaxX: 1, MaxY: 1}, Attribution: pack.Attribution}))
	content, err = os.ReadFile(path)
	check(t, err)
	return path, content
}

// quickMaps never waits long, for maps neither.
func quickMaps() Limits {
	l := quick
	l.MapLook, l.MapRetry = 5*time.Millisecond, time.Millisecond
	return l
}

// cutter breaks the sending of maps off after some bytes, the first times.
type cutter struct {
	next   http.Handler
	cuts   atomic.Int32
	ranges atomic.Int32 // requests that went on
	spoil  atomic.Bool  // change a byte
}

func (c *cutter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, wire.PathPacks) {
		c.next.ServeHTTP(w, r)
		return
	}
	if r.Header.Get("Range") != "" {
		c.ranges.Add(1)
	}
	if c.spoil.Swap(false) {
		w = &spoiled{ResponseWriter: w}
	} else if c.cuts.Add(-1) >= 0 {
		w = &cutOff{ResponseWriter: w, left: 150_000}
	}
	c.next.ServeHTTP(w, r)
}

type cutOff struct {
	http.ResponseWriter
	left int
}

func (c *cutOff) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		panic(http.ErrAbortHandler)
	}
	return c.ResponseWriter.Write(p)
}

type spoiled struct{ http.ResponseWriter }

func (s *spoiled) Write(p []byte) (int, error) {
	p = bytes.Clone(p)
	p[len(p)/2] ^= 1
	return s.ResponseWriter.Write(p)
}

func TestMapComesOverABadLine(t *testing.T) {
	d := newDistrict(t)
	path, content := aPack(t, "Лесной район", 1)
	between := &cutter{next: d.handler}
	between.cuts.Store(3)
	between.spoil.Store(true)
	s := d.enrolled(t, served(t, between))
	offer, err := d.PutMap(t.Context(), path)
	check(t, err)
	maps := filepath.Join(t.TempDir(), "maps")
	e := anEngine(t, s, Options{Limits: quickMaps(), Maps: maps})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	want := PackPath(maps, journal.Hash(offer.SHA256))
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(want); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("no map: %+v", e.State())
		}
	}
	stop()
	check(t, <-ended)
	got, err := os.ReadFile(want)
	check(t, err)
	if !bytes.Equal(got, content) {
		t.Error("the map is another")
	}
	if between.ranges.Load() < 2 {
		t.Errorf("it went on %d times only", between.ranges.Load())
	}
	left, err := filepath.Glob(filepath.Join(maps, "*.part"))
	check(t, err)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A map whose offer nobody signed is never fetched.
func TestForgedMapIsNotBelieved(t *testing.T) {
	_, key, err := ed25519.GenerateKey(nil)
	check(t, err)
	_, stranger, err := ed25519.GenerateKey(nil)
	check(t, err)
	public := key.Public().(ed25519.PublicKey)
	sum := journal.Hash{1}
	good := wire.NewPackOffer(sum, 100, "Лесной район", 0, key)
	longer, renamed := good, good
	longer.Size++
	renamed.Name = "Другой район"
	for name, c := range map[string]struct {
		offer wire.PackOffer
		want  bool
	}{
		"signed": {good, true}, "by a stranger": {wire.NewPackOffer(sum, 100, "Лесной район", 0, stranger), false}, "longer": {longer, false},
		"renamed": {renamed, false}, "of no size": {wire.NewPackOffer(sum, 0, "", 0, key), false},
		"too large": {wire.NewPackOffer(sum, wire.MaxPack+1, "", 0, key), false},
	} {
		body, err := journal.Encode(c.offer)
		check(t, err)
		page := readFeed([]wire.Change{{Kind: wire.ChangePack, Body: body}}, false, public)
		if (page.Pack != nil) != c.want || (len(page.Unknown) == 1) == c.want {
			t.Errorf("%s: %+v", name, page)
		}
	}
}

// Maps wait while reports or photos do.
func TestMapYields(t *testing.T) {
	d := newDistrict(t)
	path, _ := aPack(t, "Лесной район", 2)
	_, err := d.PutMap(t.Context(), path)
	check(t, err)
	s := d.enrolled(t, served(t, d.handler))
	cleared(t, anEngine(t, s, Options{})) // hears of the map
	captured(t, s, "Яма")
	m := &mapper{Engine: anEngine(t, s, Options{Maps: t.TempDir()}), pace: newPace(1, 1, chance(1))}
	m.board.change(func(st *State) { st.Link = LinkGood })
	check(t, m.attempt(t.Context()))
	offer, err := s.Pack(t.Context())
	check(t, err)
	if _, err := os.Stat(PackPath(m.opt.Maps, offer.SHA256)); err == nil {
		t.Error("it was fetched before the report went")
	}
	if offer.Name != "Лесной район" || offer.Size == 0 {
		t.Errorf("offer %+v", offer)
	}
}
