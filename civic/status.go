package civic

import "slices"

// Status is where a report stands. The portal owns it from delivery on; before that the device does.
type Status string

// The statuses, in the order of a report's life. What leads from one to the next is in Workflow.
const (
	StatusDraft       Status = "draft"       // being typed, saved at every pause
	StatusCaptured    Status = "captured"    // complete and safe on the device
	StatusQueued      Status = "queued"      // in the device's journal, waiting for a carrier
	StatusDelivered   Status = "delivered"   // the portal signed a receipt for it
	StatusModeration  Status = "moderation"  // a moderator decides what becomes of it
	StatusRejected    Status = "rejected"    // refused with a reason; may be appealed
	StatusAppealed    Status = "appealed"    // a senior moderator looks at the refusal
	StatusAssigned    Status = "assigned"    // a department has it and hasn't begun
	StatusInWork      Status = "in-work"     // the department works on it
	StatusSolved      Status = "solved"      // done, says the department, with a photo
	StatusConfirmed   Status = "confirmed"   // done, says somebody else too
	StatusRated       Status = "rated"       // the citizen gave it 1 to 5
	StatusRework      Status = "rework"      // sent back by the citizen
	StatusReturned    Status = "returned"    // sent back to the moderator by a department
	StatusArbitration Status = "arbitration" // sent back a second time; an arbiter decides for good
	StatusClosed      Status = "closed"
	StatusWithdrawn   Status = "withdrawn" // by the citizen
	StatusMerged      Status = "merged"    // goes on as part of another report on the same thing
)

// Statuses lists all statuses in the order of a report's life.
func Statuses() []Status {
	return []Status{
		StatusDraft, StatusCaptured, StatusQueued, StatusDelivered, StatusModeration, StatusRejected, StatusAppealed,
		StatusAssigned, StatusInWork, StatusSolved, StatusConfirmed, StatusRated, StatusRework, StatusReturned,
		StatusArbitration, StatusClosed, StatusWithdrawn, StatusMerged,
	}
}

// Known says that s is one of Statuses.
func (s Status) Known() bool { return slices.Contains(Statuses(), s) }

// Final says that nothing is owed for the report any more and no deadline runs. Only a merge can be undone.
func (s Status) Final() bool {
	return s == StatusClosed || s == StatusWithdrawn || s == StatusMerged
}

// OnDevice says that only the device knows of the report so far.
func (s Status) OnDevice() bool {
	return s == StatusDraft || s == StatusCaptured || s == StatusQueued
}

// Role is in what capacity somebody acts.
type Role string

// The roles. Head and administrator watch, are warned and keep the settings; no row of Workflow is theirs.
const (
	RoleCitizen       Role = "citizen"
	RolePoint         Role = "point" // staff of a reception point, for themselves or in a citizen's name
	RoleInspector     Role = "inspector"
	RoleDepartment    Role = "department"
	RoleModerator     Role = "moderator"
	RoleSenior        Role = "senior-moderator"
	RoleArbiter       Role = "arbiter"
	RoleHead          Role = "head" // of the district
	RoleAdministrator Role = "administrator"
	RoleSystem        Role = "system" // the programme itself, on a receipt or when a time is up
	RolePortal        Role = "portal" // of a device only: the portal's own journal, for citizens with a browser
)

// Roles lists all roles.
func Roles() []Role {
	return []Role{
		RoleCitizen, RolePoint, RoleInspector, RoleDepartment, RoleModerator, RoleSenior, RoleArbiter, RoleHead,
		RoleAdministrator, RoleSystem, RolePortal,
	}
}

// Known says that r is one of Roles.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }
