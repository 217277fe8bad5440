package lang

import (
	"strconv"
	"strings"
	"time"

	"priyom/civic"
)

// noBreak is a space at which a line never breaks: a number stays with its unit.
const noBreak = "\u00a0"

// Number writes a whole number with its thousands apart.
func (v *Voice) Number(n int64) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		digits, sign = digits[1:], "\u2212"
	}
	between := noBreak
	if v.lang == civic.LangEN {
		between = ","
	} else if len(digits) < 5 {
		between = "" // Russian and Ukrainian keep four digits together
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + between + digits[at:]
	}
	return sign + digits
}

// Decimal writes a number with one digit behind the comma, or none if that is 0.
func (v *Voice) Decimal(n float64) string { return v.decimal(n) }

// decimal writes a number with one digit behind the comma, or none if that is 0.
func (v *Voice) decimal(n float64) string {
	s := strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0")
	if v.lang != civic.LangEN {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Bytes is a size in kB or MB of 1000, as on a price list; anything above nothing is at least 1 kB.
func (v *Voice) Bytes(n int64) string {
	switch {
	case n <= 0:
		return "0" + noBreak + v.Say("unit.kb")
	case n < 999_500:
		return v.Number(max(1, (n+500)/1000)) + noBreak + v.Say("unit.kb")
	case n < 999_950_000:
		return v.decimal(float64(n)/1e6) + noBreak + v.Say("unit.mb")
	}
	return v.decimal(float64(n)/1e9) + noBreak + v.Say("unit.gb")
}

// Speed is bytes per second.
func (v *Voice) Speed(bytesPerSecond int64) string {
	return v.With("unit.per-second", Args{"Size": v.Bytes(bytesPerSecond)})
}

// Clock is a time of day, such as 14:32.
func (v *Voice) Clock(t time.Time) string { return t.Local().Format("15:04") }

// Day is a date without its year, such as "20 November", or with it if that isn't now's.
func (v *Voice) Day(t, now time.Time) string {
	t = t.Local()
	args := Args{"Day": t.Day(), "Month": v.Say("month." + strconv.Itoa(int(t.Month()))), "Year": t.Year()}
	if t.Year() != now.Local().Year() {
		return v.With("date.year", args)
	}
	return v.With("date.day", args)
}

// Moment is a point in time as people say it: "today, 11:20", "yesterday, 9:05", "20 November, 16:05".
func (v *Voice) Moment(t, now time.Time) string {
	return v.With("date.moment", Args{"Day": v.nearDay(t, now), "Time": v.Clock(t)})
}

// Since is a time as short as its distance lets it be: only the clock today, else the moment.
func (v *Voice) Since(t, now time.Time) string {
	if sameDay(t, now) {
		return v.Clock(t)
	}
	return v.Moment(t, now)
}

func (v *Voice) nearDay(t, now time.Time) string {
	switch {
	case sameDay(t, now):
		return v.Say("date.today")
	case sameDay(t, now.AddDate(0, 0, -1)):
		return v.Say("date.yesterday")
	case sameDay(t, now.AddDate(0, 0, 1)):
		return v.Say("date.tomorrow")
	}
	return v.Day(t, now)
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Local().Date()
	by, bm, bd := b.Local().Date()
	return ay == by && am == bm && ad == bd
}

// Span is a length of time, such as "3 working days".
func (v *Voice) Span(s civic.Span) string { return v.Count("span."+string(s.Unit), s.N, nil) }
