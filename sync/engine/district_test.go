package engine

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/audit"
	"priyom/portal/db"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// district is a real portal, and what its tests look at.
type district struct {
	*portal.Portal
	handler http.Handler
	db      *db.DB
	home    string
}

func newDistrict(t testing.TB) *district {
	t.Helper()
	home := t.TempDir()
	p := openAgain(t, home)
	d, err := db.Open(t.Context(), filepath.Join(home, "portal.db"), time.Now)
	check(t, err)
	t.Cleanup(func() { check(t, d.Close()) })
	return &district{p, p.Handler(), d, home}
}

// openAgain opens the portal in a folder, besides those that have it open already.
func openAgain(t testing.TB, home string) *portal.Portal {
	t.Helper()
	p, err := portal.Open(home, portal.Options{Name: "Лесной район", Log: slog.New(slog.DiscardHandler)})
	check(t, err)
	t.Cleanup(func() { check(t, p.Close()) })
	return p
}

// changes are what the feed has for a device.
func (d *district) changes(t testing.TB, id civic.DeviceID) (all []wire.Change) {
	t.Helper()
	check(t, d.db.Read(t.Context(), func(tx *db.Tx) error {
		changes, err := tx.Changes(id, "", 0, 100)
		for _, c := range changes {
			all = append(all, c.Change)
		}
		return err
	}))
	return all
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// served is the district at an address, with something in between that may spoil what passes.
func served(t testing.TB, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

// invite makes a code for a reception point.
func (d *district) invite(t testing.TB) string {
	t.Helper()
	code, _, err := d.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	check(t, err)
	return code
}

// enroll makes a device this district's, at an address that may lead there by detours.
func (d *district) enroll(t testing.TB, s *store.Store, url string) {
	t.Helper()
	direct := httptest.NewServer(d.handler)
	defer direct.Close()
	e, err := Enroll(t.Context(), s, Options{}, direct.URL, d.invite(t))
	check(t, err)
	e.URL = url
	check(t, s.Enroll(t.Context(), e))
}

// enrolled is a new device of this district.
func (d *district) enrolled(t testing.TB, url string) *store.Store {
	t.Helper()
	s := storetest.Open(t, t.TempDir(), store.Options{})
	d.enroll(t, s, url)
	return s
}

// texts counts the district's reports by their texts.
func (d *district) texts(t testing.TB) map[string]int {
	t.Helper()
	all, err := d.Reports(t.Context())
	check(t, err)
	n := map[string]int{}
	for _, r := range all {
		n[r.Text]++
		for _, p := range r.Photos {
			if !p.Complete {
				t.Errorf("%s: a photo is not complete", r.Text)
			}
		}
	}
	return n
}

// epochs are the lives of a device's journal that the district knows.
func (d *district) epochs(t testing.TB, id civic.DeviceID) (heads []journal.Head) {
	t.Helper()
	check(t, d.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		heads, err = tx.Heads(id)
		return err
	}))
	return heads
}

// audited makes sure that what people see at the district follows from what devices said.
func (d *district) audited(t testing.TB) audit.Result {
	t.Helper()
	r, err := d.Verify(t.Context())
	check(t, err)
	for _, f := range r.Findings {
		t.Errorf("audit: %s", f)
	}
	return r
}

// verified makes sure that a device's memory is whole.
func verified(t testing.TB, s *store.Store) {
	t.Helper()
	v, err := s.Verify(t.Context())
	check(t, err)
	for _, f := range v.Findings {
		t.Errorf("device: %s", f)
	}
}

// quick never waits long.
var quick = Limits{
	Dial: 5 * time.Second, Reply: 5 * time.Second, Stall: 5 * time.Second, FirstRetry: time.Millisecond,
	LongestRetry: 5 * time.Millisecond, Look: 5 * time.Millisecond,
}

func anEngine(t testing.TB, s *store.Store, opt Options) *Engine {
	t.Helper()
	if opt.Limits == (Limits{}) {
		opt.Limits = quick
	}
	e, err := New(s, opt)
	check(t, err)
	t.Cleanup(e.Close)
	return e
}

// captured hands in a report with photos, whose copies are still to be made.
func captured(t testing.TB, s *store.Store, text string, photos ...uint8) civic.Report {
	t.Helper()
	r := storetest.Draft(t, s, text)
	r.Category = "electricity-outage"
	for _, seed := range photos {
		storetest.Attach(t, s, r, seed)
	}
	r, err := s.Capture(t.Context(), r)
	check(t, err)
	return r
}

// cleared exchanges until everything is acknowledged.
func cleared(t testing.TB, e *Engine) Result {
	t.Helper()
	r, err := e.Once(t.Context())
	if err != nil || !r.Clear {
		t.Fatalf("not clear: %+v, %v", r, err)
	}
	return r
}
