package portaltest

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Draft is a petition that is fit to be published: open about the portal's clock, for the people of Stavcheny.
func (p *Portal) Draft() civic.Petition {
	today := civic.DateOf(p.Clock.Now())
	return civic.Petition{
		Title: "Мост через Липовку", Text: "Почините мост.\nДети ходят по льду.", Settlements: []string{"с. Ставчены"},
		From: today.AddDays(-10), To: today.AddDays(80), Threshold: civic.Threshold{Count: 3},
		Proofs: []civic.Proof{civic.ProofDrawn, civic.ProofWet}, Birth: civic.BirthYear, MinAge: 14,
	}
}

// Published publishes a petition and returns it as devices are told of it.
func (p *Portal) Published(t testing.TB, petition civic.Petition) civic.Petition {
	t.Helper()
	made, err := p.Publish(t.Context(), petition)
	if err != nil {
		t.Fatal(err)
	}
	petition.ID, petition.Number, petition.Version, petition.PublishedAt = made.ID, made.Number, made.Version, made.PublishedAt
	if hash := petition.Hash(); hash.String() != made.TextHash {
		t.Fatalf("published %s, not %s", made.TextHash, hash)
	}
	return petition
}

// Signature is a good one, on a sheet. Who signed is a canary; give it another name to make it another person's.
func (d *Device) Signature(p civic.Petition) civic.Signature {
	d.serial++
	return civic.Signature{
		ID: civic.SignatureID(d.uuid()), Petition: p.ID, Text: p.Hash(), Proof: civic.ProofWet, SignedOn: civic.DateOf(d.p.Clock.Now()),
		Settlement: "Ставчены", Checked: civic.CheckedPassport, Sheet: d.Is.Code + "-S01-7KQ", Row: d.serial,
		Consent: civic.Consent{Given: true, Version: "1"}, CapturedAt: d.p.Clock.Now().Truncate(time.Millisecond),
		Signatory: civic.Signatory{Name: Canary().Name, Address: Canary().Address, Birth: civic.Date{Year: 1961}},
	}
}

// TellSigned puts a signature into the journal, its signatory sealed.
func (d *Device) TellSigned(s civic.Signature) journal.Entry {
	d.t.Helper()
	public, err := journal.EncodeSigned(s, 2)
	if err != nil {
		d.t.Fatal(err)
	}
	personal, err := journal.EncodeSignatory(s.Signatory, s.Consent.Given)
	if err != nil {
		d.t.Fatal(err)
	}
	sealed, err := d.seal.Seal(d.ID, public, personal)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Append(journal.Hash{}, journal.KindSigned, public, sealed)
}

// TellWithdrawn puts into the journal that a signature was taken back by somebody who was known in that way.
func (d *Device) TellWithdrawn(s civic.Signature, checked civic.Checked) journal.Entry {
	d.t.Helper()
	public, err := journal.EncodeWithdrawn(civic.Withdrawal{Signature: s.ID, Petition: s.Petition, Checked: checked, At: d.p.Clock.Now()}, 2)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Append(journal.Hash{}, journal.KindWithdrawn, public, nil)
}

// States are how a petition's signatures count.
func (p *Portal) States(t testing.TB, petition civic.Petition) map[civic.SignatureID]civic.SignatureState {
	t.Helper()
	list, err := p.Signatures(t.Context(), petition.ID)
	if err != nil {
		t.Fatal(err)
	}
	states := map[civic.SignatureID]civic.SignatureState{}
	for _, s := range list {
		states[s.ID] = s.State
	}
	return states
}
