package portal

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
)

// ErrNoPetition is returned for a petition that isn't there.
var ErrNoPetition = petitions.ErrNone

// Petition is a petition as programs outside read it.
type Petition struct {
	ID          civic.PetitionID `json:"id"`
	Number      string           `json:"number"`
	Version     int              `json:"version"`
	Title       string           `json:"title"`
	Text        string           `json:"text"`
	TextHash    string           `json:"text_sha256"`
	Settlements []string         `json:"settlements"` // none: the whole district
	From        civic.Date       `json:"from"`
	To          civic.Date       `json:"to"`
	Threshold   int              `json:"threshold"`
	PerMille    int              `json:"share_per_mille,omitempty"` // where the threshold is a share
	Base        int              `json:"share_of,omitempty"`
	Proofs      []civic.Proof    `json:"proofs"`
	Birth       civic.BirthRule  `json:"birth"`
	MinAge      int              `json:"min_age"`
	PublishedAt time.Time        `json:"published_at"`
	ClosedAt    *time.Time       `json:"closed_at"`
	Collected   int              `json:"collected"`
	Valid       int              `json:"valid"`
	Duplicate   int              `json:"duplicate"`
	Outcome     db.Outcome       `json:"outcome"`     // "" until it is closed
	Final       int              `json:"final_valid"` // valid signatures, when it was closed
}

// Signature is a signature as programs outside read it: how it counts, and nothing of who signed.
type Signature struct {
	ID         civic.SignatureID     `json:"id"`
	State      civic.SignatureState  `json:"state"`
	Reason     civic.SignatureReason `json:"reason"`
	Proof      civic.Proof           `json:"proof"`
	SignedOn   civic.Date            `json:"signed_on"`
	Checked    civic.Checked         `json:"checked"`
	Sheet      string                `json:"sheet"`
	Row        int                   `json:"row"`
	Settlement string                `json:"settlement"`
	Device     civic.DeviceID        `json:"device"`
	Place      string                `json:"place"` // of the device
	ReceivedAt time.Time             `json:"received_at"`

	BackChecked  civic.Checked    `json:"back_checked,omitempty"`  // how it was known who took it back
	BackOperator civic.OperatorID `json:"back_operator,omitempty"` // of its device, who looked
}

// Publish gives a petition its id and number and tells all devices; the error is civic.Problems for one that isn't fit for it.
func (p *Portal) Publish(ctx context.Context, petition civic.Petition) (Petition, error) {
	published, err := p.petitions.Publish(ctx, petition)
	return newPetition(db.Petition{Petition: published}), err
}

// Petitions lists all, the last published first.
func (p *Portal) Petitions(ctx context.Context) ([]Petition, error) {
	found, err := p.petitions.All(ctx)
	list := make([]Petition, 0, len(found))
	for _, f := range found {
		list = append(list, newPetition(f))
	}
	return list, err
}

// Petition finds one by its id or number; ErrNoPetition if there is none.
func (p *Portal) Petition(ctx context.Context, name string) (Petition, error) {
	found, err := p.petitions.Find(ctx, name)
	return newPetition(found), err
}

// ClosePetition ends one: what arrives from now on counts no more. ErrNoPetition if there is none.
func (p *Portal) ClosePetition(ctx context.Context, name string) error {
	found, err := p.petitions.Find(ctx, name)
	if err != nil {
		return err
	}
	return p.petitions.Close(ctx, found.ID, petitions.Actor{Role: civic.RoleAdministrator})
}

// Signatures lists a petition's, the first that arrived first.
func (p *Portal) Signatures(ctx context.Context, id civic.PetitionID) ([]Signature, error) {
	list := []Signature{}
	err := p.db.Read(ctx, func(tx *db.Tx) error {
		for last := int64(0); ; {
			page, err := tx.SignaturesAfter(last, pageLength)
			if err != nil {
				return err
			}
			for _, s := range page {
				last = s.Arrival
				if s.Petition == id {
					list = append(list, newSignature(s))
				}
			}
			if len(page) < pageLength {
				return nil
			}
		}
	})
	return list, err
}

func newPetition(p db.Petition) Petition {
	hash := p.Hash()
	out := Petition{
		ID: p.ID, Number: p.Number, Version: p.Version, Title: p.Title, Text: p.Text, TextHash: hash.String(), Settlements: p.Settlements,
		From: p.From, To: p.To, Threshold: p.Threshold.Needed(), PerMille: p.Threshold.PerMille, Base: p.Threshold.Base, Proofs: p.Proofs,
		Birth: p.Birth, MinAge: p.MinAge, PublishedAt: p.PublishedAt, Collected: p.Tally.Collected, Valid: p.Tally.Valid,
		Duplicate: p.Tally.Duplicate, Outcome: p.Outcome, Final: p.Final,
	}
	if out.Settlements == nil {
		out.Settlements = []string{}
	}
	if !p.ClosedAt.IsZero() {
		out.ClosedAt = &p.ClosedAt
	}
	return out
}

func newSignature(s db.Signature) Signature {
	return Signature{
		ID: s.ID, State: s.State, Reason: s.Reason, Proof: s.Proof, SignedOn: s.SignedOn, Checked: s.Checked, Sheet: s.Sheet, Row: s.Row,
		Settlement: s.Settlement, Device: s.Device, Place: s.At, ReceivedAt: s.ReceivedAt,
		BackChecked: s.BackChecked, BackOperator: s.BackOperator,
	}
}
