package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// What the portal has had for long loses its citizen and its photos here, and nothing else; what it hasn't got keeps all.
func TestPurge(t *testing.T) {
	home := t.TempDir()
	now := time.Now().UTC().Truncate(time.Millisecond) // as the receipts are signed
	s := storetest.Open(t, home, store.Options{Clock: func() time.Time { return now }})
	defer closeStore(t, s)
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	take := func(text string, seed uint8) civic.Report {
		r := storetest.Draft(t, s, text)
		r.Reporter = civic.Reporter{Name: "Петрова Анна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone}
		storetest.Attach(t, s, r, seed)
		r, err := s.Capture(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.PreparePhotos(t.Context()); err != nil {
			t.Fatal(err)
		}
		return r
	}
	old, shared := take("старое", 1), take("старое, снимок ещё нужен", 2)
	acknowledgeAll(t, s, portal)
	now = now.AddDate(0, 18, 0)
	young := take("новое, с тем же снимком", 2)
	acknowledgeAll(t, s, portal)
	waiting := take("ещё не доставлено", 3)
	now = now.Add(time.Hour)

	before := now.AddDate(-1, 0, 0)
	if n, err := s.Expired(t.Context(), before); err != nil || n != 2 {
		t.Fatalf("%d expired, %v", n, err)
	}
	s.SetOperator(2)
	act, err := s.Purge(t.Context(), before)
	if err != nil {
		t.Fatal(err)
	}
	if len(act.Numbers) != 2 || act.Numbers[0] != old.Number || act.Photos != 2 || act.Left || act.Operator != 2 || act.Entry.IsZero() {
		t.Errorf("%+v", act)
	}
	for _, c := range []struct {
		r    civic.Report
		gone bool
	}{{old, true}, {shared, true}, {young, false}, {waiting, false}} {
		r, err := s.Report(t.Context(), c.r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if r.Reporter.IsZero() != c.gone || r.Text != c.r.Text || r.Number != c.r.Number {
			t.Errorf("%s: %+v", c.r.Text, r)
		}
		if purged := r.Photos[0].State == civic.PhotoPurged; purged != c.gone {
			t.Errorf("%s: photo %s", c.r.Text, r.Photos[0].State)
		}
		if _, err := s.ReadFile(r.Photos[0].Original); (err == nil) == (c.r.ID == old.ID) {
			t.Errorf("%s: original read: %v", c.r.Text, err)
		}
	}
	if found, err := s.Find(t.Context(), store.Query{Text: "петрова"}); err != nil || len(found) != 2 {
		t.Errorf("%d found by name, %v", len(found), err)
	}
	verified(t, s)
	var last journal.Kind
	for _, e := range portal.Acknowledge(t, s) {
		last = e.Kind
		if p, err := journal.DecodePurge(e.Public); e.Kind == journal.KindPurge && (err != nil || len(p.Reports) != 2 || p.Reports[0] != old.ID || !p.Before.Equal(before)) {
			t.Errorf("%+v, %v", p, err)
		}
	}
	if last != journal.KindPurge {
		t.Errorf("the journal ends with %s", last)
	}
	if again, err := s.Purge(t.Context(), before); err != nil || len(again.Reports) != 0 || !again.Entry.IsZero() {
		t.Errorf("purged again: %+v, %v", again, err)
	}
	if at, err := s.LastPurge(t.Context()); err != nil || !at.Equal(now) {
		t.Errorf("last purge %v, %v", at, err)
	}
}

// A purge that was killed before it had removed the files is finished by the next one.
func TestFilesLeftByAKilledPurgeGo(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	defer closeStore(t, s)
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	r := storetest.Draft(t, s, "яма")
	p := storetest.Attach(t, s, r, 1)
	exec(t, home, "UPDATE blob SET state = 'purged'")
	if _, err := s.Purge(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReadFile(p.Original); !errors.Is(err, store.ErrFileDamaged) {
		t.Errorf("read: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(home, "blobs", "??", "*")); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestPurgeNeedsAPortal(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	defer closeStore(t, s)
	if act, err := s.Purge(t.Context(), time.Now().Add(time.Hour)); err != nil || len(act.Reports) != 0 {
		t.Errorf("%+v, %v: nothing here is anybody else's yet", act, err)
	}
	if _, err := os.Stat(home); err != nil {
		t.Error(err)
	}
}

// acknowledgeAll takes in everything, files too.
func acknowledgeAll(t *testing.T, s *store.Store, p storetest.Portal) {
	t.Helper()
	p.Acknowledge(t, s)
	p.AcknowledgeFiles(t, s)
}
