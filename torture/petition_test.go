package torture

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
)

// signedMark begins the line of a signature among what was reported saved.
const signedMark = "signature"

// publish publishes a petition that everybody may sign.
func publish(t *testing.T, p *portal.Portal) {
	t.Helper()
	petition := storetest.Petition()
	petition.Settlements = nil
	if _, err := p.Publish(t.Context(), petition); err != nil {
		t.Fatal(err)
	}
}

// takeSignature lets somebody sign, once the petition has come, and notes the signature once it was reported saved.
func takeSignature(ctx context.Context, s *store.Store, saved *os.File) error {
	all, err := s.Petitions(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	p := all[0]
	g, err := s.NewSignature(p.ID)
	if err != nil {
		return err
	}
	g.Text, g.Proof, g.SignedOn, g.Settlement, g.Checked = p.Hash(), civic.ProofDrawn, civic.DateOf(time.Now()), "Ставчены", civic.CheckedKnown
	g.Consent = civic.Consent{Given: true}
	g.Signatory = civic.Signatory{Name: "Подписант " + g.ID.String(), Address: "ул. Лесная, 12", Birth: civic.Date{Year: 1970}, Drawing: storetest.Scrawl(g.Text)}
	if g, err = s.Sign(ctx, g); err != nil {
		return err
	}
	_, err = fmt.Fprintf(saved, "%s %s\n", signedMark, g.ID)
	return err
}

// expectSigned compares the signatures that were reported saved with what is on the device and at the portal, each once and valid.
func expectSigned(t *testing.T, s *store.Store, p *portal.Portal, saved []civic.SignatureID) {
	t.Helper()
	petitions, err := p.Petitions(t.Context())
	if err != nil || len(petitions) != 1 {
		t.Fatalf("%d petitions, %v", len(petitions), err)
	}
	list, err := p.Signatures(t.Context(), petitions[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	at := map[civic.SignatureID]civic.SignatureState{}
	for _, g := range list {
		if _, twice := at[g.ID]; twice {
			t.Errorf("signature %s twice at the portal", g.ID)
		}
		at[g.ID] = g.State
	}
	for _, id := range saved {
		if _, err := s.Signature(t.Context(), id); err != nil {
			t.Errorf("signature %s was reported saved; on the device: %v", id, err)
		}
		if at[id] != civic.SignatureValid {
			t.Errorf("signature %s was reported saved; at the portal: %q", id, at[id])
		}
	}
	if got := petitions[0]; got.Collected != len(list) || got.Valid != len(list) || len(list) < len(saved) {
		t.Errorf("%d signatures were reported saved, %d are at the portal, %d counted, %d valid", len(saved), len(list), got.Collected, got.Valid)
	}
	t.Logf("%d signatures were reported saved; %d at the portal", len(saved), len(list))
}
