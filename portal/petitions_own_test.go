package portal_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// ownSignature is a good one, drawn on a citizen's own device.
func ownSignature(d *portaltest.Device, p civic.Petition, name string) civic.Signature {
	s := d.Signature(p)
	s.Proof, s.Checked, s.Sheet, s.Row, s.Signatory.Name = civic.ProofOwn, civic.CheckedAccount, "", 0, name
	var stroke civic.Stroke
	for i := range 50 {
		stroke = append(stroke, civic.InkPoint{X: 100 + i*12, Y: 120 + (i%7)*9, At: time.Duration(i*15) * time.Millisecond})
	}
	s.Signatory.Drawing = civic.Drawing{Text: s.Text, Width: 1000, Height: 300, Strokes: []civic.Stroke{stroke}}
	return s
}

// ownable is a petition that may be signed at a point and on people's own phones.
func ownable(t *testing.T, p *portaltest.Portal) civic.Petition {
	t.Helper()
	draft := p.Draft()
	draft.Proofs = []civic.Proof{civic.ProofWet, civic.ProofOwn}
	return p.Published(t, draft)
}

// Who signs on the phone and at the desk counts once, whichever came first; an account signs once, whatever name it writes; and what it
// takes back is taken back.
func TestSignedOnOnesOwnPhone(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition := ownable(t, p)
	desk := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	roza, ivan := portaltest.Joined(t, p, "roza@example.org"), portaltest.Joined(t, p, "ivan@example.org")
	first := ownSignature(roza, petition, "Петрова Анна Сергеевна")
	roza.TellSigned(first)
	if reply := roza.PushAll(); len(reply.Verdicts) > 0 {
		t.Fatalf("%+v", reply.Verdicts)
	}
	tally(t, p, petition, 1, 1, 0)
	again, before := desk.Signature(petition), desk.Signature(petition)
	again.Signatory.Name, before.Signatory.Name = "Анна Сергеевна ПЕТРОВА", "Козак Иван Петрович"
	desk.TellSigned(again)
	desk.TellSigned(before)
	desk.PushAll()
	late, other := ownSignature(ivan, petition, "Козак Иван Петрович"), ownSignature(ivan, petition, "Гончар Мария Ивановна")
	ivan.TellSigned(late)
	ivan.TellSigned(other) // the account signed before
	ivan.PushAll()
	want := map[civic.SignatureID]civic.SignatureState{
		first.ID: civic.SignatureValid, again.ID: civic.SignatureDuplicate, before.ID: civic.SignatureValid, late.ID: civic.SignatureDuplicate, other.ID: civic.SignatureVoid,
	}
	check := func() {
		t.Helper()
		states := p.States(t, petition)
		for id, state := range want {
			if states[id] != state {
				t.Errorf("%s: %s, want %s", id, states[id], state)
			}
		}
		p.Verified(t)
	}
	check()
	tally(t, p, petition, 5, 2, 2)

	roza.TellWithdrawn(first, civic.CheckedAccount)
	married := ownSignature(roza, petition, "Орлова Анна Сергеевна")
	roza.TellSigned(married) // what was taken back is in nobody's way
	roza.PushAll()
	want[first.ID], want[again.ID], want[married.ID] = civic.SignatureWithdrawn, civic.SignatureWithdrawn, civic.SignatureValid
	check()
	tally(t, p, petition, 6, 2, 1)
	p.Restart(t)
	check()
}

// Nobody signs on a phone that is nobody's, or in the way of a point, or under a petition that admits no phones.
func TestPhonesThatMayNotSign(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition, paper := ownable(t, p), p.Published(t, p.Draft())
	nobodys := portaltest.Enrolled(t, p, civic.RoleCitizen, "телефон")
	roza := portaltest.Joined(t, p, "roza@example.org")
	unchecked, looked, typed := ownSignature(roza, petition, "Петрова Анна Сергеевна"), ownSignature(roza, petition, "Петрова Анна Сергеевна"), roza.Signature(petition)
	unchecked.Checked, looked.Checked = "", civic.CheckedPassport
	nobodys.TellSigned(ownSignature(nobodys, petition, "Козак Иван Петрович"))
	if reply := nobodys.PushAll(); len(reply.Verdicts) != 1 || reply.Verdicts[0].Key != "verdict.account" {
		t.Errorf("nobody's phone: %+v", reply.Verdicts)
	}
	for _, s := range []civic.Signature{unchecked, looked, typed} {
		roza.TellSigned(s)
	}
	if reply := roza.PushAll(); len(reply.Verdicts) != 3 || reply.Verdicts[0].Key != "verdict.role" || reply.Verdicts[2].Key != "verdict.role" {
		t.Errorf("as a point does: %+v", reply.Verdicts)
	}
	tally(t, p, petition, 0, 0, 0)
	s := ownSignature(roza, paper, "Петрова Анна Сергеевна")
	roza.TellSigned(s)
	roza.PushAll()
	if got := p.States(t, paper)[s.ID]; got != civic.SignatureVoid {
		t.Errorf("under a petition that admits no phones: %s", got)
	}
	point := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	point.TellSigned(ownSignature(point, petition, "Козак Иван Петрович"))
	if reply := point.PushAll(); len(reply.Verdicts) != 1 || reply.Verdicts[0].Key != "verdict.role" {
		t.Errorf("a point as a phone: %+v", reply.Verdicts)
	}
	p.Verified(t)
}
