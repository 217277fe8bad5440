package wire

import (
	"crypto/ed25519"
	"fmt"

	"priyom/civic"
	"priyom/store/journal"
)

// The changes about petitions. Of each petition the feed holds only the newest of either kind.
const (
	ChangePetition ChangeKind = "petition"       // Body: PetitionChange
	ChangeTally    ChangeKind = "petition.tally" // Body: TallyChange
)

// PetitionChange is a petition as it now is. It is signed, so that people sign the published text even over a line that
// somebody else can write to.
type PetitionChange struct {
	Petition  []byte `cbor:"1,keyasint"` // journal.EncodePetition
	Signature []byte `cbor:"2,keyasint"` // Ed25519 by the portal
}

// NewPetitionChange signs a petition.
func NewPetitionChange(p civic.Petition, key ed25519.PrivateKey) (PetitionChange, error) {
	raw, err := journal.EncodePetition(p)
	if err != nil {
		return PetitionChange{}, fmt.Errorf("wire: petition: %w", err)
	}
	return PetitionChange{raw, ed25519.Sign(key, petitionText(raw))}, nil
}

// Open reads a petition of the portal with this key; the error wraps journal.ErrSignature or journal.ErrMalformed.
func (c PetitionChange) Open(key ed25519.PublicKey) (civic.Petition, error) {
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, petitionText(c.Petition), c.Signature) {
		return civic.Petition{}, fmt.Errorf("%w: petition", journal.ErrSignature)
	}
	return journal.DecodePetition(c.Petition)
}

func petitionText(raw []byte) []byte { return append([]byte("priyom petition 1\n"), raw...) }

// TallyChange is how a petition stands.
type TallyChange struct {
	Petition  []byte `cbor:"1,keyasint"`
	Collected int    `cbor:"2,keyasint,omitempty"`
	Valid     int    `cbor:"3,keyasint,omitempty"`
	Duplicate int    `cbor:"4,keyasint,omitempty"`
	AsOf      int64  `cbor:"5,keyasint"` // Unix milliseconds, by the portal's clock
}
