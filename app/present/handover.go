package present

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store"
)

// How many working days an answer may lie here, unless somebody chose otherwise.
const (
	handDaysUsual      = 3
	preferenceHandDays = "handover.days"
	handedShown        = 200 // of those that were handed over
)

// HandDays are the choices of how long an answer may lie here, in working days.
var HandDays = []int{1, 2, 3, 5, 10}

// HandOverState is the list of answers for people without the internet, its rows left out: they are asked for one by one.
type HandOverState struct {
	Under    string // the title: how many wait, and how many are late
	Filters  []Filter
	Chosen   int // 0 those that wait, 1 those that were handed over
	Days     int // one of HandDays
	Rows     int
	Selected int // a row; -1 for none
	Loading  bool
	Details  *HandDetails
}

// HandRow is an answer in the list.
type HandRow struct {
	Icon   string // of the way
	Name   string
	Under  string // number, and what it is about
	Way    string // how the answer goes, and where to
	Due    Due    // by when, or how it was handed over
	Answer civic.AnswerID
}

// HandOver is the answers that arrived for people without the internet. Names are here only while the page is shown.
type HandOver struct {
	OnChange func()

	p        *Point
	list     []store.ToHand // while the page is shown
	waiting  []time.Time    // when each answer that waits came; known always
	days     int
	handed   bool // shows those that were handed over
	selected civic.AnswerID
	form     handForm
	loaded   bool
	busy     bool
	again    bool
	saving   bool
}

func newHandOver(p *Point) *HandOver { return &HandOver{p: p, days: handDaysUsual} }

// anew is the same page that knows nobody.
func (h *HandOver) anew(p *Point) *HandOver {
	fresh := newHandOver(p)
	if h != nil {
		fresh.days, fresh.waiting = h.days, h.waiting
	}
	return fresh
}

// load reads how long an answer may lie here.
func (h *HandOver) load(ctx context.Context) error {
	text, err := h.p.store.Preference(ctx, preferenceHandDays)
	if n, bad := strconv.Atoi(text); bad == nil && slices.Contains(HandDays, n) {
		h.days = n
	}
	return err
}

// State is what to show.
func (h *HandOver) State() HandOverState {
	v := h.p.Voice()
	s := HandOverState{Days: h.days, Rows: len(h.list), Selected: h.at(), Loading: !h.loaded, Details: h.details()}
	s.Under = v.Count("handover.count", len(h.waiting), nil)
	if late := h.late(); late > 0 {
		s.Under += " \u00b7 " + v.Count("handover.late", late, nil)
	}
	if h.handed {
		s.Chosen = 1
	}
	s.Filters = []Filter{{Label: v.Say("handover.filter.waiting"), Count: len(h.waiting)}, {Label: v.Say("handover.filter.handed"), Count: -1}}
	return s
}

// late counts the answers that should have been handed over.
func (h *HandOver) late() (n int) {
	now := h.p.env.Clock()
	for _, came := range h.waiting {
		if due, ok := h.due(came); ok && now.After(due) {
			n++
		}
	}
	return n
}

// due is by when an answer is to be handed over that came at a time.
func (h *HandOver) due(came time.Time) (time.Time, bool) {
	due, err := h.p.env.Calendar.Add(came, civic.Span{N: h.days, Unit: civic.UnitWorkingDay})
	return due, err == nil
}

// Row is the answer of a row.
func (h *HandOver) Row(i int) HandRow {
	if i < 0 || i >= len(h.list) {
		return HandRow{}
	}
	v, t := h.p.Voice(), h.list[i]
	r := HandRow{
		Icon: wayIcon(t.Who.Reply), Name: t.Who.Name, Way: h.way(t.Who), Answer: t.Answer.ID,
		Under: join(" \u00b7 ", t.Number, h.p.categoryOf(t.Category).Title),
	}
	if r.Name == "" {
		r.Name = v.Say("handover.nameless")
	}
	if last, ok := t.Settled(); ok {
		done := join(", ", v.Say("hand."+string(last.Outcome)), v.Since(last.At, h.p.env.Clock()))
		r.Due = Due{ClockMet, done, done}
		return r
	}
	r.Due = h.dueWords(t.Answer.Came)
	return r
}

// way is how the answer goes and where to.
func (h *HandOver) way(who civic.Reporter) string {
	to := ""
	switch who.Reply {
	case civic.ReplyPost:
		to = who.Address
	case civic.ReplyPhone, civic.ReplyPickup:
		to = who.Phone
	case civic.ReplyNone:
	}
	return join(", ", h.p.Voice().Say("handover.way."+string(who.Reply)), to)
}

// dueWords say by when, in words that need no colour.
func (h *HandOver) dueWords(came time.Time) Due {
	v, now := h.p.Voice(), h.p.env.Clock()
	due, ok := h.due(came)
	if !ok {
		since := v.Since(came, now)
		return Due{ClockRuns, since, since}
	}
	left := h.p.env.Calendar.Remaining(civic.Deadline{Due: due, Span: civic.Span{N: h.days, Unit: civic.UnitWorkingDay}}, now)
	unit := string(left.Unit)
	if left.Pace == civic.PaceOverdue {
		return Due{ClockLate, v.Count("due.over."+unit, left.N, nil), v.Count("due.short.over."+unit, left.N, nil)}
	}
	return Due{soon(left, ClockRuns), v.Count("due.left."+unit, left.N, nil), v.Count("due.short.left."+unit, left.N, nil)}
}

func wayIcon(by civic.ReplyBy) string {
	switch by {
	case civic.ReplyPost:
		return "mail"
	case civic.ReplyPhone:
		return "phone"
	case civic.ReplyPickup, civic.ReplyNone:
	}
	return "hand-heart"
}

func (h *HandOver) at() int {
	return slices.IndexFunc(h.list, func(t store.ToHand) bool { return t.Answer.ID == h.selected })
}

// Filter shows those that wait, or those that were handed over.
func (h *HandOver) Filter(i int) {
	if handed := i == 1; handed != h.handed {
		h.handed, h.list, h.loaded, h.selected, h.form = handed, nil, false, civic.AnswerID{}, handForm{}
		h.Reload()
		h.changed()
	}
}

// Select shows the answer of a row.
func (h *HandOver) Select(i int) {
	if i >= 0 && i < len(h.list) && h.list[i].Answer.ID != h.selected {
		h.selected, h.form = h.list[i].Answer.ID, handForm{}
		h.changed()
	}
}

// SetDays is how many working days an answer may lie here.
func (h *HandOver) SetDays(n int) {
	if n == h.days || !slices.Contains(HandDays, n) {
		return
	}
	h.days = n
	h.changed()
	h.p.Alarms.look()
	h.p.write.do(func(ctx context.Context) func() {
		if err := h.p.store.SetPreference(ctx, preferenceHandDays, strconv.Itoa(n)); err != nil {
			return func() { h.p.failed("keep how long answers may lie", err) }
		}
		return nil
	})
}

// Reload reads the list again, names and all if the page is shown. Asked for while it reads, it reads once more afterwards.
func (h *HandOver) Reload() {
	if h.busy {
		h.again = true
		return
	}
	h.busy, h.again = true, false
	shown, handed := h.p.page == PageHandOver, h.handed
	h.p.read.do(func(ctx context.Context) func() {
		list, waiting, err := h.read(ctx, shown, handed)
		return func() {
			h.busy = false
			switch {
			case err != nil:
				h.p.failed("list answers to hand over", err)
			default:
				h.take(list, waiting, shown && handed == h.handed)
			}
			if h.again {
				h.Reload()
			}
		}
	})
}

func (h *HandOver) read(ctx context.Context, shown, handed bool) (list []store.ToHand, waiting []time.Time, err error) {
	if waiting, err = h.p.store.WaitingSince(ctx); err != nil || !shown {
		return nil, waiting, err
	}
	if handed {
		list, err = h.p.store.Handed(ctx, handedShown)
		return list, waiting, err
	}
	list, err = h.p.store.ToHand(ctx)
	return list, waiting, err
}

func (h *HandOver) take(list []store.ToHand, waiting []time.Time, whole bool) {
	h.waiting = waiting
	if whole && h.p.page == PageHandOver {
		at := h.at()
		h.list, h.loaded = list, true
		if h.at() < 0 && len(list) > 0 { // it was handed over: its neighbour is next
			h.selected, h.form = list[max(0, min(at, len(list)-1))].Answer.ID, handForm{}
		}
	}
	h.p.Alarms.look()
	h.changed()
}

// forget drops the names when the page is left.
func (h *HandOver) forget() {
	h.list, h.loaded = nil, false
}

func (h *HandOver) changed() {
	if h.OnChange != nil {
		h.OnChange()
	}
	h.p.changed()
}

// letterDate reads a date as people write it here, 26.11.2026; ok is false for anything else.
func letterDate(text string) (at time.Time, ok bool) {
	at, err := time.ParseInLocation("02.01.2006", strings.TrimSpace(text), time.Local)
	return at, err == nil
}
