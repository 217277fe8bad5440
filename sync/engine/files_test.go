package engine

import (
	"bytes"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// onPatch answers uploads by itself for as long as f says so.
func onPatch(next http.Handler, f func(w http.ResponseWriter, r *http.Request) (done bool)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch && f(w, r) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// queued are the states and causes of the files in a queue.
func queued(t testing.TB, s *store.Store) (states []store.ItemState, causes []Cause) {
	t.Helper()
	items, err := s.Queue(t.Context())
	check(t, err)
	for _, i := range items {
		states, causes = append(states, i.State), append(causes, Cause(i.Cause))
	}
	return states, causes
}

func TestPreviewsGoFirst(t *testing.T) {
	d := newDistrict(t)
	counted := &counter{next: d.handler}
	s := d.enrolled(t, served(t, counted))
	previews := map[string]bool{}
	for i := range 4 {
		r := captured(t, s, "Яма", uint8(i))
		_, err := s.PreparePhotos(t.Context())
		check(t, err)
		r, err = s.Report(t.Context(), r.ID)
		check(t, err)
		previews["PATCH "+wire.PathBlobs+hex.EncodeToString(r.Photos[0].Preview.SHA256[:])] = true
	}
	cleared(t, anEngine(t, s, Options{}))
	paths, _ := counted.seen()
	first, last := slices.IndexFunc(paths, isPatch), 0
	for i, p := range paths {
		if previews[p] {
			last = i
		}
	}
	if paths = slices.DeleteFunc(paths, func(p string) bool { return !isPatch(p) }); len(paths) != 8 {
		t.Fatalf("%d uploads", len(paths))
	}
	if last-first > 5 { // the lanes: the last preview and the first photo may change places
		t.Errorf("previews among %v", paths)
	}
}

func isPatch(p string) bool { return strings.HasPrefix(p, http.MethodPatch) }

// A file that was spoilt on the device's disk is said and never sent; what is around it goes.
func TestDamagedFileHoldsNothingUp(t *testing.T) {
	d := newDistrict(t)
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	d.enroll(t, s, served(t, d.handler))
	captured(t, s, "Первая", 1)
	captured(t, s, "Вторая", 2)
	_, err := s.PreparePhotos(t.Context())
	check(t, err)
	batches, err := s.Unsent(t.Context(), 10, 1<<20)
	check(t, err)
	name := batches[0].Entries[2].Blobs[0].SHA256.String()
	check(t, os.WriteFile(filepath.Join(home, "blobs", name[:2], name[2:]), []byte("spoilt"), 0o600))
	r, err := anEngine(t, s, Options{}).Once(t.Context())
	check(t, err)
	if r.Clear || r.Totals.NeedPerson != 1 || r.Totals.Files != 0 || r.Totals.Entries != 0 {
		t.Errorf("%+v", r)
	}
	if states, causes := queued(t, s); len(states) != 1 || states[0] != store.ItemDamaged || causes[0] != "queue.file-damaged" {
		t.Errorf("%v, %v", states, causes)
	}
	if a := d.audited(t); a.Reports != 2 || a.Blobs != 3 {
		t.Errorf("%+v", a)
	}
}

// The portal got other bytes than were sent: once is the line's fault, twice ends it.
func TestSpoiltOnTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		times int32
		clear bool
	}{"once": {1, true}, "always": {1 << 30, false}} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t)
			left := atomic.Int32{}
			left.Store(c.times)
			s := d.enrolled(t, served(t, onPatch(d.handler, func(w http.ResponseWriter, r *http.Request) bool {
				content, _ := io.ReadAll(r.Body)
				if left.Add(-1) >= 0 {
					content[0] ^= 1
				}
				r.Body = io.NopCloser(bytes.NewReader(content))
				return false
			})))
			captured(t, s, "Яма", 1)
			r, err := anEngine(t, s, Options{}).Once(t.Context())
			check(t, err)
			if r.Clear != c.clear {
				t.Errorf("%+v", r)
			}
			if states, _ := queued(t, s); !c.clear && !slices.Equal(states, []store.ItemState{store.ItemDamaged, store.ItemDamaged}) {
				t.Errorf("%v", states)
			}
			d.audited(t)
		})
	}
}

// What the portal answers to uploads decides what becomes of the file, and of nothing else.
func TestUploadProblems(t *testing.T) {
	for name, c := range map[string]struct {
		problem *wire.Problem
		times   int32 // it is answered; then the portal takes what comes
		state   store.ItemState
		cause   Cause
		last    Cause
	}{
		"portal full":          {wire.ProblemStorage, 1 << 30, store.ItemRetrying, CausePortalFull, CausePortalFull},
		"portal full at first": {wire.ProblemStorage, 3, "", "", ""},
		"too large":            {wire.ProblemTooLarge, 1 << 30, store.ItemRefused, "problem.too-large", ""},
		"unknown":              {wire.ProblemUnknownBlob, 1 << 30, store.ItemRetrying, "problem.unknown-blob", "problem.unknown-blob"},
		"unknown at first":     {wire.ProblemUnknownBlob, 3, "", "", ""},
		"failing":              {wire.ProblemInternal, 1 << 30, store.ItemRetrying, "problem.internal", "problem.internal"},
		"failing at first":     {wire.ProblemInternal, 3, "", "", ""},
		"offset, not said":     {wire.ProblemOffset, 1 << 30, store.ItemRetrying, "problem.offset", "problem.offset"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t)
			left := atomic.Int32{}
			left.Store(c.times)
			s := d.enrolled(t, served(t, onPatch(d.handler, func(w http.ResponseWriter, r *http.Request) bool {
				if left.Add(-1) < 0 {
					return false
				}
				_, _ = io.Copy(io.Discard, r.Body)
				c.problem.Write(w)
				return true
			})))
			report := captured(t, s, "Яма", 1)
			r, err := anEngine(t, s, Options{}).Once(t.Context())
			check(t, err)
			if r.Clear != (c.state == "") || r.LastCause != c.last {
				t.Errorf("%+v", r)
			}
			states, causes := queued(t, s)
			for i, state := range states {
				if state != c.state || causes[i] != c.cause {
					t.Errorf("%s: %s", state, causes[i])
				}
			}
			if c.state != "" && len(states) != 2 {
				t.Errorf("%d files are left", len(states))
			}
			now, err := s.Report(t.Context(), report.ID)
			check(t, err)
			if now.Status != civic.StatusDelivered {
				t.Errorf("the text: %s", now.Status)
			}
		})
	}
}
