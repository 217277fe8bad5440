package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// The kinds of what an author says of a report once it is at the portal.
const (
	KindAct        Kind = "report.acted"        // public: what is done; sealed: why, in words, or nothing without any
	KindSupplement Kind = "report.supplemented" // public: words and photos that are added; the photos' files come by KindPhoto
)

// actFact is the public part of KindAct.
type actFact struct {
	ID       []byte `cbor:"1,keyasint"`
	Report   []byte `cbor:"2,keyasint"`
	Act      string `cbor:"3,keyasint"`
	Rating   int    `cbor:"4,keyasint,omitempty"`
	At       int64  `cbor:"5,keyasint"` // Unix milliseconds
	Operator uint16 `cbor:"15,keyasint,omitempty"`
}

// actWords is the sealed part.
type actWords struct {
	Comment string `cbor:"1,keyasint"`
}

// supplementFact is the public part of KindSupplement.
type supplementFact struct {
	ID       []byte      `cbor:"1,keyasint"`
	Report   []byte      `cbor:"2,keyasint"`
	Text     string      `cbor:"3,keyasint,omitempty"`
	Photos   []photoFact `cbor:"4,keyasint,omitempty"`
	At       int64       `cbor:"5,keyasint"` // Unix milliseconds
	Operator uint16      `cbor:"15,keyasint,omitempty"`
}

// EncodeAct writes an act's public part, and the part that must be sealed; nil if it has no words.
func EncodeAct(a civic.AuthorAct) (public, personal []byte, err error) {
	public, err = Encode(actFact{a.ID[:], a.Report[:], string(a.Act), a.Rating, a.At.UnixMilli(), uint16(a.Operator)})
	if err == nil && a.Comment != "" {
		personal, err = Encode(actWords{a.Comment})
	}
	return public, personal, err
}

// DecodeAct reads the public part that EncodeAct wrote, all but the comment; the error wraps ErrMalformed.
func DecodeAct(public []byte) (civic.AuthorAct, error) {
	var f actFact
	if err := Decode(public, &f); err != nil {
		return civic.AuthorAct{}, err
	}
	if len(f.ID) != 16 || len(f.Report) != 16 {
		return civic.AuthorAct{}, fmt.Errorf("%w: act of %d bytes on %d", ErrMalformed, len(f.ID), len(f.Report))
	}
	return civic.AuthorAct{
		ID: civic.ActID(f.ID), Report: civic.ReportID(f.Report), Act: civic.Action(f.Act), Rating: f.Rating,
		At: time.UnixMilli(f.At).UTC(), Operator: civic.OperatorID(f.Operator),
	}, nil
}

// DecodeActWords reads the opened sealed part of an act; the error wraps ErrMalformed.
func DecodeActWords(personal []byte) (string, error) {
	var w actWords
	err := Decode(personal, &w)
	return w.Comment, err
}

// EncodeSupplement writes the public part of KindSupplement; of the photos what is known at capture.
func EncodeSupplement(s civic.Supplement) ([]byte, error) {
	f := supplementFact{ID: s.ID[:], Report: s.Report[:], Text: s.Text, At: s.At.UnixMilli(), Operator: uint16(s.Operator)}
	for _, p := range s.Photos {
		f.Photos = append(f.Photos, newPhotoFact(p))
	}
	return Encode(f)
}

// DecodeSupplement reads what EncodeSupplement wrote; the error wraps ErrMalformed.
func DecodeSupplement(public []byte) (civic.Supplement, error) {
	var f supplementFact
	if err := Decode(public, &f); err != nil {
		return civic.Supplement{}, err
	}
	if len(f.ID) != 16 || len(f.Report) != 16 {
		return civic.Supplement{}, fmt.Errorf("%w: supplement of %d bytes to %d", ErrMalformed, len(f.ID), len(f.Report))
	}
	s := civic.Supplement{
		ID: civic.SupplementID(f.ID), Report: civic.ReportID(f.Report), Text: f.Text, At: time.UnixMilli(f.At).UTC(),
		Operator: civic.OperatorID(f.Operator),
	}
	for _, pf := range f.Photos {
		p, err := pf.photo()
		if err != nil {
			return civic.Supplement{}, err
		}
		s.Photos = append(s.Photos, p)
	}
	return s, nil
}
