package hooks

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
	"priyom/portal/keys"
)

// receiver is another program that is called.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	calls  []called
	status int
}

type called struct {
	header http.Header
	body   []byte
}

func startReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls = append(r.calls, called{req.Header, body})
		if r.status == http.StatusFound {
			w.Header().Set("Location", r.URL+"/elsewhere")
		}
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

func (r *receiver) heard() []called {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]called(nil), r.calls...)
}

// bench is an office on a real database, with a clock that only the test moves.
type bench struct {
	*Office
	t      *testing.T
	now    time.Time
	runner *jobs.Runner
}

func newBench(t *testing.T, networks ...string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	home := t.TempDir()
	d, err := db.Open(t.Context(), filepath.Join(home, "portal.db"), func() time.Time { return b.now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	k, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{DB: d, Keys: k, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler), Base: func(*db.Tx) (string, error) { return "https://portal.example", nil }}
	for _, n := range networks {
		c.Networks = append(c.Networks, netip.MustParsePrefix(n))
	}
	b.Office = New(c)
	b.runner = jobs.New(jobs.Config{DB: d, Log: c.Log})
	b.Work(b.runner)
	return b
}

func (b *bench) write(f func(tx *db.Tx) error) {
	b.t.Helper()
	if err := b.DB.Write(b.t.Context(), f); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) run(d time.Duration) {
	b.t.Helper()
	b.now = b.now.Add(d)
	if _, err := b.runner.RunDue(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) subscribe(url string, events ...db.HookEvent) (id [16]byte, secret string) {
	b.t.Helper()
	b.write(func(tx *db.Tx) error {
		h, s, err := b.Add(tx, db.Hook{URL: url, Note: "Газета", Events: events})
		id, secret = h.ID, s
		return err
	})
	return id, secret
}

func (b *bench) hook(id [16]byte) (h db.Hook) {
	b.t.Helper()
	b.write(func(tx *db.Tx) (err error) { h, err = tx.Hook(id); return err })
	return h
}

func (b *bench) deliveries(id [16]byte) (all []db.Delivery) {
	b.t.Helper()
	b.write(func(tx *db.Tx) (err error) { all, err = tx.Deliveries(id, time.Time{}, "", 100); return err })
	return all
}

func public() db.Case {
	return db.Case{
		Report: civic.ReportID{1}, Number: "СТ-01-0001", Text: "Медпункт на замке", Category: "health-fap-closed", Status: civic.StatusAssigned,
		Published: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), Received: time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC),
	}
}

func (b *bench) step(before, after db.Case, step db.Step) {
	b.t.Helper()
	b.write(func(tx *db.Tx) error { return b.Follow(tx, before, after, step) })
}

func TestAReceiverIsToldAndCanTellWhoCalls(t *testing.T) {
	b := newBench(t, "127.0.0.0/8")
	r := startReceiver(t)
	_, secret := b.subscribe(r.URL, ReportPublished, ReportHidden)
	before := public()
	before.Published = time.Time{}
	b.step(before, public(), db.Step{Act: civic.ActAssign, Note: "про себя", Private: true})
	b.step(public(), public(), db.Step{Act: civic.ActStart}) // nobody asked for that
	b.step(before, before, db.Step{Act: civic.ActReject})    // nobody may know of it
	b.step(public(), before, db.Step{})
	b.run(0)
	heard := r.heard()
	if len(heard) != 2 {
		t.Fatalf("%d calls", len(heard))
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) != 24 {
		t.Fatal(secret)
	}
	kinds := map[string]string{}
	for _, c := range heard {
		at, err := strconv.ParseInt(c.header.Get("Webhook-Timestamp"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if want := "v1," + Sign(key, c.header.Get("Webhook-Id"), time.Unix(at, 0), c.body); c.header.Get("Webhook-Signature") != want {
			t.Errorf("signed %s", c.header.Get("Webhook-Signature"))
		}
		var p struct {
			Type string         `json:"type"`
			Time time.Time      `json:"timestamp"`
			Data map[string]any `json:"data"`
		}
		if err := json.Unmarshal(c.body, &p); err != nil {
			t.Fatal(err)
		}
		kinds[p.Type] = string(c.body)
		if p.Data["number"] != "СТ-01-0001" || strings.Contains(string(c.body), "про себя") {
			t.Errorf("%s", c.body)
		}
	}
	if !strings.Contains(kinds["report.published"], "Медпункт") || !strings.Contains(kinds["report.published"], "https://portal.example/reports/") {
		t.Errorf("%v", kinds)
	}
	if kinds["report.hidden"] == "" || strings.Contains(kinds["report.hidden"], "Медпункт") {
		t.Errorf("what is hidden was told: %s", kinds["report.hidden"])
	}
}

// The vector of Standard Webhooks' own documents.
func TestSignatureIsTheStandards(t *testing.T) {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	got := Sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if got != "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("%s", got)
	}
}

// An address that is down for two days is told everything, under the same ids, and each of it is taken once.
func TestWhatFailedIsTriedAgain(t *testing.T) {
	b := newBench(t, "127.0.0.0/8")
	r := startReceiver(t)
	id, _ := b.subscribe(r.URL, ReportChanged)
	r.answers(http.StatusServiceUnavailable)
	b.step(public(), public(), db.Step{Act: civic.ActStart})
	b.step(public(), public(), db.Step{Act: civic.ActSolve})
	for range 8 {
		b.run(6 * time.Hour)
	}
	if h := b.hook(id); h.Failing.IsZero() || h.State != db.HookOn {
		t.Errorf("%+v", h)
	}
	for _, d := range b.deliveries(id) {
		if d.State != db.DeliveryWaiting || d.Status != 503 || d.Cause != causeStatus || d.Attempts < 3 {
			t.Errorf("%+v", d)
		}
	}
	r.answers(http.StatusOK)
	b.run(12 * time.Hour)
	b.run(12 * time.Hour)
	taken := map[string]int{}
	for _, c := range r.heard() {
		taken[c.header.Get("Webhook-Id")]++
	}
	if h := b.hook(id); len(taken) != 2 || !h.Failing.IsZero() {
		t.Errorf("%v, %+v", taken, h)
	}
	n := len(r.heard())
	b.run(24 * time.Hour)
	if len(r.heard()) != n {
		t.Error("told again after it was taken")
	}
	d := b.deliveries(id)[0]
	b.write(func(tx *db.Tx) error { return b.Again(tx, id, d.Event) })
	b.run(0)
	b.run(0)
	last := r.heard()
	if len(last) != n+1 || last[n].header.Get("Webhook-Id") != d.Event {
		t.Errorf("sent again: %d calls", len(last)-n)
	}
}

func TestAnAddressThatFailsForDaysIsGivenUp(t *testing.T) {
	b := newBench(t, "127.0.0.0/8")
	r := startReceiver(t)
	id, _ := b.subscribe(r.URL, ReportChanged)
	r.answers(http.StatusInternalServerError)
	for range 30 {
		b.step(public(), public(), db.Step{Act: civic.ActStart})
		b.run(6 * time.Hour)
	}
	h := b.hook(id)
	if h.State != db.HookDead || h.Ended.IsZero() {
		t.Fatalf("%+v", h)
	}
	for _, d := range b.deliveries(id) {
		if d.State == db.DeliveryWaiting {
			t.Errorf("%+v", d)
		}
	}
	r.answers(http.StatusOK)
	n := len(r.heard())
	b.step(public(), public(), db.Step{Act: civic.ActSolve})
	b.run(time.Hour)
	if len(r.heard()) != n {
		t.Error("a dead address was called")
	}
	b.write(func(tx *db.Tx) error { return b.Change(tx, id, h, true) })
	b.step(public(), public(), db.Step{Act: civic.ActSolve})
	b.run(time.Hour)
	if len(r.heard()) != n+1 || b.hook(id).State != db.HookOn {
		t.Error("it isn't called though somebody switched it on")
	}
	r.answers(http.StatusGone)
	b.step(public(), public(), db.Step{Act: civic.ActSolve})
	b.run(time.Hour)
	if b.hook(id).State != db.HookDead {
		t.Error("410 says that nobody is there any more")
	}
}

func TestNobodyLeadsThePortalIntoItsOwnNetwork(t *testing.T) {
	b := newBench(t)
	for _, url := range []string{
		"http://news.example/hook", "https://127.0.0.1/hook", "https://[::1]/", "https://10.0.0.8/", "https://192.168.1.1/", "https://169.254.169.254/latest",
		"https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/", "https://100.64.0.1/", "https://0.0.0.0/", "https://user:pw@news.example/",
		"ftp://news.example/", "https:///hook", "", "https://[64:ff9b::7f00:1]/",
	} {
		err := b.DB.Write(t.Context(), func(tx *db.Tx) error {
			_, _, err := b.Add(tx, db.Hook{URL: url, Events: Events()})
			return err
		})
		if !errors.Is(err, ErrURL) {
			t.Errorf("%s: %v", url, err)
		}
	}
	r := startReceiver(t)
	// A name that leads inside is only known when it is called.
	id, _ := b.subscribe("https://localhost:"+r.URL[strings.LastIndex(r.URL, ":")+1:]+"/hook", ReportChanged)
	b.step(public(), public(), db.Step{Act: civic.ActStart})
	b.run(0)
	d := b.deliveries(id)
	if len(r.heard()) > 0 || len(d) != 1 || d[0].Cause != causeForbidden || d[0].State != db.DeliveryFailed {
		t.Errorf("%d calls, %+v", len(r.heard()), d)
	}
	if err := b.DB.Write(t.Context(), func(tx *db.Tx) error {
		_, _, err := b.Add(tx, db.Hook{URL: "https://news.example/"})
		return err
	}); !errors.Is(err, ErrEvents) {
		t.Errorf("%v", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	b := newBench(t, "127.0.0.0/8")
	r := startReceiver(t)
	id, _ := b.subscribe(r.URL, ReportChanged)
	r.answers(http.StatusFound)
	b.step(public(), public(), db.Step{Act: civic.ActStart})
	b.run(0)
	if d := b.deliveries(id)[0]; len(r.heard()) != 1 || d.Cause != causeRedirect || d.Status != 302 {
		t.Errorf("%d calls, %+v", len(r.heard()), d)
	}
}

func TestTryingAndRenewing(t *testing.T) {
	b := newBench(t, "127.0.0.0/8")
	r := startReceiver(t)
	id, old := b.subscribe(r.URL, PetitionClosed)
	fresh := ""
	b.write(func(tx *db.Tx) (err error) {
		if fresh, err = b.Renew(tx, id); err != nil {
			return err
		}
		return b.Try(tx, id)
	})
	b.run(0)
	heard := r.heard()
	if fresh == old || len(heard) != 1 || !strings.Contains(string(heard[0].body), `"type":"test"`) {
		t.Fatalf("%d calls", len(heard))
	}
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(fresh, "whsec_"))
	at, _ := strconv.ParseInt(heard[0].header.Get("Webhook-Timestamp"), 10, 64)
	if heard[0].header.Get("Webhook-Signature") != "v1,"+Sign(key, heard[0].header.Get("Webhook-Id"), time.Unix(at, 0), heard[0].body) {
		t.Error("signed with the old secret")
	}
	b.run(90 * 24 * time.Hour)
	if d := b.deliveries(id); len(d) != 0 {
		t.Errorf("remembered for ever: %+v", d)
	}
	b.write(func(tx *db.Tx) error {
		h, err := tx.Hook(id)
		if strings.Contains(string(h.Secret), string(key)) {
			t.Error("the secret lies open")
		}
		if err != nil {
			return err
		}
		return tx.DropHook(id)
	})
}
