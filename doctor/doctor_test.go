package doctor_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/assets/district"
	"priyom/civic"
	"priyom/doctor"
	"priyom/lang"
	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// ward is a computer to look at, and the portal it is enrolled at.
type ward struct {
	doctor.Patient
	t      *testing.T
	now    time.Time
	server *httptest.Server
}

// newWard makes one with nothing wrong but what a new computer lacks.
func newWard(t *testing.T) *ward {
	t.Helper()
	w := &ward{t: t, now: time.Now()}
	p, err := portal.Open(filepath.Join(t.TempDir(), "portal"), portal.Options{Name: "Заречный район"})
	if err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(p.Handler())
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{Clock: func() time.Time { return w.now }})
	t.Cleanup(func() {
		w.server.Close()
		if err := errors.Join(s.Close(), p.Close()); err != nil {
			t.Error(err)
		}
	})
	w.Patient = doctor.Patient{Home: home, Source: vault.SourcePassphrase, Store: s, Clock: func() time.Time { return w.now }}
	w.Line.Limits = engine.Limits{Stall: 2 * time.Second}
	code, _, err := p.Invite(t.Context(), civic.RolePoint, "с. Липовый Лог")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Enroll(t.Context(), s, w.Line, w.server.URL, code); err != nil {
		t.Fatal(err)
	}
	return w
}

// findings are what is found, by check.
func (w *ward) findings() map[doctor.Check]doctor.Finding {
	w.t.Helper()
	found := map[doctor.Check]doctor.Finding{}
	doctor.Examine(w.t.Context(), w.Patient, func(f doctor.Finding) { found[f.Check] = f })
	if len(found) != len(doctor.Checks()) {
		w.t.Errorf("%d findings", len(found))
	}
	return found
}

func TestFindings(t *testing.T) {
	type want struct {
		check doctor.Check
		level doctor.Level
		key   string
	}
	for name, c := range map[string]struct {
		make func(t *testing.T, w *ward)
		want []want
	}{
		"a new computer": {func(*testing.T, *ward) {}, []want{
			{doctor.CheckClock, doctor.Good, "good"},
			{doctor.CheckKeys, doctor.Aside, "passphrase"},
			{doctor.CheckMemory, doctor.Good, "good"},
			{doctor.CheckQueue, doctor.Good, "good"},
			{doctor.CheckPortal, doctor.Good, "good"},
			{doctor.CheckMap, doctor.Warn, "none"},
			{doctor.CheckPrinters, doctor.Aside, "unknown"},
			{doctor.CheckBackup, doctor.Warn, "none"},
		}},
		"all there": {func(t *testing.T, w *ward) {
			if _, err := vault.AddRecovery(w.Home, vault.Secrets{Passphrase: storetest.Passphrase}); err != nil {
				t.Fatal(err)
			}
			path, err := district.Put(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			w.Map, w.Backup = path, w.now.Add(-time.Hour)
			w.Printer = func(context.Context) (int, error) { return 2, nil }
		}, []want{
			{doctor.CheckKeys, doctor.Good, "good"}, {doctor.CheckPrinters, doctor.Good, "good"}, {doctor.CheckBackup, doctor.Good, "good"},
		}},
		"no line": {func(_ *testing.T, w *ward) { w.server.Close() }, []want{
			{doctor.CheckPortal, doctor.Warn, "silent"}, {doctor.CheckClock, doctor.Aside, "unknown"},
		}},
		"a clock ahead":     {func(_ *testing.T, w *ward) { w.now = w.now.Add(time.Hour) }, []want{{doctor.CheckClock, doctor.Warn, "ahead"}}},
		"a clock days back": {func(_ *testing.T, w *ward) { w.now = w.now.AddDate(0, 0, -3) }, []want{{doctor.CheckClock, doctor.Bad, "behind"}}},
		"a clock back, and no line": {func(t *testing.T, w *ward) {
			storetest.Capture(t, w.Store, "яма")
			e, err := engine.New(w.Store, w.Line)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
			e.Close()
			w.server.Close()
			w.now = w.now.AddDate(-1, 0, 0)
		}, []want{{doctor.CheckClock, doctor.Bad, "behind"}}},
		"four days undelivered": {func(t *testing.T, w *ward) {
			storetest.Capture(t, w.Store, "яма")
			w.now = w.now.AddDate(0, 0, 4)
		}, []want{{doctor.CheckQueue, doctor.Bad, "late"}}},
		"just taken": {func(t *testing.T, w *ward) { storetest.Capture(t, w.Store, "яма") }, []want{{doctor.CheckQueue, doctor.Aside, "waiting"}}},
		"another portal": {func(t *testing.T, w *ward) {
			e, err := w.Store.Enrolment(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			e.Portal = "another"
			if err := w.Store.Enroll(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}, []want{{doctor.CheckPortal, doctor.Bad, "other"}}},
		"a map cut off": {func(t *testing.T, w *ward) {
			path, err := district.Put(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			w.Map = filepath.Join(t.TempDir(), "cut.pack")
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(w.Map, content[:len(content)/2], 0o600); err != nil {
				t.Fatal(err)
			}
		}, []want{{doctor.CheckMap, doctor.Bad, "damaged"}}},
		"an old backup":    {func(_ *testing.T, w *ward) { w.Backup = w.now.AddDate(0, -1, 0) }, []want{{doctor.CheckBackup, doctor.Warn, "old"}}},
		"a keyring alone":  {func(_ *testing.T, w *ward) { w.Source = vault.SourceKeyring }, []want{{doctor.CheckKeys, doctor.Warn, "keyring"}}},
		"no home any more": {func(_ *testing.T, w *ward) { w.Home = filepath.Join(w.Home, "gone") }, []want{{doctor.CheckDisk, doctor.Bad, "failed"}}},
		"printers unreadable": {func(_ *testing.T, w *ward) {
			w.Printer = func(context.Context) (int, error) { return 0, errors.New("no cups") }
		}, []want{{doctor.CheckPrinters, doctor.Aside, "unknown"}}},
		"no printers": {func(_ *testing.T, w *ward) { w.Printer = func(context.Context) (int, error) { return 0, nil } }, []want{{doctor.CheckPrinters, doctor.Aside, "none"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWard(t)
			c.make(t, w)
			found := w.findings()
			for _, want := range c.want {
				if f := found[want.check]; f.Level != want.level || f.Key != want.key {
					t.Errorf("%s: %s %q (%v), want %s %q", want.check, f.Level, f.Key, f.Err, want.level, want.key)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(w.Home, ".doctor-*")); len(left) != 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// A finding has words in every language, none of them a key, and what is wrong has a next step.
func TestEveryFindingHasWords(t *testing.T) {
	catalogue, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	ways := map[doctor.Check][]string{
		doctor.CheckDisk: {"good", "low", "full", "readonly", "slow"}, doctor.CheckClock: {"good", "ahead", "behind", "unknown"},
		doctor.CheckKeys: {"good", "passphrase", "keyring"}, doctor.CheckMemory: {"good", "damaged"},
		doctor.CheckQueue: {"good", "waiting", "old", "late", "stuck"}, doctor.CheckPortal: {"good", "none", "silent", "other"},
		doctor.CheckMap: {"good", "undated", "old", "none", "damaged"}, doctor.CheckPrinters: {"good", "none", "unknown"},
		doctor.CheckBackup: {"good", "old", "none"},
	}
	for _, l := range civic.Langs() {
		v := catalogue.Voice(l)
		for check, keys := range ways {
			for _, key := range append(slices.Clone(keys), "failed", "unknown") {
				f := doctor.Finding{Check: check, Level: doctor.Bad, Key: key, N: 3, Bytes: 5e8, At: now.AddDate(-3, 0, 0), For: 70 * time.Hour, Cause: "link.offline"}
				title, found, next := f.Words(v, now)
				for _, words := range []string{title, found, next} {
					if strings.Contains(words, "doctor.") || strings.Contains(words, "<no value>") {
						t.Errorf("%s %s %s: %q", l, check, key, words)
					}
				}
				if found == "" {
					t.Errorf("%s %s %s: nothing is said", l, check, key)
				}
			}
		}
	}
}

// What may be sent to a helper names nobody.
func TestReportNamesNobody(t *testing.T) {
	w := newWard(t)
	r := storetest.Draft(t, w.Store, "Течёт у Канарейкиной")
	r.Place.Address = "Потаённая, 5"
	r.Reporter = civic.Reporter{Name: "Канарейкина Прасковья", Phone: "+7 912 777-66-55", Reply: civic.ReplyPhone}
	if _, err := w.Store.Capture(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	catalogue, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []doctor.Finding
	doctor.Examine(t.Context(), w.Patient, func(f doctor.Finding) { all = append(all, f) })
	text := doctor.Report(catalogue.Voice(civic.LangRU), []string{"priyom 0.1.0, linux"}, all, w.now)
	for _, secret := range []string{"Канарейкин", "777-66", "Потаённая", r.ID.String()} {
		if strings.Contains(text, secret) {
			t.Errorf("it says %q:\n%s", secret, text)
		}
	}
	for _, said := range []string{"priyom 0.1.0, linux", "Очередь", "Ждут отправки: 1", "Карты нет"} {
		if !strings.Contains(text, said) {
			t.Errorf("it doesn't say %q:\n%s", said, text)
		}
	}
}

func TestExamineEndsWithItsContext(t *testing.T) {
	w := newWard(t)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	doctor.Examine(ctx, w.Patient, func(doctor.Finding) {
		n++
		cancel()
	})
	if n != 1 {
		t.Errorf("%d findings after the end", n)
	}
}
