package civic

import (
	"sync"
	"time"
)

// Timeline is what a device knows of the times that a report's deadlines are counted from. A time that it doesn't know is
// zero.
type Timeline struct {
	Category   CategorySlug
	Status     Status
	Received   time.Time // by the point
	Registered time.Time // the first sign of it: a moderator let the report go on
	Solved     time.Time
}

// DueState is how a report's present deadline is meant.
type DueState string

// The states.
const (
	DueNone     DueState = ""         // nothing is owed
	DueRegister DueState = "register" // it must be registered by then; nobody has said that it is
	DueResolve  DueState = "resolve"  // it must be dealt with by then
	DueMet      DueState = "met"      // it was dealt with in time
	DueLate     DueState = "late"     // it was dealt with, but later
)

// Runs says that the clock runs.
func (s DueState) Runs() bool { return s == DueRegister || s == DueResolve }

// Due is the deadline that matters for a report at the moment.
type Due struct {
	State DueState
	Deadline
}

// appealClass is the class of official appeals: what must be registered, and when, follows from the law and is the same for
// all kinds of problems (59-FZ, article 8: within three days).
const appealClass DeadlineSlug = "appeal"

// Deadlines tells reports' deadlines where nobody can be asked: from the classifier and the calendar alone. One value may
// be used from many goroutines; days that were counted once are remembered.
type Deadlines struct {
	known    *Classifier
	calendar *Calendar

	mu   sync.Mutex
	days map[span]time.Time
}

// span is a count of whole days that begins at some time of a day.
type span struct {
	from day
	span Span
}

// NewDeadlines makes the deadlines of a municipality.
func NewDeadlines(known *Classifier, calendar *Calendar) *Deadlines {
	return &Deadlines{known: known, calendar: calendar, days: map[span]time.Time{}}
}

// Calendar is the calendar that is counted by.
func (d *Deadlines) Calendar() *Calendar { return d.calendar }

// Of is the deadline of a report. Until a moderator has let it go on, that is its registration, counted from when the
// point received it: an appeal that nobody registers must alarm. Then it is the answer, counted from the
// registration; a category of no known class has that of an appeal.
func (d *Deadlines) Of(t Timeline) Due {
	switch t.Status {
	case StatusDraft, StatusRejected, StatusAppealed, StatusWithdrawn, StatusMerged:
		return Due{}
	case StatusCaptured, StatusQueued, StatusDelivered, StatusModeration:
		return d.due(appealClass, DeadlineRegister, DueRegister, t.Received)
	}
	class := appealClass
	if c, ok := d.known.Category(t.Category); ok {
		if c, ok := d.known.Deadline(c.Deadline); ok && !c.Resolve.IsZero() {
			class = c.Slug
		}
	}
	start := t.Registered
	if start.IsZero() {
		start = t.Received
	}
	due := d.due(class, DeadlineResolve, DueResolve, start)
	if t.Status.Done() {
		if due.State = DueMet; !due.Due.IsZero() && t.Solved.After(due.Due) {
			due.State = DueLate
		}
	}
	return due
}

// due is one deadline of a class; the zero Due if the class has none.
func (d *Deadlines) due(slug DeadlineSlug, kind DeadlineKind, state DueState, start time.Time) Due {
	class, ok := d.known.Deadline(slug)
	if !ok || start.IsZero() {
		return Due{}
	}
	s := class.Span(kind)
	if s.IsZero() {
		return Due{}
	}
	whole := s.Unit == UnitDay || s.Unit == UnitWorkingDay // then the hour of the start doesn't matter
	at := span{d.calendar.day(start), s}
	if whole {
		d.mu.Lock()
		due, known := d.days[at]
		d.mu.Unlock()
		if known {
			return Due{state, Deadline{kind, slug, due, s}}
		}
	}
	due, err := d.calendar.Add(start, s)
	if err != nil {
		return Due{} // a calendar without work: nothing can be promised
	}
	if whole {
		d.mu.Lock()
		d.days[at] = due
		d.mu.Unlock()
	}
	return Due{state, Deadline{kind, slug, due, s}}
}

// Registered says that a status shows that a report was registered.
func (s Status) Registered() bool {
	switch s {
	case StatusAssigned, StatusInWork, StatusSolved, StatusConfirmed, StatusRated, StatusRework, StatusReturned, StatusArbitration, StatusClosed:
		return true
	}
	return false
}

// Done says that a status shows that a report was dealt with.
func (s Status) Done() bool {
	return s == StatusSolved || s == StatusConfirmed || s == StatusRated || s == StatusClosed
}
