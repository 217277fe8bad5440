package civic

import (
	"errors"
	"fmt"
	"slices"
)

// Errors of Next.
var (
	ErrNoTransition = errors.New("civic: no such transition")
	ErrNeeds        = errors.New("civic: transition needs more")
)

// NeedsError is ErrNeeds with what is missing.
type NeedsError struct{ Missing []Requirement }

func (e *NeedsError) Error() string { return fmt.Sprintf("%v: %v", ErrNeeds, e.Missing) }

// Is says that a NeedsError is ErrNeeds.
func (e *NeedsError) Is(target error) bool { return target == ErrNeeds }

// Action is what somebody does to a report.
type Action string

// The actions.
const (
	ActCapture  Action = "capture"
	ActQueue    Action = "queue"    // into the device's journal
	ActDeliver  Action = "deliver"  // a receipt came
	ActAdmit    Action = "admit"    // put before the moderators
	ActAssign   Action = "assign"   // to a department, for the first time or again
	ActReject   Action = "reject"   // refuse with a reason
	ActMerge    Action = "merge"    // into another report on the same thing
	ActSplit    Action = "split"    // undo a merge
	ActAppeal   Action = "appeal"   // against a refusal
	ActReopen   Action = "reopen"   // the appeal is right
	ActUphold   Action = "uphold"   // the refusal was right
	ActStart    Action = "start"    // the work
	ActReturn   Action = "return"   // to the moderator: not this department's
	ActSolve    Action = "solve"    // say that it is done
	ActProgress Action = "progress" // say how far it is, or what is in the way
	ActRefuse   Action = "refuse"   // say that it isn't
	ActConfirm  Action = "confirm"  // say that it is
	ActRate     Action = "rate"     // 1 to 5
	ActRework   Action = "rework"   // ask for it to be done properly
	ActEscalate Action = "escalate" // to the arbiter
	ActClose    Action = "close"
	ActWithdraw Action = "withdraw"
)

// When tells two rows with the same status, action and role apart, by what happened before.
type When string

// The conditions of a row.
const (
	WhenAlways      When = ""
	WhenFirstReturn When = "first-return"
	WhenLaterReturn When = "later-return" // the second and every further one
)

// Transition is one row of Workflow: who may do what to a report in which status, what it takes, and what comes of it.
type Transition struct {
	From, To Status
	Act      Action
	Who      Role
	When     When
	Needs    []Requirement
	Silent   bool // no message goes to the citizen; the history shows it all the same
}

// Next is the row that applies when who does act to a report in status from. The errors are ErrNoTransition, and ErrNeeds as
// a *NeedsError that lists what c lacks.
func Next(from Status, act Action, who Role, c Case) (Transition, error) {
	for _, t := range Workflow() {
		if t.From != from || t.Act != act || t.Who != who || !c.is(t.When) {
			continue
		}
		if missing := c.missing(t.Needs); len(missing) > 0 {
			return Transition{}, &NeedsError{missing}
		}
		return t, nil
	}
	return Transition{}, fmt.Errorf("%w: %s by %s from %s", ErrNoTransition, act, who, from)
}

// Actions are the rows that are open to who in status from, in the table's order: the buttons of a screen. The first and
// the later return are both among them, as one action.
func Actions(from Status, who Role) []Transition {
	return slices.DeleteFunc(Workflow(), func(t Transition) bool { return t.From != from || t.Who != who })
}
