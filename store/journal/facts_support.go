package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// KindSupport says that somebody joins in a report. Public: which one; sealed: who, as in KindReport, or nothing if they
// don't say.
const KindSupport Kind = "report.supported"

// supportFact is the public part of KindSupport.
type supportFact struct {
	ID       []byte `cbor:"1,keyasint"`
	Report   []byte `cbor:"2,keyasint"`
	Number   string `cbor:"3,keyasint"` // of the report
	At       int64  `cbor:"4,keyasint"` // Unix milliseconds
	Operator uint16 `cbor:"15,keyasint,omitempty"`
}

// EncodeSupport writes the public part of KindSupport: everything but the supporter, who is EncodeReporter's.
func EncodeSupport(s civic.Support) ([]byte, error) {
	return Encode(supportFact{s.ID[:], s.Report[:], s.Number, s.At.UnixMilli(), uint16(s.Operator)})
}

// DecodeSupport reads what EncodeSupport wrote; the error wraps ErrMalformed.
func DecodeSupport(public []byte) (civic.Support, error) {
	var f supportFact
	if err := Decode(public, &f); err != nil {
		return civic.Support{}, err
	}
	if len(f.ID) != 16 || len(f.Report) != 16 {
		return civic.Support{}, fmt.Errorf("%w: support by %d bytes of %d", ErrMalformed, len(f.ID), len(f.Report))
	}
	return civic.Support{
		ID: civic.SupportID(f.ID), Report: civic.ReportID(f.Report), Number: f.Number, At: time.UnixMilli(f.At).UTC(),
		Operator: civic.OperatorID(f.Operator),
	}, nil
}
