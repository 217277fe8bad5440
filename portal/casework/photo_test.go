package casework_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/casework"
	"priyom/portal/portaltest"
)

var (
	spot = civic.Position{Lat: 47.0812, Lon: 28.8721}
	far  = civic.Position{Lat: 47.0912, Lon: 28.8721} // 1.1 km away
)

func (o *office) photo(r civic.Report, seed byte, at civic.Position, when time.Time) error {
	o.t.Helper()
	_, err := o.Casework().AddPhoto(o.t.Context(), r.ID, roads, portaltest.Taken(o.t, seed, at, when))
	return err
}

// inWork is a report that the roads department works on.
func (o *office) inWork() civic.Report {
	o.t.Helper()
	r := o.told()
	o.act(r, civic.ActAssign, moderator, to("roads"))
	o.act(r, civic.ActStart, roads)
	return r
}

// Only a photo from the spot, taken later, shows that all is done; and for another solution another photo.
func TestSolvedTakesAPhoto(t *testing.T) {
	o := newOffice(t)
	before, after := o.Clock.Now().Add(-time.Hour), o.Clock.Now().Add(time.Hour)
	for name, row := range map[string]struct {
		at    civic.Position
		when  time.Time
		wants []civic.Requirement
	}{
		"there and later":    {spot, after, nil},
		"somewhere else":     {far, after, []civic.Requirement{civic.NeedAfterNear}},
		"before":             {spot, before, []civic.Requirement{civic.NeedAfterLater}},
		"of no place":        {civic.Position{}, after, []civic.Requirement{civic.NeedAfterNear}},
		"of no time":         {spot, time.Time{}, []civic.Requirement{civic.NeedAfterLater}},
		"nobody knows where": {civic.Position{}, time.Time{}, []civic.Requirement{civic.NeedAfterNear, civic.NeedAfterLater}},
	} {
		r := o.inWork()
		if err := o.photo(r, 1, row.at, row.when); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActSolve, By: roads})
		var needs *civic.NeedsError
		if (err == nil) != (row.wants == nil) || err != nil && (!errors.As(err, &needs) || len(needs.Missing) != len(row.wants) || needs.Missing[0] != row.wants[0]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := o.inWork()
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActSolve, By: roads}); !errors.Is(err, civic.ErrNeeds) {
		t.Errorf("without a photo: %v", err)
	}
	if err := o.photo(r, 2, spot, after); err != nil {
		t.Fatal(err)
	}
	o.Clock.Add(2 * time.Hour)
	o.act(r, civic.ActSolve, roads)
	o.act(r, civic.ActRework, casework.Point(o.device.ID), saying("Яма на месте"))
	o.act(r, civic.ActStart, roads)
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActSolve, By: roads}); !errors.Is(err, civic.ErrNeeds) {
		t.Errorf("with the photo of the first time: %v", err)
	}
	o.Clock.Add(time.Hour)
	if err := o.photo(r, 3, spot, o.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	if c := o.act(r, civic.ActSolve, roads); c.Reworks != 1 || !c.Solved.Equal(o.Clock.Now()) {
		t.Errorf("%+v", c)
	}
	o.Verified(t)
}

// What isn't a photo, is too big, or comes from whom it doesn't concern.
func TestPhotosThatAreRefused(t *testing.T) {
	o := newOffice(t)
	r := o.inWork()
	good := portaltest.Taken(t, 1, spot, o.Clock.Now())
	bomb := bytes.Clone(good) // says it is 65,535 pixels wide and high
	if i := bytes.Index(bomb, []byte{0xFF, 0xC0}); i > 0 {
		copy(bomb[i+5:], []byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	other := roads
	other.Department = "water"
	for name, row := range map[string]struct {
		by      casework.Actor
		content []byte
		want    error
	}{
		"no picture":         {roads, []byte("%PDF-1.7"), photo.ErrFormat},
		"a bomb":             {roads, bomb, photo.ErrTooLarge},
		"cut short":          {roads, good[:len(good)/2], photo.ErrCorrupt},
		"too big":            {roads, make([]byte, casework.MaxUpload+1), photo.ErrTooBig},
		"another department": {other, good, casework.ErrForbidden},
		"a moderator":        {moderator, good, casework.ErrForbidden},
	} {
		if _, err := o.Casework().AddPhoto(t.Context(), r.ID, row.by, row.content); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range byte(civic.MaxPhotos + 1) {
		err := o.photo(r, i, spot, o.Clock.Now())
		if want := i == civic.MaxPhotos; errors.Is(err, casework.ErrPhotos) != want {
			t.Errorf("photo %d: %v", i+1, err)
		}
	}
}
