package store_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

var update = flag.Bool("update", false, "make the home of the newest schema anew: only until that is released")

// Every schema that main ever had is kept as a whole home folder, which the program of that day made; 2, 3, 4 and 8 were never there in the
// form that they have now. This program opens each, migrates it, and finds all that its people left there.
func TestReleasedHomes(t *testing.T) {
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	newest := fmt.Sprintf("testdata/home-%d", len(steps))
	if *update {
		makeHome(t, newest)
	}
	if _, err := os.Stat(newest); err != nil {
		t.Logf("schema %d has no home yet; before it is released: go test ./store -run TestReleasedHomes -update", len(steps))
	}
	homes, err := filepath.Glob("testdata/home-*")
	if err != nil || len(homes) == 0 {
		t.Fatal("no released homes", err)
	}
	for _, released := range homes {
		t.Run(filepath.Base(released), func(t *testing.T) {
			schema, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(released), "home-"))
			if err != nil {
				t.Fatal(err)
			}
			home := t.TempDir()
			copyHome(t, released, home)
			if before := userVersion(t, home); before != schema {
				t.Fatalf("it is of schema %d", before)
			}
			s := storetest.Open(t, home, store.Options{})
			if after := userVersion(t, home); after != len(steps) {
				t.Errorf("it became schema %d", after)
			}
			found, err := s.Find(t.Context(), store.Query{Text: "остановка"})
			if err != nil || len(found) != 1 {
				t.Fatalf("found %d, %v", len(found), err)
			}
			r, err := s.Report(t.Context(), found[0])
			if err != nil || r.Number != "СТ-04-0001" || r.Reporter.Name != "Петрова Анна" || r.Status != civic.StatusDelivered || len(r.Photos) != 1 {
				t.Errorf("report %+v, %v", r, err)
			}
			drafts, err := s.Drafts(t.Context())
			if err != nil || len(drafts) != 1 || drafts[0].Text != "Недописанное" {
				t.Errorf("drafts %+v, %v", drafts, err)
			}
			if queue, err := s.Queue(t.Context()); err != nil || len(queue) != 4 {
				t.Errorf("queue %+v, %v; want a report, and a photo of the first with its copies", queue, err)
			}
			madeSince(t, s, schema, r.ID)
			verified(t, s)
			if n := storetest.Capture(t, s, "Новое").Number; n == "" {
				t.Error("no number")
			}
			verified(t, s)
		})
	}
}

// madeSince looks for what homes of later schemas have beside.
func madeSince(t *testing.T, s *store.Store, schema int, report civic.ReportID) {
	t.Helper()
	if schema >= 5 {
		if people, err := s.Operators(t.Context()); err != nil || len(people) != 1 || people[0].Name != "Мария Иванова" {
			t.Errorf("operators %+v, %v", people, err)
		}
		if all, err := s.Petitions(t.Context()); err != nil || len(all) != 1 || all[0].Here != 1 {
			t.Errorf("petitions %+v, %v", all, err)
		}
	}
	if schema >= 6 {
		if said, err := s.Messages(t.Context(), report); err != nil || len(said) != 1 || said[0].Text != "Яма стала глубже" {
			t.Errorf("messages %+v, %v", said, err)
		}
	}
	if schema < 7 {
		return
	}
	done, err := s.InspectionsSince(t.Context(), time.Time{})
	if err != nil || len(done) != 1 || done[0].Comment != "Завтра продолжим" || len(done[0].Photos) != 1 || !done[0].Sent {
		t.Fatalf("inspections %+v, %v", done, err)
	}
	if gone, err := s.DropOriginals(t.Context(), time.Now(), 0); err != nil || gone.Files != 1 { // its photo is at the portal
		t.Errorf("dropped %+v, %v", gone, err)
	}
}

func userVersion(t *testing.T, home string) (version int) {
	t.Helper()
	if err := raw(t, home).QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

// docs/store.md says in its heading which schema it tells of.
func TestPageTellsOfThisSchema(t *testing.T) {
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../docs/store.md")
	if err != nil {
		t.Fatal(err)
	}
	if heading, _, _ := strings.Cut(string(page), "\n"); !strings.HasSuffix(heading, fmt.Sprintf("(schema %d)", len(steps))) {
		t.Errorf("%q, but there are %d migrations", heading, len(steps))
	}
}

func makeHome(t *testing.T, home string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.RemoveAll(home))
	s, portal := storetest.Open(t, home, store.Options{}), storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	maria, err := s.AddOperator(t.Context(), "Мария Иванова", "4829")
	must(err)
	_, err = s.BeginShift(t.Context(), maria)
	must(err)
	p := storetest.Petition()
	must(s.TakeFeed(t.Context(), store.Feed{Petitions: []civic.Petition{p}, Cursor: "petitions"}))
	_, err = s.Sign(t.Context(), storetest.Signature(t, s, p))
	must(err)
	i, err := s.BeginInspection(t.Context(), tasked(t, s).Report)
	must(err)
	_, err = s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(t, 9)), time.Now())
	must(err)
	i.Outcome, i.Comment = civic.OutcomePartly, "Завтра продолжим"
	_, err = s.Inspect(t.Context(), i)
	must(err)
	_, err = s.PreparePhotos(t.Context())
	must(err)
	acknowledgeAll(t, s, portal)
	r := storetest.Draft(t, s, "Яма у остановки")
	r.Reporter = civic.Reporter{Name: "Петрова Анна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true}}
	storetest.Attach(t, s, r, 5)
	_, err = s.Capture(t.Context(), r)
	must(err)
	_, err = s.Say(t.Context(), civic.Message{Report: r.ID, Text: "Яма стала глубже"})
	must(err)
	portal.Acknowledge(t, s)
	_, err = s.PreparePhotos(t.Context())
	must(err)
	storetest.Capture(t, s, "Не горит фонарь")
	storetest.Draft(t, s, "Недописанное")
	closeStore(t, s)
}
