package present

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"

	"priyom/store"
)

// workdaysKept is how many days are remembered. Visits themselves stay in the journal: of older days they say when, where and what came of it.
const workdaysKept = 31

// workdays is what is remembered of days, by their dates: the portal takes tasks back, and forgets to whom it gave them.
type workdays map[string]keptDay

// keptDay is one of them.
type keptDay struct {
	Counted bool                `json:"counted,omitempty"`
	Left    int                 `json:"left,omitempty"`
	Late    int                 `json:"late,omitempty"`
	Stops   map[string]keptStop `json:"stops,omitempty"` // by the visit's id
}

// keptStop is which task a visit was to.
type keptStop struct {
	Number string `json:"number"`
	Title  string `json:"title"`
	Place  string `json:"place,omitempty"`
}

func (d workdays) of(day time.Time) keptDay { return d[day.Format(time.DateOnly)] }

// keptWorkdays reads what is remembered.
func (p *Point) keptWorkdays(ctx context.Context) (workdays, error) {
	raw, err := p.store.Kept(ctx, store.KeepsakeWorkdays)
	if err != nil || raw == nil {
		return workdays{}, err
	}
	days := workdays{}
	if err := json.Unmarshal(raw, &days); err != nil {
		p.env.Log.Warn("days not read", "error", errorKind(err))
		return workdays{}, nil
	}
	return days, nil
}

// keepWorkday remembers a day, if it is another than what is remembered of it; the oldest go.
func (p *Point) keepWorkday(day time.Time, read workday, kept workdays) {
	now := keptDay{Counted: read.count, Left: read.left, Late: read.late, Stops: map[string]keptStop{}}
	for _, stop := range read.stops {
		if !stop.added {
			now.Stops[stop.visit.ID.String()] = keptStop{stop.number, stop.title, stop.place}
		}
	}
	if len(now.Stops) == 0 || reflect.DeepEqual(kept.of(day), now) {
		return // a day without a visit has nothing to remember
	}
	kept[day.Format(time.DateOnly)] = now
	dates := slices.Sorted(maps.Keys(kept))
	for _, old := range dates[:max(0, len(dates)-workdaysKept)] {
		delete(kept, old)
	}
	raw, err := json.Marshal(kept)
	if err != nil {
		p.env.Log.Error("day not kept", "error", errorKind(err))
		return
	}
	p.write.do(func(ctx context.Context) func() {
		if err := p.store.Keep(ctx, store.KeepsakeWorkdays, raw); err != nil {
			p.env.Log.Error("day not kept", "error", errorKind(err))
		}
		return nil
	})
}
