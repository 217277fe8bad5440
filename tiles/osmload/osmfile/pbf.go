package osmfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// pbfReader remembers what is in which blob: the second scan for ways unpacks none of the nodes', and not many a second time.
type pbfReader struct {
	blobs []blobAt // all of them, once they were seen
	known bool
	kept  atomic.Int64 // bytes
	spare chan *Block
}

type blobAt struct {
	at    int64
	size  int
	kinds Kind
	raw   []byte // unpacked; nil if it isn't kept
}

// maxKept is how many bytes of what was unpacked and not wanted are kept for a scan that wants it.
const maxKept = 32 << 20

// keep is the content of a blob that isn't wanted now, if there is room for it.
func (p *pbfReader) keep(raw []byte) []byte {
	n := int64(len(raw))
	if p.kept.Add(n) > maxKept {
		p.kept.Add(-n)
		return nil
	}
	return bytes.Clone(raw)
}

func (p *pbfReader) header(_ context.Context, f *File) (Header, error) {
	h, err := readBlobHeader(f.f, 0, f.size)
	if err != nil {
		return Header{}, err
	}
	if h.kind != "OSMHeader" {
		return Header{}, ErrNotOSM
	}
	blob := make([]byte, h.size)
	if err := readFull(f.f, blob, h.at, f.size); err != nil {
		return Header{}, err
	}
	raw, err := (&unpacker{}).unpack(blob)
	if err != nil {
		return Header{}, err
	}
	return parseHeader(raw)
}

// parseHeader reads a HeaderBlock.
func parseHeader(raw []byte) (h Header, err error) {
	w := wire{b: raw}
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1:
			box := w.list(typ)
			h.bounds(&box)
			w.bad = w.bad || box.bad
		case 4:
			l := w.list(typ)
			if feature := string(l.b); !slices.Contains([]string{"OsmSchema-V0.6", "DenseNodes"}, feature) {
				return h, fmt.Errorf("%w: %q", ErrFeature, feature)
			}
		case 32:
			h.At = sane(int64(w.number(typ)))
		default:
			w.skip(typ)
		}
	}
	if w.bad {
		return h, fmt.Errorf("%w: its header", ErrDamaged)
	}
	return h, nil
}

// bounds reads a HeaderBBox: nanodegrees.
func (h *Header) bounds(w *wire) {
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		v := w.number(typ)
		degrees := float64(int64(v>>1)^-int64(v&1)) / 1e9
		switch field {
		case 1:
			h.MinLon = degrees
		case 2:
			h.MaxLon = degrees
		case 3:
			h.MaxLat = degrees
		case 4:
			h.MinLat = degrees
		}
	}
	h.Bounded = h.MinLon < h.MaxLon && h.MinLat < h.MaxLat && math.Abs(h.MinLon) <= 180 && math.Abs(h.MaxLon) <= 180 &&
		math.Abs(h.MinLat) <= 90 && math.Abs(h.MaxLat) <= 90
}

// maxWorkers bounds how many blocks are in memory.
const maxWorkers = 8

// job is a blob on its way through a worker.
type job struct {
	blob  blobAt
	want  Kind
	block *Block
	then  func() error
	err   error
	done  chan struct{}
}

func (p *pbfReader) scan(ctx context.Context, f *File, want Kind, visit Work) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	workers := min(maxWorkers, runtime.GOMAXPROCS(0))
	todo, inOrder := make(chan *job), make(chan *job, 2*workers)
	if p.spare == nil {
		p.spare = make(chan *Block, 3*maxWorkers+2)
	}
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	for range workers {
		wait.Go(func() { p.work(f, todo, visit) })
	}
	var feeding error
	wait.Go(func() {
		defer close(inOrder)
		defer close(todo)
		feeding = p.feed(f, want, func(b blobAt) bool {
			j := &job{blob: b, want: want, done: make(chan struct{})}
			select {
			case inOrder <- j:
			case <-ctx.Done():
				return false
			}
			select {
			case todo <- j:
			case <-ctx.Done():
				return false
			}
			return true
		})
	})
	var seen []blobAt
	for j := range inOrder {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j.err != nil {
			return j.err
		}
		seen = append(seen, j.blob)
		if err := j.then(); err != nil {
			return err
		}
		select {
		case p.spare <- j.block:
		default:
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if feeding != nil { // written before inOrder was closed
		return feeding
	}
	if !p.known {
		p.blobs, p.known = seen, true
	}
	return nil
}

// feed finds the blobs one after the other.
func (p *pbfReader) feed(f *File, want Kind, give func(blobAt) bool) error {
	if p.known {
		for _, b := range p.blobs {
			if b.kinds&want != 0 && !give(b) {
				return nil
			}
		}
		return nil
	}
	for at := int64(0); ; {
		h, err := readBlobHeader(f.f, at, f.size)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		at = h.at + int64(h.size)
		if h.kind == "OSMData" && !give(blobAt{at: h.at, size: h.size}) { // other kinds are to be ignored
			return nil
		}
	}
}

// work decodes blobs, and gives them on, until there are no more.
func (p *pbfReader) work(f *File, todo <-chan *job, visit Work) {
	var unpack unpacker
	var blob []byte
	for j := range todo {
		select {
		case j.block = <-p.spare:
		default:
			j.block = &Block{}
		}
		raw := j.blob.raw
		if raw == nil {
			blob = slices.Grow(blob[:0], j.blob.size)[:j.blob.size]
			if j.err = readFull(f.f, blob, j.blob.at, f.size); j.err == nil {
				raw, j.err = unpack.unpack(blob)
			}
		}
		if j.err == nil {
			j.blob.kinds, j.err = decode(raw, j.want, j.block)
		}
		j.block.Read = j.blob.at + int64(j.blob.size)
		if j.err == nil {
			if !p.known && j.blob.kinds&j.want == 0 {
				j.blob.raw = p.keep(raw)
			}
			j.then = visit(j.block)
		}
		close(j.done)
	}
	if unpack.zstd != nil {
		unpack.zstd.Close()
	}
}
