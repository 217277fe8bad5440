package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// digestFact is a civic.Digest as it travels and lies.
type digestFact struct {
	Report     []byte    `cbor:"1,keyasint"`
	Number     string    `cbor:"2,keyasint"`
	Category   string    `cbor:"3,keyasint"`
	Status     string    `cbor:"4,keyasint"`
	Received   int64     `cbor:"5,keyasint"` // by the portal, Unix milliseconds
	Place      placeFact `cbor:"6,keyasint"`
	Words      string    `cbor:"7,keyasint,omitempty"`
	Supporters int       `cbor:"8,keyasint,omitempty"`
}

// EncodeDigest writes what others are told of a report.
func EncodeDigest(d civic.Digest) ([]byte, error) {
	f := digestFact{
		Report: d.ID[:], Number: d.Number, Category: string(d.Category), Status: string(d.Status), Received: d.ReceivedAt.UnixMilli(),
		Place: placeFact{Address: d.Place.Address, Settlement: d.Place.Settlement}, Words: d.Words, Supporters: d.Supporters,
	}
	if d.Place.Source != civic.SourceNone {
		f.Place.Lat, f.Place.Lon = e7(d.Place.Position.Lat), e7(d.Place.Position.Lon)
		f.Place.Accuracy, f.Place.Source = uint32(max(0, d.Place.Position.Accuracy)), string(d.Place.Source)
	}
	return Encode(f)
}

// DecodeDigest reads what EncodeDigest wrote; the error wraps ErrMalformed.
func DecodeDigest(raw []byte) (civic.Digest, error) {
	var f digestFact
	if err := Decode(raw, &f); err != nil {
		return civic.Digest{}, err
	}
	if len(f.Report) != 16 || f.Status == "" || f.Supporters < 0 {
		return civic.Digest{}, fmt.Errorf("%w: digest of no report", ErrMalformed)
	}
	d := civic.Digest{
		ID: civic.ReportID(f.Report), Number: f.Number, Category: civic.CategorySlug(f.Category), Status: civic.Status(f.Status),
		ReceivedAt: time.UnixMilli(f.Received).UTC(), Words: f.Words, Supporters: f.Supporters,
		Place: civic.Place{Address: f.Place.Address, Settlement: f.Place.Settlement, Source: civic.Source(f.Place.Source)},
	}
	if d.Place.Source != civic.SourceNone {
		d.Place.Position = civic.Position{Lat: deg(f.Place.Lat), Lon: deg(f.Place.Lon), Accuracy: civic.Metres(f.Place.Accuracy)}
	}
	return d, nil
}
