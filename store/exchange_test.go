package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

func TestOnlyTheTrueReceiptClearsTheQueue(t *testing.T) {
	portal, stranger := storetest.NewPortal(t), storetest.NewPortal(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal.Enroll(t, s, "СТ-01")
	storetest.Capture(t, s, "Яма")
	batches, err := s.Unsent(t.Context(), 10, 1<<20)
	if err != nil || len(batches) != 1 {
		t.Fatalf("%d batches, %v", len(batches), err)
	}
	last := batches[0].Entries[0]
	head := journal.Head{Epoch: last.Epoch, Seq: 1, Hash: last.Hash()}
	ahead, other := head, head
	ahead.Seq = 2
	other.Hash[0] ^= 1
	for name, c := range map[string]struct {
		receipt journal.Receipt
		want    error
	}{
		"another portal's key":  {journal.NewReceipt(s.Device(), head, time.Now(), stranger.Sign), journal.ErrSignature},
		"for another device":    {journal.NewReceipt(civic.DeviceID{1}, head, time.Now(), portal.Sign), journal.ErrSignature},
		"without a signature":   {journal.Receipt{Device: s.Device(), Head: head}, journal.ErrSignature},
		"for more than is here": {journal.NewReceipt(s.Device(), ahead, time.Now(), portal.Sign), store.ErrAhead},
		"for another entry":     {journal.NewReceipt(s.Device(), other, time.Now(), portal.Sign), store.ErrFork},
	} {
		t.Run(name, func(t *testing.T) {
			if err := s.TakeReceipt(t.Context(), c.receipt); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if totals, _ := s.Totals(t.Context()); totals.Clear() {
				t.Error("the queue is clear")
			}
		})
	}
	if err := s.TakeReceipt(t.Context(), journal.NewReceipt(s.Device(), head, time.Now(), portal.Sign)); err != nil {
		t.Fatal(err)
	}
	if totals, err := s.Totals(t.Context()); err != nil || !totals.Clear() {
		t.Errorf("still queued: %+v, %v", totals, err)
	}
	verified(t, s)
}

func TestRestoredDatabaseSaysAgainWhatWasNotAcknowledged(t *testing.T) {
	portal, home := storetest.NewPortal(t), t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	portal.Enroll(t, s, "СТ-01")
	storetest.Capture(t, s, "до копии, подтверждено")
	portal.Acknowledge(t, s)
	waiting := storetest.Capture(t, s, "до копии, ждёт")
	closeStore(t, s)
	path := filepath.Join(home, store.FileName)
	backup := copyFile(t, path)
	s = storetest.Open(t, home, store.Options{})
	storetest.Capture(t, s, "после копии")
	closeStore(t, s)

	restore(t, backup, path)
	s = storetest.Open(t, home, store.Options{})
	entries := portal.Acknowledge(t, s)
	if len(entries) != 1 || entries[0].Seq != 1 || entries[0].Prev.IsZero() {
		t.Fatalf("said again: %+v", entries)
	}
	r, err := journal.DecodeReport(entries[0].Public)
	if err != nil || r.ID != waiting.ID || r.Number != waiting.Number {
		t.Errorf("said again %s %s, %v; want %s", r.ID, r.Number, err, waiting.ID)
	}
	if got, _ := s.Report(t.Context(), waiting.ID); got.Status != civic.StatusDelivered {
		t.Errorf("status %s", got.Status)
	}
	verified(t, s)
}

func TestReopeningIsNoNewEpoch(t *testing.T) {
	portal, home := storetest.NewPortal(t), t.TempDir()
	var epoch journal.Epoch
	for i := range 5 {
		s := storetest.Open(t, home, store.Options{})
		if i == 0 {
			portal.Enroll(t, s, "СТ-01")
		}
		storetest.Capture(t, s, "Яма")
		for _, e := range portal.Acknowledge(t, s) {
			if epoch != 0 && e.Epoch != epoch {
				t.Errorf("opened for the %dth time: epoch %x after %x", i+1, e.Epoch, epoch)
			}
			epoch = e.Epoch
		}
		closeStore(t, s)
	}
}

func TestVerdictIsShownAndDoesNotBlock(t *testing.T) {
	portal := storetest.NewPortal(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal.Enroll(t, s, "СТ-01")
	bad, good := storetest.Capture(t, s, "плохое"), storetest.Capture(t, s, "хорошее")
	batches, _ := s.Unsent(t.Context(), 10, 1<<20)
	if err := s.TakeVerdict(t.Context(), batches[0].Entries[0].Epoch, 1, "validate.category.unknown"); err != nil {
		t.Fatal(err)
	}
	portal.Acknowledge(t, s)
	queue, err := s.Queue(t.Context())
	if err != nil || len(queue) != 1 || queue[0].Report != bad.ID || queue[0].State != store.ItemRefused || queue[0].Cause != "validate.category.unknown" {
		t.Errorf("queue %+v, %v", queue, err)
	}
	for id, want := range map[civic.ReportID]civic.Status{bad.ID: civic.StatusQueued, good.ID: civic.StatusDelivered} {
		if r, _ := s.Report(t.Context(), id); r.Status != want {
			t.Errorf("%s: status %s, want %s", r.Text, r.Status, want)
		}
	}
}

func TestFeed(t *testing.T) {
	portal := storetest.NewPortal(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal.Enroll(t, s, "СТ-01")
	r := storetest.Capture(t, s, "Яма")
	page := store.Feed{
		Cursor: "c1", Statuses: []store.StatusChange{{Report: r.ID, Status: "in-work", At: time.Now(), Note: "Выехала бригада"}},
		Unknown: []store.UnknownChange{{Kind: "petition.opened", Body: []byte{1}}},
	}
	for range 2 { // the second time changes nothing
		if err := s.TakeFeed(t.Context(), page); err != nil {
			t.Fatal(err)
		}
	}
	history, err := s.History(t.Context(), r.ID)
	if err != nil || len(history) != 3 || history[2].Note != "Выехала бригада" {
		t.Errorf("history %+v, %v", history, err)
	}
	if cursor, err := s.Cursor(t.Context()); err != nil || cursor != "c1" {
		t.Errorf("cursor %q, %v", cursor, err)
	}
}
