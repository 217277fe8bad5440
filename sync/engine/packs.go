package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"priyom/durable"
	"priyom/retry"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// mapRetryMost is the longest pause after failures.
const mapRetryMost = 30 * time.Minute

// PackPath is where a district pack lies in the folder of maps once it is whole.
func PackPath(dir string, sum journal.Hash) string { return filepath.Join(dir, sum.String()+".pack") }

// mapper fetches the district's map when there is nothing more urgent: no photo waits for it.
type mapper struct {
	*Engine
	pace *pace
}

// run fetches what is offered until ctx ends. A line that breaks is nothing special here: it goes on from where it was.
func (m *mapper) run(ctx context.Context) error {
	if m.opt.Maps == "" {
		return nil
	}
	for {
		wait := m.limits.MapLook
		f, err := failure(ctx, m.attempt(ctx))
		switch {
		case err != nil:
			return err
		case f != nil && errors.Is(f.Err, errYield):
		case f != nil:
			m.log.Info("map failed", "cause", f.Cause, "error", f.Err)
			wait = m.pace.next(f.After)
		default:
			m.pace.reset()
		}
		if err := pause(ctx, wait, nil); err != nil {
			return err
		}
	}
}

// attempt fetches the offered map, if there is one that isn't here and nothing else waits.
func (m *mapper) attempt(ctx context.Context) error {
	offer, err := m.store.Pack(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(PackPath(m.opt.Maps, offer.SHA256)); err == nil {
		return nil
	}
	if totals, err := m.store.Totals(ctx); err != nil || !totals.Clear() {
		return err
	}
	if s := m.State(); s.Link != LinkGood && s.Link != LinkWeak {
		return nil
	}
	defer m.board.change(func(s *State) { s.Map = nil })
	return m.fetch(ctx, offer)
}

// fetch goes on with a map where the last attempt ended, and gives it its name when its hash is right.
func (m *mapper) fetch(ctx context.Context, offer store.PackOffer) (err error) {
	if err := os.MkdirAll(m.opt.Maps, 0o700); err != nil {
		return mapDisk(err)
	}
	path := PackPath(m.opt.Maps, offer.SHA256)
	part, err := os.OpenFile(path+".part", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return mapDisk(err)
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	at, err := part.Seek(0, io.SeekEnd)
	if err != nil {
		return mapDisk(err)
	}
	if at > offer.Size {
		at = 0
	}
	if at < offer.Size {
		if err := m.receive(ctx, part, offer, at); err != nil {
			return err
		}
	}
	return m.accept(part, path, offer)
}

// receive writes what is missing of a map.
func (m *mapper) receive(ctx context.Context, part *os.File, offer store.PackOffer, at int64) error {
	c, _, err := m.connect(ctx)
	if err != nil {
		return err
	}
	if err := part.Truncate(at); err != nil {
		return mapDisk(err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	body, err := c.pack(ctx, cancel, offer.SHA256, at)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // what came of it is in the file
	to := &mapWriter{file: part, at: at, size: offer.Size, yield: func() bool {
		totals, err := m.store.Totals(ctx)
		return err != nil || !totals.Clear()
	}, tell: func(n int64) {
		m.board.change(func(s *State) { s.Map = &Fetching{Name: offer.Name, Got: n, Size: offer.Size} })
	}}
	if _, err := io.Copy(to, body); err != nil {
		if errors.Is(err, errYield) {
			return &Failure{Cause: CauseTimeUp, Link: LinkGood, Err: err}
		}
		if to.failed != nil {
			return mapDisk(to.failed)
		}
		return lineFailure(err, true)
	}
	if to.at != offer.Size {
		return &Failure{Cause: CauseBroken, Link: LinkWeak, Err: fmt.Errorf("map ends at %d of %d bytes", to.at, offer.Size)}
	}
	return nil
}

// accept checks a whole map and gives it its name. One with another hash begins anew.
func (m *mapper) accept(part *os.File, path string, offer store.PackOffer) error {
	h := sha256.New()
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return mapDisk(err)
	}
	if _, err := io.Copy(h, part); err != nil {
		return mapDisk(err)
	}
	if journal.Hash(h.Sum(nil)) != offer.SHA256 {
		if err := part.Truncate(0); err != nil {
			return mapDisk(err)
		}
		return &Failure{Cause: Cause(wire.ProblemHash.Key), Link: LinkGood, Err: errors.New("map has another hash")}
	}
	if err := part.Sync(); err != nil {
		return mapDisk(err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		return mapDisk(err)
	}
	m.log.Info("map fetched", "bytes", offer.Size)
	if err := durable.SyncDir(m.opt.Maps); err != nil {
		return mapDisk(err)
	}
	m.board.change(func(s *State) { s.Maps++ })
	return nil
}

// mapDisk is trouble with this device's disk, which a map is not worth ending anything for.
func mapDisk(err error) error {
	return &Failure{Cause: CauseDiskFull, Err: fmt.Errorf("map: %w", err)}
}

// mapWriter writes a map as it comes, never more than was offered.
type mapWriter struct {
	file   *os.File
	at     int64
	size   int64
	tell   func(int64)
	yield  func() bool // there is something more urgent for the line
	asked  int64       // at which byte that was asked last
	failed error
}

// yieldEvery is after how many bytes a map asks whether the line is wanted.
const yieldEvery = 128 << 10

var (
	errMapLong = errors.New("engine: map is longer than was offered")
	errYield   = errors.New("engine: the line is wanted for something more urgent than a map")
)

func (w *mapWriter) Write(p []byte) (int, error) {
	if w.at+int64(len(p)) > w.size {
		return 0, errMapLong
	}
	if w.at-w.asked >= yieldEvery {
		w.asked = w.at
		if w.yield() {
			return 0, errYield
		}
	}
	n, err := w.file.WriteAt(p, w.at)
	w.at += int64(n)
	w.tell(w.at)
	w.failed = err
	return n, err
}

// pack asks for a map from a byte on. The body must be closed.
func (c *client) pack(ctx context.Context, cancel context.CancelCauseFunc, sum journal.Hash, at int64) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+wire.PathPacks+hex.EncodeToString(sum[:]), nil)
	if err != nil {
		return nil, badURL(err)
	}
	req.Header.Set("User-Agent", "")
	if at > 0 {
		req.Header.Set("Range", "bytes="+strconv.FormatInt(at, 10)+"-")
	}
	wire.SignRequest(req, c.portal, nil, c.device, c.key)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, lineFailure(err, false)
	}
	begins := at == 0 && res.StatusCode == http.StatusOK
	goesOn := at > 0 && res.StatusCode == http.StatusPartialContent && startsAt(res.Header.Get("Content-Range"), at)
	if begins || goesOn {
		return watchBody(res.Body, c.stall, cancel), nil
	}
	defer func() { _ = res.Body.Close() }()
	p := wire.ReadProblem(res)
	if p.Key == keyNotPortal {
		return nil, notPortal(res, p)
	}
	return nil, problemFailure(p, retry.After(res.Header, maxPatience))
}

// startsAt says that a part of a file begins where it was asked to.
func startsAt(contentRange string, at int64) bool {
	var from, to int64
	n, err := fmt.Sscanf(contentRange, "bytes %d-%d/", &from, &to)
	return err == nil && n == 2 && from == at
}
