package store_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// added are the totals as a look at everything in the queue has them.
func added(items []store.Item) (t store.Totals) {
	told := map[civic.ReportID]bool{}
	for _, i := range items {
		switch {
		case i.State.NeedsPerson():
			t.NeedPerson++
		case i.Kind == store.ItemSignature:
			t.Entries, t.Signatures = t.Entries+1, t.Signatures+1
		case i.Kind == store.ItemReport:
			t.Entries++
			told[i.Report] = true
		case i.Kind == store.ItemEntry, i.Kind == store.ItemMessage, i.Kind == store.ItemInspection:
			t.Entries++
		default:
			t.Files, t.Bytes, t.BytesSent = t.Files+1, t.Bytes+i.BytesTotal, t.BytesSent+i.BytesSent
			if i.Kind == store.ItemPhoto {
				t.Photos++
			}
		}
	}
	t.Reports = len(told)
	return t
}

// The figures are those of the queue at every step of everything's way to the portal, by whichever process it went.
func TestTotalsAreWhatIsQueued(t *testing.T) {
	home, portal := t.TempDir(), storetest.NewPortal(t)
	clock := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }
	s := storetest.Open(t, home, store.Options{Clock: clock})
	other := storetest.Open(t, home, store.Options{Clock: clock}) // another process
	compare := func(when string, oldest, receipt bool, wants func(store.Totals) bool) {
		t.Helper()
		for _, s := range []*store.Store{s, other} {
			items, err := s.Queue(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Totals(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.Oldest.IsZero() == oldest || got.LastReceipt.IsZero() == receipt || !wants(got) {
				t.Errorf("%s: %+v", when, got)
			}
			got.Oldest, got.LastReceipt = time.Time{}, time.Time{}
			if want := added(items); got != want {
				t.Errorf("%s: counted %+v, queued %+v", when, got, want)
			}
		}
	}
	compare("nothing", false, false, store.Totals.Clear)

	r := storetest.Draft(t, s, "Яма")
	storetest.Attach(t, s, r, 1)
	compare("a draft", false, false, store.Totals.Clear)
	if _, err := s.Capture(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	storetest.Capture(t, other, "Лужа")
	compare("before enrolment", true, false, func(q store.Totals) bool { return q.Entries == 2 && q.Reports == 2 && q.Photos == 1 })

	portal.Enroll(t, s, "СТ-04")
	petition := told(t, s)
	sign(t, other, petition, nil)
	task := tasked(t, s)
	i, err := s.BeginInspection(t.Context(), task.Report)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", strings.NewReader(string(storetest.JPEG(t, 2))), clock()); err != nil {
		t.Fatal(err)
	}
	if err := s.AttachVoice(t.Context(), i.ID, strings.NewReader("voice"), time.Second); err != nil {
		t.Fatal(err)
	}
	drafts, err := s.InspectionDrafts(t.Context())
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	i = drafts[0].Inspection
	i.Outcome, i.Comment = civic.OutcomePartly, "Завтра"
	compare("an inspection begun", true, false, func(q store.Totals) bool { return q.Signatures == 1 && q.Reports == 2 })
	if _, err := s.Inspect(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	compare("an inspection handed in", true, false, func(q store.Totals) bool { return q.Entries >= 4 })
	if _, err := other.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	compare("with copies", true, false, func(q store.Totals) bool { return q.Files > q.Photos && q.Bytes > 0 })

	batches, err := s.Unsent(t.Context(), 1, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TakeVerdict(t.Context(), batches[0].From().Epoch, 1, "verdict.number"); err != nil {
		t.Fatal(err)
	}
	compare("one refused", true, false, func(q store.Totals) bool { return q.NeedPerson == 1 })
	portal.Acknowledge(t, s)
	compare("all receipted, one of them for a person to mend", true, true, func(q store.Totals) bool { return q.Entries == 0 && q.NeedPerson == 1 && q.Files > 3 })

	files, err := s.Files(t.Context(), 10)
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if err := s.FileRefused(t.Context(), files[0].SHA256, "problem.too-large"); err != nil {
		t.Fatal(err)
	}
	if err := s.FileDamaged(t.Context(), files[1].SHA256); err != nil {
		t.Fatal(err)
	}
	if err := s.FileSent(t.Context(), files[2].SHA256, 7); err != nil {
		t.Fatal(err)
	}
	compare("files on their way", true, true, func(q store.Totals) bool { return q.NeedPerson == 3 && q.BytesSent == 7 })
	portal.AcknowledgeFiles(t, other)
	compare("files receipted", true, true, func(q store.Totals) bool { return q.Files == 0 && q.NeedPerson == 3 })
}

// A database from a copy tells again what had no receipt: it counts once.
func TestTotalsOfARestoredDatabase(t *testing.T) {
	home, portal := t.TempDir(), storetest.NewPortal(t)
	s := storetest.Open(t, home, store.Options{})
	portal.Enroll(t, s, "СТ-01")
	storetest.Capture(t, s, "до копии")
	closeStore(t, s)
	path := filepath.Join(home, store.FileName)
	backup := copyFile(t, path)
	s = storetest.Open(t, home, store.Options{})
	storetest.Capture(t, s, "после копии")
	closeStore(t, s)
	restore(t, backup, path)
	s = storetest.Open(t, home, store.Options{})
	items, err := s.Queue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Totals(t.Context())
	if err != nil || got.Entries != 1 || got.Entries != added(items).Entries {
		t.Errorf("%+v, %v; queued are %+v", got, err, items)
	}
}

// A device keeps years of what was acknowledged: neither the figures nor the list look through it, and nothing is counted again
// as long as nobody wrote.
func TestQueueIsFoundInIndexes(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	storetest.Capture(t, s, "Яма")
	plans, err := store.QueuePlans(t.Context(), s)
	if err != nil || len(plans) < 30 {
		t.Fatalf("%d steps, %v", len(plans), err)
	}
	for _, step := range plans {
		for _, table := range []string{"entry", "report", "photo", "p", "inspection", "i", "blob", "task", "petition", "signature"} {
			if rest, ok := strings.CutPrefix(step, "SCAN "+table); ok && (rest == "" || rest[0] == ' ') && !partial(rest) {
				t.Errorf("%q looks at everything", step)
			}
		}
	}
	for range 3 {
		if _, err := s.Totals(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := store.Counted(s); n != 1 {
		t.Errorf("counted %d times", n)
	}
	storetest.Capture(t, s, "Лужа")
	if q, err := s.Totals(t.Context()); err != nil || q.Entries != 2 || store.Counted(s) != 2 {
		t.Errorf("%+v, %v", q, err)
	}
}

// partial says that a step goes by an index that holds only what waits.
func partial(step string) bool {
	for _, name := range []string{"entry_refused", "blob_waiting", "report_waiting", "photo_state", "inspection_photo_state"} {
		if strings.Contains(step, name) {
			return true
		}
	}
	return false
}
