package present

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store"
)

// PickKind is what a pick selects by.
type PickKind string

// The picks, in their order.
const (
	PickSettlement PickKind = "settlement"
	PickTheme      PickKind = "theme"
	PickOperator   PickKind = "operator"
	PickDue        PickKind = "due"
	PickPeriod     PickKind = "period"
)

// PickKinds lists all picks.
func PickKinds() []PickKind {
	return []PickKind{PickSettlement, PickTheme, PickOperator, PickDue, PickPeriod}
}

// Pick is a choice among many that narrows what is listed; the first option selects everything.
type Pick struct {
	Kind    PickKind
	Label   string
	Options []Option
	Chosen  int
}

// Option is one choice of a Pick; Count is -1 where nothing is counted.
type Option struct {
	Key   string
	Title string
	Count int
}

// picks are what is chosen; "" is everything.
type picks map[PickKind]string

// The due options and the periods, by their keys.
var (
	dueKeys    = []string{"overdue", "today", "three-days", "week"}
	periodKeys = []string{"today", "week", "month", "quarter", "own"}
)

// noOperator is the key of what nobody signed.
const noOperator = "none"

// pickStates are the picks as a screen shows them. What is chosen is among the options even if nothing answers it.
func (j *Journal) pickStates() []Pick {
	all := make([]Pick, 0, len(PickKinds()))
	for _, kind := range PickKinds() {
		v := j.p.Voice()
		p := Pick{Kind: kind, Label: v.Say("journal.pick." + string(kind)), Options: []Option{{Title: v.Say("journal.any." + string(kind)), Count: -1}}}
		p.Options = append(p.Options, j.options(kind)...)
		if chosen := j.picks[kind]; chosen != "" {
			if p.Chosen = slices.IndexFunc(p.Options, func(o Option) bool { return o.Key == chosen }); p.Chosen < 0 {
				p.Options = append(p.Options, Option{chosen, chosen, 0})
				p.Chosen = len(p.Options) - 1
			}
		}
		all = append(all, p)
	}
	return all
}

func (j *Journal) options(kind PickKind) (options []Option) {
	v := j.p.Voice()
	switch kind {
	case PickSettlement:
		for name, n := range j.facets.Settlements {
			if name != "" {
				options = append(options, Option{name, name, n})
			}
		}
		slices.SortFunc(options, byCount)
	case PickTheme:
		counts := map[civic.ThemeSlug]int{}
		for slug, n := range j.facets.Categories {
			if c, ok := j.p.env.Known.Category(slug); ok {
				counts[c.Theme] += n
			}
		}
		for _, t := range j.p.env.Known.Themes() {
			if n := counts[t.Slug]; n > 0 || j.picks[kind] == string(t.Slug) {
				options = append(options, Option{string(t.Slug), t.Title.In(j.p.look.Lang), n})
			}
		}
	case PickOperator:
		for id, n := range j.facets.Operators {
			o := Option{operatorKey(id), j.p.operatorName(id), n}
			if id == civic.NoOperator {
				o.Title = v.Say("journal.operator.none")
			}
			options = append(options, o)
		}
		slices.SortFunc(options, byCount)
	case PickDue:
		for i, key := range dueKeys {
			n := 0
			if i < len(j.facets.Due) {
				n = j.facets.Due[i]
			}
			options = append(options, Option{key, v.Say("journal.due." + key), n})
		}
	case PickPeriod:
		for _, key := range periodKeys {
			options = append(options, Option{key, v.Say("journal.period." + key), -1})
		}
	}
	return options
}

func byCount(a, b Option) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Title, b.Title))
}

// Pick narrows what is listed; option 0 takes it back.
func (j *Journal) Pick(kind PickKind, i int) {
	for _, p := range j.pickStates() {
		if p.Kind == kind && i >= 0 && i < len(p.Options) && j.picks[kind] != p.Options[i].Key {
			j.picks[kind] = p.Options[i].Key
			j.Reload()
			j.changed()
		}
	}
}

// SetPeriod lists what the point received from one day to another, both included; an empty text leaves that end open. It says
// whether both are days.
func (j *Journal) SetPeriod(from, until string) (ok bool) {
	a, okA := parseDay(from)
	b, okB := parseDay(until)
	if !okA || !okB {
		return false
	}
	j.own, j.ownFrom, j.ownUntil = store.Range{From: a}, from, until
	if !b.IsZero() {
		j.own.Until = b.AddDate(0, 0, 1)
	}
	j.picks[PickPeriod] = "own"
	j.Reload()
	return true
}

// parseDay reads a day as people write it; "" is no day.
func parseDay(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, true
	}
	for _, form := range []string{"2.1.2006", "2.1.06", "2006-01-02", "2/1/2006", "2 1 2006"} {
		if t, err := time.ParseInLocation(form, s, time.Local); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ClearPicks lists everything again.
func (j *Journal) ClearPicks() {
	j.picks, j.own, j.ownFrom, j.ownUntil = picks{}, store.Range{}, "", ""
	j.query, j.chosen = "", "all"
	j.Reload()
	j.changed()
}

// narrowed says that something is picked.
func (j *Journal) narrowed() bool {
	for _, key := range j.picks {
		if key != "" {
			return true
		}
	}
	return false
}

// question is what is listed, as the store is asked for it.
func (j *Journal) question() store.Query {
	q := store.Query{Text: j.query, Statuses: j.filter().statuses, Sort: sorts[j.form.sort], Down: j.form.down}
	if q.Unseen = j.filter().unseen; q.Unseen {
		q.Kept = j.selected // what is being read stays where it is
	}
	if name := j.picks[PickSettlement]; name != "" {
		q.Settlements = []string{name}
	}
	if theme := j.picks[PickTheme]; theme != "" {
		q.Categories = []civic.CategorySlug{""} // of an unknown theme nothing is listed
		if t, ok := j.p.env.Known.Theme(civic.ThemeSlug(theme)); ok {
			for _, c := range t.Categories {
				q.Categories = append(q.Categories, c.Slug)
			}
		}
	}
	if key := j.picks[PickOperator]; key != "" {
		q.Operators = []civic.OperatorID{operatorOf(key)}
	}
	now := j.p.env.Clock()
	if key := j.picks[PickDue]; key != "" {
		q.Due = dueRange(key, now)
	}
	if j.filter().overdue {
		q.Due = dueRange("overdue", now)
	}
	q.Taken = j.period(now)
	return q
}

// dueRange is what a due option asks for.
func dueRange(key string, now time.Time) store.Range {
	switch key {
	case "overdue":
		return store.Overdue(now)
	case "today":
		return store.DueWithin(0, now)
	case "three-days":
		return store.DueWithin(3, now)
	case "week":
		return store.DueWithin(7, now)
	}
	return store.Range{}
}

// period is the stretch of time that is listed. Weeks begin on Monday.
func (j *Journal) period(now time.Time) store.Range {
	today := midnight(now)
	switch j.picks[PickPeriod] {
	case "today":
		return store.Range{From: today}
	case "week":
		return store.Range{From: today.AddDate(0, 0, -(int(today.Weekday())+6)%7)}
	case "month":
		return store.Range{From: today.AddDate(0, 0, 1-today.Day())}
	case "quarter":
		y, m, _ := today.Date()
		return store.Range{From: time.Date(y, (m-1)/3*3+1, 1, 0, 0, 0, 0, time.Local)}
	case "own":
		return j.own
	}
	return store.Range{}
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Local().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.Local)
}
