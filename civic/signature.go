package civic

import "time"

// Signature is one person's name under one petition's text.
type Signature struct {
	ID         SignatureID
	Petition   PetitionID
	Text       TextHash // of the text that was before their eyes
	Proof      Proof
	SignedOn   Date    // the day they signed; on a sheet it may be before the day it was keyed in
	Settlement string  // where they live: the rule may ask for it
	Checked    Checked // who they are, and how that was known
	Sheet      string  // with ProofWet: the sheet's id
	Row        int     // and the row, from 1
	Consent    Consent
	Signatory  Signatory // personal; never leaves the device unsealed

	CapturedAt time.Time // by the device's clock
}

// Signatory is who signed. All of it is personal data.
type Signatory struct {
	Name    string
	Address string
	Birth   Date    // a year alone where the rule asks no more
	Drawing Drawing // with a kind of signature that is drawn
}

// Checked is how it was known who signed. The document's number or a picture of it is never kept.
type Checked string

// The ways.
const (
	CheckedPassport Checked = "passport" // the passport was shown
	CheckedDocument Checked = "document" // another document with a photo
	CheckedKnown    Checked = "known"    // known personally
	CheckedSheet    Checked = "sheet"    // whoever collected the sheet vouches for it
	CheckedAccount  Checked = "account"  // nobody looked: the device belongs to an account with a proved address
)

// CheckedKinds lists the ways of somebody who sees who signs.
func CheckedKinds() []Checked {
	return []Checked{CheckedPassport, CheckedDocument, CheckedKnown, CheckedSheet}
}

// Withdrawal is that a person takes their signature back.
type Withdrawal struct {
	Signature SignatureID
	Petition  PetitionID
	Checked   Checked // how it was known that it is they; "" where nobody said, and of what devices told before they said it
	At        time.Time
}

// WithdrawalKinds lists the ways in which somebody sees who takes a signature back: they are there in person.
func WithdrawalKinds() []Checked { return []Checked{CheckedPassport, CheckedDocument, CheckedKnown} }

// SignatureState is how a signature counts.
type SignatureState string

// The states.
const (
	SignatureCollected SignatureState = "collected" // taken, not yet counted by the portal
	SignatureValid     SignatureState = "valid"
	SignatureDuplicate SignatureState = "duplicate"        // the same person signed before
	SignatureOutside   SignatureState = "out-of-territory" // not a place the petition is for
	SignatureLate      SignatureState = "late"             // outside the window, or after it was closed
	SignatureWithdrawn SignatureState = "withdrawn"        // by the person
	SignatureVoid      SignatureState = "void"             // against the rule otherwise; see SignatureReason
)

// SignatureStates lists all states.
func SignatureStates() []SignatureState {
	return []SignatureState{
		SignatureCollected, SignatureValid, SignatureDuplicate, SignatureOutside, SignatureLate, SignatureWithdrawn,
		SignatureVoid,
	}
}

// SignatureReason says why a signature isn't valid, closer than its state.
type SignatureReason string

// The reasons.
const (
	ReasonSigned    SignatureReason = ""           // nothing is wrong
	ReasonText      SignatureReason = "text"       // another text than the published one
	ReasonProof     SignatureReason = "proof"      // a kind of signature that isn't admitted
	ReasonBirth     SignatureReason = "birth"      // the birth that the rule asks for is missing
	ReasonAge       SignatureReason = "age"        // too young
	ReasonName      SignatureReason = "name"       // no full name or no address
	ReasonErased    SignatureReason = "erased"     // who signed was erased by law before it was counted
	ReasonConsent   SignatureReason = "consent"    // without consent to the processing of the data
	ReasonEarly     SignatureReason = "early"      // before the window
	ReasonOver      SignatureReason = "over"       // after the window
	ReasonClosed    SignatureReason = "closed"     // arrived after the petition was closed
	ReasonAgain     SignatureReason = "again"      // the same person signed before
	ReasonElsewhere SignatureReason = "elsewhere"  // the settlement isn't the petition's
	ReasonTakenBack SignatureReason = "taken-back" // withdrawn
	ReasonAccount   SignatureReason = "account"    // the same account signed before, under another name
	ReasonReviewed  SignatureReason = "reviewed"   // two people found that the same person signed before, written otherwise
)

// SignatureReasons lists all reasons.
func SignatureReasons() []SignatureReason {
	return []SignatureReason{
		ReasonText, ReasonProof, ReasonBirth, ReasonAge, ReasonName, ReasonErased, ReasonConsent, ReasonEarly, ReasonOver,
		ReasonClosed, ReasonAgain, ReasonElsewhere, ReasonTakenBack, ReasonAccount, ReasonReviewed,
	}
}
