package present

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/tiles"
)

// WorkdayState is what an inspector's day came to.
type WorkdayState struct {
	Title    string // the day in words
	Today    bool   // there is no later one
	Loaded   bool
	Empty    bool
	Figures  []WorkdayFigure
	Outcomes []Figure
	Stops    []WorkdayStop
	WayNote  string // how the way was measured, or why there is none
	Sent     Said   // whether all of it is at the portal
	Left     Said   // what was still to be done; zero where that isn't known
	Drafts   Said   // what was begun and not handed in; zero if nothing was
	Map      bool   // there is one
}

// WorkdayFigure is a number that the page opens with.
type WorkdayFigure struct{ Icon, Value, Label string }

// WorkdayStop is a place in the order of the day.
type WorkdayStop struct {
	N      int // as the map counts it; 0 without a known place
	Icon   string
	Title  string
	Under  string // number and place
	When   string
	Leg    string // how far from the place before
	Note   Said   // what came of it
	Report civic.ReportID
	Task   bool // its page is a task's, not a report's
	At     tiles.Point
}

// State is what to show.
func (w *Workday) State() WorkdayState {
	v, now := w.p.Voice(), w.p.env.Clock()
	s := WorkdayState{Title: v.Day(w.from, now), Today: w.from.Equal(midnight(now)), Loaded: w.loaded, Map: w.p.Maps.open != nil}
	if s.Today {
		s.Title = v.With("day.today", lang.Args{"Day": s.Title})
	}
	if !w.loaded {
		return s
	}
	s.Empty = len(w.read.stops) == 0
	s.Stops = w.stops()
	s.Figures, s.Outcomes = w.figures(), w.outcomes()
	s.WayNote = v.Say("workday.way.none")
	if len(w.Way()) > 1 {
		s.WayNote = v.Say("workday.way.note")
	}
	s.Sent = Said{Icon: "cloud-check", Tone: ToneGood, Title: v.Say("workday.sent")}
	if w.read.unsent > 0 {
		s.Sent = Said{Icon: "cloud-upload", Tone: ToneAccent, Title: v.Count("workday.waits", w.read.unsent, nil), Under: v.Say("workday.waits.under")}
	}
	s.Left = w.left(s.Today)
	if w.read.drafts > 0 {
		s.Drafts = Said{Icon: "pen", Tone: ToneWarn, Title: v.Count("workday.drafts", w.read.drafts, nil)}
	}
	return s
}

func (w *Workday) left(today bool) Said {
	v, day := w.p.Voice(), w.read
	if !day.count {
		return Said{}
	}
	if day.left == 0 {
		return Said{Icon: "circle-check", Tone: ToneGood, Title: v.Say("workday.left.none")}
	}
	key := "workday.left.was"
	if today {
		key = "workday.left.now"
	}
	said := Said{Icon: "list", Tone: ToneCalm, Title: v.Count(key, day.left, nil)}
	if day.late > 0 {
		said.Tone, said.Under = ToneWarn, v.Count("workday.late", day.late, nil)
	}
	return said
}

// far is how long the way is, as the crow flies.
func (w *Workday) far() civic.Metres {
	var spots []civic.Position
	var order []int
	for _, stop := range w.read.stops {
		if stop.located {
			order, spots = append(order, len(spots)), append(spots, stop.spot)
		}
	}
	return civic.WalkLength(nil, spots, order)
}

// span is from when to when there was work; the first thing counts from when it was begun.
func (w *Workday) span() (from, until time.Time) {
	for _, stop := range w.read.stops {
		began := stop.began
		if began.IsZero() || began.Before(w.from) { // begun the evening before
			began = stop.at
		}
		if from.IsZero() || began.Before(from) {
			from = began
		}
		if stop.at.After(until) {
			until = stop.at
		}
	}
	return from, until
}

func (w *Workday) figures() []WorkdayFigure {
	v := w.p.Voice()
	photos := 0
	for _, stop := range w.read.stops {
		photos += stop.photos
	}
	all := []WorkdayFigure{
		{"map-pin", v.Number(int64(len(w.read.stops))), v.Say("workday.figure.places")},
		{"camera", v.Number(int64(photos)), v.Say("workday.figure.photos")},
	}
	if len(w.Way()) > 1 {
		all = append(all, WorkdayFigure{"navigation", Far(v, w.far()), v.Say("workday.figure.way")})
	}
	if from, until := w.span(); until.Sub(from) >= time.Minute {
		all = append(all, WorkdayFigure{"clock", v.Clock(from) + "\u2013" + v.Clock(until), hours(v, until.Sub(from))})
	}
	return all
}

// hours is a length of time in hours and minutes.
func hours(v *lang.Voice, d time.Duration) string {
	d = d.Round(time.Minute)
	args := lang.Args{"H": v.Number(int64(d / time.Hour)), "M": strconv.Itoa(int(d % time.Hour / time.Minute))}
	if d < time.Hour {
		return v.With("workday.minutes", args)
	}
	return v.With("workday.hours", args)
}

// outcomes counts what came of the visits, in the order in which one chooses it, and what was noted on a round.
func (w *Workday) outcomes() (list []Figure) {
	v := w.p.Voice()
	count := func(label string, is func(workStop) bool) {
		n := 0
		for _, stop := range w.read.stops {
			if is(stop) {
				n++
			}
		}
		if n > 0 {
			list = append(list, Figure{Label: label, N: n})
		}
	}
	for _, o := range civic.Outcomes() {
		count(v.Say("inspect.outcome."+string(o)), func(stop workStop) bool { return !stop.added && stop.visit.Outcome == o })
	}
	count(v.Say("workday.noted"), func(stop workStop) bool { return stop.added })
	return list
}

func (w *Workday) stops() (list []WorkdayStop) {
	v := w.p.Voice()
	var before *civic.Position
	n := 0
	for _, stop := range w.read.stops {
		row := WorkdayStop{Icon: stop.icon, Title: stop.title, Report: stop.report, Task: !stop.added, When: v.Clock(stop.at), Note: w.said(stop)}
		if row.Title == "" {
			row.Title = v.Say("workday.forgotten")
		}
		number := ""
		if stop.number != "" {
			number = "\u2116\u00a0" + stop.number
		}
		row.Under = join(" \u00b7 ", stop.place, number)
		if stop.located {
			n++
			row.N, row.At = n, tiles.Project(stop.spot.Lat, stop.spot.Lon)
			if before != nil {
				row.Leg = Far(v, civic.Distance(*before, stop.spot))
			}
			at := stop.spot
			before = &at
		}
		list = append(list, row)
	}
	return list
}

// said is what came of a stop.
func (w *Workday) said(stop workStop) Said {
	v := w.p.Voice()
	switch {
	case !stop.added:
		return w.p.visitSaid(stop.visit)
	case stop.failed:
		return Said{Icon: "triangle-alert", Tone: ToneAlarm, Title: v.Say("workday.noted"), Under: v.Say("day.state." + string(store.DayFailed))}
	case stop.sent:
		return Said{Icon: "circle-check", Tone: ToneGood, Title: v.Say("workday.noted"), Under: v.Say("inspect.result.done")}
	}
	return Said{Icon: "cloud-upload", Tone: ToneAccent, Title: v.Say("workday.noted"), Under: v.Say("inspect.result.waiting")}
}

// Text is the day in plain words, to be sent by whatever there is.
func (w *Workday) Text() string {
	v, s := w.p.Voice(), w.State()
	lines := []string{join(", ", v.Say("phone.workday"), s.Title), join(", ", w.p.place())}
	var figures []string
	for _, f := range s.Figures {
		figures = append(figures, f.Label+": "+f.Value)
	}
	lines = append(lines, strings.Join(figures, " \u00b7 "))
	for _, o := range s.Outcomes {
		lines = append(lines, o.Label+": "+v.Number(int64(o.N)))
	}
	for i, stop := range s.Stops {
		lines = append(lines, strconv.Itoa(i+1)+". "+join(" \u00b7 ", stop.When, stop.Title, stop.Under, stop.Note.Title))
	}
	for _, said := range []Said{s.Sent, s.Left, s.Drafts} {
		lines = append(lines, join(", ", said.Title, said.Under))
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return line == "" }), "\n")
}
