package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// petitionFact is a petition as the portal publishes it.
type petitionFact struct {
	ID          []byte   `cbor:"1,keyasint"`
	Number      string   `cbor:"2,keyasint"`
	Version     int      `cbor:"3,keyasint"`
	Title       string   `cbor:"4,keyasint"`
	Text        string   `cbor:"5,keyasint"`
	Settlements []string `cbor:"6,keyasint,omitempty"`
	From        string   `cbor:"7,keyasint"`
	To          string   `cbor:"8,keyasint"`
	Count       int      `cbor:"9,keyasint,omitempty"`
	PerMille    int      `cbor:"10,keyasint,omitempty"`
	Base        int      `cbor:"11,keyasint,omitempty"`
	Proofs      []string `cbor:"12,keyasint"`
	Birth       string   `cbor:"13,keyasint,omitempty"`
	MinAge      int      `cbor:"14,keyasint,omitempty"`
	Published   int64    `cbor:"15,keyasint"`           // Unix milliseconds
	Closed      int64    `cbor:"16,keyasint,omitempty"` // Unix milliseconds
}

// EncodePetition writes a petition; nothing in it is personal.
func EncodePetition(p civic.Petition) ([]byte, error) {
	f := petitionFact{
		ID: p.ID[:], Number: p.Number, Version: p.Version, Title: p.Title, Text: p.Text, Settlements: p.Settlements,
		From: p.From.String(), To: p.To.String(), Count: p.Threshold.Count, PerMille: p.Threshold.PerMille, Base: p.Threshold.Base,
		Birth: string(p.Birth), MinAge: p.MinAge, Published: p.PublishedAt.UnixMilli(),
	}
	for _, proof := range p.Proofs {
		f.Proofs = append(f.Proofs, string(proof))
	}
	if !p.ClosedAt.IsZero() {
		f.Closed = p.ClosedAt.UnixMilli()
	}
	return Encode(f)
}

// DecodePetition reads what EncodePetition wrote, here or in another version; the error wraps ErrMalformed.
func DecodePetition(raw []byte) (p civic.Petition, err error) {
	var f petitionFact
	if err := Decode(raw, &f); err != nil {
		return p, err
	}
	if len(f.ID) != 16 {
		return p, fmt.Errorf("%w: petition id of %d bytes", ErrMalformed, len(f.ID))
	}
	p = civic.Petition{
		ID: civic.PetitionID(f.ID), Number: f.Number, Version: f.Version, Title: f.Title, Text: f.Text, Settlements: f.Settlements,
		Threshold: civic.Threshold{Count: f.Count, PerMille: f.PerMille, Base: f.Base}, Birth: civic.BirthRule(f.Birth),
		MinAge: f.MinAge, PublishedAt: time.UnixMilli(f.Published).UTC(),
	}
	if p.From, err = civic.ParseDate(f.From); err == nil {
		p.To, err = civic.ParseDate(f.To)
	}
	if err != nil {
		return civic.Petition{}, fmt.Errorf("%w: petition's window", ErrMalformed)
	}
	for _, proof := range f.Proofs {
		p.Proofs = append(p.Proofs, civic.Proof(proof))
	}
	if f.Closed != 0 {
		p.ClosedAt = time.UnixMilli(f.Closed).UTC()
	}
	return p, nil
}
