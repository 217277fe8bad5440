package civic

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// InspectionID is an inspection's, a UUIDv7 made on the inspector's device.
type InspectionID [16]byte

func (id InspectionID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id InspectionID) IsZero() bool { return id == InspectionID{} }

// ParseInspectionID reads the 36-character form; the error is ErrBadID.
func ParseInspectionID(s string) (InspectionID, error) {
	u, err := parseUUID(s)
	return InspectionID(u), err
}

// Outcome is what an inspector found or did.
type Outcome string

// The outcomes.
const (
	OutcomeFixed     Outcome = "fixed"
	OutcomePartly    Outcome = "partly"    // some of it is left to be done
	OutcomeMaterials Outcome = "materials" // it can't go on without
	OutcomeMachinery Outcome = "machinery"
	OutcomeWorks     Outcome = "works"     // something else must be done before
	OutcomeAccess    Outcome = "access"    // nobody opened
	OutcomeNotFound  Outcome = "not-found" // there is nothing of it at the place
	OutcomeNotOurs   Outcome = "not-ours"  // another department's
)

// Outcomes lists all outcomes.
func Outcomes() []Outcome {
	return []Outcome{
		OutcomeFixed, OutcomePartly, OutcomeMaterials, OutcomeMachinery, OutcomeWorks, OutcomeAccess, OutcomeNotFound, OutcomeNotOurs,
	}
}

// Needs says that the work can't go on without something.
func (o Outcome) Needs() bool {
	switch o {
	case OutcomeMaterials, OutcomeMachinery, OutcomeWorks, OutcomeAccess:
		return true
	}
	return false
}

// Act is what an outcome asks the workflow for.
func (o Outcome) Act() Action {
	switch o {
	case OutcomeFixed:
		return ActSolve
	case OutcomeNotFound, OutcomeNotOurs:
		return ActReturn
	}
	return ActProgress
}

// Pictured says that an outcome is nothing without a photo.
func (o Outcome) Pictured() bool {
	return o == OutcomeFixed || o == OutcomePartly || o == OutcomeNotFound
}

// Commented says that an outcome is nothing without words.
func (o Outcome) Commented() bool { return o != OutcomeFixed }

// The limits of an inspection.
const (
	MaxOverride = 500 // characters of the reason
	MaxChecks   = 30  // answers of a checklist
	MaxVoice    = 8 << 20
	MaxVoiceFor = 3 * time.Minute
)

// Inspection is what an inspector says of a report on the spot.
type Inspection struct {
	ID       InspectionID
	Report   ReportID
	Version  int64 // of the task that was seen
	Outcome  Outcome
	Comment  string // for the public: what was done, or what is in the way
	Photos   []Photo
	Place    Place // where the inspector stood; its Address and Settlement are empty
	BeganAt  time.Time
	At       time.Time // by the device's clock
	Override string    // why it is right though the place or the time isn't; for staff
	Checks   []Check
	Voice    BlobRef // a note that was spoken, for staff; zero without one
	VoiceFor time.Duration
	Operator OperatorID
}

// Check is an answer to a question of a checklist.
type Check struct {
	Slug  CheckSlug
	State CheckState
}

// CheckSlug is a question's of a checklist.
type CheckSlug string

// CheckState is how a question was answered.
type CheckState string

// The answers.
const (
	CheckYes CheckState = "yes"
	CheckNo  CheckState = "no"
	CheckNA  CheckState = "na" // it doesn't arise here
)

// Check names what is wrong with an inspection, as translation keys; none if nothing is.
func (i Inspection) Check() (wrong []string) {
	add := func(bad bool, key string) {
		if bad {
			wrong = append(wrong, "inspection."+key)
		}
	}
	add(!slices.Contains(Outcomes(), i.Outcome), "outcome.missing")
	comment := strings.TrimSpace(i.Comment)
	add(!utf8.ValidString(i.Comment) || i.Outcome.Commented() && comment == "", "comment.missing")
	add(utf8.RuneCountInString(i.Comment) > MaxText, "comment.long")
	add(!utf8.ValidString(i.Override) || utf8.RuneCountInString(i.Override) > MaxOverride, "override.long")
	add(i.Outcome.Pictured() && len(i.Photos) == 0, "photo.missing")
	add(len(i.Photos) > MaxPhotos, "photos.many")
	var p Problems
	for _, photo := range i.Photos {
		p.checkPhoto("photos", photo)
	}
	p.checkPlace(i.Place)
	add(p.Of("photos") != nil && len(p.Of("photos")) > 0, "photo.bad")
	add(len(p.Of("place")) > 0, "place.bad")
	add(len(i.Checks) > MaxChecks || slices.ContainsFunc(i.Checks, func(c Check) bool { return !c.fit() }), "checklist.bad")
	add(i.Voice.Size < 0 || i.Voice.Size > MaxVoice || i.VoiceFor < 0 || i.VoiceFor > MaxVoiceFor, "voice.long")
	return wrong
}

func (c Check) fit() bool {
	return validSlug(c.Slug) && len(c.Slug) <= 60 && slices.Contains([]CheckState{CheckYes, CheckNo, CheckNA}, c.State)
}

// Evidence are the photos as a proof. One whose camera didn't say where it stood was taken where the inspector was measured,
// by a receiver that nobody made up.
func (i Inspection) Evidence() []Photo {
	all := slices.Clone(i.Photos)
	for n := range all {
		if !all[n].Located && i.Place.Source == SourceGPS {
			all[n].Located, all[n].Position = true, i.Place.Position
		}
	}
	return all
}

// Best is how the photos stand to the spot of a task: the one that the portal will take, or else the nearest.
func (t Task) Best(i Inspection) (best Spot, any bool) {
	for _, p := range i.Evidence() {
		s := t.Look(p)
		switch {
		case !any, s.Near && s.Later && !(best.Near && best.Later), s.Near && !best.Near,
			s.Near == best.Near && s.Measured && (!best.Measured || s.Distance < best.Distance) && s.Later == best.Later:
			best, any = s, true
		}
	}
	return best, any
}

// Result is what the portal made of an inspection.
type Result string

// The results.
const (
	ResultWaiting   Result = ""          // its photos are still to be told of
	ResultDone      Result = "done"      // the report stands where the inspector put it
	ResultReview    Result = "review"    // a moderator looks at it: the proof isn't what the rules ask for, and there is a reason why
	ResultProof     Result = "proof"     // the photos don't show it: none, or taken elsewhere or too early
	ResultLate      Result = "late"      // somebody else was faster
	ResultForbidden Result = "forbidden" // it isn't this device's department's any more
)

// Known says that this version knows what a result means.
func (r Result) Known() bool {
	return slices.Contains([]Result{ResultWaiting, ResultDone, ResultReview, ResultProof, ResultLate, ResultForbidden}, r)
}

// Judgement is the portal's word on an inspection.
type Judgement struct {
	Inspection InspectionID
	Report     ReportID
	Result     Result
	At         time.Time
	Missing    []Requirement // with ResultProof and ResultReview
}
