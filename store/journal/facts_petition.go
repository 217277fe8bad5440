package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// The kinds of entries about petitions.
const (
	KindSigned    Kind = "petition.signed"    // public: a signature without its signatory; sealed: the signatory
	KindWithdrawn Kind = "petition.withdrawn" // public: which signature of which petition
)

// signedFact is the public part of KindSigned.
type signedFact struct {
	ID         []byte `cbor:"1,keyasint"`
	Petition   []byte `cbor:"2,keyasint"`
	Text       []byte `cbor:"3,keyasint"` // civic.TextHash
	Proof      string `cbor:"4,keyasint"`
	SignedOn   string `cbor:"5,keyasint"` // 2026-11-24
	Checked    string `cbor:"6,keyasint,omitempty"`
	Sheet      string `cbor:"7,keyasint,omitempty"`
	Row        int    `cbor:"8,keyasint,omitempty"`
	Consent    string `cbor:"9,keyasint,omitempty"`  // version of its text
	Paper      string `cbor:"10,keyasint,omitempty"` // number of its paper sheet
	Settlement string `cbor:"11,keyasint,omitempty"`
	Captured   int64  `cbor:"12,keyasint"` // Unix milliseconds
	Operator   uint16 `cbor:"15,keyasint,omitempty"`
}

// signatoryFact is the sealed part of KindSigned.
type signatoryFact struct {
	Name    string `cbor:"1,keyasint,omitempty"`
	Address string `cbor:"2,keyasint,omitempty"`
	Birth   string `cbor:"3,keyasint,omitempty"` // 1950, or 1950-05-09
	Consent bool   `cbor:"4,keyasint,omitempty"`
	Drawing []byte `cbor:"5,keyasint,omitempty"` // civic.Drawing.Bytes
}

// withdrawnFact is the public part of KindWithdrawn.
type withdrawnFact struct {
	ID       []byte `cbor:"1,keyasint"` // the signature's
	Petition []byte `cbor:"2,keyasint"`
	At       int64  `cbor:"3,keyasint"` // Unix milliseconds
	Checked  string `cbor:"4,keyasint,omitempty"`
	Operator uint16 `cbor:"15,keyasint,omitempty"`
}

// EncodeSigned writes a signature's public part: everything but the signatory.
func EncodeSigned(s civic.Signature, by civic.OperatorID) ([]byte, error) {
	return Encode(signedFact{
		ID: s.ID[:], Petition: s.Petition[:], Text: s.Text[:], Proof: string(s.Proof), SignedOn: s.SignedOn.String(),
		Checked: string(s.Checked), Sheet: s.Sheet, Row: s.Row, Consent: s.Consent.Version, Paper: s.Consent.Sheet,
		Settlement: s.Settlement, Captured: s.CapturedAt.UnixMilli(), Operator: uint16(by),
	})
}

// DecodeSigned reads what EncodeSigned wrote, here or in another version; the error wraps ErrMalformed.
func DecodeSigned(public []byte) (s civic.Signature, by civic.OperatorID, err error) {
	var f signedFact
	if err := Decode(public, &f); err != nil {
		return s, by, err
	}
	if len(f.ID) != 16 || len(f.Petition) != 16 || len(f.Text) != len(s.Text) {
		return s, by, fmt.Errorf("%w: signature without id, petition or text", ErrMalformed)
	}
	on, err := civic.ParseDate(f.SignedOn)
	if err != nil {
		return s, by, fmt.Errorf("%w: signature's date", ErrMalformed)
	}
	return civic.Signature{
		ID: civic.SignatureID(f.ID), Petition: civic.PetitionID(f.Petition), Text: civic.TextHash(f.Text),
		Proof: civic.Proof(f.Proof), SignedOn: on, Checked: civic.Checked(f.Checked), Sheet: f.Sheet, Row: f.Row,
		Consent: civic.Consent{Sheet: f.Paper, Version: f.Consent}, Settlement: f.Settlement,
		CapturedAt: time.UnixMilli(f.Captured).UTC(),
	}, civic.OperatorID(f.Operator), nil
}

// EncodeSignatory writes the part that must be sealed, and that the person consented.
func EncodeSignatory(who civic.Signatory, consent bool) ([]byte, error) {
	return Encode(signatoryFact{who.Name, who.Address, who.Birth.String(), consent, who.Drawing.Bytes()})
}

// DecodeSignatory reads an opened sealed part; the error wraps ErrMalformed.
func DecodeSignatory(personal []byte) (who civic.Signatory, consent bool, err error) {
	var f signatoryFact
	if err := Decode(personal, &f); err != nil {
		return who, false, err
	}
	who = civic.Signatory{Name: f.Name, Address: f.Address}
	if who.Birth, err = civic.ParseDate(f.Birth); err != nil {
		return civic.Signatory{}, false, fmt.Errorf("%w: signatory's birth", ErrMalformed)
	}
	if who.Drawing, err = civic.ParseDrawing(f.Drawing); err != nil {
		return civic.Signatory{}, false, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return who, f.Consent, nil
}

// EncodeWithdrawn writes that a signature was taken back.
func EncodeWithdrawn(w civic.Withdrawal, by civic.OperatorID) ([]byte, error) {
	return Encode(withdrawnFact{w.Signature[:], w.Petition[:], w.At.UnixMilli(), string(w.Checked), uint16(by)})
}

// DecodeWithdrawn reads what EncodeWithdrawn wrote, here or in another version; the error wraps ErrMalformed.
func DecodeWithdrawn(public []byte) (w civic.Withdrawal, by civic.OperatorID, err error) {
	var f withdrawnFact
	if err := Decode(public, &f); err != nil {
		return w, by, err
	}
	if len(f.ID) != 16 || len(f.Petition) != 16 {
		return w, by, fmt.Errorf("%w: withdrawal of no signature", ErrMalformed)
	}
	return civic.Withdrawal{
		Signature: civic.SignatureID(f.ID), Petition: civic.PetitionID(f.Petition), Checked: civic.Checked(f.Checked), At: time.UnixMilli(f.At).UTC(),
	}, civic.OperatorID(f.Operator), nil
}
