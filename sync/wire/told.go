package wire

import (
	"time"

	"priyom/civic"
)

// What a citizen's devices hear of a report beside its state.
const (
	ChangeSaid    ChangeKind = "report.said"    // Body: SaidChange
	ChangePicture ChangeKind = "report.picture" // Body: PictureChange
)

// SaidChange is what a report's author said about it on another device of theirs, or in a browser. The same again changes nothing.
type SaidChange struct {
	ID      []byte   `cbor:"1,keyasint"`           // 16 bytes: the message's, the supplement's or the act's
	Report  []byte   `cbor:"2,keyasint"`           // 16 bytes
	What    string   `cbor:"3,keyasint"`           // message, supplement, or civic's act
	Text    string   `cbor:"4,keyasint,omitempty"` // may be "" of an act, or beside photos
	Private bool     `cbor:"5,keyasint,omitempty"` // a message for staff alone
	Time    int64    `cbor:"6,keyasint"`           // Unix milliseconds, by the clock of where it was said
	Rating  int      `cbor:"7,keyasint,omitempty"` // 1 to 5
	Photos  [][]byte `cbor:"8,keyasint,omitempty"` // 16 bytes each: ids of the photos that were added with it, which PictureChange tells
	Erased  bool     `cbor:"9,keyasint,omitempty"` // its words were destroyed by law
	// Sealed is the portal's own: where its words lie sealed. No device ever gets it.
	Sealed int64 `cbor:"10,keyasint,omitempty"`
}

// The kinds of SaidChange that are no acts.
const (
	SaidMessage    = "message"
	SaidSupplement = "supplement"
)

// PictureChange is a picture of a report that the device may fetch. A newer one of the same photo takes its place.
type PictureChange struct {
	Report      []byte `cbor:"1,keyasint"` // 16 bytes
	Photo       []byte `cbor:"2,keyasint"` // 16 bytes
	Side        string `cbor:"3,keyasint"` // civic.PhotoSide
	Copy        []byte `cbor:"4,keyasint"` // SHA-256
	CopySize    int64  `cbor:"5,keyasint"`
	Preview     []byte `cbor:"6,keyasint"` // SHA-256
	PreviewSize int64  `cbor:"7,keyasint"`
	TakenAt     int64  `cbor:"8,keyasint,omitempty"` // Unix milliseconds
}

// NewPicture is what is told of a photo whose copies are known.
func NewPicture(report civic.ReportID, p civic.Photo, side civic.PhotoSide) PictureChange {
	c := PictureChange{
		Report: report[:], Photo: p.ID[:], Side: string(side), Copy: p.Copy.SHA256[:], CopySize: p.Copy.Size, Preview: p.Preview.SHA256[:], PreviewSize: p.Preview.Size,
	}
	if !p.TakenAt.IsZero() {
		c.TakenAt = p.TakenAt.UnixMilli()
	}
	return c
}

// maxPicture bounds what is told of a picture's size, in bytes.
const maxPicture = 64 << 20

// Civic is what it says; ok is false if that can't be.
func (c PictureChange) Civic() (t civic.ToldPhoto, ok bool) {
	sum := len(civic.BlobRef{}.SHA256)
	if len(c.Report) != 16 || len(c.Photo) != 16 || len(c.Copy) != sum || len(c.Preview) != sum || !civic.PhotoSide(c.Side).Known() ||
		c.CopySize <= 0 || c.CopySize > maxPicture || c.PreviewSize <= 0 || c.PreviewSize > maxPicture {
		return t, false
	}
	t = civic.ToldPhoto{Report: civic.ReportID(c.Report), Side: civic.PhotoSide(c.Side)}
	t.ID, t.State = civic.PhotoID(c.Photo), civic.PhotoPrepared
	t.Copy, t.Preview = civic.BlobRef{SHA256: [32]byte(c.Copy), Size: c.CopySize}, civic.BlobRef{SHA256: [32]byte(c.Preview), Size: c.PreviewSize}
	if c.TakenAt != 0 {
		t.TakenAt = time.UnixMilli(c.TakenAt).UTC()
	}
	return t, true
}

// Civic is what it says; ok is false if that can't be.
func (c SaidChange) Civic() (t civic.ToldWords, ok bool) {
	if len(c.ID) != 16 || len(c.Report) != 16 || c.What == "" || len(c.What) > 40 || c.Rating < 0 || c.Rating > 5 || len(c.Photos) > civic.MaxPhotos || len(c.Text) > 8*civic.MaxText {
		return t, false
	}
	t = civic.ToldWords{
		ID: [16]byte(c.ID), Report: civic.ReportID(c.Report), What: c.What, Text: c.Text, Private: c.Private, At: time.UnixMilli(c.Time).UTC(), Rating: c.Rating, Erased: c.Erased,
	}
	for _, id := range c.Photos {
		if len(id) != 16 {
			return t, false
		}
		t.Photos = append(t.Photos, civic.PhotoID(id))
	}
	return t, true
}
