package store_test

import (
	"errors"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// What an author does is in the journal as the portal reads it, and here until the portal tells what came of it.
func TestAuthorsActs(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal := storetest.NewPortal(t)
	draft := storetest.Draft(t, s, "Яма")
	rate := civic.AuthorAct{Report: draft.ID, Act: civic.ActRate, Rating: 5}
	if err := s.ActOn(t.Context(), rate); !errors.Is(err, store.ErrNotEnrolled) {
		t.Errorf("without a portal: %v", err)
	}
	portal.Enroll(t, s, "СТ-01")
	if err := s.ActOn(t.Context(), rate); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("on a draft: %v", err)
	}
	if _, err := s.Capture(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]civic.AuthorAct{
		"six stars":      {Report: draft.ID, Act: civic.ActRate, Rating: 6},
		"a silent wish":  {Report: draft.ID, Act: civic.ActRework, Comment: "  "},
		"a staff's act":  {Report: draft.ID, Act: civic.ActAssign},
		"a good and bad": {Report: draft.ID, Act: civic.ActConfirm, Rating: 1},
	} {
		if err := s.ActOn(t.Context(), civic.AuthorAct{Report: draft.ID, Act: civic.ActConfirm}, a); !errors.Is(err, store.ErrAct) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if done, err := s.DoneTo(t.Context(), draft.ID); len(done) > 0 || err != nil {
		t.Fatalf("half of it was done: %+v, %v", done, err)
	}
	again := civic.AuthorAct{Report: draft.ID, Act: civic.ActRework, Comment: "Яма снова открылась"}
	if err := s.ActOn(t.Context(), civic.AuthorAct{Report: draft.ID, Act: civic.ActConfirm}, rate); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.ActOn(t.Context(), again), s.Supplement(t.Context(), draft.ID, " Уже две ямы ")); err != nil {
		t.Fatal(err)
	}
	if err := s.Supplement(t.Context(), draft.ID, " "); !errors.Is(err, store.ErrAct) {
		t.Errorf("an empty supplement: %v", err)
	}
	done, err := s.DoneTo(t.Context(), draft.ID)
	if err != nil || len(done) != 4 {
		t.Fatalf("done is %+v, %v", done, err)
	}
	for i, want := range []struct {
		act   civic.Action
		words string
	}{{civic.ActConfirm, ""}, {civic.ActRate, ""}, {civic.ActRework, "Яма снова открылась"}, {store.ActSupplement, "Уже две ямы"}} {
		if d := done[i]; d.Act != want.act || d.Comment != want.words || !d.Waiting {
			t.Errorf("%d is %+v", i, d)
		}
	}
	batches, err := s.Unsent(t.Context(), 100, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var acts, more int
	for _, b := range batches {
		for _, e := range b.Entries {
			switch e.Kind {
			case journal.KindAct:
				a, err := journal.DecodeAct(e.Public)
				if acts++; err != nil || a.Report != draft.ID || a.Comment != "" {
					t.Errorf("%+v, %v", a, err)
				}
				if a.Act == civic.ActRework && e.Sealed == nil {
					t.Error("why is not sealed")
				}
			case journal.KindSupplement:
				if x, err := journal.DecodeSupplement(e.Public); err != nil || x.Text != "Уже две ямы" {
					t.Errorf("%+v, %v", x, err)
				}
				more++
			}
		}
	}
	if acts != 3 || more != 1 {
		t.Errorf("%d acts and %d supplements are on their way", acts, more)
	}
}
