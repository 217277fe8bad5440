package civic

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing that is wrong with a report, and where.
type Problem struct {
	Field string         // such as "text", "place.position" or "photos.2", counted from 0
	Key   string         // translation key, such as "validate.text.empty"
	Args  map[string]any // for the translation; nil without
}

// Problems is all that is wrong with a report, in the order of a form. A nil Problems is a report without a fault. As an
// error it is for the log: English, without anything that a person typed.
type Problems []Problem

func (p Problems) Error() string {
	keys := make([]string, len(p))
	for i, problem := range p {
		keys[i] = problem.Field + ": " + problem.Key
	}
	return "civic: report not valid: " + strings.Join(keys, "; ")
}

// Err is p as an error, and nil if nothing is wrong: a nil Problems in an error isn't nil.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Of are the problems of a field and of what belongs to it.
func (p Problems) Of(field string) Problems {
	return slices.DeleteFunc(slices.Clone(p), func(one Problem) bool {
		return one.Field != field && !strings.HasPrefix(one.Field, field+".")
	})
}

func (p *Problems) add(field, key string, args ...any) {
	problem := Problem{Field: field, Key: "validate." + key}
	for i := 0; i+1 < len(args); i += 2 {
		if problem.Args == nil {
			problem.Args = map[string]any{}
		}
		problem.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	*p = append(*p, problem)
}

// Validate is all that is wrong with a report, the personal part included. A category must be one of c; a nil c knows none.
func (r Report) Validate(c *Classifier) Problems {
	return append(r.ValidatePublic(c), r.Reporter.validate()...)
}

// ValidatePublic is Validate without Reporter, which the portal cannot read in what it takes in.
func (r Report) ValidatePublic(c *Classifier) Problems {
	var p Problems
	switch _, known := c.Category(r.Category); {
	case r.Category == "":
		p.add("category", "category.missing")
	case !known:
		p.add("category", "category.unknown")
	}
	if strings.TrimSpace(r.Text) == "" {
		p.add("text", "text.empty")
	}
	p.checkText("text", "text", r.Text, MaxText, "\n\r\t")
	checkEnum(&p, "urgency", r.Urgency, UrgencyOrdinary, UrgencyHigh, UrgencyEmergency)
	checkEnum(&p, "channel", r.Channel, ChannelPerson, ChannelPhone, ChannelPaper, ChannelSelf)
	checkEnum(&p, "status", r.Status, append(Statuses(), "")...) // an entry on its way has none
	p.checkText("origin", "origin", r.Origin, MaxOrigin, "")
	p.checkPlace(r.Place)
	if len(r.Photos) > MaxPhotos {
		p.add("photos", "photos.many", "Max", MaxPhotos)
	}
	for i, photo := range r.Photos {
		p.checkPhoto(fmt.Sprintf("photos.%d", i), photo)
	}
	return p
}

// Advice is what a person should be asked about before a report without a fault is handed in: so far, where the problem is.
// It doesn't keep anybody from handing in: a pension that doesn't come has no place.
func (r Report) Advice() Problems {
	var p Problems
	if strings.TrimSpace(r.Place.Address+r.Place.Settlement) == "" && r.Place.Source == SourceNone {
		p.add("place", "place.missing")
	}
	return p
}

func (p *Problems) checkPlace(place Place) {
	placed := place.Source != SourceNone
	p.checkText("place.address", "address", place.Address, MaxAddress, "")
	p.checkText("place.settlement", "settlement", place.Settlement, MaxAddress, "")
	checkEnum(p, "place.source", place.Source, SourceNone, SourcePhoto, SourceGPS, SourceMap, SourceAddress, SourceMock)
	switch {
	case placed && !place.Position.valid():
		p.add("place.position", "position.range")
	case !placed && place.Position != Position{}:
		p.add("place.position", "position.source")
	}
}

func (p *Problems) checkPhoto(field string, photo Photo) {
	checkEnum(p, field+".state", photo.State, PhotoNew, PhotoPrepared, PhotoUnreadable)
	if photo.Original.IsZero() || photo.Original.Size <= 0 {
		p.add(field, "photo.missing")
	}
	if photo.Located && !photo.Position.valid() {
		p.add(field+".position", "position.range")
	}
	if photo.Bore && !(photo.Bearing >= 0 && photo.Bearing < 360) {
		p.add(field+".bearing", "bearing.range")
	}
}

// valid says that the position is on Earth, and that neither it nor its accuracy is a NaN or infinite.
func (p Position) valid() bool {
	within := func(d, limit Degrees) bool { return d >= -limit && d <= limit }
	return within(p.Lat, 90) && within(p.Lon, 180) && p.Accuracy >= 0 && !math.IsInf(float64(p.Accuracy), 1)
}

// checkText looks at the length and the characters of a text; controls are those that may be in it.
func (p *Problems) checkText(field, name, text string, limit int, controls string) {
	if n := utf8.RuneCountInString(text); n > limit {
		p.add(field, name+".long", "Max", limit, "Over", n-limit)
	}
	bad := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(controls, r) }
	if !utf8.ValidString(text) || strings.ContainsFunc(text, bad) {
		p.add(field, name+".control")
	}
}

// checkEnum refuses words that this version doesn't know.
func checkEnum[E ~string](p *Problems, field string, value E, known ...E) {
	if !slices.Contains(known, value) {
		p.add(field, "enum.unknown")
	}
}
