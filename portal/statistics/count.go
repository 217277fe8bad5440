package statistics

import (
	"cmp"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/tiles"
)

// spotBits is how coarse the squares of the density map are: their side is a world's width over 2^17, in the middle of Europe some
// 190 metres.
const spotBits = 17

// Count is everything that a case adds to the figures.
func Count(c db.Case, clock *time.Location) (sums []db.Sum, spot *db.SpotSum) {
	where := db.Cell{Settlement: c.Place.Settlement, Theme: string(c.Theme), Department: string(c.Department), Public: c.Public()}
	came := where
	came.Grain, came.Period = db.GrainMonth, int(MonthOf(c.Received, clock))
	week := where
	week.Grain, week.Period = db.GrainWeek, int(WeekOf(c.Received, clock))
	f := figures(c)
	sums = []db.Sum{{Cell: came, Figures: f}, {Cell: week, Figures: f}}
	if !c.Executor.IsZero() {
		own := db.Cell{Grain: db.GrainExecutor, Period: came.Period, Department: came.Department, Executor: c.Executor.String()}
		sums = append(sums, db.Sum{Cell: own, Figures: f})
	}
	if !c.Solved.IsZero() {
		var solved db.Figures
		solved[db.MeasureSolvedIn] = 1
		came.Period, week.Period = int(MonthOf(c.Solved, clock)), int(WeekOf(c.Solved, clock))
		sums = append(sums, db.Sum{Cell: came, Figures: solved}, db.Sum{Cell: week, Figures: solved})
	}
	if c.Place.Source != civic.SourceNone && c.MergedInto.IsZero() {
		at := tiles.Project(c.Place.Position.Lat, c.Place.Position.Lon)
		spot = &db.SpotSum{Spot: db.Spot{
			X: int(at.X / (tiles.WorldSize >> spotBits)), Y: int(at.Y / (tiles.WorldSize >> spotBits)), Month: int(MonthOf(c.Received, clock)),
			Settlement: where.Settlement, Theme: where.Theme, Department: where.Department, Public: where.Public,
		}, N: 1}
	}
	return sums, spot
}

// figures are what one case adds to the cell of when it came.
func figures(c db.Case) (f db.Figures) {
	f[db.MeasureReceived] = 1
	f[standing(c)] = 1
	yes := func(m db.Measure, is bool) {
		if is {
			f[m] = 1
		}
	}
	yes(db.MeasureOverdue, c.Rung > 0)
	yes(db.MeasureReturned, c.Returns > 0)
	yes(db.MeasureReworked, c.Reworks > 0)
	yes(db.MeasureReplied, !c.Replied.IsZero())
	yes(db.MeasureSolved, !c.Solved.IsZero())
	yes(db.MeasureRated, c.Rating > 0)
	f[db.MeasureRating] = int64(c.Rating)
	f[db.MeasureSupporters] = int64(c.Supporters)
	if !c.Replied.IsZero() {
		f[db.MeasureReply+db.Measure(lengthOf(c.Replied.Sub(c.Received)))] = 1
	}
	if !c.Solved.IsZero() {
		f[db.MeasureSolve+db.Measure(lengthOf(c.Solved.Sub(c.Received)))] = 1
	}
	return f
}

// standing is where a case stands, for people who don't know the office's steps.
func standing(c db.Case) db.Measure {
	switch c.Status {
	case civic.StatusInWork, civic.StatusRework:
		return db.MeasureWork
	case civic.StatusSolved, civic.StatusConfirmed, civic.StatusRated:
		return db.MeasureDone
	case civic.StatusRejected:
		return db.MeasureRefused
	case civic.StatusMerged:
		return db.MeasureMerged
	case civic.StatusWithdrawn:
		return db.MeasureWithdrawn
	case civic.StatusClosed:
		if c.Solved.IsZero() {
			return db.MeasureRefused
		}
		return db.MeasureDone
	}
	return db.MeasureNew
}

// tally adds up what changes.
type tally struct {
	clock *time.Location
	cells map[db.Cell]*db.Figures
	spots map[db.Spot]int64
}

func newTally(clock *time.Location) *tally {
	return &tally{clock, map[db.Cell]*db.Figures{}, map[db.Spot]int64{}}
}

// add adds a case so many times; −1 takes it out.
func (t *tally) add(c *db.Case, times int64) {
	if c == nil {
		return
	}
	sums, spot := Count(*c, t.clock)
	for _, s := range sums {
		f := t.cells[s.Cell]
		if f == nil {
			f = &db.Figures{}
			t.cells[s.Cell] = f
		}
		for m, n := range s.Figures {
			f[m] += times * n
		}
	}
	if spot != nil {
		t.spots[spot.Spot] += times
	}
}

// changes are what is to be added in the end, in an order that is always the same.
func (t *tally) changes() (sums []db.Sum, spots []db.SpotSum) {
	for cell, f := range t.cells {
		if *f != (db.Figures{}) {
			sums = append(sums, db.Sum{Cell: cell, Figures: *f})
		}
	}
	for spot, n := range t.spots {
		if n != 0 {
			spots = append(spots, db.SpotSum{Spot: spot, N: n})
		}
	}
	slices.SortFunc(sums, func(a, b db.Sum) int {
		return cmp.Or(cmp.Compare(a.Grain, b.Grain), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Settlement, b.Settlement),
			cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Department, b.Department), cmp.Compare(a.Executor, b.Executor))
	})
	slices.SortFunc(spots, func(a, b db.SpotSum) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Theme, b.Theme))
	})
	return sums, spots
}
