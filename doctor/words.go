package doctor

import (
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
)

// Words are a finding in a language: what was looked at, what was found, and what to do about it, "" if there is nothing
// to do.
func (f Finding) Words(v *lang.Voice, now time.Time) (title, found, next string) {
	key := "doctor." + string(f.Check) + "." + f.Key
	if f.Key == "failed" || f.Key == "unknown" && !v.Has(key) {
		key = "doctor.any." + f.Key
	}
	args := lang.Args{
		"N": v.Number(int64(f.N)), "Size": v.Bytes(f.Bytes), "For": roughly(v, f.For), "Cause": cause(v, f.Cause),
		"When": "", "Day": "",
	}
	if !f.At.IsZero() {
		args["When"], args["Day"] = v.Moment(f.At, now), v.Day(f.At, now)
	}
	title, found = v.Say("doctor."+string(f.Check)+".title"), v.With(key, args)
	if v.Has(key + ".next") {
		next = v.With(key+".next", args)
	}
	return title, found, next
}

// cause is why the portal doesn't answer; a newer portal may give causes without words here.
func cause(v *lang.Voice, key string) string {
	if key == "" || v.Has(key) {
		return v.Say(key)
	}
	return v.With("cause.unknown", lang.Args{"Cause": key})
}

// roughly is a length of time in its largest unit.
func roughly(v *lang.Voice, d time.Duration) string {
	switch {
	case d < time.Hour:
		return v.Span(civic.Span{N: max(1, int(d.Round(time.Minute)/time.Minute)), Unit: civic.UnitMinute})
	case d < 48*time.Hour:
		return v.Span(civic.Span{N: int(d.Round(time.Hour) / time.Hour), Unit: civic.UnitHour})
	}
	return v.Span(civic.Span{N: int(d / (24 * time.Hour)), Unit: civic.UnitDay})
}

// Report is all findings as a text for whoever helps. It says what computer this is and what was found, and names nobody.
func Report(v *lang.Voice, about []string, findings []Finding, now time.Time) string {
	var b strings.Builder
	b.WriteString(v.Say("doctor.report") + "\n" + v.Moment(now, now) + "\n\n")
	for _, line := range about {
		b.WriteString(line + "\n")
	}
	for _, f := range findings {
		title, found, next := f.Words(v, now)
		b.WriteString("\n" + v.Say("doctor.level."+string(f.Level)) + ": " + title + "\n  " + found + "\n")
		if next != "" {
			b.WriteString("  " + next + "\n")
		}
	}
	return b.String()
}
