package present

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/tiles"
)

// Workday is an inspector's day: where they were and what came of it, by what this device wrote down anyway. No track is kept: the way is
// a line from place to place.
type Workday struct {
	OnChange func()

	p      *Point
	from   time.Time // midnight by this device's clock
	read   workday
	loaded bool
	busy   bool
	again  bool
	pulse  time.Time // of the exchange after which it was read last
}

// workday is a day as it was read.
type workday struct {
	stops  []workStop
	left   int // tasks that were still to be done; meaningful if counted
	late   int // of them
	count  bool
	unsent int // visits and reports of the day that the portal has not signed for
	drafts int // visits that were begun and not handed in
}

// workStop is a place where something was done.
type workStop struct {
	at      time.Time // when it was handed in
	began   time.Time
	visit   store.Inspection // of a task; zero for what was noted on a round
	report  civic.ReportID
	number  string
	title   string
	place   string
	icon    string
	photos  int
	sent    bool
	failed  bool
	spot    civic.Position
	located bool
	added   bool // noted on a round
}

func newWorkday(p *Point) *Workday { return &Workday{p: p, from: midnight(p.env.Clock())} }

// Attend is while the page is in front: it begins with today.
func (w *Workday) Attend() { w.show(midnight(w.p.env.Clock())) }

// Shift goes some days on, or back; never beyond today.
func (w *Workday) Shift(days int) {
	to := midnight(w.from.AddDate(0, 0, days).Add(12 * time.Hour)) // also where a day has 23 hours
	if !to.After(midnight(w.p.env.Clock())) {
		w.show(to)
	}
}

func (w *Workday) show(day time.Time) {
	if !day.Equal(w.from) {
		w.from, w.loaded, w.read = day, false, workday{}
	}
	w.Reload()
	w.changed()
}

// exchanged is after the engine got on: what waited may have arrived.
func (w *Workday) exchanged() {
	if last := w.p.engine.State().LastExchange; w.OnChange != nil && last != w.pulse {
		w.pulse = last
		w.Reload()
	}
}

// Reload reads the day again. Asked for while it reads, it reads once more afterwards.
func (w *Workday) Reload() {
	if w.busy {
		w.again = true
		return
	}
	w.busy, w.again = true, false
	from, today := w.from, midnight(w.p.env.Clock())
	w.p.read.do(func(ctx context.Context) func() {
		read, kept, err := w.p.readWorkday(ctx, from, from.Equal(today))
		return func() {
			w.busy = false
			switch {
			case err != nil:
				w.p.failed("read the day's way", err)
			case from.Equal(w.from):
				w.read, w.loaded = read, true
				w.changed()
			}
			if err == nil && from.Equal(today) {
				w.p.keepWorkday(from, read, kept)
			}
			if w.again {
				w.Reload()
			}
		}
	})
}

// note is after something was handed in: what is known of the day is kept, also if nobody ever looks.
func (w *Workday) note() {
	if w.p.Role() != civic.RoleInspector {
		return
	}
	if today := midnight(w.p.env.Clock()); w.OnChange == nil {
		w.from = today
	}
	w.Reload()
}

// readWorkday reads what was done on a day, and what is kept of other days. Only of today it is known what is left.
func (p *Point) readWorkday(ctx context.Context, from time.Time, today bool) (day workday, kept workdays, err error) {
	until := from.AddDate(0, 0, 1)
	if kept, err = p.keptWorkdays(ctx); err != nil {
		return day, kept, err
	}
	known := kept.of(from)
	visits, err := p.store.InspectionsSince(ctx, from)
	if err != nil {
		return day, kept, err
	}
	for _, visit := range visits {
		if !visit.Done.Before(until) {
			continue
		}
		stop, err := p.visitStop(ctx, visit, known)
		if err != nil {
			return day, kept, err
		}
		day.stops = append(day.stops, stop)
	}
	reports, err := p.store.Day(ctx, store.Range{From: from, Until: until})
	if err != nil {
		return day, kept, err
	}
	for _, r := range reports.Reports {
		stop, err := p.reportStop(ctx, r)
		if err != nil {
			return day, kept, err
		}
		day.stops = append(day.stops, stop)
	}
	slices.SortStableFunc(day.stops, func(a, b workStop) int { return a.at.Compare(b.at) })
	for _, stop := range day.stops {
		if !stop.sent && !stop.failed {
			day.unsent++
		}
	}
	day.left, day.late, day.count = known.Left, known.Late, known.Counted
	if today {
		err = p.countLeft(ctx, &day)
	}
	return day, kept, err
}

// visitStop is a visit to a task. The task may be forgotten by now: then what was kept of the day says which it was.
func (p *Point) visitStop(ctx context.Context, visit store.Inspection, known keptDay) (stop workStop, err error) {
	stop = workStop{at: visit.Done, began: visit.BeganAt, visit: visit, report: visit.Report, number: visit.Number, photos: len(visit.Photos), sent: visit.Sent}
	if visit.Place.Source != civic.SourceNone && visit.Place.Source != civic.SourceMock {
		stop.spot, stop.located = visit.Place.Position, true
	}
	task, err := p.store.Task(ctx, visit.Report)
	switch {
	case errors.Is(err, store.ErrNotFound):
		was := known.Stops[visit.ID.String()]
		stop.number, stop.title, stop.place, stop.icon = was.Number, was.Title, was.Place, "clipboard-check"
		return stop, nil
	case err != nil:
		return stop, err
	}
	category := p.categoryOf(task.Category)
	stop.title, stop.place, stop.icon = taskTitle(task.Task, category), placeLine(task.Place), category.Icon
	if at, ok := task.Spot(); ok && !stop.located { // somebody was there, by their own word
		stop.spot, stop.located = at, true
	}
	return stop, nil
}

// reportStop is something that was noted on a round.
func (p *Point) reportStop(ctx context.Context, r store.DayReport) (stop workStop, err error) {
	report, err := p.store.Report(ctx, r.ID)
	if err != nil {
		return stop, err
	}
	category := p.categoryOf(report.Category)
	stop = workStop{
		at: r.Captured, began: r.Captured, report: r.ID, number: r.Number, title: cmp.Or(civic.FirstLine(report.Text), category.Title), place: placeLine(report.Place),
		icon: category.Icon, photos: r.Photos.All, sent: r.State == store.DayAcknowledged, failed: r.State == store.DayFailed, added: true,
	}
	if report.Place.Source == civic.SourceGPS || report.Place.Source == civic.SourcePhoto { // a pin on the map says nothing of where one was
		stop.spot, stop.located = report.Place.Position, true
	}
	return stop, nil
}

// countLeft counts what is still to be done now.
func (p *Point) countLeft(ctx context.Context, day *workday) error {
	tasks, found, err := p.readTasks(ctx, p.env.Clock())
	if err != nil {
		return err
	}
	day.left, day.late, day.count = 0, 0, true
	for _, task := range tasks {
		visit, visited := found[task.Report]
		if todo, _ := standing(task, visit, visited); !todo {
			continue
		}
		day.left++
		if !task.Due.IsZero() && task.Due.Before(p.env.Clock()) {
			day.late++
		}
		if visited && visit.Draft {
			day.drafts++
		}
	}
	return nil
}

// Way are the places of the day that are known, in the order in which one was there.
func (w *Workday) Way() []tiles.Point {
	var way []tiles.Point
	for _, stop := range w.read.stops {
		if stop.located {
			way = append(way, tiles.Project(stop.spot.Lat, stop.spot.Lon))
		}
	}
	return way
}

func (w *Workday) changed() {
	if w.OnChange != nil {
		w.OnChange()
	}
}
