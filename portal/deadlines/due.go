package deadlines

import (
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// wrongClock is how much earlier than its arrival a report may say it was taken: before that it's the device's clock that is wrong.
const wrongClock = 60 * 24 * time.Hour

// Owed is what must be done next for a case. The zero Owed is nothing.
type Owed struct {
	civic.Deadline
	Start time.Time // what it is counted from
}

// Owed is the first thing that is due. rework is when its citizen sent it back last; zero if never.
func (b *Book) Owed(c db.Case, rework time.Time) Owed {
	category, _ := b.known.Category(c.Category)
	class := b.Rules.classOf(category)
	appeal, _ := b.Rules.class(AppealClass)
	var first Owed
	consider := func(kind civic.DeadlineKind, of civic.DeadlineSlug, span civic.Span, start time.Time) {
		if span.IsZero() || start.IsZero() {
			return
		}
		due, err := b.Calendar.Add(start, span)
		if err != nil {
			return // a calendar without work can't be put
		}
		if first.Kind == "" || due.Before(first.Due) {
			first = Owed{civic.Deadline{Kind: kind, Class: of, Due: due, Span: span}, start}
		}
	}
	reply := func() {
		if c.Replied.IsZero() {
			consider(civic.DeadlineFirstReply, class.Slug, class.FirstReply, b.replyStart(c, class))
		}
	}
	switch c.Status {
	case civic.StatusDelivered, civic.StatusModeration, civic.StatusAppealed, civic.StatusReturned, civic.StatusArbitration:
		consider(civic.DeadlineLook, "", b.lookSpan(c), c.StatusAt)
	case civic.StatusAssigned, civic.StatusInWork, civic.StatusRework:
	default:
		return Owed{} // it is done, or was refused: whoever reported it has the word
	}
	if c.Registered.IsZero() {
		consider(civic.DeadlineRegister, AppealClass, appeal.Register, taken(c))
		if wallClock(class.FirstReply) {
			reply()
		}
		return first
	}
	if c.Status == civic.StatusReturned || c.Status == civic.StatusArbitration {
		consider(civic.DeadlineForward, AppealClass, appeal.Forward, c.Registered)
	}
	reply()
	resolve, start := class, c.Registered
	if resolve.Resolve.IsZero() {
		resolve = appeal
	}
	if rework.After(start) {
		start = rework
	}
	consider(civic.DeadlineResolve, resolve.Slug, resolve.Resolve, start)
	return first
}

// lookSpan is how soon somebody must look at a case whose turn it is before work begins.
func (b *Book) lookSpan(c db.Case) civic.Span {
	switch {
	case c.Status == civic.StatusArbitration:
		return b.Rules.Arbiter
	case c.Status == civic.StatusAppealed || c.Level > 1:
		return b.Rules.Senior
	}
	return b.Rules.Moderate
}

// replyStart is when the clock of a first reply begins: at the registration, but in an emergency when it arrived, whoever sleeps.
func (b *Book) replyStart(c db.Case, class civic.DeadlineClass) time.Time {
	if wallClock(class.FirstReply) {
		return c.Received
	}
	return c.Registered
}

// taken is when the reception point took a report, which is what the law counts the registration from. A device's clock that can't
// be right isn't believed.
func taken(c db.Case) time.Time {
	if c.Captured.After(c.Received) || c.Captured.Before(c.Received.Add(-wrongClock)) {
		return c.Received
	}
	return c.Captured
}

// wallClock says that a span runs at night, too.
func wallClock(s civic.Span) bool { return s.Unit == civic.UnitHour }

// Ladder is the ladder that a lateness climbs.
func (b *Book) Ladder(o Owed) []Rung {
	if wallClock(o.Span) {
		return b.Rules.Alarm
	}
	return b.Rules.Ladder
}

// Levels are who is told, rung by rung, of what a case owes.
func (b *Book) Levels(c db.Case) []Level {
	ladder := b.Ladder(Owed{Deadline: civic.Deadline{Span: b.span(c)}})
	levels := make([]Level, len(ladder))
	for i, rung := range ladder {
		levels[i] = rung.Level
	}
	return levels
}

// rungAt is when a rung is reached: rung 0 of the list is the first.
func (b *Book) rungAt(o Owed, rung int) time.Time {
	after := b.Ladder(o)[rung].After
	at := o.Due
	if !after.IsZero() {
		if later, err := b.Calendar.Add(o.Due, after); err == nil {
			at = later
		}
	}
	return at.Add(time.Millisecond) // at the deadline itself it is still in time
}

// Closes is when a case ends by itself, unless somebody acts; ok is false if it doesn't.
func (b *Book) Closes(c db.Case) (at time.Time, ok bool) {
	var window civic.Span
	switch c.Status {
	case civic.StatusRated:
		return c.StatusAt, true
	case civic.StatusSolved, civic.StatusConfirmed:
		window = b.Rules.Rating
	case civic.StatusRejected:
		window = b.Rules.Appeal
	default:
		return time.Time{}, false
	}
	at, err := b.Calendar.Add(c.StatusAt, window)
	return at, err == nil
}

// Standing is how the deadline that a case keeps stands at a time; ok is false if nothing is owed.
func (b *Book) Standing(c db.Case, now time.Time) (left civic.Remaining, ok bool) {
	if c.DueAt.IsZero() {
		return civic.Remaining{}, false
	}
	return b.Calendar.Remaining(civic.Deadline{Kind: c.DueKind, Class: c.DueClass, Due: c.DueAt, Span: b.span(c)}, now), true
}

// span is what the deadline that a case keeps was counted from.
func (b *Book) span(c db.Case) civic.Span {
	if c.DueKind == civic.DeadlineLook {
		return b.lookSpan(c)
	}
	class, ok := b.Rules.class(c.DueClass)
	if !ok {
		category, _ := b.known.Category(c.Category)
		class = b.Rules.classOf(category)
	}
	if span := class.Span(c.DueKind); !span.IsZero() {
		return span
	}
	return civic.Span{N: 1, Unit: civic.UnitWorkingDay} // the rules changed, and it will be counted anew in a moment
}
