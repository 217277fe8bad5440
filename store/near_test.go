package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// tell is a page of the feed about reports of the district.
func tell(t *testing.T, s *store.Store, cursor string, digests ...civic.Digest) {
	t.Helper()
	if err := s.TakeFeed(t.Context(), store.Feed{Cursor: cursor, Near: digests}); err != nil {
		t.Fatal(err)
	}
}

// spot is a place some metres north of the first one.
func spot(metres float64) civic.Place {
	return civic.Place{Source: civic.SourceMap, Position: civic.Position{Lat: 47.08 + civic.Degrees(metres/111_195), Lon: 28.87}}
}

func digest(n byte, at civic.Place, status civic.Status) civic.Digest {
	return civic.Digest{ID: civic.ReportID{n}, Number: fmt.Sprintf("СТ-02-%04d", n), Category: "roads-pothole", Status: status, Place: at, Words: "Яма", Supporters: int(n)}
}

func numbersNear(t *testing.T, s *store.Store, at civic.Place) string {
	t.Helper()
	found, err := s.Nearby(t.Context(), at, civic.NearWithin, anyKind)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range found {
		all = append(all, n.Number)
	}
	return strings.Join(all, " ")
}

func TestNearby(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	lesnaya := civic.Place{Address: "ул. Лесная, 12", Settlement: "Ставчены"}
	tell(t, s, "1", digest(1, spot(140), civic.StatusInWork), digest(2, spot(160), civic.StatusInWork), digest(3, spot(20), civic.StatusClosed),
		digest(4, spot(30), civic.StatusDelivered), digest(5, lesnaya, civic.StatusModeration))
	own := storetest.Draft(t, s, "Провал на дороге")
	own.Place = spot(50)
	own, err := s.Capture(t.Context(), own)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := numbersNear(t, s, spot(0)), "СТ-02-0004 "+own.Number+" СТ-02-0001"; got != want {
		t.Errorf("near are %s, want %s", got, want)
	}
	for address, want := range map[string]string{"Лесная 12": "СТ-02-0005", "лесная": "", "Лесная, 13": "", "": ""} {
		if got := numbersNear(t, s, civic.Place{Address: address, Settlement: "СТАВЧЕНЫ"}); got != want {
			t.Errorf("at %q are %q, want %q", address, got, want)
		}
	}
	if got := numbersNear(t, s, civic.Place{Address: "Лесная 12", Settlement: "Другое"}); got != "" {
		t.Errorf("in another village are %s", got)
	}
	// The newest word about a report is the only one; a page that comes twice changes nothing; what is own isn't listed twice.
	tell(t, s, "2", digest(4, spot(30), civic.StatusSolved), digest(1, spot(140), civic.StatusRework),
		civic.Digest{ID: own.ID, Number: own.Number, Status: civic.StatusInWork, Place: own.Place, Supporters: 7})
	tell(t, s, "2", digest(4, spot(30), civic.StatusDelivered))
	found, err := s.Nearby(t.Context(), spot(0), civic.NearWithin, anyKind)
	if err != nil || len(found) != 2 || !found[0].Own || found[0].Supporters != 7 || found[1].Status != civic.StatusRework || found[1].Distance < 138 || found[1].Distance > 142 {
		t.Errorf("%+v, %v", found, err)
	}
}

// Support is said once for each person, in the journal and here, and goes sealed.
func TestSupport(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal := storetest.NewPortal(t)
	own := storetest.Capture(t, s, "Яма")
	anna := civic.Reporter{Name: "Петрова Анна", Phone: "89120004115", Consent: civic.Consent{Given: true}}
	s.SetOperator(3)
	add := func(who civic.Reporter) (civic.Support, error) {
		u, err := s.NewSupport(own.ID, own.Number, who)
		if err != nil {
			t.Fatal(err)
		}
		return s.AddSupport(t.Context(), u)
	}
	first, err := add(anna) // before enrolment: it waits
	if err != nil || first.Operator != 3 {
		t.Fatal(first, err)
	}
	if again, err := s.AddSupport(t.Context(), first); err != nil || again != first {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	anna.Name, anna.Phone = "анна ПЕТРОВА", "+7 912 000-41-15"
	if _, err := add(anna); !errors.Is(err, store.ErrSupported) {
		t.Errorf("the same person: %v", err)
	}
	portal.Enroll(t, s, "СТ-01")
	for range 2 { // nobody by name is somebody else each time
		if _, err := add(civic.Reporter{}); err != nil {
			t.Fatal(err)
		}
	}
	entries := portal.Acknowledge(t, s)
	var kinds []string
	for _, e := range entries {
		kinds = append(kinds, string(e.Kind))
	}
	if got := strings.Join(kinds, " "); got != "report.captured report.supported report.supported report.supported" {
		t.Fatalf("the journal says %s", got)
	}
	told, err := journal.DecodeSupport(entries[1].Public)
	if err != nil || told.Report != own.ID || told.Number != own.Number || told.Operator != 3 || !told.Supporter.IsZero() {
		t.Errorf("%+v, %v", told, err)
	}
	personal, err := portal.Open.Open(s.Device(), entries[1].Public, entries[1].Sealed)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := journal.DecodeReporter(personal); err != nil || who.Name != "Петрова Анна" {
		t.Errorf("%+v, %v", who, err)
	}
	if entries[2].Sealed != nil {
		t.Error("nobody was sealed")
	}
	if all, err := s.Supports(t.Context(), own.ID); err != nil || len(all) != 3 || all[0].Supporter.Name != "Петрова Анна" {
		t.Errorf("%+v, %v", all, err)
	}
	if found, err := s.Nearby(t.Context(), own.Place, civic.NearWithin, anyKind); err != nil || len(found) != 1 || found[0].Here != 3 {
		t.Errorf("%+v, %v", found, err)
	}
	// The report's own author may be erased without the others, and the others in their time.
	if err := s.ErasePersonal(t.Context(), own.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Supports(t.Context(), own.ID); err != nil || all[0].Supporter.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
	if n, err := s.EraseSupporters(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("%d erased, %v", n, err)
	}
	if all, err := s.Supports(t.Context(), own.ID); err != nil || len(all) != 3 || !all[0].Supporter.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
	if v, err := s.Verify(t.Context()); err != nil || len(v.Findings) != 0 {
		t.Errorf("%v, %v", v.Findings, err)
	}
}

func anyKind(civic.CategorySlug) bool { return true }
