package present

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/lang"
)

// lawDays is how long a report may be on its way to registration: 59-FZ, art. 8, three days.
const lawDays = 3

// alarmsEvery is how often it is looked whether something has become late meanwhile.
const alarmsEvery = 10 * time.Minute

// Alarm is something that is late, and where it is put right.
type Alarm struct {
	Title, Under string
	Act          string // of the button
	Page         Page   // that it leads to
}

// Alarms are what the first page says before anything else.
type Alarms struct {
	p      *Point
	count  int // reports that should have been registered
	oldest time.Time
	late   int // answers that should have been handed over
	stop   func()
}

func newAlarms(p *Point) *Alarms { return &Alarms{p: p} }

// load reads what the first page needs.
func (a *Alarms) load(ctx context.Context) (err error) {
	a.count, a.oldest, err = a.p.store.Undelivered(ctx, a.limit())
	a.late = a.p.HandOver.late()
	return err
}

// limit is since when a report that isn't delivered is late: the last moment of the day of its capture and three days more have
// passed, by the calendar's clock.
func (a *Alarms) limit() time.Time {
	now := a.p.env.Clock().In(a.p.env.Calendar.Zone())
	return time.Date(now.Year(), now.Month(), now.Day()-lawDays, 0, 0, 0, 0, now.Location())
}

// watch looks every now and then.
func (a *Alarms) watch() {
	a.stop = a.p.env.After(alarmsEvery, func() {
		if !a.p.closed {
			a.look()
			a.watch()
		}
	})
}

func (a *Alarms) end() {
	if a.stop != nil {
		a.stop()
	}
}

// look counts again what is late.
func (a *Alarms) look() {
	limit := a.limit()
	a.p.read.do(func(ctx context.Context) func() {
		count, oldest, err := a.p.store.Undelivered(ctx, limit)
		return func() {
			if err != nil {
				a.p.env.Log.Error("what is late not counted", "error", err)
				return
			}
			late := a.p.HandOver.late()
			if count == a.count && late == a.late && oldest.Equal(a.oldest) {
				return
			}
			a.count, a.oldest, a.late = count, oldest, late
			a.p.changed()
		}
	})
}

// State are the alarms, the most serious first.
func (a *Alarms) State() (list []Alarm) {
	v := a.p.Voice()
	if level := a.p.Space.level(); level == SpaceFull {
		said := a.p.Space.free()
		list = append(list, Alarm{Title: said.Title, Under: said.Under, Act: v.Say("space.alarm.act"), Page: PageSettings})
	}
	if a.count > 0 {
		list = append(list, Alarm{
			Title: v.Count("alarm.undelivered", a.count, nil), Act: v.Say("alarm.undelivered.act"), Page: PageOutbox,
			Under: v.With("alarm.undelivered.under", lang.Args{"Day": v.Day(a.oldest, a.p.env.Clock()), "Span": v.Span(civic.Span{N: lawDays, Unit: civic.UnitDay})}),
		})
	}
	if a.late > 0 {
		list = append(list, Alarm{Title: v.Count("alarm.handover", a.late, nil), Under: v.Say("alarm.handover.under"), Act: v.Say("alarm.handover.act"), Page: PageHandOver})
	}
	return list
}
