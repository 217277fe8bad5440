package civic

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Requirement is what a transition takes besides the right person.
type Requirement string

// The requirements.
const (
	NeedValid      Requirement = "valid"       // the report passed Validate
	NeedReceipt    Requirement = "receipt"     // the portal's signed one
	NeedDepartment Requirement = "department"  // to whom
	NeedReason     Requirement = "reason"      // one of Reasons
	NeedComment    Requirement = "comment"     // in words, for people
	NeedTarget     Requirement = "target"      // the report it becomes a part of
	NeedRating     Requirement = "rating"      // 1 to 5
	NeedTimeUp     Requirement = "time-up"     // the time for an answer is over
	NeedAfterPhoto Requirement = "after-photo" // at least one
	NeedAfterNear  Requirement = "after-near"  // taken within AfterWithin of the spot
	NeedAfterLater Requirement = "after-later" // taken later than every photo "before"
)

// Requirements lists all requirements.
func Requirements() []Requirement {
	return []Requirement{
		NeedValid, NeedReceipt, NeedDepartment, NeedReason, NeedComment, NeedTarget, NeedRating, NeedTimeUp, NeedAfterPhoto,
		NeedAfterNear, NeedAfterLater,
	}
}

// Reason is why a report was refused, or closed by the arbiter. It always stands beside a comment.
type Reason string

// The reasons.
const (
	ReasonNotOurs   Reason = "not-ours"   // no business of the municipality, and nobody to forward it to
	ReasonNoPlace   Reason = "no-place"   // cannot be found
	ReasonUnclear   Reason = "unclear"    // cannot be understood
	ReasonNoProblem Reason = "no-problem" // somebody looked and there is none
	ReasonDone      Reason = "done"       // the work was done properly
	ReasonAnswered  Reason = "answered"   // the same person, the same thing, nothing new
	ReasonPrivate   Reason = "private"    // a dispute for a court
	ReasonAbuse     Reason = "abuse"      // insults or threats and nothing else
	ReasonTest      Reason = "test"       // somebody tried the programme
)

// Reasons lists all reasons.
func Reasons() []Reason {
	return []Reason{
		ReasonNotOurs, ReasonNoPlace, ReasonUnclear, ReasonNoProblem, ReasonDone, ReasonAnswered, ReasonPrivate, ReasonAbuse,
		ReasonTest,
	}
}

// Case is what is known of a report when somebody acts on it. Only what the row at hand asks for need be filled in.
type Case struct {
	ID         ReportID
	Valid      bool // it passed Validate
	Receipt    bool // the portal signed for it
	TimeUp     bool // the time for an answer, a setting of the municipality, is over
	Returns    int  // how often departments sent it back before this
	Department DepartmentSlug
	Into       ReportID // what it is merged into
	Reason     Reason
	Comment    string
	Rating     int // 1 to 5

	Place         Place     // where the problem is
	CapturedAt    time.Time // no after-photo is older
	Before, After []Photo
}

// is says whether a condition holds.
func (c Case) is(w When) bool {
	switch w {
	case WhenFirstReturn:
		return c.Returns == 0
	case WhenLaterReturn:
		return c.Returns > 0
	}
	return true
}

// missing are those of needs that the case doesn't meet, in their order.
func (c Case) missing(needs []Requirement) []Requirement {
	proof := c.proofMissing()
	return slices.DeleteFunc(slices.Clone(needs), func(r Requirement) bool {
		switch r {
		case NeedValid:
			return c.Valid
		case NeedReceipt:
			return c.Receipt
		case NeedTimeUp:
			return c.TimeUp
		case NeedDepartment:
			return validSlug(c.Department)
		case NeedTarget:
			return !c.Into.IsZero() && c.Into != c.ID
		case NeedReason:
			return slices.Contains(Reasons(), c.Reason)
		case NeedComment:
			return strings.TrimSpace(c.Comment) != "" && utf8.RuneCountInString(c.Comment) <= MaxText
		case NeedRating:
			return c.Rating >= 1 && c.Rating <= 5
		case NeedAfterPhoto, NeedAfterNear, NeedAfterLater:
			return !slices.Contains(proof, r)
		}
		return false
	})
}
