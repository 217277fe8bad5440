package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// told gives a store a petition through the feed, as a portal would.
func told(t *testing.T, s *store.Store) civic.Petition {
	t.Helper()
	p := storetest.Petition()
	if err := s.TakeFeed(t.Context(), store.Feed{Petitions: []civic.Petition{p}, Cursor: "petitions"}); err != nil {
		t.Fatal(err)
	}
	return p
}

func sign(t *testing.T, s *store.Store, p civic.Petition, change func(*civic.Signature)) civic.Signature {
	t.Helper()
	g := storetest.Signature(t, s, p)
	if change != nil {
		change(&g)
	}
	g, err := s.Sign(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSignatureIsKeptSealedAndTold(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	if _, err := s.Sign(t.Context(), storetest.Signature(t, s, storetest.Petition())); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("under an unknown petition: %v", err)
	}
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	p := told(t, s)
	s.SetOperator(3)
	g := sign(t, s, p, nil)
	again, err := s.Sign(t.Context(), g)
	if err != nil || again.CapturedAt != g.CapturedAt {
		t.Errorf("once more: %+v, %v", again, err)
	}
	kept, err := s.Signature(t.Context(), g.ID)
	if err != nil || kept.Signatory.Name != g.Signatory.Name || kept.Operator != 3 || kept.Delivered || kept.Ord != 1 || !kept.Consent.Given ||
		string(kept.Signatory.Drawing.Bytes()) != string(g.Signatory.Drawing.Bytes()) {
		t.Errorf("kept %+v, %v", kept, err)
	}
	queue, err := s.Queue(t.Context())
	if err != nil || len(queue) != 1 || queue[0].Kind != store.ItemSignature || queue[0].Number != p.Number {
		t.Errorf("queued %+v, %v", queue, err)
	}
	if totals, err := s.Totals(t.Context()); err != nil || totals.Entries != 1 || totals.Signatures != 1 || totals.Reports != 0 {
		t.Errorf("%+v, %v", totals, err)
	}
	entries := portal.Acknowledge(t, s)
	if len(entries) != 1 || entries[0].Kind != journal.KindSigned || strings.Contains(string(entries[0].Public), "Канарейкина") {
		t.Fatalf("told %+v", entries)
	}
	personal, err := portal.Open.Open(s.Device(), entries[0].Public, entries[0].Sealed)
	if err != nil {
		t.Fatal(err)
	}
	if who, consent, err := journal.DecodeSignatory(personal); err != nil || !consent || who.Name != g.Signatory.Name || who.Birth != g.Signatory.Birth {
		t.Errorf("the portal reads %+v, %v", who, err)
	}
	if kept, err = s.Signature(t.Context(), g.ID); err != nil || !kept.Delivered {
		t.Errorf("delivered: %+v, %v", kept, err)
	}
	if found, err := s.Petitions(t.Context()); err != nil || len(found) != 1 || found[0].Here != 1 || found[0].Fresh != 0 || found[0].Hash() != p.Hash() {
		t.Errorf("%+v, %v", found, err)
	}
	verifiedWith(t, s, 1)
}

func verifiedWith(t *testing.T, s *store.Store, signatures int) {
	t.Helper()
	v, err := s.Verify(t.Context())
	if err != nil || len(v.Findings) > 0 || v.Signatures != signatures {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestSameSignerIsFound(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	s.SetOperator(3)
	p := told(t, s)
	g := sign(t, s, p, func(g *civic.Signature) { g.Signatory.Name = "Семёнова Анна Сергеевна" })
	for name, row := range map[string]struct {
		who  civic.Signatory
		want int
	}{
		"the same":      {civic.Signatory{Name: "Анна Сергеевна Семенова", Address: g.Signatory.Address, Birth: g.Signatory.Birth}, 1},
		"her namesake":  {civic.Signatory{Name: "Анна Сергеевна Семенова", Address: g.Signatory.Address, Birth: civic.Date{Year: 1990}}, 0},
		"nobody so far": {civic.Signatory{}, 0},
	} {
		if same, err := s.SameSigner(t.Context(), p, row.who); err != nil || len(same) != row.want {
			t.Errorf("%s: %d, %v", name, len(same), err)
		}
	}
	for range 2 {
		if err := s.Withdraw(t.Context(), g.ID, civic.CheckedPassport); err != nil {
			t.Fatal(err)
		}
	}
	if same, err := s.SameSigner(t.Context(), p, g.Signatory); err != nil || len(same) != 0 {
		t.Errorf("taken back: %d, %v", len(same), err)
	}
	if queue, err := s.Queue(t.Context()); err != nil || len(queue) != 2 {
		t.Errorf("%d queued, %v", len(queue), err)
	}
	entries := portal.Acknowledge(t, s)
	if len(entries) != 2 || entries[1].Kind != journal.KindWithdrawn {
		t.Fatalf("told %+v", entries)
	}
	w, by, err := journal.DecodeWithdrawn(entries[1].Public)
	if err != nil || w.Signature != g.ID || w.Petition != p.ID || w.Checked != civic.CheckedPassport || w.At.IsZero() || by != 3 {
		t.Errorf("taken back by %+v, %d, %v", w, by, err)
	}
	if err := s.Withdraw(t.Context(), civic.SignatureID{9}, civic.CheckedKnown); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody's: %v", err)
	}
	verifiedWith(t, s, 1)
}

func TestTallyFollowsTheFeed(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	p := told(t, s)
	tally := func(valid int, at int64) store.TallyChange {
		return store.TallyChange{Petition: p.ID, Tally: civic.Tally{Collected: valid + 2, Valid: valid, Duplicate: 2, AsOf: time.UnixMilli(at).UTC()}}
	}
	closed := p
	closed.ClosedAt = time.UnixMilli(77).UTC()
	for i, f := range []store.Feed{
		{Tallies: []store.TallyChange{tally(1, 10), {Petition: civic.PetitionID{9}}}},
		{Tallies: []store.TallyChange{tally(5, 30)}},
		{Tallies: []store.TallyChange{tally(3, 20)}},
		{Petitions: []civic.Petition{closed}},
	} {
		f.Cursor = string(rune('a' + i))
		if err := s.TakeFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Petition(t.Context(), p.ID)
	if err != nil || got.Tally != tally(5, 30).Tally || got.ClosedAt != closed.ClosedAt {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestSheetsNeverShareAnID(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	p := told(t, s)
	if _, err := s.NewSheet(t.Context(), civic.PetitionID{9}, 20); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of no petition: %v", err)
	}
	var ids []string
	for range 5 {
		sheet, err := s.NewSheet(t.Context(), p.ID, 20)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(sheet.ID, "СТ-04-S0") || slices.Contains(ids, sheet.ID) {
			t.Errorf("%s after %q", sheet.ID, ids)
		}
		ids = append(ids, sheet.ID)
	}
	g := sign(t, s, p, func(g *civic.Signature) {
		g.Proof, g.Sheet, g.Row, g.Signatory.Drawing = civic.ProofWet, ids[1], 7, civic.Drawing{}
	})
	sheets, err := s.Sheets(t.Context(), p.ID)
	if err != nil || len(sheets) != 5 || sheets[0].ID != ids[4] || sheets[3].ID != ids[1] || sheets[3].Keyed != 7 || sheets[3].Rows != 20 {
		t.Errorf("%+v, %v", sheets, err)
	}
	for row, want := range map[int]bool{7: true, 8: false} {
		if taken, err := s.RowTaken(t.Context(), ids[1], row); err != nil || taken != want {
			t.Errorf("row %d: %v, %v", row, taken, err)
		}
	}
	if err := s.Withdraw(t.Context(), g.ID, civic.CheckedPassport); err != nil {
		t.Fatal(err)
	}
	if taken, err := s.RowTaken(t.Context(), ids[1], 7); err != nil || taken {
		t.Errorf("taken back: %v, %v", taken, err)
	}
}
