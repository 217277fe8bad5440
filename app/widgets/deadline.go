package widgets

import "priyom/app/theme"

// Clock is the kind of clock a deadline's badge shows.
type Clock uint8

// The clocks.
const (
	ClockRuns  Clock = iota // so much is left
	ClockSoon               // little is left
	ClockLate               // it is over: the only one that colours its words
	ClockWaits              // it hasn't begun
	ClockMet                // done in time
)

// DeadlineBadge says in words how long is left.
type DeadlineBadge struct {
	holder
	icon  *Icon
	words *Text
}

// NewDeadlineBadge makes a badge.
func NewDeadlineBadge(c Clock, words string) *DeadlineBadge {
	d := &DeadlineBadge{icon: NewIcon("clock", 16, theme.Muted), words: NewCaption(words).Ellipsis()}
	d.hold(d, Row(6, d.icon, d.words))
	d.Set(c, words)
	return d
}

// Set changes clock and words.
func (d *DeadlineBadge) Set(c Clock, words string) {
	icon, role, bold := "clock", theme.Muted, false
	switch c {
	case ClockLate:
		icon, role, bold = "triangle-alert", theme.Danger, true
	case ClockSoon:
		role, bold = theme.Ink, true
	case ClockWaits:
		icon = "hourglass"
	case ClockMet:
		icon = "check"
	}
	d.icon.SetIcon(icon)
	d.icon.SetRole(role)
	d.words.SetRole(role)
	d.words.SetBold(bold)
	d.words.SetText(words)
	d.Refresh()
	Settle(d)
}

func (d *DeadlineBadge) naturalWidth() float32 { return theme.Scaled(16) + 6 + d.words.naturalWidth() }
