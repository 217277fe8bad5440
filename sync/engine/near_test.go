package engine

import (
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// What one village reports is offered in the next one as something to join in, and who joined in is counted and told back:
// all of it over the real portal, each side offline in between.
func TestNearAndSupportOverTheLine(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	here, there := d.enrolled(t, url), d.enrolled(t, url)
	first, second := anEngine(t, here, Options{}), anEngine(t, there, Options{})
	draft := storetest.Draft(t, here, "Яма у моста, звоните 89120004115")
	draft.Place.Position, draft.Place.Source = civic.Position{Lat: 47.08, Lon: 28.87}, civic.SourceMap
	r, err := here.Capture(t.Context(), draft)
	check(t, err)
	cleared(t, first)
	cleared(t, second)
	near := func(s *store.Store) store.Near {
		t.Helper()
		found, err := s.Nearby(t.Context(), r.Place, civic.NearWithin, anyKind)
		check(t, err)
		if len(found) != 1 {
			t.Fatalf("near are %+v", found)
		}
		return found[0]
	}
	n := near(there)
	if n.ID != r.ID || n.Own || n.Words != "Яма у моста, звоните ***" || n.Status != civic.StatusDelivered || n.Supporters != 0 {
		t.Errorf("told of %+v", n)
	}
	u, err := there.NewSupport(n.ID, n.Number, civic.Reporter{Name: "Петрова Анна", Consent: civic.Consent{Given: true}})
	check(t, err)
	_, err = there.AddSupport(t.Context(), u)
	check(t, err)
	if n := near(there); n.Here != 1 {
		t.Errorf("%d joined in here", n.Here)
	}
	cleared(t, second)
	cleared(t, second)
	cleared(t, first)
	if n := near(here); !n.Own || n.Supporters != 1 {
		t.Errorf("told back %+v", n)
	}
	if n := near(there); n.Supporters != 1 {
		t.Errorf("told back %+v", n)
	}
	d.audited(t)
	verified(t, here)
	verified(t, there)
}

func anyKind(civic.CategorySlug) bool { return true }
