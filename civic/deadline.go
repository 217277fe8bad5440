package civic

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrDeadlines is returned for deadline data that make no sense.
var ErrDeadlines = errors.New("civic: bad deadlines")

// DeadlineClass is how fast a kind of report must be dealt with. A zero span is none.
type DeadlineClass struct {
	Slug       DeadlineSlug `json:"slug"`
	Register   Span         `json:"register,omitzero"` // from receipt
	Forward    Span         `json:"forward,omitzero"`  // from registration, to the body that it concerns
	FirstReply Span         `json:"first_reply,omitzero"`
	Resolve    Span         `json:"resolve,omitzero"`
}

// DeadlineKind is what must be done by a deadline.
type DeadlineKind string

// The kinds of deadline.
const (
	DeadlineRegister   DeadlineKind = "register"
	DeadlineForward    DeadlineKind = "forward"
	DeadlineFirstReply DeadlineKind = "first-reply"
	DeadlineResolve    DeadlineKind = "resolve"
	DeadlineLook       DeadlineKind = "look" // a moderator's, or whoever's turn it is before work begins; no class has it
)

// Deadline is one thing that must be done by a time. At Due itself it is still in time.
type Deadline struct {
	Kind  DeadlineKind
	Class DeadlineSlug
	Due   time.Time
	Span  Span // what Due was counted from
}

// Span is the span of a kind; zero if the class has none.
func (c DeadlineClass) Span(kind DeadlineKind) Span {
	switch kind {
	case DeadlineRegister:
		return c.Register
	case DeadlineForward:
		return c.Forward
	case DeadlineFirstReply:
		return c.FirstReply
	case DeadlineResolve:
		return c.Resolve
	}
	return Span{}
}

// Deadline is when a kind of thing is due whose clock began at start, and whether the class has that kind at all. What
// starts which clock is the portal's to know: receipt starts DeadlineRegister, registration the others. The errors are
// those of Calendar.Add.
func (c DeadlineClass) Deadline(cal *Calendar, kind DeadlineKind, start time.Time) (d Deadline, ok bool, err error) {
	span := c.Span(kind)
	if span.IsZero() {
		return Deadline{}, false, nil
	}
	due, err := cal.Add(start, span)
	if err != nil {
		return Deadline{}, false, fmt.Errorf("deadline %s %s: %w", c.Slug, kind, err)
	}
	return Deadline{kind, c.Slug, due, span}, true, nil
}

// ParseDeadlines reads the classes from a JSON list. The error is ErrDeadlines.
func ParseDeadlines(data []byte) ([]DeadlineClass, error) {
	var classes []DeadlineClass
	if err := json.Unmarshal(data, &classes); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDeadlines, err)
	}
	seen := map[DeadlineSlug]bool{}
	for _, c := range classes {
		if !validSlug(c.Slug) || seen[c.Slug] {
			return nil, fmt.Errorf("%w: slug %q", ErrDeadlines, c.Slug)
		}
		seen[c.Slug] = true
		spans := 0
		for _, kind := range []DeadlineKind{DeadlineRegister, DeadlineForward, DeadlineFirstReply, DeadlineResolve} {
			span := c.Span(kind)
			if span.IsZero() {
				continue
			}
			spans++
			if err := span.Check(); err != nil {
				return nil, fmt.Errorf("%w: %s %s: %w", ErrDeadlines, c.Slug, kind, err)
			}
		}
		if spans == 0 {
			return nil, fmt.Errorf("%w: %s has no span", ErrDeadlines, c.Slug)
		}
	}
	return classes, nil
}
