package osmload

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
)

// worker makes of elements what goes into the pack. Several work at once, each on elements of its own; what one made is taken in the
// file's order, so that how many there are changes nothing. Of the loader a worker only reads.
type worker struct {
	*loader
	draw  drawer
	out   *batch
	from  *reader
	texts map[string]string
	// of the way that is being drawn
	points []tiles.Point
	arc    [1]turned
	ring   [1]polygon
}

// reader finds what was kept before. It has large caches: only who works has one, not what waits to be taken.
type reader struct {
	nodes, more nodeReader
	shapes      wayReader
}

// maxWorkers bounds what waits to be taken.
const maxWorkers = 8

func workers() int { return min(maxWorkers, runtime.GOMAXPROCS(0)) }

// worker is one that is free.
func (l *loader) worker() *worker {
	select {
	case w := <-l.idle:
		return w
	default:
	}
	b := &batch{raw: make([]byte, 0, 256<<10), puts: make([]put, 0, 8<<10)} // a block's features mostly fit
	return &worker{loader: l, out: b, texts: map[string]string{}, draw: drawer{plans: l.plans, out: b}}
}

// do lets a worker work.
func (w *worker) do(work func() error) error {
	select {
	case w.from = <-w.readers:
	default:
		w.from = &reader{nodeReader{nodeStore: w.nodes}, nodeReader{nodeStore: w.more}, wayReader{wayStore: w.shapes}}
	}
	w.draw.box = w.region.box
	err := work()
	select {
	case w.readers <- w.from:
	default:
	}
	w.from = nil
	return err
}

// take puts what a worker made where it belongs, and frees the worker.
func (l *loader) take(w *worker) error {
	defer func() {
		w.out.reset()
		select {
		case l.idle <- w:
		default:
		}
	}()
	if err := l.takeBatch(w.out); err != nil {
		return err
	}
	// One after the other: the first decides what the rest are.
	for later := slices.Clone(w.out.later); len(later) > 0; later = later[1:] {
		w.out.reset()
		if err := w.do(func() error { return w.putOff(later[0]) }); err != nil {
			return err
		}
		if err := l.takeBatch(w.out); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) takeBatch(b *batch) error {
	from := 0
	for _, p := range b.puts {
		if err := l.cells.add(p.key, b.raw[from:p.end]); err != nil {
			return err
		}
		from = p.end
		band, _, _ := p.key.split()
		l.counts[band]++
	}
	for _, h := range b.houses {
		l.opt.Index.House(h.number, h.street, h.place, h.city, h.at, h.id)
	}
	for _, say := range b.said {
		say(l.opt.Index)
	}
	from = 0
	for _, k := range b.kept {
		if err := l.shapes.put(k.way, b.lines[from:k.end]); err != nil {
			return err
		}
		from = k.end
	}
	if len(b.spots) > 0 { // of nodes alone: when ways are read, workers read the list
		l.spots = append(l.spots, b.spots...)
	}
	l.res.add(&b.res)
	return nil
}

// work reads a kind of elements, of which workers make something at once. Then, unless it is nil, is done before that is taken.
func (l *loader) work(ctx context.Context, s Stage, want osmfile.Kind, do, then func(*worker, *osmfile.Block) error) error {
	err := l.file.ScanAhead(ctx, want, func(b *osmfile.Block) func() error {
		w := l.worker()
		err := w.do(func() error { return do(w, b) })
		return func() error {
			l.opt.Progress(s, b.Read, l.file.Size())
			l.seen(b)
			if err != nil {
				return err
			}
			if then != nil {
				if err := then(w, b); err != nil {
					return err
				}
			}
			return l.take(w)
		}
	})
	if err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	return nil
}

// inOrder lets several goroutines work on the numbers below n, and takes what they made in the numbers' order.
func inOrder(ctx context.Context, n int, work func(int) (take func() error)) error {
	type job struct {
		number int
		take   func() error
		done   chan struct{}
	}
	ctx, cancel := context.WithCancel(ctx)
	todo, jobs := make(chan *job), make(chan *job, 2*workers())
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	for range workers() {
		wait.Go(func() {
			for j := range todo {
				j.take = work(j.number)
				close(j.done)
			}
		})
	}
	wait.Go(func() {
		defer close(jobs)
		defer close(todo)
		for i := range n {
			j := &job{number: i, done: make(chan struct{})}
			for _, to := range []chan *job{jobs, todo} {
				select {
				case to <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for j := range jobs {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := j.take(); err != nil {
			return err
		}
	}
	return ctx.Err()
}
