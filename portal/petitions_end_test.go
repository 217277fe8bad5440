package portal_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
	"priyom/portal/portaltest"
	"priyom/portal/retention"
)

// A petition whose window ran out is still counted for two weeks, then closes once with its outcome, whatever is restarted; and who signed is
// destroyed when the retention's rule says so.
func TestPetitionClosesByItself(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	draft := p.Draft()
	draft.Threshold.Count = 2
	petition := p.Published(t, draft)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	due := func() {
		t.Helper()
		if _, err := p.WorkDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d.TellSigned(d.Signature(petition))
	d.PushAll()
	last := d.Signature(petition) // signed in time, keyed in later
	last.Signatory.Name = "Козак Иван Петрович"
	p.Clock.Add(81 * 24 * time.Hour)
	due()
	if got, err := p.Petition(t.Context(), petition.Number); err != nil || got.ClosedAt != nil {
		t.Fatalf("closed at once: %+v, %v", got, err)
	}
	d.TellSigned(last)
	d.PushAll()
	tally(t, p, petition, 2, 2, 0)
	p.Clock.Add((petitions.LateDays + 1) * 24 * time.Hour)
	due()
	got, err := p.Petition(t.Context(), petition.Number)
	if err != nil || got.ClosedAt == nil || got.Outcome != db.OutcomeReached || got.Final != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	closed := *got.ClosedAt
	p.Restart(t)
	p.Clock.Add(2 * time.Hour)
	due()
	if again, err := p.Petition(t.Context(), petition.Number); err != nil || !again.ClosedAt.Equal(closed) {
		t.Errorf("closed again: %+v, %v", again, err)
	}
	late := d.Signature(petition)
	late.SignedOn, late.Signatory.Name = petition.To, "Опоздалов Пётр Ильич"
	d.TellSigned(late)
	d.PushAll()
	if state := p.States(t, petition)[late.ID]; state != civic.SignatureLate {
		t.Errorf("after the end: %s", state)
	}
	if err := p.Retention().Put(t.Context(), retention.Rule{Signatures: 30}, 0, "", db.Account{}, civic.RoleAdministrator); err != nil {
		t.Fatal(err)
	}
	if act, err := p.Retention().Run(t.Context()); err != nil || act.Signatures != 0 {
		t.Errorf("destroyed too early: %+v, %v", act, err)
	}
	p.Clock.Add(31 * 24 * time.Hour)
	if act, err := p.Retention().Run(t.Context()); err != nil || act.Signatures != 3 {
		t.Errorf("%+v, %v", act, err)
	}
	tally(t, p, petition, 3, 2, 0)
	p.Verified(t)
}
