package engine

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// photographed is a folder's content, to be put back later into the very same files.
func photographed(t testing.TB, home string, names ...string) (putBack func()) {
	t.Helper()
	contents := map[string][]byte{}
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(home, name))
		check(t, err)
		contents[name] = b
	}
	return func() {
		t.Helper()
		for name, b := range contents {
			check(t, os.WriteFile(filepath.Join(home, name), b, 0o600))
		}
	}
}

// once makes sure that the district has each of these reports once, under different numbers, and nothing else.
func (d *district) once(t testing.TB, texts ...string) {
	t.Helper()
	if n := d.numbers(t, texts...); n != len(texts) {
		t.Errorf("%d numbers of %d reports", n, len(texts))
	}
}

// numbers makes sure of all that but the numbers, and counts these.
func (d *district) numbers(t testing.TB, texts ...string) int {
	t.Helper()
	all, err := d.Reports(t.Context())
	check(t, err)
	numbers, found := map[string]bool{}, map[string]int{}
	for _, r := range all {
		numbers[r.Number] = true
		found[r.Text]++
	}
	for _, text := range texts {
		if found[text] != 1 {
			t.Errorf("%s: %d times at the portal", text, found[text])
		}
	}
	if len(all) != len(texts) {
		t.Errorf("%d reports, want %d", len(all), len(texts))
	}
	return len(numbers)
}

// An older database is put back: with the mark beside it, which gives it away at once, and with the older mark too, so
// that only the portal's answer does. What was captured before that answer has a number that was given before.
func TestRestoredDatabase(t *testing.T) {
	for name, c := range map[string]struct {
		files   []string
		numbers int
	}{
		"database":          {[]string{store.FileName}, 6},
		"database and mark": {[]string{store.FileName, "journal.mark"}, 5},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t)
			url, home := served(t, d.handler), t.TempDir()
			s := storetest.Open(t, home, store.Options{})
			d.enroll(t, s, url)
			captured(t, s, "До копии", 1)
			cleared(t, anEngine(t, s, Options{}))
			captured(t, s, "В копии, ещё не отправлено", 2)
			_, err := s.PreparePhotos(t.Context())
			check(t, err)
			check(t, s.Close())
			putBack := photographed(t, home, c.files...)

			s = storetest.Open(t, home, store.Options{})
			captured(t, s, "После копии 1", 3)
			captured(t, s, "После копии 2")
			cleared(t, anEngine(t, s, Options{}))
			check(t, s.Close())

			putBack()
			s = storetest.Open(t, home, store.Options{})
			captured(t, s, "После возврата 1", 4)
			cleared(t, anEngine(t, s, Options{}))
			captured(t, s, "После возврата 2")
			cleared(t, anEngine(t, s, Options{}))

			if n := d.numbers(t, "До копии", "В копии, ещё не отправлено", "После копии 1", "После копии 2", "После возврата 1",
				"После возврата 2"); n != c.numbers {
				t.Errorf("%d numbers, want %d", n, c.numbers)
			}
			if n := len(d.epochs(t, s.Device())); n != 2 {
				t.Errorf("%d epochs at the portal", n)
			}
			d.audited(t)
			verified(t, s)
		})
	}
}

// A restored device with nothing to send finds out too, and only once.
func TestRestoredDatabaseWithNothingToSend(t *testing.T) {
	d := newDistrict(t)
	url, home := served(t, d.handler), t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	d.enroll(t, s, url)
	captured(t, s, "До копии")
	cleared(t, anEngine(t, s, Options{}))
	check(t, s.Close())
	putBack := photographed(t, home, store.FileName, "journal.mark")
	s = storetest.Open(t, home, store.Options{})
	captured(t, s, "После копии")
	cleared(t, anEngine(t, s, Options{}))
	check(t, s.Close())
	putBack()
	s = storetest.Open(t, home, store.Options{})
	var log bytes.Buffer
	e := anEngine(t, s, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	cleared(t, e)
	captured(t, s, "После возврата")
	cleared(t, e)
	if n := strings.Count(log.String(), "began a new epoch"); n != 1 {
		t.Errorf("%d new epochs:\n%s", n, &log)
	}
	d.once(t, "До копии", "После копии", "После возврата")
	d.audited(t)
	verified(t, s)
}

func TestClonedDevice(t *testing.T) {
	d := newDistrict(t)
	url, home, copied := served(t, d.handler), t.TempDir(), t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	d.enroll(t, s, url)
	captured(t, s, "Отправлено до копии")
	cleared(t, anEngine(t, s, Options{}))
	captured(t, s, "Не отправлено до копии", 1)
	_, err := s.PreparePhotos(t.Context())
	check(t, err)
	check(t, s.Close())
	check(t, os.CopyFS(copied, os.DirFS(home)))

	first, second := storetest.Open(t, home, store.Options{}), storetest.Open(t, copied, store.Options{})
	want := []string{"Отправлено до копии", "Не отправлено до копии"}
	for i := range 3 {
		for name, s := range map[string]*store.Store{"одна": first, "другая": second} {
			text := fmt.Sprintf("%s копия, %d", name, i)
			want = append(want, text)
			captured(t, s, text, uint8(10+i))
			cleared(t, anEngine(t, s, Options{}))
		}
	}
	d.once(t, want...)
	if n := len(d.epochs(t, first.Device())); n != 2 {
		t.Errorf("%d epochs at the portal", n)
	}
	d.audited(t)
	verified(t, first)
	verified(t, second)
}

// The device's clock goes back a year while a file rests after a failure.
func TestClockSetBack(t *testing.T) {
	d := newDistrict(t)
	var failing atomic.Bool
	failing.Store(true)
	url := served(t, onPatch(d.handler, func(w http.ResponseWriter, _ *http.Request) bool {
		if failing.Load() {
			wire.ProblemInternal.Write(w)
		}
		return failing.Load()
	}))
	var back atomic.Int64
	clock := func() time.Time { return time.Now().Add(-time.Duration(back.Load())) }
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: clock})
	d.enroll(t, s, url)
	captured(t, s, "До", 1)
	e := anEngine(t, s, Options{Clock: clock})
	r, err := e.Once(t.Context())
	if err != nil || r.Clear || r.Totals.Files == 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	back.Store(int64(365 * 24 * time.Hour))
	failing.Store(false)
	captured(t, s, "После", 2)
	cleared(t, e)
	d.once(t, "До", "После")
	if a := d.audited(t); a.Blobs != 4 {
		t.Errorf("%+v", a)
	}
	verified(t, s)
}

// The portal itself was restored and has lost what it had signed for: what is captured from then on still arrives.
func TestPortalLostSomething(t *testing.T) {
	home := t.TempDir()
	open := func() (*portal.Portal, *httptest.Server) {
		p, err := portal.Open(home, portal.Options{Log: slog.New(slog.DiscardHandler)})
		check(t, err)
		return p, httptest.NewServer(p.Handler())
	}
	p, srv := open()
	d := &district{Portal: p, handler: p.Handler()}
	s := d.enrolled(t, srv.URL)
	captured(t, s, "Первая")
	cleared(t, anEngine(t, s, Options{}))
	srv.Close()
	check(t, p.Close())
	putBack := photographed(t, home, "portal.db")
	p, srv = open()
	moved(t, s, srv.URL)
	captured(t, s, "Вторая")
	cleared(t, anEngine(t, s, Options{}))
	srv.Close()
	check(t, p.Close())
	putBack()
	p, srv = open()
	defer srv.Close()
	defer p.Close()
	moved(t, s, srv.URL)
	captured(t, s, "Третья")
	cleared(t, anEngine(t, s, Options{}))
	d = &district{Portal: p}
	if n := d.texts(t); n["Первая"] != 1 || n["Вторая"] != 1 || n["Третья"] != 1 {
		t.Errorf("%v", n)
	}
	verified(t, s)
}

// moved tells a device another address of its portal.
func moved(t testing.TB, s *store.Store, url string) {
	t.Helper()
	e, err := s.Enrolment(t.Context())
	check(t, err)
	e.URL = url
	check(t, s.Enroll(t.Context(), e))
}

// onReply changes what a portal answers to an exchange.
func onReply(t testing.TB, next http.Handler, f func(request wire.SyncRequest, reply *wire.SyncReply)) http.Handler {
	t.Helper()
	codec, err := wire.NewCodec()
	check(t, err)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != wire.PathSync {
			next.ServeHTTP(w, r)
			return
		}
		var content bytes.Buffer
		_, _ = content.ReadFrom(r.Body)
		r.Body = http.NoBody
		again := r.Clone(r.Context())
		again.Body = readCloser{bytes.NewReader(content.Bytes())}
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, again)
		var request wire.SyncRequest
		var reply wire.SyncReply
		if codec.UnpackBytes(content.Bytes(), &request) != nil || codec.UnpackBytes(rec.Body.Bytes(), &reply) != nil {
			write(w, rec, rec.Body.Bytes())
			return
		}
		f(request, &reply)
		packed, err := codec.Pack(reply)
		if err != nil {
			t.Error(err)
		}
		write(w, rec, packed)
	})
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// A portal that sees forks everywhere, and signs for nothing, doesn't make a device begin one epoch after the other.
func TestForksWithoutEnd(t *testing.T) {
	d := newDistrict(t)
	url := served(t, onReply(t, d.handler, func(_ wire.SyncRequest, reply *wire.SyncReply) {
		for _, r := range reply.Receipts {
			reply.Fork = &r.Head
		}
		reply.Receipts = nil
	}))
	s := d.enrolled(t, url)
	captured(t, s, "Яма")
	var log bytes.Buffer
	r, err := anEngine(t, s, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}).Once(t.Context())
	check(t, err)
	if n := strings.Count(log.String(), "began a new epoch"); n != 1 || r.LastCause != CauseFork || r.Clear {
		t.Errorf("%d new epochs, %+v", n, r)
	}
	moved(t, s, served(t, d.handler))
	cleared(t, anEngine(t, s, Options{}))
	d.once(t, "Яма")
	verified(t, s)
}

// A portal that answers and signs for nothing isn't believed.
func TestNothingAcknowledged(t *testing.T) {
	d := newDistrict(t)
	url := served(t, onReply(t, d.handler, func(_ wire.SyncRequest, reply *wire.SyncReply) { reply.Receipts = nil }))
	s := d.enrolled(t, url)
	captured(t, s, "Яма")
	r, err := anEngine(t, s, Options{}).Once(t.Context())
	if err != nil || r.Clear || r.LastCause != CauseUnreceipted || r.Totals.Entries != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
