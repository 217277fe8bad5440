package demo

import (
	"container/heap"
	"context"
	"time"
)

// agenda is what happens when. Things of one moment happen in the order in which they were put in.
type agenda struct {
	entries []event
	added   int
}

type event struct {
	at time.Time
	n  int
	do func(context.Context) error
}

// add puts something in.
func (a *agenda) add(at time.Time, do func(context.Context) error) {
	a.added++
	heap.Push((*order)(a), event{at, a.added, do})
}

// order sorts it, for container/heap.
type order agenda

func (o *order) Len() int { return len(o.entries) }
func (o *order) Less(i, j int) bool {
	a, b := o.entries[i], o.entries[j]
	return a.at.Before(b.at) || a.at.Equal(b.at) && a.n < b.n
}
func (o *order) Swap(i, j int) { o.entries[i], o.entries[j] = o.entries[j], o.entries[i] }
func (o *order) Push(e any)    { o.entries = append(o.entries, e.(event)) }
func (o *order) Pop() any {
	last := len(o.entries) - 1
	e := o.entries[last]
	o.entries = o.entries[:last]
	return e
}

// run does everything that is due by a time, each at its moment. What is done may put in more.
func (a *agenda) run(ctx context.Context, until time.Time, clock *calendar) error {
	for len(a.entries) > 0 && !a.entries[0].at.After(until) {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := heap.Pop((*order)(a)).(event)
		clock.turn(e.at)
		if err := e.do(ctx); err != nil {
			return err
		}
	}
	clock.turn(until)
	return nil
}
