package store_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

var update = flag.Bool("update", false, "make testdata/home-1 anew: only until schema 1 is released")

// Every released schema is kept as a whole home folder. This program opens each, migrates it, and finds all that its
// people left there.
func TestReleasedHomes(t *testing.T) {
	if *update {
		makeHome(t, "testdata/home-1")
	}
	homes, err := filepath.Glob("testdata/home-*")
	if err != nil || len(homes) == 0 {
		t.Fatal("no released homes", err)
	}
	for _, released := range homes {
		t.Run(filepath.Base(released), func(t *testing.T) {
			home := t.TempDir()
			copyHome(t, released, home)
			s := storetest.Open(t, home, store.Options{})
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
			verified(t, s)
			if n := storetest.Capture(t, s, "Новое").Number; n == "" {
				t.Error("no number")
			}
			verified(t, s)
		})
	}
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
	if err := os.RemoveAll(home); err != nil {
		t.Fatal(err)
	}
	s, portal := storetest.Open(t, home, store.Options{}), storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	r := storetest.Draft(t, s, "Яма у остановки")
	r.Reporter = civic.Reporter{Name: "Петрова Анна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true}}
	storetest.Attach(t, s, r, 5)
	if _, err := s.Capture(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	portal.Acknowledge(t, s)
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.Capture(t, s, "Не горит фонарь")
	storetest.Draft(t, s, "Недописанное")
	closeStore(t, s)
}
