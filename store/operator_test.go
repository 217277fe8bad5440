package store_test

import (
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// employ adds operators, whose PINs are 1001, 1002 and on.
func employ(t *testing.T, s *store.Store, names ...string) {
	t.Helper()
	for _, name := range names {
		all, err := s.Operators(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		id, err := s.AddOperator(t.Context(), name, pinOf(len(all)+1))
		if err != nil || int(id) != len(all)+1 {
			t.Fatalf("operator %d, %v", id, err)
		}
	}
}

func pinOf(n int) string { return "100" + string(rune('0'+n)) }

// ticking is a clock that a test sets.
type ticking struct{ now time.Time }

func (c *ticking) Now() time.Time { return c.now }

func newTicking() *ticking {
	return &ticking{time.Date(2026, 11, 26, 9, 0, 0, 0, time.Local)}
}

func TestOperatorsAreKept(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	employ(t, s, "  Мария   Иванова ", "Ольга Петренко")
	if err := s.RenameOperator(t.Context(), 2, "Ольга Коваль"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetOperatorActive(t.Context(), 1, false); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	s = storetest.Open(t, home, store.Options{})
	all, err := s.Operators(t.Context())
	if err != nil || len(all) != 2 || all[0].Name != "Мария Иванова" || all[0].Active || all[1].Name != "Ольга Коваль" || !all[1].Active {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := s.CheckPIN(t.Context(), 1, pinOf(1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("somebody who left may come in: %v", err)
	}
	if _, err := s.CheckPIN(t.Context(), 2, pinOf(2)); err != nil {
		t.Error(err)
	}
	verified(t, s)
}

func TestBadOperatorsAreRefused(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	for _, c := range []struct {
		name, pin string
		want      error
	}{
		{"", "1234", store.ErrOperatorName},
		{" \t ", "1234", store.ErrOperatorName},
		{string(make([]rune, 81)), "1234", store.ErrOperatorName},
		{"Мария", "123", store.ErrPINForm},
		{"Мария", "123456789", store.ErrPINForm},
		{"Мария", "12a4", store.ErrPINForm},
		{"Мария", "١٢٣٤", store.ErrPINForm},
	} {
		if _, err := s.AddOperator(t.Context(), c.name, c.pin); !errors.Is(err, c.want) {
			t.Errorf("%q, %q: %v", c.name, c.pin, err)
		}
	}
	if all, err := s.Operators(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.SetPIN(t.Context(), 7, "1234"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("PIN of nobody: %v", err)
	}
}

// Wrong PINs slow the next ones down, also in another process and after a restart, and are told to whoever gets in.
func TestWrongPINsSlowDown(t *testing.T) {
	clock, home := newTicking(), t.TempDir()
	s := storetest.Open(t, home, store.Options{Clock: clock.Now})
	employ(t, s, "Мария Иванова", "Ольга Петренко")
	try := func(pin string) error {
		_, err := s.CheckPIN(t.Context(), 1, pin)
		return err
	}
	for i, wait := range []time.Duration{0, 0, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 5 * time.Minute} {
		if err := try("0000"); !errors.Is(err, store.ErrWrongPIN) {
			t.Fatalf("try %d: %v", i, err)
		}
		until, err := s.PINWait(t.Context(), 1)
		if err != nil || wait == 0 != until.IsZero() || wait > 0 && !until.Equal(clock.now.Add(wait)) {
			t.Fatalf("after try %d one waits until %v, %v", i, until, err)
		}
		if wait == 0 {
			continue
		}
		clock.now = until.Add(-time.Millisecond)
		if i == 3 {
			closeStore(t, s)
			s = storetest.Open(t, home, store.Options{Clock: clock.Now})
		}
		var early *store.PINWaitError
		if err := try(pinOf(1)); !errors.As(err, &early) || !early.Until.Equal(until) {
			t.Fatalf("the right PIN too early: %v", err)
		}
		clock.now = until
	}
	if _, err := s.CheckPIN(t.Context(), 2, pinOf(2)); err != nil {
		t.Errorf("the other one waits too: %v", err)
	}
	wrong, err := s.CheckPIN(t.Context(), 1, pinOf(1))
	if err != nil || wrong != 7 {
		t.Errorf("%d wrong ones, %v", wrong, err)
	}
	if wrong, err := s.CheckPIN(t.Context(), 1, pinOf(1)); err != nil || wrong != 0 {
		t.Errorf("%d wrong ones afterwards, %v", wrong, err)
	}
}

// A clock that is set back makes nobody wait for a year.
func TestClockSetBack(t *testing.T) {
	clock := newTicking()
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: clock.Now})
	employ(t, s, "Мария Иванова")
	for range 3 {
		_, _ = s.CheckPIN(t.Context(), 1, "0000")
	}
	clock.now = clock.now.AddDate(-1, 0, 0)
	until, err := s.PINWait(t.Context(), 1)
	if err != nil || until.Sub(clock.now) > 5*time.Second {
		t.Errorf("one waits until %v, %v", until, err)
	}
}

func TestForgottenPINIsMended(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	employ(t, s, "Мария Иванова")
	for range 2 {
		_, _ = s.CheckPIN(t.Context(), 1, "0000")
	}
	if err := s.SetPIN(t.Context(), 1, "20262026"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CheckPIN(t.Context(), 1, pinOf(1)); !errors.Is(err, store.ErrWrongPIN) {
		t.Errorf("the old PIN: %v", err)
	}
	if wrong, err := s.CheckPIN(t.Context(), 1, "20262026"); err != nil || wrong != 1 {
		t.Errorf("the new PIN: %d, %v", wrong, err)
	}
}

// What is taken bears the operator's number, on the device and in the journal, and a shift counts what is its own.
func TestShiftsAndWhoTookWhat(t *testing.T) {
	clock := newTicking()
	s, portal := storetest.Open(t, t.TempDir(), store.Options{Clock: clock.Now}), storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-01")
	storetest.Capture(t, s, "Никто не сказал, кто он")
	employ(t, s, "Мария Иванова", "Ольга Петренко")
	begin := func(id civic.OperatorID) store.Shift {
		t.Helper()
		shift, err := s.BeginShift(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return shift
	}
	first := begin(1)
	photographed := storetest.Draft(t, s, "Яма")
	storetest.Attach(t, s, photographed, 4)
	if _, err := s.Capture(t.Context(), photographed); err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.Add(time.Hour)
	if again := begin(1); again.N != first.N {
		t.Error("the same day's shift begins twice")
	}
	portal.Acknowledge(t, s)
	storetest.Capture(t, s, "Фонарь")
	clock.now = clock.now.Add(time.Hour)
	second := begin(2)
	if _, err := s.PreparePhotos(t.Context()); err != nil { // of the first one's report
		t.Fatal(err)
	}
	storetest.Capture(t, s, "Мусор")
	if f, err := s.ShiftFigures(t.Context(), second); err != nil || f != (store.ShiftFigures{Taken: 1, Waiting: 1}) {
		t.Errorf("%+v, %v", f, err)
	}
	first.Ended = clock.now
	if f, err := s.ShiftFigures(t.Context(), first); err != nil || f != (store.ShiftFigures{Taken: 2, Sent: 1, Waiting: 1}) {
		t.Errorf("%+v, %v", f, err)
	}
	if ended, err := s.EndShift(t.Context()); err != nil || ended.N != second.N || s.Operator() != civic.NoOperator {
		t.Errorf("%+v, %v", ended, err)
	}
	if open, err := s.OpenShift(t.Context()); err != nil || open.N != 0 {
		t.Errorf("%+v, %v", open, err)
	}
	by := map[string]civic.OperatorID{}
	for _, e := range portal.Acknowledge(t, s) {
		if e.Kind == journal.KindReport {
			r, err := journal.DecodeReport(e.Public)
			if err != nil {
				t.Fatal(err)
			}
			by[r.Text] = r.Operator
		}
		var photo struct {
			Operator uint16 `cbor:"15,keyasint"`
		}
		if e.Kind == journal.KindPhoto && (journal.Decode(e.Public, &photo) != nil || photo.Operator != 1) {
			t.Errorf("the photo is operator %d's", photo.Operator)
		}
	}
	if by["Фонарь"] != 1 || by["Мусор"] != 2 {
		t.Errorf("%+v", by)
	}
	verified(t, s)
}

// A shift that nobody ended ends when it was last seen, once somebody begins on another day.
func TestForgottenShift(t *testing.T) {
	clock := newTicking()
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: clock.Now})
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	employ(t, s, "Мария Иванова")
	first, err := s.BeginShift(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.Add(8 * time.Hour)
	if err := s.SeeShift(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.Add(16 * time.Hour)
	next, err := s.BeginShift(t.Context(), 1)
	if err != nil || next.N == first.N {
		t.Fatalf("%+v, %v", next, err)
	}
	batches, err := s.Unsent(t.Context(), 100, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range batches[0].Entries {
		if e.Kind != journal.KindShiftEnded {
			continue
		}
		f, err := journal.DecodeShift(e.Public)
		if err != nil || f.At.Sub(f.Began) != 8*time.Hour {
			t.Errorf("%+v, %v", f, err)
		}
		verified(t, s)
		return
	}
	t.Error("the old shift didn't end")
}

// Who worked before enrolment is told at enrolment, names sealed; and once only.
func TestOperatorsAreToldAtEnrolment(t *testing.T) {
	s, portal := storetest.Open(t, t.TempDir(), store.Options{}), storetest.NewPortal(t)
	employ(t, s, "Мария Иванова", "Ольга Петренко")
	for _, id := range []civic.OperatorID{1, 2} {
		if _, err := s.BeginShift(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Capture(t, s, "Яма")
	if err := s.SetOperatorActive(t.Context(), 1, false); err != nil {
		t.Fatal(err)
	}
	portal.Enroll(t, s, "СТ-01")
	verified(t, s)
	if totals, err := s.Totals(t.Context()); err != nil || totals.Reports != 1 || totals.Entries != 7 {
		t.Errorf("%+v, %v", totals, err)
	}
	if err := s.RenameOperator(t.Context(), 2, "Ольга Коваль"); err != nil {
		t.Fatal(err)
	}
	var kinds []journal.Kind
	names := map[civic.OperatorID]string{}
	for _, e := range portal.Acknowledge(t, s) {
		kinds = append(kinds, e.Kind)
		if e.Kind != journal.KindOperatorAdded && e.Kind != journal.KindOperatorRenamed {
			continue
		}
		f, err := journal.DecodeOperator(e.Public)
		if err != nil {
			t.Fatal(err)
		}
		personal, err := portal.Open.Open(s.Device(), e.Public, e.Sealed)
		if err != nil {
			t.Fatal(err)
		}
		if names[f.ID], err = journal.DecodeOperatorName(personal); err != nil {
			t.Fatal(err)
		}
	}
	want := []journal.Kind{
		journal.KindOperatorAdded, journal.KindOperatorRetired, journal.KindOperatorAdded, journal.KindShiftBegan, journal.KindShiftEnded,
		journal.KindShiftBegan, journal.KindReport, journal.KindOperatorRenamed,
	}
	if len(kinds) != len(want) {
		t.Fatalf("told %v", kinds)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("told %v", kinds)
			break
		}
	}
	if names[1] != "Мария Иванова" || names[2] != "Ольга Коваль" {
		t.Errorf("sealed names %v", names)
	}
	if queue, err := s.Queue(t.Context()); err != nil || len(queue) != 0 {
		t.Errorf("%+v, %v", queue, err)
	}
}

// A draft belongs to whoever wrote it last, and a report to whoever handed it in.
func TestDraftsAreSomebodys(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	employ(t, s, "Мария Иванова", "Ольга Петренко")
	s.SetOperator(1)
	r := storetest.Draft(t, s, "Недописанное")
	s.SetOperator(2)
	drafts, err := s.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].Operator != 1 {
		t.Fatalf("%+v, %v", drafts, err)
	}
	if got, err := s.Capture(t.Context(), r); err != nil || got.Operator != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestForgetDropsAndFindsAgain(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.Capture(t, s, "Яма у остановки")
	for range 2 {
		if found, err := s.Find(t.Context(), store.Query{Text: "остановка"}); err != nil || len(found) != 1 {
			t.Errorf("%v, %v", found, err)
		}
		s.Forget()
	}
}
