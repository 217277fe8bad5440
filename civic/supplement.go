package civic

import (
	"strings"
	"time"
	"unicode/utf8"
)

// SupplementID is a supplement's, a UUIDv7 made where it was written.
type SupplementID [16]byte

func (id SupplementID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id SupplementID) IsZero() bool { return id == SupplementID{} }

// Supplement is what the author of a report adds to it later: the report itself stays as it was told.
type Supplement struct {
	ID       SupplementID
	Report   ReportID
	Text     string // may be "" beside photos
	Photos   []Photo
	At       time.Time // by the writer's clock
	Operator OperatorID
}

// Check names what is wrong with a supplement, as translation keys; none if nothing is.
func (s Supplement) Check() (wrong []string) {
	switch n := utf8.RuneCountInString(s.Text); {
	case !utf8.ValidString(s.Text), strings.TrimSpace(s.Text) == "" && len(s.Photos) == 0:
		wrong = append(wrong, "supplement.empty")
	case n > MaxText:
		wrong = append(wrong, "supplement.long")
	}
	var photos Problems
	for _, p := range s.Photos {
		photos.checkPhoto("photos", p)
	}
	switch {
	case len(s.Photos) > MaxPhotos:
		wrong = append(wrong, "supplement.photos")
	case len(photos) > 0:
		wrong = append(wrong, "supplement.photo")
	}
	return wrong
}
