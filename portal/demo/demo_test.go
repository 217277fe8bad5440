package demo_test

import (
	"bytes"
	"errors"
	"image/jpeg"
	"log/slog"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/accounts"
	"priyom/portal/demo"
)

// until is the last minute of the tests' year.
var until = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// The year is played by real devices: an audit finds nothing, and what arrived is what was made.
func TestAuditFindsNothing(t *testing.T) {
	home := t.TempDir()
	made, err := demo.Make(t.Context(), demo.Options{Home: home, Reports: 60, Seed: 3, Until: until})
	if err != nil {
		t.Fatal(err)
	}
	if made.Reports+made.Waiting != 60 || made.Photos == 0 || made.Signatures == 0 {
		t.Errorf("%+v", made)
	}
	p, err := portal.Open(home, portal.Options{Clock: func() time.Time { return until }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	result, err := p.Verify(t.Context())
	if err != nil || !result.OK() || result.Reports != made.Reports || result.Signatures != made.Signatures {
		t.Errorf("%+v, %v", result, err)
	}
	states := map[civic.Status]int{}
	reports, err := p.Reports(t.Context())
	for _, r := range reports {
		states[r.Status]++
	}
	if err != nil || states[civic.StatusClosed] < made.Reports/2 || len(states) < 3 {
		t.Errorf("%v, %v", states, err)
	}
	if _, err := p.Accounts().SignInStaff(t.Context(), "moderator", made.Password, accounts.Browser{}); err != nil {
		t.Errorf("the moderator's password: %v", err)
	}
	devices, err := p.Devices(t.Context())
	own, errOwn := p.OwnDevices(t.Context(), "", 100)
	if err != nil || errOwn != nil || len(devices) < 8 || len(own) < 2 {
		t.Errorf("%d devices and %d of citizens', %v, %v", len(devices), len(own), err, errOwn)
	}
	petitions, err := p.Petitions(t.Context())
	if err != nil || len(petitions) == 0 {
		t.Errorf("%d petitions, %v", len(petitions), err)
	}
	for _, it := range petitions {
		if !slices.Contains(it.Proofs, civic.ProofOwn) {
			t.Errorf("nobody can sign %s on a phone", it.Number)
		}
	}
	if _, err := demo.Make(t.Context(), demo.Options{Home: home, Reports: 1, Until: until}); !errors.Is(err, demo.ErrUsed) {
		t.Errorf("a second year: %v", err)
	}
}

// The same options plan the same stories, and another seed other ones.
func TestSameSeedSameYear(t *testing.T) {
	one, again, other := demo.Stories(t, 200, 1), demo.Stories(t, 200, 1), demo.Stories(t, 200, 2)
	same := 0
	for i := range one {
		if one[i] != again[i] {
			t.Fatalf("%d: %+v, then %+v", i, one[i], again[i])
		}
		if one[i] == other[i] {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d stories of another seed are the same", same)
	}
}

// A year has its seasons, and its places where the same goes wrong again.
func TestSeasons(t *testing.T) {
	winter, summer, again := 0, 0, 0
	for _, s := range demo.Stories(t, 2000, 1) {
		snow := s.Theme == "winter"
		switch s.At.Month() {
		case time.December, time.January, time.February:
			if snow {
				winter++
			}
		case time.June, time.July, time.August:
			if snow {
				summer++
			}
		}
		if s.Again {
			again++
		}
		if s.Text == "" || bytes.ContainsAny([]byte(s.Text), "{}") {
			t.Errorf("text %q", s.Text)
		}
		if s.Settlement == "" || s.Address == "" {
			t.Errorf("nowhere: %+v", s)
		}
	}
	if winter < 30 || summer > 0 || again < 40 {
		t.Errorf("%d reports of snow in winter, %d in summer; %d of what was told before", winter, summer, again)
	}
}

// Photos are what the portal shows: small enough previews, of the same place before and after.
func TestPhotos(t *testing.T) {
	for _, scene := range demo.Scenes(t) {
		before, preview := demo.Take(scene, until, 5, false)
		after, _ := demo.Take(scene, until, 5, true)
		again, _ := demo.Take(scene, until, 5, false)
		if !bytes.Equal(before, again) {
			t.Errorf("%s: another picture the second time", scene)
		}
		if bytes.Equal(before, after) {
			t.Errorf("%s: nothing was mended", scene)
		}
		if len(preview) > 8<<10 {
			t.Errorf("%s: a preview of %d bytes", scene, len(preview))
		}
		if _, err := jpeg.Decode(bytes.NewReader(before)); err != nil {
			t.Errorf("%s: %v", scene, err)
		}
	}
}
