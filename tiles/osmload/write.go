package osmload

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/semaphore"

	"priyom/tiles/pack"
)

// finishing is a cell on its way into the pack.
type finishing struct {
	key   cellKey
	pages [][]byte
	size  int64 // of them
	data  []byte
	err   error
	done  chan struct{}
}

// fill makes the index and the cells, and puts them into the pack: the index first, which takes one goroutine a while. Meanwhile
// the others finish cells, as many as may wait.
func (l *loader) fill(ctx context.Context, w *pack.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	cells := l.finishCells(ctx, w, &wait)
	l.opt.Progress(StageIndex, 0, 1)
	l.opt.Index.Ready()
	if err := l.opt.Index.Write(ctx, w.Tx()); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	l.opt.Progress(StageIndex, 1, 1)
	return cells.write(ctx, l, w)
}

// cellLine are cells on their way into the pack.
type cellLine struct {
	todo, inOrder chan *finishing
	room          *semaphore.Weighted // bytes of features in cells that are being finished or wait to be written
	spare         chan []byte         // what was written
	feeding       error               // written before inOrder is closed
}

// finishCells begins to finish the cells, in several goroutines.
func (l *loader) finishCells(ctx context.Context, w *pack.Writer, wait *sync.WaitGroup) *cellLine {
	waiting := int64(max(1, l.opt.Memory/8))
	line := &cellLine{
		todo: make(chan *finishing), inOrder: make(chan *finishing, len(l.cells.at)), room: semaphore.NewWeighted(waiting),
		spare: make(chan []byte, 4*workers()),
	}
	for range workers() {
		wait.Go(func() {
			cells := newFinisher()
			for f := range line.todo {
				select {
				case f.data = <-line.spare:
				default:
				}
				f.encode(w, cells)
				f.pages = nil
				close(f.done)
			}
		})
	}
	wait.Go(func() {
		defer close(line.inOrder)
		defer close(line.todo)
		line.feeding = l.cells.each(ctx, func(key cellKey, pages [][]byte) error {
			f := &finishing{key: key, pages: pages, done: make(chan struct{})}
			for _, page := range pages {
				f.size += int64(len(page))
			}
			f.size = min(f.size, waiting)
			if err := line.room.Acquire(ctx, f.size); err != nil {
				return err
			}
			for _, to := range []chan *finishing{line.inOrder, line.todo} {
				select {
				case to <- f:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	return line
}

// write puts the cells into the pack in their order.
func (line *cellLine) write(ctx context.Context, l *loader, w *pack.Writer) error {
	total := int64(cap(line.inOrder))
	for f := range line.inOrder {
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
		line.room.Release(f.size)
		select {
		case line.spare <- f.data:
		default:
		}
	}
	return line.feeding
}

func (f *finishing) encode(w *pack.Writer, cells *finisher) {
	f.data, f.err = w.Encode(f.data[:0], cells.finish(f.pages))
	if f.err != nil {
		b, x, y := f.key.split()
		f.err = fmt.Errorf("cell %d/%d/%d: %w", b, x, y, f.err)
	}
}
