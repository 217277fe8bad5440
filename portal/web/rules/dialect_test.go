package rules

import (
	"testing"

	"priyom/portal/deadlines"
)

// ours is a dialect of two languages, of which the first is the reader's.
var ours = dialect{
	say:  map[string]string{"holiday": "праздник", "work": "рабочий", "short": "короткий", "suspended": "отложено", "like": "как", "mon": "пн"},
	read: map[string]string{"праздник": "holiday", "рабочий": "work", "короткий": "short", "отложено": "suspended", "как": "like", "пн": "mon", "holiday": "holiday", "work": "work", "short": "short", "like": "like", "mon": "mon"},
}

func TestSpecialDaysAreWrittenInOnesOwnWords(t *testing.T) {
	for line, day := range map[string]deadlines.Day{
		"2026-01-01 праздник Новый год":                    {Date: "2026-01-01", Kind: "holiday", Why: "Новый год"},
		"2027-02-20 рабочий как=пн короткий за 22 февраля": {Date: "2027-02-20", Kind: "work", Like: "mon", Short: true, Why: "за 22 февраля"},
		"2026-08-24 праздник отложено День Независимости":  {Date: "2026-08-24", Kind: "holiday", Suspended: true, Why: "День Независимости"},
		"2026-03-01 of-a-later-version":                    {Date: "2026-03-01", Kind: "of-a-later-version"},
		"2026-03-02 рабочий как=of-a-later-version":        {Date: "2026-03-02", Kind: "work", Like: "of-a-later-version"},
	} {
		if got := ours.line(day); got != line {
			t.Errorf("written: %q, not %q", got, line)
		}
		if got, ok := ours.day(line); !ok || got != day {
			t.Errorf("%q is read as %+v", line, got)
		}
	}
}

// What somebody pastes of a calendar's file, or writes in another language or in capitals, is understood too; what it says of why stays
// as it was written.
func TestSpecialDaysAreReadInAnyWords(t *testing.T) {
	for line, day := range map[string]deadlines.Day{
		"2026-01-01\tHOLIDAY  New   Year":      {Date: "2026-01-01", Kind: "holiday", Why: "New Year"},
		"2027-02-20 Рабочий like=Mon short":    {Date: "2027-02-20", Kind: "work", Like: "mon", Short: true},
		"2027-02-20 work за понедельник short": {Date: "2027-02-20", Kind: "work", Why: "за понедельник short"},
		"2027-02-20 work короткий=да":          {Date: "2027-02-20", Kind: "work", Why: "короткий=да"},
		"2027-02-20":                           {Date: "2027-02-20"},
	} {
		if got, ok := ours.day(line); !ok || got != day {
			t.Errorf("%q is read as %+v", line, got)
		}
	}
	if _, ok := ours.day(" \t "); ok {
		t.Error("nothing is read as a day")
	}
}
