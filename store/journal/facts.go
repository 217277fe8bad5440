package journal

import (
	"fmt"
	"math"
	"time"

	"priyom/civic"
)

// The kinds of entries this version writes and understands.
const (
	KindReport Kind = "report.captured" // public: a report without its reporter; sealed: the reporter
	KindPhoto  Kind = "report.photo"    // public: which photo of which report; blobs: copy and preview, or the original
)

// reportFact is the public part of KindReport.
type reportFact struct {
	ID       []byte      `cbor:"1,keyasint"`
	Number   string      `cbor:"2,keyasint"`
	Category string      `cbor:"3,keyasint"`
	Text     string      `cbor:"4,keyasint"`
	Urgency  string      `cbor:"5,keyasint,omitempty"`
	Channel  string      `cbor:"6,keyasint,omitempty"`
	Place    placeFact   `cbor:"7,keyasint"`
	Photos   []photoFact `cbor:"8,keyasint,omitempty"`
	Captured int64       `cbor:"9,keyasint"`            // Unix milliseconds
	Received int64       `cbor:"10,keyasint,omitempty"` // by the point, if that was another time
	Origin   string      `cbor:"11,keyasint,omitempty"`
	Operator uint16      `cbor:"15,keyasint,omitempty"`
}

type placeFact struct {
	Address    string `cbor:"1,keyasint,omitempty"`
	Settlement string `cbor:"2,keyasint,omitempty"`
	Lat        int32  `cbor:"3,keyasint,omitempty"` // 1e-7 degrees
	Lon        int32  `cbor:"4,keyasint,omitempty"`
	Accuracy   uint32 `cbor:"5,keyasint,omitempty"` // metres
	Source     string `cbor:"6,keyasint,omitempty"` // without it there is no position
}

type photoFact struct {
	ID      []byte `cbor:"1,keyasint"`
	SHA256  []byte `cbor:"2,keyasint"` // of the original
	Size    int64  `cbor:"3,keyasint"`
	Taken   int64  `cbor:"4,keyasint,omitempty"` // Unix milliseconds
	Lat     *int32 `cbor:"5,keyasint,omitempty"`
	Lon     *int32 `cbor:"6,keyasint,omitempty"`
	Bearing *int32 `cbor:"7,keyasint,omitempty"` // 1e-2 degrees
	Report  []byte `cbor:"8,keyasint,omitempty"` // in KindPhoto only
	State   string `cbor:"9,keyasint,omitempty"`
	Problem string `cbor:"10,keyasint,omitempty"`

	Inspection []byte `cbor:"11,keyasint,omitempty"` // in KindPhoto only: it shows what was done, not what was reported

	Operator uint16 `cbor:"15,keyasint,omitempty"` // in KindPhoto only
}

// reporterFact is the sealed part of KindReport.
type reporterFact struct {
	Name    string `cbor:"1,keyasint,omitempty"`
	Phone   string `cbor:"2,keyasint,omitempty"`
	Address string `cbor:"3,keyasint,omitempty"`
	Reply   string `cbor:"4,keyasint,omitempty"`
	Consent bool   `cbor:"5,keyasint,omitempty"`
	Sheet   string `cbor:"6,keyasint,omitempty"`
	Version string `cbor:"7,keyasint,omitempty"`
	Email   string `cbor:"8,keyasint,omitempty"`
}

// EncodeReport writes a report's public part: everything but the reporter, and of its photos what is known at capture.
func EncodeReport(r civic.Report) ([]byte, error) {
	f := reportFact{
		ID: r.ID[:], Number: r.Number, Category: string(r.Category), Text: r.Text, Urgency: string(r.Urgency),
		Channel: string(r.Channel), Captured: r.CapturedAt.UnixMilli(), Origin: r.Origin, Operator: uint16(r.Operator),
		Place: placeFact{Address: r.Place.Address, Settlement: r.Place.Settlement},
	}
	if !r.ReceivedAt.IsZero() {
		f.Received = r.ReceivedAt.UnixMilli()
	}
	if r.Place.Source != civic.SourceNone {
		f.Place.Lat, f.Place.Lon = e7(r.Place.Position.Lat), e7(r.Place.Position.Lon)
		f.Place.Accuracy, f.Place.Source = uint32(max(0, r.Place.Position.Accuracy)), string(r.Place.Source)
	}
	for _, p := range r.Photos {
		f.Photos = append(f.Photos, newPhotoFact(p))
	}
	return Encode(f)
}

// DecodeReport reads what EncodeReport wrote, here or in another version; the error wraps ErrMalformed.
func DecodeReport(public []byte) (civic.Report, error) {
	var f reportFact
	if err := Decode(public, &f); err != nil {
		return civic.Report{}, err
	}
	if len(f.ID) != 16 {
		return civic.Report{}, fmt.Errorf("%w: report id of %d bytes", ErrMalformed, len(f.ID))
	}
	r := civic.Report{
		ID: civic.ReportID(f.ID), Number: f.Number, Category: civic.CategorySlug(f.Category), Text: f.Text,
		Urgency: civic.Urgency(f.Urgency), Channel: civic.Channel(f.Channel), CapturedAt: time.UnixMilli(f.Captured).UTC(),
		Place:  civic.Place{Address: f.Place.Address, Settlement: f.Place.Settlement, Source: civic.Source(f.Place.Source)},
		Origin: f.Origin, Operator: civic.OperatorID(f.Operator),
	}
	if f.Received != 0 {
		r.ReceivedAt = time.UnixMilli(f.Received).UTC()
	}
	if r.Place.Source != civic.SourceNone {
		r.Place.Position = civic.Position{Lat: deg(f.Place.Lat), Lon: deg(f.Place.Lon), Accuracy: civic.Metres(f.Place.Accuracy)}
	}
	for _, pf := range f.Photos {
		p, err := pf.photo()
		if err != nil {
			return civic.Report{}, err
		}
		r.Photos = append(r.Photos, p)
	}
	return r, nil
}

// EncodeReporter writes the part that must be sealed.
func EncodeReporter(r civic.Reporter) ([]byte, error) {
	return Encode(reporterFact{r.Name, r.Phone, r.Address, string(r.Reply), r.Consent.Given, r.Consent.Sheet, r.Consent.Version, r.Email})
}

// DecodeReporter reads an opened sealed part; the error wraps ErrMalformed.
func DecodeReporter(personal []byte) (civic.Reporter, error) {
	var f reporterFact
	if err := Decode(personal, &f); err != nil {
		return civic.Reporter{}, err
	}
	return civic.Reporter{
		Name: f.Name, Phone: f.Phone, Address: f.Address, Email: f.Email, Reply: civic.ReplyBy(f.Reply),
		Consent: civic.Consent{Given: f.Consent, Sheet: f.Sheet, Version: f.Version},
	}, nil
}

// EncodePhoto writes the public part of KindPhoto: what became of one photo of a report that an operator took. The
// entry's blobs are its files.
func EncodePhoto(report civic.ReportID, p civic.Photo, by civic.OperatorID) ([]byte, error) {
	f := newPhotoFact(p)
	f.Report, f.State, f.Problem, f.Operator = report[:], string(p.State), p.Problem, uint16(by)
	return Encode(f)
}

// DecodePhoto reads what EncodePhoto wrote; the error wraps ErrMalformed.
func DecodePhoto(public []byte) (civic.ReportID, civic.Photo, error) {
	var f photoFact
	if err := Decode(public, &f); err != nil {
		return civic.ReportID{}, civic.Photo{}, err
	}
	p, err := f.photo()
	if err != nil || len(f.Report) != 16 {
		return civic.ReportID{}, civic.Photo{}, fmt.Errorf("%w: photo of no report", ErrMalformed)
	}
	return civic.ReportID(f.Report), p, nil
}

// EncodeInspectionPhoto is EncodePhoto for a photo of an inspection: it shows what was done about a report.
func EncodeInspectionPhoto(of civic.InspectionID, report civic.ReportID, p civic.Photo, by civic.OperatorID) ([]byte, error) {
	f := newPhotoFact(p)
	f.Report, f.State, f.Problem, f.Operator, f.Inspection = report[:], string(p.State), p.Problem, uint16(by), of[:]
	return Encode(f)
}

// PhotoOfInspection is the inspection that the photo of KindPhoto belongs to; the zero id if it is the report's own.
func PhotoOfInspection(public []byte) (id civic.InspectionID, err error) {
	var f photoFact
	if err := Decode(public, &f); err != nil || len(f.Inspection) == 0 {
		return id, err
	}
	if len(f.Inspection) != len(id) {
		return id, fmt.Errorf("%w: inspection id of %d bytes", ErrMalformed, len(f.Inspection))
	}
	return civic.InspectionID(f.Inspection), nil
}

func newPhotoFact(p civic.Photo) photoFact {
	f := photoFact{ID: p.ID[:], SHA256: p.Original.SHA256[:], Size: p.Original.Size}
	if !p.TakenAt.IsZero() {
		f.Taken = p.TakenAt.UnixMilli()
	}
	if p.Located {
		lat, lon := e7(p.Position.Lat), e7(p.Position.Lon)
		f.Lat, f.Lon = &lat, &lon
	}
	if p.Bore {
		bearing := int32(math.Round(float64(p.Bearing) * 100))
		f.Bearing = &bearing
	}
	return f
}

func (f photoFact) photo() (civic.Photo, error) {
	if len(f.ID) != 16 || len(f.SHA256) != 32 {
		return civic.Photo{}, fmt.Errorf("%w: photo id of %d, hash of %d bytes", ErrMalformed, len(f.ID), len(f.SHA256))
	}
	p := civic.Photo{
		ID: civic.PhotoID(f.ID), Original: civic.BlobRef{SHA256: [32]byte(f.SHA256), Size: f.Size},
		State: civic.PhotoState(f.State), Problem: f.Problem,
	}
	if f.Taken != 0 {
		p.TakenAt = time.UnixMilli(f.Taken).UTC()
	}
	if f.Lat != nil && f.Lon != nil {
		p.Located, p.Position = true, civic.Position{Lat: deg(*f.Lat), Lon: deg(*f.Lon)}
	}
	if f.Bearing != nil {
		p.Bore, p.Bearing = true, civic.Degrees(*f.Bearing)/100
	}
	return p, nil
}

// e7 and deg keep a position to 1e-7 degrees, about a centimetre, in 5 bytes.
func e7(d civic.Degrees) int32  { return int32(math.Round(float64(d) * 1e7)) }
func deg(e int32) civic.Degrees { return civic.Degrees(float64(e) / 1e7) }
