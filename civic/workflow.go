package civic

import "slices"

// row is some Transitions that differ in From and Who only.
type row struct {
	from   []Status
	act    Action
	to     Status
	who    []Role
	when   When
	needs  []Requirement
	silent bool
}

// Workflow is all that can become of a report, row by row in the order of its life. The caller owns the result.
// docs/workflow.md is made from it.
//
// Three rules are kept by leaving rows out, and by tests: a department never ends a report; a report that comes back
// from departments a second time goes to the arbiter; whatever isn't final has a way on.
func Workflow() []Transition {
	var all []Transition
	for _, r := range rows() {
		for _, from := range r.from {
			for _, who := range r.who {
				all = append(all, Transition{from, r.to, r.act, who, r.when, slices.Clone(r.needs), r.silent})
			}
		}
	}
	return all
}

func rows() []row {
	type (
		in   = []Status
		by   = []Role
		need = []Requirement
	)
	citizen, system, arbiter := by{RoleCitizen, RolePoint}, by{RoleSystem}, by{RoleArbiter}
	moderators, judges, workers := by{RoleModerator, RoleSenior}, by{RoleSenior, RoleArbiter}, by{RoleDepartment, RoleInspector}
	proof := need{NeedAfterPhoto, NeedAfterNear, NeedAfterLater}
	return []row{
		// On the device.
		{in{StatusDraft}, ActCapture, StatusCaptured, by{RoleCitizen, RolePoint, RoleInspector}, WhenAlways, need{NeedValid}, true},
		{in{StatusCaptured}, ActQueue, StatusQueued, system, WhenAlways, nil, true},
		{in{StatusQueued}, ActDeliver, StatusDelivered, system, WhenAlways, need{NeedReceipt}, false},
		{in{StatusDelivered}, ActAdmit, StatusModeration, system, WhenAlways, nil, true},

		// Before the moderators.
		{in{StatusModeration, StatusReturned, StatusRework}, ActAssign, StatusAssigned, moderators, WhenAlways, need{NeedDepartment}, false},
		{in{StatusAssigned}, ActAssign, StatusAssigned, moderators, WhenAlways, need{NeedDepartment, NeedComment}, true},
		{in{StatusModeration, StatusReturned}, ActReject, StatusRejected, moderators, WhenAlways, need{NeedReason, NeedComment}, false},
		{in{StatusModeration, StatusReturned, StatusAssigned, StatusInWork}, ActMerge, StatusMerged, moderators, WhenAlways, need{NeedTarget}, false},
		{in{StatusMerged}, ActSplit, StatusModeration, moderators, WhenAlways, need{NeedComment}, false},
		{in{StatusRejected}, ActAppeal, StatusAppealed, citizen, WhenAlways, need{NeedComment}, false},
		{in{StatusRejected}, ActClose, StatusClosed, system, WhenAlways, need{NeedTimeUp}, true},
		{in{StatusAppealed}, ActReopen, StatusModeration, judges, WhenAlways, need{NeedComment}, false},
		{in{StatusAppealed}, ActUphold, StatusClosed, judges, WhenAlways, need{NeedReason, NeedComment}, false},

		// In the department.
		{in{StatusAssigned, StatusRework}, ActStart, StatusInWork, workers, WhenAlways, nil, false},
		{in{StatusAssigned, StatusInWork}, ActReturn, StatusReturned, workers, WhenFirstReturn, need{NeedComment}, true},
		{in{StatusAssigned, StatusInWork}, ActReturn, StatusArbitration, workers, WhenLaterReturn, need{NeedComment}, true},
		{in{StatusInWork}, ActProgress, StatusInWork, workers, WhenAlways, need{NeedComment}, false},
		{in{StatusInWork}, ActSolve, StatusSolved, workers, WhenAlways, proof, false},
		// An inspector may have a reason why the photo is taken elsewhere, or earlier; then somebody else looks at it.
		{in{StatusInWork}, ActSolve, StatusSolved, moderators, WhenAlways, need{NeedAfterPhoto, NeedComment}, false},

		// Is it really done?
		{in{StatusSolved}, ActRefuse, StatusInWork, moderators, WhenAlways, need{NeedComment}, true},
		{in{StatusSolved}, ActConfirm, StatusConfirmed, append(citizen, moderators...), WhenAlways, nil, false},
		{in{StatusConfirmed}, ActRate, StatusRated, citizen, WhenAlways, need{NeedRating}, false},
		{in{StatusSolved, StatusConfirmed}, ActRework, StatusRework, citizen, WhenAlways, need{NeedComment}, false},
		{in{StatusSolved, StatusConfirmed}, ActClose, StatusClosed, system, WhenAlways, need{NeedTimeUp}, false},
		{in{StatusRated}, ActClose, StatusClosed, system, WhenAlways, nil, true},

		// Before the arbiter.
		{in{StatusRework}, ActEscalate, StatusArbitration, moderators, WhenAlways, need{NeedComment}, true},
		{in{StatusArbitration}, ActAssign, StatusAssigned, arbiter, WhenAlways, need{NeedDepartment, NeedComment}, false},
		{in{StatusArbitration}, ActReject, StatusRejected, arbiter, WhenAlways, need{NeedReason, NeedComment}, false},
		{in{StatusArbitration}, ActClose, StatusClosed, arbiter, WhenAlways, need{NeedReason, NeedComment}, false},

		// The citizen takes it back, as long as nobody says that it is done.
		{in{
			StatusCaptured, StatusQueued, StatusDelivered, StatusModeration, StatusAppealed, StatusAssigned, StatusInWork,
			StatusReturned, StatusRework, StatusArbitration,
		}, ActWithdraw, StatusWithdrawn, citizen, WhenAlways, nil, false},
	}
}
