package engine

import (
	"testing"
	"time"

	"priyom/store"
)

// The day's sheet says what a real portal holds, photos included.
func TestDayAgainstARealPortal(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	for i := range 3 {
		captured(t, s, "Яма на дороге", uint8(i))
	}
	cleared(t, anEngine(t, s, Options{}))
	captured(t, s, "Ещё не отправлено", 9)
	now := time.Now()
	day, err := s.Day(t.Context(), store.Range{From: now.Add(-time.Hour), Until: now.Add(time.Hour)})
	check(t, err)
	if day.Count() != 4 || day.Count(store.DayAcknowledged) != 3 || day.Count(store.DayWaiting) != 1 {
		t.Errorf("%+v", day.Reports)
	}
	if p := day.Photos(); p != (store.DayPhotos{All: 4, Delivered: 3, Waiting: 1}) {
		t.Errorf("photos %+v", p)
	}
	held, err := d.Reports(t.Context())
	check(t, err)
	for i, r := range held {
		row := day.Reports[i]
		entry, err := s.Acknowledged(t.Context())
		check(t, err)
		if row.Number != r.Number || row.Seq > entry.Seq || row.Delivered.IsZero() {
			t.Errorf("%+v isn't what the portal holds: %+v", row, r)
		}
	}
}
