package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// KindInspection is what an inspector found or did on the spot. The photos' files come by KindPhoto, a spoken note is the entry's
// own blob.
const KindInspection Kind = "inspection.done"

// inspectionFact is the public part of KindInspection.
type inspectionFact struct {
	ID       []byte      `cbor:"1,keyasint"`
	Report   []byte      `cbor:"2,keyasint"`
	Version  int64       `cbor:"3,keyasint,omitempty"` // of the task
	Outcome  string      `cbor:"4,keyasint"`
	Comment  string      `cbor:"5,keyasint,omitempty"`
	Photos   []photoFact `cbor:"6,keyasint,omitempty"`
	Place    *placeFact  `cbor:"7,keyasint,omitempty"` // where the inspector stood
	Began    int64       `cbor:"8,keyasint,omitempty"` // Unix milliseconds
	At       int64       `cbor:"9,keyasint"`
	Override string      `cbor:"10,keyasint,omitempty"`
	Checks   [][2]string `cbor:"11,keyasint,omitempty"`
	Voice    *voiceFact  `cbor:"12,keyasint,omitempty"`
	Operator uint16      `cbor:"15,keyasint,omitempty"`
}

type voiceFact struct {
	SHA256 []byte `cbor:"1,keyasint"`
	Size   int64  `cbor:"2,keyasint"`
	Millis int64  `cbor:"3,keyasint,omitempty"`
}

// EncodeInspection writes an inspection: all of it is public, and nothing in it is personal. Of the photos what is known at capture.
func EncodeInspection(i civic.Inspection) ([]byte, error) {
	f := inspectionFact{
		ID: i.ID[:], Report: i.Report[:], Version: i.Version, Outcome: string(i.Outcome), Comment: i.Comment, At: i.At.UnixMilli(),
		Override: i.Override, Operator: uint16(i.Operator),
	}
	if !i.BeganAt.IsZero() {
		f.Began = i.BeganAt.UnixMilli()
	}
	if i.Place.Source != civic.SourceNone {
		place := newPlaceFact(civic.Place{Position: i.Place.Position, Source: i.Place.Source})
		f.Place = &place
	}
	for _, p := range i.Photos {
		f.Photos = append(f.Photos, newPhotoFact(p))
	}
	for _, c := range i.Checks {
		f.Checks = append(f.Checks, [2]string{string(c.Slug), string(c.State)})
	}
	if !i.Voice.IsZero() {
		f.Voice = &voiceFact{i.Voice.SHA256[:], i.Voice.Size, i.VoiceFor.Milliseconds()}
	}
	return Encode(f)
}

// DecodeInspection reads what EncodeInspection wrote; the error wraps ErrMalformed.
func DecodeInspection(public []byte) (civic.Inspection, error) {
	var f inspectionFact
	if err := Decode(public, &f); err != nil {
		return civic.Inspection{}, err
	}
	if len(f.ID) != 16 || len(f.Report) != 16 {
		return civic.Inspection{}, fmt.Errorf("%w: inspection of %d bytes of %d", ErrMalformed, len(f.ID), len(f.Report))
	}
	i := civic.Inspection{
		ID: civic.InspectionID(f.ID), Report: civic.ReportID(f.Report), Version: f.Version, Outcome: civic.Outcome(f.Outcome),
		Comment: f.Comment, At: time.UnixMilli(f.At).UTC(), Override: f.Override, Operator: civic.OperatorID(f.Operator),
	}
	if f.Began != 0 {
		i.BeganAt = time.UnixMilli(f.Began).UTC()
	}
	if f.Place != nil {
		i.Place = f.Place.place()
	}
	for _, pf := range f.Photos {
		p, err := pf.photo()
		if err != nil {
			return civic.Inspection{}, err
		}
		i.Photos = append(i.Photos, p)
	}
	for _, c := range f.Checks {
		i.Checks = append(i.Checks, civic.Check{Slug: civic.CheckSlug(c[0]), State: civic.CheckState(c[1])})
	}
	if v := f.Voice; v != nil {
		if len(v.SHA256) != 32 || v.Millis < 0 || v.Millis > 1<<32 {
			return civic.Inspection{}, fmt.Errorf("%w: hash of a voice of %d bytes", ErrMalformed, len(v.SHA256))
		}
		i.Voice, i.VoiceFor = civic.BlobRef{SHA256: [32]byte(v.SHA256), Size: v.Size}, time.Duration(v.Millis)*time.Millisecond
	}
	return i, nil
}

func newPlaceFact(p civic.Place) placeFact {
	f := placeFact{Address: p.Address, Settlement: p.Settlement}
	if p.Source != civic.SourceNone {
		f.Lat, f.Lon = e7(p.Position.Lat), e7(p.Position.Lon)
		f.Accuracy, f.Source = uint32(max(0, p.Position.Accuracy)), string(p.Source)
	}
	return f
}

func (f placeFact) place() civic.Place {
	p := civic.Place{Address: f.Address, Settlement: f.Settlement, Source: civic.Source(f.Source)}
	if p.Source != civic.SourceNone {
		p.Position = civic.Position{Lat: deg(f.Lat), Lon: deg(f.Lon), Accuracy: civic.Metres(f.Accuracy)}
	}
	return p
}
