package db

import (
	"math"
	"strings"
)

const (
	counterFigures counter = "figures"         // numbers the changes of figures
	counterThrough counter = "figures.through" // cases that arrived up to here are in them
	counterOld     counter = "figures.old"     // what is of this version or an older one is to be forgotten
)

// Counting is how far the figures have come.
type Counting struct {
	Version int64 // of what was changed last
	Through int64 // cases that arrived up to here are in them; Whole if all are
	Arrived int64 // the last arrival there is
}

// Whole is how far figures go that are counted to the end, whatever arrives.
const Whole = math.MaxInt64

// Counting tells how far the figures have come.
func (t *Tx) Counting() (c Counting, err error) {
	if t.counters == nil {
		if err := t.readCounters(); err != nil {
			return c, err
		}
	}
	return Counting{t.counters[counterFigures], t.counters[counterThrough], t.counters[counterArrival]}, nil
}

// CountAnew begins to count everything anew, by rules with a name: what there is will be forgotten step by step, and nothing is in the
// figures from now on.
func (t *Tx) CountAnew(rules string) error {
	if err := t.PutSetting(SettingFigures, []byte(rules)); err != nil {
		return err
	}
	if err := t.Counted(0); err != nil {
		return err
	}
	t.setCounter(counterOld, t.counters[counterFigures])
	return nil
}

// Counted notes how far the figures have come.
func (t *Tx) Counted(through int64) error {
	if t.counters == nil {
		if err := t.readCounters(); err != nil {
			return err
		}
	}
	t.setCounter(counterThrough, through)
	return nil
}

// piece is one of the parts in which figures are forgotten: a period of cells, or a column of the map's squares.
type piece struct {
	find, forget string
}

var pieces = func() []piece {
	sets := []string{"version = $2"}
	for m := range Measures {
		sets = append(sets, m.column()+" = 0")
	}
	return []piece{
		{
			"SELECT grain, period FROM figures WHERE version <= $1 ORDER BY version LIMIT 1",
			"UPDATE figures SET " + strings.Join(sets, ", ") + " WHERE version <= $1 AND grain = $3 AND period = $4",
		},
		{
			"SELECT '', x FROM density WHERE version <= $1 ORDER BY version LIMIT 1",
			"UPDATE density SET version = $2, n = 0 WHERE version <= $1 AND x = $3",
		},
	}
}()

// ForgetFigures makes some of the figures zero that were there when CountAnew was called, at least so many if there are; none is left
// when it returns 0. Nobody follows figures by what isn't there any more, so they stay, as zeros.
func (t *Tx) ForgetFigures(least int64) (forgotten int64, err error) {
	if t.counters == nil {
		if err := t.readCounters(); err != nil {
			return 0, err
		}
	}
	old := t.counters[counterOld]
	type where struct {
		grain string
		at    int64
	}
	for _, p := range pieces {
		for forgotten < least {
			found, err := all(t, "find old figures", func(row scanner) (w where, err error) {
				err = row.Scan(&w.grain, &w.at)
				return w, err
			}, p.find, old)
			if err != nil || len(found) == 0 {
				if err != nil {
					return forgotten, err
				}
				break
			}
			version, err := t.next(counterFigures)
			if err != nil {
				return forgotten, err
			}
			args := []any{old, version, found[0].at}
			if found[0].grain != "" {
				args = []any{old, version, found[0].grain, found[0].at}
			}
			n, err := t.exec("forget figures", p.forget, args...)
			if err != nil {
				return forgotten, err
			}
			forgotten += n
		}
	}
	return forgotten, nil
}
