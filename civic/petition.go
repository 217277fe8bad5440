package civic

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"
)

// PetitionID and SignatureID are UUIDv7; a petition's is made by the portal, a signature's by the device that takes it.
type (
	PetitionID  [16]byte
	SignatureID [16]byte
)

func (id PetitionID) String() string  { return formatUUID(id) }
func (id SignatureID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id PetitionID) IsZero() bool { return id == PetitionID{} }

// IsZero says that no id was given.
func (id SignatureID) IsZero() bool { return id == SignatureID{} }

// ParsePetitionID reads the 36-character form; the error is ErrBadID.
func ParsePetitionID(s string) (PetitionID, error) { u, err := parseUUID(s); return PetitionID(u), err }

// ParseSignatureID reads the 36-character form; the error is ErrBadID.
func ParseSignatureID(s string) (SignatureID, error) {
	u, err := parseUUID(s)
	return SignatureID(u), err
}

// MarshalText writes the 36-character form.
func (id PetitionID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *PetitionID) UnmarshalText(b []byte) (err error) {
	*id, err = ParsePetitionID(string(b))
	return err
}

// MarshalText writes the 36-character form.
func (id SignatureID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *SignatureID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseSignatureID(string(b))
	return err
}

// Petition is a text that people sign, and the rule by which their signatures count. The portal publishes it, and from then
// on nothing of it changes but that it may be closed.
type Petition struct {
	ID      PetitionID
	Number  string // what is said and printed, such as "2026-03"
	Version int    // of the text, from 1
	Title   string
	Text    string // exactly what is signed

	Settlements []string // whose people may sign; none: the whole district's
	From, To    Date     // the days on which it may be signed, both included
	Threshold   Threshold
	Proofs      []Proof   // the kinds of signature it admits; at least one
	Birth       BirthRule // what it asks of a signatory's birth
	MinAge      int       // in whole years on the day of signing; 0 asks nothing

	PublishedAt time.Time // by the portal's clock
	ClosedAt    time.Time // zero while it is open
}

// Threshold is how many valid signatures a petition takes: a number, or a share of those who may sign.
type Threshold struct {
	Count    int // used if it isn't 0
	PerMille int // of Base: 10 is one per cent
	Base     int // how many may sign
}

// Needed is the threshold as a number of signatures; a share is rounded up.
func (t Threshold) Needed() int {
	if t.Count != 0 {
		return t.Count
	}
	return (t.PerMille*t.Base + 999) / 1000
}

// Proof is a kind of signature.
type Proof string

// The kinds of signature.
const (
	ProofDrawn  Proof = "drawn"  // with a mouse, a pen or a finger on the screen
	ProofWet    Proof = "wet"    // by hand on a printed sheet
	ProofPortal Proof = "portal" // by logging in at the portal, in a browser or on a device of one's own
	ProofOwn    Proof = "own"    // drawn on a device of one's own, which belongs to an account
)

// Proofs lists all kinds of signature.
func Proofs() []Proof { return []Proof{ProofDrawn, ProofWet, ProofPortal, ProofOwn} }

// Drawn says that a signature of this kind has a drawing.
func (p Proof) Drawn() bool { return p == ProofDrawn || p == ProofOwn }

// AtPoint says that signatures of this kind are taken by somebody who sees who signs.
func (p Proof) AtPoint() bool { return p == ProofDrawn || p == ProofWet }

// OnOwnDevice is the kind of signature that a petition admits from a citizen's own device: with a drawing if it asks for one. ok is false
// where it admits none.
func (p Petition) OnOwnDevice() (proof Proof, ok bool) {
	for _, proof := range []Proof{ProofOwn, ProofPortal} {
		if p.Admits(proof) {
			return proof, true
		}
	}
	return "", false
}

// BirthRule is what of the signatory's birth is asked for.
type BirthRule string

// The rules.
const (
	BirthNone BirthRule = ""
	BirthYear BirthRule = "year"
	BirthDate BirthRule = "date"
)

// TextHash is the SHA-256 of a petition's canonical form: what a signature is bound to.
type TextHash [sha256.Size]byte

// String is the hash in hex.
func (h TextHash) String() string {
	const digits = "0123456789abcdef"
	b := make([]byte, 0, 2*len(h))
	for _, c := range h {
		b = append(b, digits[c>>4], digits[c&15])
	}
	return string(b)
}

// Canonical is the form of what is signed that everybody hashes alike: whose text it is and which version, the title, the text.
// Line ends are "\n", no line ends in blanks, no empty lines stand before or behind.
func (p Petition) Canonical() string {
	return "priyom petition text 1\n" + p.ID.String() + "\n" + strconv.Itoa(p.Version) + "\n" + CanonicalText(p.Title) + "\n\n" + CanonicalText(p.Text) + "\n"
}

// Hash is the hash of Canonical.
func (p Petition) Hash() TextHash { return sha256.Sum256([]byte(p.Canonical())) }

// CanonicalText is a text as it is signed and hashed. It is a fixed point: doing it again changes nothing.
func CanonicalText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\u00a0")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// WholeDistrict says that people of every settlement may sign.
func (p Petition) WholeDistrict() bool { return len(p.Settlements) == 0 }

// Includes says that people of a settlement may sign; case and the like don't matter.
func (p Petition) Includes(settlement string) bool {
	if p.WholeDistrict() {
		return true
	}
	name := SettlementName(settlement)
	for _, s := range p.Settlements {
		if SettlementName(s) == name && name != "" {
			return true
		}
	}
	return false
}

// Admits says that signatures of a kind count.
func (p Petition) Admits(proof Proof) bool {
	for _, admitted := range p.Proofs {
		if admitted == proof {
			return true
		}
	}
	return false
}

// Phase is where a petition stands on a day.
type Phase string

// The phases.
const (
	PhaseEarly Phase = "early" // its window hasn't begun
	PhaseOpen  Phase = "open"
	PhaseOver  Phase = "over" // its window has ended, or it was closed
)

// Phase tells whether a petition may be signed on a day.
func (p Petition) Phase(today Date) Phase {
	switch {
	case !p.ClosedAt.IsZero(), p.To.Before(today):
		return PhaseOver
	case today.Before(p.From):
		return PhaseEarly
	}
	return PhaseOpen
}

// Tally is how a petition stands, as the portal counts.
type Tally struct {
	Collected int // all signatures that arrived
	Valid     int // one for each person, and according to the rule
	Duplicate int // further ones of the same people
	AsOf      time.Time
}
