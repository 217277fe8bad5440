package engine

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// leaks are the goroutines that still do something of this package's, beside the tests themselves. Those that are about
// to end get a second for it.
func leaks() (left string) {
	for range 100 {
		buf := make([]byte, 1<<20)
		left = ""
		for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			if strings.Contains(g, "sync/engine.") && !strings.Contains(g, "sync/engine.Test") || strings.Contains(g, "(*persistConn)") {
				left += g + "\n\n"
			}
		}
		if left == "" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return left
}

func TestRunSendsAtTheKick(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	e := anEngine(t, s, Options{Limits: Limits{}.filled()})
	if s := e.State(); s.Link != LinkUnknown || s.Phase != PhaseIdle {
		t.Errorf("before: %+v", s)
	}
	running(t, e)
	until(t, e, "resting", func(s State) bool { return s.Phase == PhaseIdle && !s.LastExchange.IsZero() })
	for i := range 3 {
		captured(t, s, fmt.Sprintf("Яма %d", i), uint8(i))
		e.Kick()
		until(t, e, "the text there", func(State) bool { return d.count(t) == i+1 })
		_, err := s.PreparePhotos(t.Context())
		check(t, err)
		e.Kick()
		until(t, e, "clear", isClear(t, s))
	}
	state := until(t, e, "resting", func(s State) bool { return s.Phase == PhaseIdle })
	if state.Link != LinkGood || state.Cause != "" || state.LastReceipt.IsZero() || len(state.Files) != 0 {
		t.Errorf("after: %+v", state)
	}
}

// count is how many reports the district has.
func (d *district) count(t testing.TB) int {
	t.Helper()
	all, err := d.Reports(t.Context())
	check(t, err)
	return len(all)
}

func TestRunWaitsForEnrolment(t *testing.T) {
	d := newDistrict(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	captured(t, s, "До подключения")
	e := anEngine(t, s, Options{Limits: Limits{}.filled()})
	if r, err := e.Once(t.Context()); !errors.Is(err, store.ErrNotEnrolled) || r.Totals.Entries != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	running(t, e)
	until(t, e, "waiting", func(s State) bool {
		return s.Phase == PhaseWaiting && s.Cause == CauseNotEnrolled && !s.NextAttempt.IsZero()
	})
	d.enroll(t, s, served(t, d.handler))
	e.Kick()
	until(t, e, "clear", isClear(t, s))
}

func TestOnlyOneAtATime(t *testing.T) {
	d := newDistrict(t)
	e := anEngine(t, d.enrolled(t, served(t, d.handler)), Options{})
	running(t, e)
	until(t, e, "running", func(s State) bool { return !s.LastExchange.IsZero() })
	if err := e.Run(t.Context()); !errors.Is(err, ErrRunning) {
		t.Errorf("%v", err)
	}
	if _, err := e.Once(t.Context()); !errors.Is(err, ErrRunning) {
		t.Errorf("%v", err)
	}
	e.Close()
	e.Close()
	if err := e.Run(t.Context()); !errors.Is(err, ErrRunning) {
		t.Errorf("after Close: %v", err)
	}
}

func TestRevoked(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	captured(t, s, "Яма", 1)
	check(t, d.Revoke(t.Context(), s.Device()))
	e := anEngine(t, s, Options{})
	r, err := e.Once(t.Context())
	if err != nil || r.Clear || r.LastCause != "problem.revoked" || e.State().Link != LinkRefused {
		t.Errorf("%+v, %v, %+v", r, err, e.State())
	}
	items, err := s.Queue(t.Context())
	check(t, err)
	if len(items) == 0 || items[0].Cause != "problem.revoked" || items[0].NextAttempt.IsZero() || items[0].Attempts != 1 {
		t.Errorf("%+v", items)
	}
}

func TestOnceEndsInTime(t *testing.T) {
	var asked atomic.Int32
	url := served(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // only then does a server notice that the other side has gone
		<-r.Context().Done()
	}))
	d := newDistrict(t)
	s := d.enrolled(t, url)
	captured(t, s, "Яма")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	r, err := anEngine(t, s, Options{}).Once(ctx)
	if err != nil || r.Clear || r.LastCause != CauseTimeUp || r.Totals.Entries != 1 || asked.Load() == 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// The store is closed under the engine, at any moment.
func TestStoreClosedUnderIt(t *testing.T) {
	for i := range 20 {
		d := newDistrict(t)
		s := d.enrolled(t, served(t, d.handler))
		captured(t, s, "Яма", uint8(i))
		_, err := s.PreparePhotos(t.Context())
		check(t, err)
		e := anEngine(t, s, Options{})
		ended := make(chan error, 1)
		go func() { ended <- e.Run(t.Context()) }()
		time.Sleep(time.Duration(i) * 2 * time.Millisecond)
		check(t, s.Close())
		e.Kick()
		if err := <-ended; err == nil {
			t.Error("no error")
		}
		if _, err := e.Once(t.Context()); err == nil {
			t.Error("no error of Once")
		}
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	d := newDistrict(t)
	between := newSaboteur(t, d.handler, 5, 0.4, allFaults...)
	s := d.enrolled(t, served(t, between))
	if left := leaks(); left != "" {
		t.Fatalf("before: %s", left)
	}
	for i := range 5 {
		captured(t, s, "Яма", uint8(i))
		_, err := s.PreparePhotos(t.Context())
		check(t, err)
		e := anEngine(t, s, Options{})
		ended := make(chan error, 1)
		go func() { ended <- e.Run(t.Context()) }()
		time.Sleep(time.Duration(10*i) * time.Millisecond)
		e.Close()
		e.mu.Lock()
		if e.stop != nil {
			t.Error("Close came back before Run's end")
		}
		e.mu.Unlock()
		if err := <-ended; err != nil && !errors.Is(err, ErrRunning) { // which is Run's answer if Close was faster
			t.Error(err)
		}
	}
	if left := leaks(); left != "" {
		t.Error(left)
	}
}

// Two programs at one folder, as the window and the command line: neither spoils what the other does.
func TestTwoAtOneHome(t *testing.T) {
	d := newDistrict(t)
	home := t.TempDir()
	first := storetest.Open(t, home, store.Options{})
	d.enroll(t, first, served(t, d.handler))
	second := storetest.Open(t, home, store.Options{})
	want := []string{}
	for i := range 12 {
		want = append(want, fmt.Sprintf("Яма %d", i))
		captured(t, first, want[i], uint8(i))
	}
	_, err := first.PreparePhotos(t.Context())
	check(t, err)
	patient := quick
	patient.Tries = 1000
	var both sync.WaitGroup
	for _, s := range []*store.Store{first, second} {
		e := anEngine(t, s, Options{Limits: patient})
		both.Go(func() {
			if r, err := e.Once(t.Context()); err != nil || !r.Clear {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
	both.Wait()
	d.once(t, want...)
	if a := d.audited(t); a.Blobs != 24 {
		t.Errorf("%+v", a)
	}
	verified(t, first)
}

// What people say stays out of the log at every level, and so do codes, keys and signatures.
func TestLogTellsNothingPersonal(t *testing.T) {
	var mu sync.Mutex
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(lockedWriter{&mu, &log}, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: false}))
	d := newDistrict(t)
	between := newSaboteur(t, d.handler, 3, 0.5, allFaults...)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	code := d.invite(t)
	_, err := Enroll(t.Context(), s, Options{Log: logger, Limits: quick, Name: "КАНАРЕЙКА-имя-места"}, served(t, d.handler), code)
	check(t, err)
	moved(t, s, served(t, between))
	r := storetest.Draft(t, s, "КАНАРЕЙКА-текст")
	r.Category = "electricity-outage"
	r.Place.Address = "КАНАРЕЙКА-адрес"
	r.Reporter = civic.Reporter{
		Name: "КАНАРЕЙКА-имя", Phone: "+37360012345", Address: "КАНАРЕЙКА-почта", Reply: civic.ReplyPost,
		Consent: civic.Consent{Given: true, Sheet: "КАНАРЕЙКА-лист", Version: "1"},
	}
	check(t, s.SaveDraft(t.Context(), r))
	storetest.Attach(t, s, r, 1)
	_, err = s.Capture(t.Context(), r)
	check(t, err)
	patient := quick
	patient.Tries = 1000
	cleared(t, anEngine(t, s, Options{Log: logger, Limits: patient}))
	key, err := s.Key(t.Context())
	check(t, err)
	mu.Lock()
	defer mu.Unlock()
	said := log.String()
	if !strings.Contains(said, "exchange failed") || !strings.Contains(said, "enrolled") {
		t.Fatalf("the log says too little to show anything:\n%s", said)
	}
	for _, secret := range []string{
		"КАНАРЕЙКА", "37360012345", code, storetest.Passphrase, hex.EncodeToString(key.Seed()),
		base64.RawURLEncoding.EncodeToString(key.Seed()), "Priyom ", fmt.Sprint([]byte(key.Public().(ed25519.PublicKey))),
	} {
		if strings.Contains(said, secret) {
			t.Errorf("the log has %q", secret)
		}
	}
}

type lockedWriter struct {
	mu *sync.Mutex
	b  *bytes.Buffer
}

func (w lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

// A bad line is begun with little and gets more as it proves good.
func TestRequestsGrow(t *testing.T) {
	d := newDistrict(t)
	var mu sync.Mutex
	var entries []int
	s := d.enrolled(t, served(t, onReply(t, d.handler, func(r wire.SyncRequest, _ *wire.SyncReply) {
		mu.Lock()
		defer mu.Unlock()
		n := 0
		for _, raw := range r.Batches {
			n += countEntries(t, raw)
		}
		entries = append(entries, n)
	})))
	for i := range 100 {
		captured(t, s, fmt.Sprintf("Яма %d", i))
	}
	cleared(t, anEngine(t, s, Options{}))
	if fmt.Sprint(entries) != "[16 32 52]" {
		t.Errorf("requests of %v entries", entries)
	}
}

func countEntries(t testing.TB, raw []byte) int {
	t.Helper()
	b, err := journal.ParseBatch(raw)
	check(t, err)
	return len(b.Entries)
}
