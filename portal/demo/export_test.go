package demo

import (
	"slices"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
)

// Story is what tests see of a story.
type Story struct {
	At                        time.Time
	ID                        civic.ReportID
	Theme                     civic.ThemeSlug
	Text, Settlement, Address string
	Lat, Lon                  civic.Degrees
	Device, Photos            int
	Again                     bool
}

// Stories plans a year that ends on 24 November 2026.
func Stories(t *testing.T, n int, seed uint64) (all []Story) {
	t.Helper()
	m, err := load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := openAtlas(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.close() }()
	classifier, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	p, err := makePlan(t.Context(), Options{Reports: n, Seed: seed, Until: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}, m, a, classifier)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.stories {
		r := s.report
		all = append(all, Story{
			r.CapturedAt, r.ID, s.theme, r.Text, r.Place.Settlement, r.Place.Address, r.Place.Position.Lat, r.Place.Position.Lon,
			s.device, s.photos, s.same >= 0 || s.spot >= 0,
		})
	}
	return all
}

// Scenes are what photos show.
func Scenes(t *testing.T) (all []string) {
	t.Helper()
	m, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.subjects {
		if !slices.Contains(all, string(s.Scene)) {
			all = append(all, string(s.Scene))
		}
	}
	return all
}

// Take draws a photo and its preview.
func Take(name string, at time.Time, seed uint64, after bool) (photo, preview []byte) {
	s := take(view{scene: scene(name), at: at, seed: seed, after: after})
	return s.photo, s.preview
}
