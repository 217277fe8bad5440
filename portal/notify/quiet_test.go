package notify

import (
	"testing"
	"time"

	"priyom/portal/db"
)

func TestQuietHoursAreTheMunicipalitys(t *testing.T) {
	clock, err := time.LoadLocation("Europe/Chisinau")
	if err != nil {
		t.Skip(err)
	}
	at := func(text string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", text, clock)
		if err != nil {
			t.Fatal(err)
		}
		return v.UTC()
	}
	night := Quiet{From: 21 * 60, To: 8 * 60}
	siesta := Quiet{From: 13 * 60, To: 14*60 + 30, Mail: true}
	for _, c := range []struct {
		q        Quiet
		way      db.Way
		at, want string
	}{
		{night, db.WaySMS, "2026-11-24 20:59", "2026-11-24 20:59"},
		{night, db.WaySMS, "2026-11-24 21:00", "2026-11-25 08:00"},
		{night, db.WayTelegram, "2026-11-25 03:10", "2026-11-25 08:00"},
		{night, db.WaySMS, "2026-11-25 08:00", "2026-11-25 08:00"},
		{night, db.WayEmail, "2026-11-25 03:10", "2026-11-25 03:10"},
		{night, db.WaySMS, "2026-12-31 23:30", "2027-01-01 08:00"},
		{night, db.WaySMS, "2026-10-24 23:30", "2026-10-25 08:00"}, // the clock is put back in that night
		{siesta, db.WayEmail, "2026-11-24 13:15", "2026-11-24 14:30"},
		{siesta, db.WaySMS, "2026-11-24 12:59", "2026-11-24 12:59"},
		{Quiet{From: 60, To: 60}, db.WaySMS, "2026-11-24 01:00", "2026-11-24 01:00"},
	} {
		if got := c.q.until(at(c.at), c.way, clock); !got.Equal(at(c.want)) {
			t.Errorf("%+v %s at %s: %s, want %s", c.q, c.way, c.at, got.In(clock), c.want)
		}
	}
}

func TestNewsAreGathered(t *testing.T) {
	day := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct{ at, want time.Duration }{
		{0, 5 * time.Minute}, {4 * time.Minute, 5 * time.Minute}, {4*time.Minute + 31*time.Second, 10 * time.Minute}, {5 * time.Minute, 10 * time.Minute},
	} {
		if got := gathered(day.Add(c.at), 5*time.Minute); !got.Equal(day.Add(c.want)) {
			t.Errorf("%s: %s", c.at, got)
		}
	}
}
