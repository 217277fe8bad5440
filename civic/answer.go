package civic

import (
	"strings"
	"time"
	"unicode/utf8"
)

// AnswerID is an official answer's, a UUIDv7 made at the portal. HandingID is one attempt's to hand it over, made on the device.
type (
	AnswerID  [16]byte
	HandingID [16]byte
)

func (id AnswerID) String() string  { return formatUUID(id) }
func (id HandingID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id AnswerID) IsZero() bool { return id == AnswerID{} }

// IsZero says that no id was given.
func (id HandingID) IsZero() bool { return id == HandingID{} }

// ParseAnswerID reads the 36-character form; the error is ErrBadID.
func ParseAnswerID(s string) (AnswerID, error) { u, err := parseUUID(s); return AnswerID(u), err }

// MarshalText writes the 36-character form.
func (id AnswerID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *AnswerID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseAnswerID(string(b))
	return err
}

// The limits of an answer, in characters. A letter of some pages fits, and so does a feed's change.
const (
	MaxAnswerText = 20_000
	MaxAnswerName = 200 // of the signatory, and of the outgoing number
)

// Answer is what an official body answers to a report. A later revision takes the place of the one before, which stays in the
// history; another answer to the same report, such as the final one after an interim one, has an id of its own.
type Answer struct {
	ID        AnswerID
	Report    ReportID
	Revision  int    // from 1
	Number    string // outgoing, as the body registers its letters
	Signatory string // name and office
	Text      string
	Final     bool      // nothing more will come
	At        time.Time // by the portal's clock
}

// Check names what is wrong with an answer that somebody wrote, as translation keys; none if nothing is.
func (a Answer) Check() (wrong []string) {
	for _, field := range []struct {
		text, missing, long string
		max                 int
	}{
		{a.Text, "answer.text.missing", "answer.text.long", MaxAnswerText},
		{a.Signatory, "answer.signatory.missing", "answer.signatory.long", MaxAnswerName},
		{a.Number, "answer.number.missing", "answer.number.long", MaxAnswerName},
	} {
		switch {
		case strings.TrimSpace(field.text) == "" || !utf8.ValidString(field.text):
			wrong = append(wrong, field.missing)
		case utf8.RuneCountInString(field.text) > field.max:
			wrong = append(wrong, field.long)
		}
	}
	return wrong
}

// HandOutcome is how one attempt to hand an answer over ended.
type HandOutcome string

// The outcomes. The last four end the matter; after the others one tries again.
const (
	HandNoAnswer    HandOutcome = "no-answer"
	HandWrongNumber HandOutcome = "wrong-number"
	HandWillCome    HandOutcome = "will-come" // reached, and asked to fetch it
	HandTold        HandOutcome = "told"      // reached by telephone, and told what the answer is
	HandGiven       HandOutcome = "given"     // into the person's own hands
	HandPosted      HandOutcome = "posted"
	HandRefused     HandOutcome = "refused" // the person doesn't want it
)

// HandOutcomes are all of them, in the order in which people are asked.
func HandOutcomes() []HandOutcome {
	return []HandOutcome{HandNoAnswer, HandWrongNumber, HandWillCome, HandTold, HandGiven, HandPosted, HandRefused}
}

// Known says that it is an outcome of this version.
func (o HandOutcome) Known() bool {
	for _, known := range HandOutcomes() {
		if o == known {
			return true
		}
	}
	return false
}

// Settles says that the answer needs no further attempt.
func (o HandOutcome) Settles() bool {
	return o == HandTold || o == HandGiven || o == HandPosted || o == HandRefused
}

// Handing is one attempt to hand an answer over.
type Handing struct {
	ID       HandingID
	Answer   AnswerID
	Revision int // of the answer that was handed over
	Report   ReportID
	Outcome  HandOutcome
	At       time.Time // by the device's clock
	Operator OperatorID
	Note     string // what the person said; personal
	Track    string // of the post; personal too, as the post tells by it who gets the letter
}
