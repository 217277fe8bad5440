package civic

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrOffices is returned for a list of offices that makes no sense.
var ErrOffices = errors.New("civic: bad offices")

// Limits of a list of offices: it goes to every device.
const (
	MaxOffices     = 500
	MaxOfficePhone = 100 // characters
	MaxOfficeHours = 200 // characters
)

// Office is how people reach the district's administration, or one of its reception points.
type Office struct {
	Place string `json:"place,omitempty"` // the reception point's, as it was enrolled; "": the whole district's
	Phone string `json:"phone,omitempty"` // as people dial it; may name several
	Hours string `json:"hours,omitempty"` // when somebody is there, in the district's own words
}

// Offices is a district's list of them.
type Offices struct {
	list []Office
	text string // as it was read
}

// ParseOffices reads a JSON list. The error is ErrOffices.
func ParseOffices(data []byte) (Offices, error) {
	o := Offices{text: string(data)}
	if err := json.Unmarshal(data, &o.list); err != nil {
		return Offices{}, fmt.Errorf("%w: %w", ErrOffices, err)
	}
	if len(o.list) > MaxOffices {
		return Offices{}, fmt.Errorf("%w: %d of them", ErrOffices, len(o.list))
	}
	seen := map[string]bool{}
	for i, one := range o.list {
		place := placeKey(one.Place)
		switch {
		case one.Phone == "" && one.Hours == "":
			return Offices{}, fmt.Errorf("%w: number %d says nothing", ErrOffices, i+1)
		case !oneLine(one.Place, MaxName) || !oneLine(one.Phone, MaxOfficePhone) || !oneLine(one.Hours, MaxOfficeHours):
			return Offices{}, fmt.Errorf("%w: number %d: too long, or more than a line", ErrOffices, i+1)
		case seen[place]:
			return Offices{}, fmt.Errorf("%w: number %d: the place is there already", ErrOffices, i+1)
		}
		seen[place] = true
	}
	return o, nil
}

// At is how the office of a place is reached: what it doesn't say of itself, the district's does.
func (o Offices) At(place string) Office {
	found := Office{Place: place}
	for _, one := range o.list {
		if placeKey(one.Place) == placeKey(place) {
			found.Phone, found.Hours = one.Phone, one.Hours
		}
	}
	for _, one := range o.list {
		if placeKey(one.Place) != "" {
			continue
		}
		if found.Phone == "" {
			found.Phone = one.Phone
		}
		if found.Hours == "" {
			found.Hours = one.Hours
		}
	}
	return found
}

// List is the offices as they were put. The caller owns the slice.
func (o Offices) List() []Office { return append([]Office(nil), o.list...) }

// Equal says that two lists were read from the same text.
func (o Offices) Equal(other Offices) bool { return o.text == other.text }

// placeKey is a place whatever its spaces and capitals.
func placeKey(place string) string { return strings.ToLower(strings.Join(strings.Fields(place), " ")) }

// oneLine says that a text of people's fits in a line of at most that many characters.
func oneLine(text string, limit int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= limit && !strings.ContainsFunc(text, unicode.IsControl)
}
