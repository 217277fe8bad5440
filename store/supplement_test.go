package store_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// Photos that are added later are told once, with their supplement, whichever is ready first; their files follow, marked as they were drawn.
func TestPhotosOfSupplements(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-01")
	draft := storetest.Draft(t, s, "Яма")
	attach := func(id civic.ReportID, content []byte) (civic.Photo, error) {
		return s.AttachSupplementPhoto(t.Context(), id, "яма.jpg", bytes.NewReader(content))
	}
	if _, err := attach(draft.ID, striped(t)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("to a draft: %v", err)
	}
	if _, err := s.Capture(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	early, err := attach(draft.ID, striped(t))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := attach(draft.ID, striped(t)); err != nil || again.ID != early.ID {
		t.Errorf("the same again is %v, %v", again.ID, err)
	}
	marks := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.2, FromY: 0.2, ToX: 0.8, ToY: 0.8}}
	if err := s.MarkSupplementPhoto(t.Context(), draft.ID, early.ID, marks); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	late, err := attach(draft.ID, storetest.JPEG(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	gone, err := attach(draft.ID, storetest.JPEG(t, 4))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSupplementPhoto(t.Context(), draft.ID, gone.ID); err != nil {
		t.Fatal(err)
	}
	var refused *store.RefusedError
	if _, err := attach(draft.ID, []byte("письмо")); !errors.As(err, &refused) {
		t.Errorf("what is no photo: %v", err)
	}
	if err := s.Supplement(t.Context(), draft.ID, " "); err != nil { // photos say enough
		t.Fatal(err)
	}
	if err := s.Supplement(t.Context(), draft.ID, ""); !errors.Is(err, store.ErrAct) {
		t.Errorf("the same once more: %v", err)
	}
	if err := s.MarkSupplementPhoto(t.Context(), draft.ID, early.ID, nil); !errors.Is(err, store.ErrCaptured) {
		t.Errorf("drawn on after it was told: %v", err)
	}
	if queue, err := s.QueueOf(t.Context(), draft.ID); err != nil || !preparing(queue) {
		t.Errorf("the queue says nothing of what is being prepared: %+v, %v", queue, err)
	}
	for range 2 {
		if _, err := s.PreparePhotos(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	added, err := s.AddedPhotos(t.Context(), draft.ID)
	if err != nil || len(added) != 2 || added[0].ID != early.ID || added[1].ID != late.ID || added[0].Supplement.IsZero() || added[0].Supplement != added[1].Supplement {
		t.Fatalf("%+v, %v", added, err)
	}
	if got := contrast(t, s, added[0].Copy); got > 4000 {
		t.Errorf("what was hidden is there: %d", got)
	}
	done, err := s.DoneTo(t.Context(), draft.ID)
	if err != nil || len(done) != 1 || done[0].Erased || done[0].Comment != "" {
		t.Errorf("%+v, %v", done, err)
	}
	batches, err := s.Unsent(t.Context(), 100, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var named []civic.PhotoID
	photos := map[civic.PhotoID]int{}
	for _, b := range batches {
		for _, e := range b.Entries {
			switch e.Kind {
			case journal.KindSupplement:
				more, err := journal.DecodeSupplement(e.Public)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range more.Photos {
					named = append(named, p.ID)
				}
			case journal.KindPhoto:
				id, p, err := journal.DecodePhoto(e.Public)
				if err != nil || id != draft.ID {
					t.Errorf("%v, %v", id, err)
				}
				photos[p.ID]++
			}
		}
	}
	if len(named) != 2 || named[0] != early.ID || named[1] != late.ID || photos[early.ID] != 1 || photos[late.ID] != 1 || len(photos) != 2 {
		t.Errorf("named are %v, told %v", named, photos)
	}
	portal.Acknowledge(t, s)
	if files, err := s.Files(t.Context(), 9); err != nil || len(files) != 4 {
		t.Errorf("%d files go, %v", len(files), err)
	}
	verify(t, s)
}

func preparing(queue []store.Item) bool {
	for _, i := range queue {
		if i.State == store.ItemPreparing {
			return true
		}
	}
	return false
}

// When the time of a report is over, the photos that were added to it go with its own.
func TestAddedPhotosArePurged(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Millisecond)
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-01")
	draft := storetest.Draft(t, s, "Яма")
	if _, err := s.Capture(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AttachSupplementPhoto(t.Context(), draft.ID, "яма.jpg", bytes.NewReader(striped(t))); err != nil {
		t.Fatal(err)
	}
	if err := s.Supplement(t.Context(), draft.ID, "Вот"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	acknowledgeAll(t, s, portal)
	now = now.AddDate(2, 0, 0)
	act, err := s.Purge(t.Context(), now.AddDate(-1, 0, 0))
	if err != nil || act.Photos != 1 {
		t.Fatalf("%+v, %v", act, err)
	}
	added, err := s.AddedPhotos(t.Context(), draft.ID)
	if err != nil || len(added) != 1 || added[0].State != civic.PhotoPurged || !added[0].Copy.IsZero() {
		t.Errorf("%+v, %v", added, err)
	}
	verify(t, s)
}
