package present

import (
	"context"

	"priyom/civic"
	"priyom/store"
)

// load reads what the strip needs.
func (o *Outbox) load(ctx context.Context) (err error) {
	o.totals, err = o.p.store.Totals(ctx)
	o.count()
	o.line = o.p.engine.State()
	return err
}

// Refresh reads queue and line again. Asked for while it reads, it reads once more afterwards.
func (o *Outbox) Refresh() {
	if o.busy {
		o.again = true
		return
	}
	o.busy, o.again = true, false
	whole := o.p.page == PageOutbox
	known := reading{today: o.today, of: o.tallyOf}
	o.p.read.do(func(ctx context.Context) func() {
		r, err := o.read(ctx, known, whole)
		return func() {
			o.busy = false
			switch {
			case err != nil:
				o.p.env.Log.Error("queue not read", "error", err)
			default:
				o.take(r, whole)
			}
			if o.again {
				o.Refresh()
			}
		}
	})
}

// reading is what one Refresh brings.
type reading struct {
	totals store.Totals
	items  []store.Item
	today  today
	of     tallied
}

func (o *Outbox) read(ctx context.Context, known reading, whole bool) (r reading, err error) {
	if r.totals, err = o.p.store.Totals(ctx); err != nil || !whole {
		return r, err
	}
	items, err := o.p.store.Queue(ctx)
	if err != nil {
		return r, err
	}
	r.items = together(items)
	r.of = tallied{r.totals.Entries, r.totals.Reports, r.totals.LastReceipt, o.p.env.Clock().Local().YearDay()}
	if r.of == known.of {
		r.today = known.today
		return r, nil
	}
	r.today, err = o.tally(ctx)
	return r, err
}

// tally counts the day's reports, the newest first until one is of another day.
func (o *Outbox) tally(ctx context.Context) (t today, err error) {
	ids, err := o.p.store.Find(ctx, store.Query{})
	if err != nil {
		return t, err
	}
	y, m, d := o.p.env.Clock().Local().Date()
	for len(ids) > 0 {
		n := min(pageRows, len(ids))
		rows, err := o.p.store.Summaries(ctx, ids[:n])
		if err != nil {
			return t, err
		}
		for _, r := range rows {
			if ry, rm, rd := r.CapturedAt.Local().Date(); ry != y || rm != m || rd != d {
				return t, nil
			}
			t.taken++
			if !r.Status.OnDevice() {
				t.delivered++
			}
		}
		ids = ids[n:]
	}
	return t, nil
}

func (o *Outbox) take(r reading, whole bool) {
	news := r.totals.Entries != o.totals.Entries || r.totals.LastReceipt != o.totals.LastReceipt
	o.totals, o.line = r.totals, o.p.engine.State()
	if whole {
		o.items, o.today, o.tallyOf = r.items, r.today, r.of
	}
	o.count()
	o.p.Maps.heard()
	if news {
		o.p.Journal.Reload() // statuses have changed
		o.p.heard()
	}
	o.p.learn()
	if o.p.page == PagePetitions {
		o.p.Petitions.Reload() // the portal has counted
	}
	o.p.changed()
	if o.OnChange != nil {
		o.OnChange()
	}
}

// count keeps the size of the delivery under way.
func (o *Outbox) count() {
	if o.totals.Clear() {
		o.photos, o.bytes = 0, 0
	}
	o.photos, o.bytes = max(o.photos, o.totals.Photos), max(o.bytes, o.totals.Bytes)
}

// together leaves out what goes with something else in the list: a preview with its photo, and later facts about a
// report with the first, and all but one of the entries that are about no report. What needs a person is always shown.
func together(items []store.Item) []store.Item {
	var shown []store.Item
	told, entry := map[civic.ReportID]bool{}, false
	for _, i := range items {
		if !i.State.NeedsPerson() && (i.Kind == store.ItemPreview || i.Kind == store.ItemReport && told[i.Report] || i.Kind == store.ItemEntry && entry) {
			continue
		}
		entry = entry || i.Kind == store.ItemEntry && !i.State.NeedsPerson()
		told[i.Report] = told[i.Report] || i.Kind == store.ItemReport
		shown = append(shown, i)
	}
	return shown
}

// today is the day's tally, by this computer's clock.
type today struct{ taken, delivered int }
