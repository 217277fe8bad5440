package storetest

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
)

// Petition is a petition that may be signed in every way, on any day about now, by anybody over 14 who lives in Stavcheny.
func Petition() civic.Petition {
	today := civic.DateOf(time.Now())
	return civic.Petition{
		ID: civic.PetitionID{1, 2, 3}, Number: "2026-01", Version: 1, Title: "Мост через Липовку", Text: "Почините мост.\nДети ходят по льду.",
		Settlements: []string{"с. Ставчены"}, From: today.AddDays(-30), To: today.AddDays(60), Threshold: civic.Threshold{Count: 100},
		Proofs: civic.Proofs(), Birth: civic.BirthYear, MinAge: 14, PublishedAt: time.UnixMilli(1764000000000).UTC(),
	}
}

// Signature is a good signature, drawn, with an id of this store. Who signed is a canary.
func Signature(t testing.TB, s *store.Store, p civic.Petition) civic.Signature {
	t.Helper()
	g, err := s.NewSignature(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	g.Text, g.Proof, g.SignedOn, g.Settlement, g.Checked = p.Hash(), civic.ProofDrawn, civic.DateOf(time.Now()), "Ставчены", civic.CheckedPassport
	g.Consent = civic.Consent{Given: true, Version: "1"}
	g.Signatory = civic.Signatory{
		Name: "Канарейкина Прасковья Ильинична", Address: "Канареечный переулок, 77", Birth: civic.Date{Year: 1948}, Drawing: Scrawl(g.Text),
	}
	return g
}

// Scrawl is something like a signature, drawn under a text.
func Scrawl(text civic.TextHash) civic.Drawing {
	var stroke civic.Stroke
	for i := range 60 {
		stroke = append(stroke, civic.InkPoint{X: 40 + i*8, Y: 90 + (i%9)*7 - (i%4)*11, At: time.Duration(i*16) * time.Millisecond})
	}
	return civic.Drawing{Text: text, Width: 600, Height: 200, Strokes: []civic.Stroke{stroke}}
}
