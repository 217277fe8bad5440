package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// KindPurge says that the device has destroyed the personal data of reports whose time is over.
const KindPurge Kind = "personal.purged"

// Purge is the public part of KindPurge. It names no person, only reports.
type Purge struct {
	At       time.Time
	Before   time.Time // what hadn't changed since then was purged
	Reports  []civic.ReportID
	Photos   int // whose files were removed
	Operator civic.OperatorID
}

type purgeFact struct {
	At       int64    `cbor:"1,keyasint"` // Unix milliseconds
	Before   int64    `cbor:"2,keyasint"` // Unix milliseconds
	Reports  [][]byte `cbor:"3,keyasint"`
	Photos   int      `cbor:"4,keyasint,omitempty"`
	Operator uint16   `cbor:"15,keyasint,omitempty"`
}

// EncodePurge writes the public part of KindPurge.
func EncodePurge(p Purge) ([]byte, error) {
	f := purgeFact{At: p.At.UnixMilli(), Before: p.Before.UnixMilli(), Photos: p.Photos, Operator: uint16(p.Operator)}
	for _, id := range p.Reports {
		f.Reports = append(f.Reports, id[:])
	}
	return Encode(f)
}

// DecodePurge reads what EncodePurge wrote; the error wraps ErrMalformed.
func DecodePurge(public []byte) (p Purge, err error) {
	var f purgeFact
	if err := Decode(public, &f); err != nil {
		return p, err
	}
	p = Purge{At: time.UnixMilli(f.At).UTC(), Before: time.UnixMilli(f.Before).UTC(), Photos: f.Photos, Operator: civic.OperatorID(f.Operator)}
	for _, raw := range f.Reports {
		if len(raw) != len(civic.ReportID{}) {
			return Purge{}, fmt.Errorf("%w: report id of %d bytes", ErrMalformed, len(raw))
		}
		p.Reports = append(p.Reports, civic.ReportID(raw))
	}
	return p, nil
}
