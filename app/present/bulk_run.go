package present

import (
	"context"
	"errors"
	"path/filepath"

	"priyom/register"
)

// Start takes in what is ready, and what became so by choices. Rows that are left are written beside the table.
func (b *Bulk) Start() {
	if b.step != BulkPlan || b.checked == nil || len(b.checked.Ready) == 0 && !b.chosen() {
		return
	}
	b.step, b.done, b.left = BulkRunning, 0, ""
	version := b.begin()
	ctx, cancel := context.WithCancel(b.p.ctx)
	b.stop = cancel
	plan, checked, again := b.plan.Clone(), b.checked, b.chosen()
	for key, slug := range b.choices {
		plan.Choices[key] = slug
	}
	now, voice, dir := b.p.env.Clock(), b.p.Voice(), filepath.Dir(b.path)
	b.p.workers.Go(func() {
		defer cancel()
		var err error
		if again {
			if checked, err = plan.Check(ctx, now, nil); err != nil {
				b.post(version, func() { b.ended(b.checked, register.Result{}, "", err) })
				return
			}
		}
		b.post(version, func() { b.checked = checked })
		result, err := register.Run(ctx, b.p.store, checked, func(done int) {
			b.post(version, func() {
				b.done = done
				b.changed()
			})
		})
		left := ""
		if err == nil && len(checked.Bad)+len(checked.Waiting) > 0 {
			left = filepath.Join(dir, plan.LeftName())
			err = register.Save(left, plan.Left(checked, voice), register.CSV)
		}
		b.post(version, func() { b.ended(checked, result, left, err) })
	})
}

// post runs f on the screens' goroutine, if nothing else has begun since.
func (b *Bulk) post(version int, f func()) {
	if b.p.ctx.Err() != nil {
		return
	}
	b.p.env.Post(func() {
		if version == b.version {
			f()
		}
	})
}

// ended is after the table was taken in, or as much of it as could be.
func (b *Bulk) ended(checked *register.Checked, result register.Result, left string, err error) {
	b.checked, b.result, b.left, b.step = checked, result, left, BulkDone
	switch {
	case errors.Is(err, context.Canceled):
		b.p.notice(ToneCalm, b.p.Voice().Count("bulk.cancelled", result.Fresh, nil))
	case err != nil:
		b.left = ""
		b.p.failed("table not taken in", err)
	}
	if result.Fresh > 0 {
		b.p.captured()
	}
	b.changed()
}

// Cancel ends what runs; what is in already stays, and the same table goes on where it was.
func (b *Bulk) Cancel() {
	if b.step == BulkRunning {
		b.stop()
	}
}

// Leave goes back to the journal. What runs goes on.
func (b *Bulk) Leave() { b.p.Go(PageJournal) }
