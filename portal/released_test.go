package portal_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

var update = flag.Bool("update", false, "make testdata/home-1 anew: only until schema 1 is released")

// Every released schema is kept as a whole home folder, with keys that were made for it alone. This program opens each,
// migrates it, finds everything as it was told, and goes on with it.
func TestReleasedHomes(t *testing.T) {
	if *update {
		makeHome(t, filepath.Join("testdata", "home-1"))
	}
	homes, err := filepath.Glob("testdata/home-*")
	if err != nil || len(homes) == 0 {
		t.Fatal("no released homes", err)
	}
	for _, released := range homes {
		t.Run(filepath.Base(released), func(t *testing.T) {
			home := filepath.Join(t.TempDir(), "home")
			if err := os.CopyFS(home, os.DirFS(released)); err != nil {
				t.Fatal(err)
			}
			p := portaltest.Start(t, home, 0)
			p.Verified(t)
			result, err := p.Verify(t.Context())
			if err != nil || result.Entries != 5 || result.Devices != 2 || result.Reports != 4 || result.Blobs != 2 {
				t.Errorf("%+v, %v", result, err)
			}
			list, err := p.PersonalReports(t.Context())
			if err != nil || len(list) != 4 {
				t.Fatalf("%d reports, %v", len(list), err)
			}
			r := list[1]
			if r.Number != "СТ-01-0001" || r.Text != "Медпункт на замке третий день" || len(r.Photos) != 1 || !r.Photos[0].Complete ||
				r.Reporter == nil || r.Reporter.Name != portaltest.Canary().Name {
				t.Errorf("%+v, %+v", r, r.Reporter)
			}
			d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
			if d.Is.Code != "СТ-02" {
				t.Errorf("the next device of the place counts as %s", d.Is.Code)
			}
			d.Tell(journal.Hash{}, d.Report())
			d.PushAll()
			p.Verified(t)
		})
	}
}

func makeHome(t *testing.T, home string) {
	t.Helper()
	if err := os.RemoveAll(home); err != nil {
		t.Fatal(err)
	}
	t.Run("make", func(t *testing.T) { tellAt(t, home) }) // the portal is closed at its end
}
