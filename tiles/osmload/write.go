package osmload

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"priyom/tiles/pack"
)

// finishing is a cell on its way into the pack.
type finishing struct {
	key   cellKey
	pages [][]byte
	data  []byte
	err   error
	done  chan struct{}
}

// writeCells finishes the cells in several goroutines, and writes them in their order.
func (l *loader) writeCells(ctx context.Context, w *pack.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := min(8, runtime.GOMAXPROCS(0))
	todo, inOrder := make(chan *finishing), make(chan *finishing, 2*workers)
	spare := make(chan []byte, 4*workers) // what was written
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	for range workers {
		wait.Go(func() {
			cells := newFinisher()
			for f := range todo {
				select {
				case f.data = <-spare:
				default:
				}
				f.encode(w, cells)
				f.pages = nil
				close(f.done)
			}
		})
	}
	total := int64(len(l.cells.at))
	var feeding error
	wait.Go(func() {
		defer close(inOrder)
		defer close(todo)
		feeding = l.cells.each(ctx, func(key cellKey, pages [][]byte) error {
			f := &finishing{key: key, pages: pages, done: make(chan struct{})}
			for _, to := range []chan *finishing{inOrder, todo} {
				select {
				case to <- f:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	for f := range inOrder {
		select {
		case <-f.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if f.err != nil {
			return f.err
		}
		l.res.Cells++
		l.opt.Progress(StageCells, int64(l.res.Cells), total)
		band, x, y := f.key.split()
		if err := w.Put(ctx, band, x, y, f.data); err != nil {
			return err
		}
		select {
		case spare <- f.data:
		default:
		}
	}
	return feeding // written before inOrder was closed
}

func (f *finishing) encode(w *pack.Writer, cells *finisher) {
	f.data, f.err = w.Encode(f.data[:0], cells.finish(f.pages))
	if f.err != nil {
		b, x, y := f.key.split()
		f.err = fmt.Errorf("cell %d/%d/%d: %w", b, x, y, f.err)
	}
}
