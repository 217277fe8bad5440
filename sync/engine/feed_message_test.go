package engine

import (
	"testing"

	"priyom/civic"
	"priyom/sync/wire"
)

// A real portal and a real device talk about a report; both sides have it all, once.
func TestDialogue(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	r := captured(t, s, "Яма на дороге")
	cleared(t, anEngine(t, s, Options{}))
	asked, err := d.Message(t.Context(), r.Number, civic.Message{Text: "Где именно?", Author: "Ветров", Private: true})
	check(t, err)
	for range 2 {
		cleared(t, anEngine(t, s, Options{}))
	}
	got, err := s.Messages(t.Context(), r.ID)
	if err != nil || len(got) != 1 || got[0].Message != asked || !got[0].Unseen {
		t.Fatalf("%+v, %v", got, err)
	}
	s.SetOperator(4)
	var want []civic.Message
	for _, private := range []bool{true, false} {
		m, err := s.Say(t.Context(), civic.Message{Report: r.ID, Text: "У магазина", Private: private})
		check(t, err)
		want = append(want, m)
	}
	cleared(t, anEngine(t, s, Options{}))
	said, err := d.Messages(t.Context(), r.ID)
	if err != nil || len(said) != 3 || said[0] != asked || said[1] != want[0] || said[2] != want[1] {
		t.Errorf("%+v, %v; want %+v", said, err, want)
	}
	if got, err := s.Messages(t.Context(), r.ID); err != nil || got[1].Waiting || got[2].Waiting {
		t.Errorf("still waits: %+v, %v", got, err)
	}
	if a := d.audited(t); len(a.Findings) != 0 {
		t.Errorf("%v", a.Findings)
	}
	verified(t, s)
}

// What the portal didn't sign is kept for whoever can make something of it, and shown to nobody.
func TestForgedMessage(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	r := captured(t, s, "Яма на дороге")
	e, err := s.Enrolment(t.Context())
	check(t, err)
	page := readFeed([]wire.Change{
		change(t, wire.ChangeMessage, wire.Message{ID: make([]byte, 16), Report: r.ID[:], Text: "Платите", Signature: make([]byte, 64)}),
		{Kind: wire.ChangeMessage, Body: []byte("rubbish")},
	}, true, e.SignKey)
	if len(page.Messages) != 0 || len(page.Unknown) != 2 {
		t.Errorf("%+v", page)
	}
}
