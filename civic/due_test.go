package civic_test

import (
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
)

func TestDue(t *testing.T) {
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := assets.Calendar("ru")
	if err != nil {
		t.Fatal(err)
	}
	d := civic.NewDeadlines(known, calendar)
	at := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone())
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	got := at("2026-11-20 10:00") // a Friday
	for name, one := range map[string]struct {
		t     civic.Timeline
		state civic.DueState
		due   string
	}{
		"waits here":         {civic.Timeline{Category: "roads-pothole", Status: civic.StatusQueued, Received: got}, civic.DueRegister, "2026-11-23 23:59"},
		"nobody registered":  {civic.Timeline{Category: "roads-pothole", Status: civic.StatusModeration, Received: got}, civic.DueRegister, "2026-11-23 23:59"},
		"a hole in the road": {civic.Timeline{Category: "roads-pothole", Status: civic.StatusAssigned, Received: got, Registered: got}, civic.DueResolve, "2026-12-02 17:00"},
		"by the hour":        {civic.Timeline{Category: "gas-smell-street", Status: civic.StatusInWork, Received: got, Registered: got}, civic.DueResolve, "2026-11-21 10:00"},
		"of no kind we know": {civic.Timeline{Category: "dragons", Status: civic.StatusInWork, Received: got, Registered: got}, civic.DueResolve, "2026-12-18 23:59"},
		"when, nobody told":  {civic.Timeline{Category: "roads-pothole", Status: civic.StatusRework, Received: got}, civic.DueResolve, "2026-12-02 17:00"},
		"in time":            {civic.Timeline{Category: "roads-pothole", Status: civic.StatusRated, Received: got, Registered: got, Solved: got.AddDate(0, 0, 3)}, civic.DueMet, "2026-12-02 17:00"},
		"too late":           {civic.Timeline{Category: "roads-pothole", Status: civic.StatusClosed, Received: got, Registered: got, Solved: got.AddDate(0, 1, 0)}, civic.DueLate, "2026-12-02 17:00"},
		"refused":            {civic.Timeline{Category: "roads-pothole", Status: civic.StatusRejected, Received: got}, civic.DueNone, ""},
		"a draft":            {civic.Timeline{Status: civic.StatusDraft}, civic.DueNone, ""},
	} {
		due := d.Of(one.t)
		if again := d.Of(one.t); again != due {
			t.Errorf("%s: %+v, then %+v", name, due, again)
		}
		if due.State != one.state || !due.Due.IsZero() && due.Due.Format("2006-01-02 15:04") != one.due {
			t.Errorf("%s: %s %s", name, due.State, due.Due)
		}
	}
}
