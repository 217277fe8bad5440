package engine

import (
	"testing"

	"priyom/civic"
	"priyom/sync/wire"
)

// A real portal answers a real device, which hands the answer over; both sides keep it once.
func TestAnswersComeAndGoBack(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	r := captured(t, s, "Яма на дороге")
	cleared(t, anEngine(t, s, Options{}))
	for _, text := range []string{"Сделаем", "Сделаем в мае"} {
		if _, err := d.Answer(t.Context(), r.Number, civic.Answer{Number: "12-45", Text: text, Signatory: "Ветров", Final: true}); err != nil {
			t.Fatal(err)
		}
		cleared(t, anEngine(t, s, Options{}))
	}
	all, err := s.Answers(t.Context(), r.ID)
	if err != nil || len(all) != 2 || all[1].Text != "Сделаем в мае" || all[1].Revision != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	s.SetOperator(4)
	handed, err := s.Hand(t.Context(), civic.Handing{Answer: all[1].ID, Outcome: civic.HandGiven, Note: "расписалась"})
	check(t, err)
	cleared(t, anEngine(t, s, Options{}))
	got, err := d.Answered(t.Context(), r.ID)
	handed.Note = "" // sealed
	if err != nil || len(got.Handings) != 1 || got.Handings[0] != handed {
		t.Errorf("%+v, %v; want %+v", got.Handings, err, handed)
	}
	if a := d.audited(t); len(a.Findings) != 0 {
		t.Errorf("%v", a.Findings)
	}
	verified(t, s)
}

// An answer that the portal didn't sign is kept for whoever can make something of it, and handed to nobody.
func TestForgedAnswer(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	r := captured(t, s, "Яма на дороге")
	e, err := s.Enrolment(t.Context())
	check(t, err)
	page := readFeed([]wire.Change{
		change(t, wire.ChangeAnswer, wire.Answer{ID: make([]byte, 16), Report: r.ID[:], Revision: 1, Text: "Платите", Signature: make([]byte, 64)}),
		{Kind: wire.ChangeAnswer, Body: []byte("rubbish")},
	}, true, e.SignKey)
	if len(page.Answers) != 0 || len(page.Unknown) != 2 {
		t.Errorf("%+v", page)
	}
	page.Cursor = "1"
	check(t, s.TakeFeed(t.Context(), page))
	if list, err := s.ToHand(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
