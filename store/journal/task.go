package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// taskFact is a civic.Task as it travels and lies.
type taskFact struct {
	Report     []byte        `cbor:"1,keyasint"`
	Number     string        `cbor:"2,keyasint"`
	Version    int64         `cbor:"3,keyasint"`
	Status     string        `cbor:"4,keyasint"`
	Taken      bool          `cbor:"5,keyasint,omitempty"` // without what follows
	Category   string        `cbor:"6,keyasint,omitempty"`
	Words      string        `cbor:"7,keyasint,omitempty"`
	Urgency    string        `cbor:"8,keyasint,omitempty"`
	Place      *placeFact    `cbor:"9,keyasint,omitempty"`
	Captured   int64         `cbor:"10,keyasint,omitempty"` // Unix milliseconds
	Due        int64         `cbor:"11,keyasint,omitempty"`
	SpanN      int           `cbor:"12,keyasint,omitempty"`
	SpanUnit   string        `cbor:"13,keyasint,omitempty"`
	Department string        `cbor:"14,keyasint,omitempty"`
	Executor   string        `cbor:"15,keyasint,omitempty"`
	Mine       bool          `cbor:"16,keyasint,omitempty"`
	Before     []pictureFact `cbor:"17,keyasint,omitempty"`
	After      []pictureFact `cbor:"18,keyasint,omitempty"`
	Note       string        `cbor:"19,keyasint,omitempty"`
	Supporters int           `cbor:"20,keyasint,omitempty"`
}

// pictureFact is a photo that can be fetched from the portal.
type pictureFact struct {
	ID          []byte `cbor:"1,keyasint"`
	Preview     []byte `cbor:"2,keyasint,omitempty"` // SHA-256
	PreviewSize int64  `cbor:"3,keyasint,omitempty"`
	Taken       int64  `cbor:"4,keyasint,omitempty"`
	Lat         *int32 `cbor:"5,keyasint,omitempty"`
	Lon         *int32 `cbor:"6,keyasint,omitempty"`
	Bearing     *int32 `cbor:"7,keyasint,omitempty"`
	Copy        []byte `cbor:"8,keyasint,omitempty"`
	CopySize    int64  `cbor:"9,keyasint,omitempty"`
}

// EncodeTask writes what an inspector's device is told of a report.
func EncodeTask(t civic.Task) ([]byte, error) {
	f := taskFact{Report: t.Report[:], Number: t.Number, Version: t.Version, Status: string(t.Status), Taken: t.Taken}
	if t.Taken {
		return Encode(f)
	}
	place := newPlaceFact(t.Place)
	f.Category, f.Words, f.Urgency, f.Place, f.Captured = string(t.Category), t.Words, string(t.Urgency), &place, t.CapturedAt.UnixMilli()
	f.Department, f.Executor, f.Mine, f.Note, f.Supporters = string(t.Department), t.Executor, t.Mine, t.Note, t.Supporters
	if !t.Due.IsZero() {
		f.Due, f.SpanN, f.SpanUnit = t.Due.UnixMilli(), t.Span.N, string(t.Span.Unit)
	}
	f.Before, f.After = pictureFacts(t.Before), pictureFacts(t.After)
	return Encode(f)
}

func pictureFacts(photos []civic.Photo) (facts []pictureFact) {
	for _, p := range photos {
		known := newPhotoFact(p)
		f := pictureFact{ID: p.ID[:], Taken: known.Taken, Lat: known.Lat, Lon: known.Lon, Bearing: known.Bearing}
		if !p.Preview.IsZero() {
			f.Preview, f.PreviewSize = p.Preview.SHA256[:], p.Preview.Size
		}
		if !p.Copy.IsZero() {
			f.Copy, f.CopySize = p.Copy.SHA256[:], p.Copy.Size
		}
		facts = append(facts, f)
	}
	return facts
}

// DecodeTask reads what EncodeTask wrote; the error wraps ErrMalformed.
func DecodeTask(raw []byte) (civic.Task, error) {
	var f taskFact
	if err := Decode(raw, &f); err != nil {
		return civic.Task{}, err
	}
	if len(f.Report) != 16 || len(f.Before) > 4*civic.MaxPhotos || len(f.After) > 4*civic.MaxPhotos || !f.Taken && f.Place == nil {
		return civic.Task{}, fmt.Errorf("%w: task of no report", ErrMalformed)
	}
	t := civic.Task{
		Report: civic.ReportID(f.Report), Number: f.Number, Version: f.Version, Status: civic.Status(f.Status), Taken: f.Taken,
	}
	if t.Taken {
		return t, nil
	}
	t.Category, t.Words, t.Urgency, t.Place = civic.CategorySlug(f.Category), f.Words, civic.Urgency(f.Urgency), f.Place.place()
	t.CapturedAt, t.Department, t.Executor, t.Mine = time.UnixMilli(f.Captured).UTC(), civic.DepartmentSlug(f.Department), f.Executor, f.Mine
	t.Note, t.Supporters = f.Note, f.Supporters
	if f.Due != 0 {
		t.Due, t.Span = time.UnixMilli(f.Due).UTC(), civic.Span{N: f.SpanN, Unit: civic.Unit(f.SpanUnit)}
	}
	var err error
	if t.Before, err = pictures(f.Before); err != nil {
		return civic.Task{}, err
	}
	t.After, err = pictures(f.After)
	return t, err
}

func pictures(facts []pictureFact) (photos []civic.Photo, err error) {
	for _, f := range facts {
		known := photoFact{ID: f.ID, SHA256: make([]byte, 32), Taken: f.Taken, Lat: f.Lat, Lon: f.Lon, Bearing: f.Bearing}
		p, err := known.photo()
		if err != nil {
			return nil, err
		}
		p.Original, p.State = civic.BlobRef{}, civic.PhotoPrepared
		if p.Preview, err = pictureRef(f.Preview, f.PreviewSize); err != nil {
			return nil, err
		}
		if p.Copy, err = pictureRef(f.Copy, f.CopySize); err != nil {
			return nil, err
		}
		photos = append(photos, p)
	}
	return photos, nil
}

func pictureRef(sum []byte, size int64) (ref civic.BlobRef, err error) {
	if len(sum) == 0 {
		return ref, nil
	}
	if len(sum) != 32 || size <= 0 {
		return ref, fmt.Errorf("%w: hash of %d bytes for %d", ErrMalformed, len(sum), size)
	}
	return civic.BlobRef{SHA256: [32]byte(sum), Size: size}, nil
}
