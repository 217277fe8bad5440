// Package look turns what presenters say into what the theme knows: tones into roles, statuses into looks.
//
// Its invariant: every screen shows one tone, status or clock in the same way, as it asks here.
package look

import (
	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/civic"
)

// Theme is the app's theme for what a person chose.
func Theme(l present.Look, d theme.Density) *theme.Theme {
	variant := theme.Light
	switch {
	case l.Dark && l.Stark:
		variant = theme.StarkDark
	case l.Stark:
		variant = theme.Stark
	case l.Dark:
		variant = theme.Dark
	}
	return theme.New(variant, d, l.Scale)
}

// Role is the colour of a tone.
func Role(t present.Tone) theme.Role {
	switch t {
	case present.ToneAccent:
		return theme.Accent
	case present.ToneGood:
		return theme.Success
	case present.ToneWarn:
		return theme.Warning
	case present.ToneAlarm:
		return theme.Danger
	case present.ToneCalm:
	}
	return theme.Muted
}

// Kind is the kind of notice or banner for a tone.
func Kind(t present.Tone) widgets.Kind {
	switch t {
	case present.ToneGood:
		return widgets.Good
	case present.ToneWarn:
		return widgets.Caution
	case present.ToneAlarm:
		return widgets.Alarm
	case present.ToneCalm, present.ToneAccent:
	}
	return widgets.Info
}

// Clock is the badge of a deadline's clock.
func Clock(c present.Clock) widgets.Clock {
	switch c {
	case present.ClockSoon:
		return widgets.ClockSoon
	case present.ClockLate:
		return widgets.ClockLate
	case present.ClockWaits:
		return widgets.ClockWaits
	case present.ClockMet:
		return widgets.ClockMet
	case present.ClockRuns, present.ClockNone:
	}
	return widgets.ClockRuns
}

// Status is the look of a report's status.
func Status(s civic.Status) theme.Status { return theme.Status(s) }
