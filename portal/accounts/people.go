package accounts

import (
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// Right is something that a member of staff may do.
type Right string

// The rights. None includes another.
const (
	RightRead       Right = "read"       // what nobody has moderated yet, and who reported
	RightEdit       Right = "edit"       // text, kind and place of a report; messages and answers
	RightRoute      Right = "route"      // to a department; merge
	RightPublish    Right = "publish"    // let the public see it; petitions
	RightClose      Right = "close"      // refuse and end reports
	RightAdminister Right = "administer" // people, devices, settings
)

// Rights lists all rights.
func Rights() []Right {
	return []Right{RightRead, RightEdit, RightRoute, RightPublish, RightClose, RightAdminister}
}

// UsualRights are what somebody new with a role gets; an administrator may choose others.
func UsualRights(role civic.Role) []Right {
	switch role {
	case civic.RoleModerator:
		return []Right{RightRead, RightEdit, RightRoute, RightPublish}
	case civic.RoleSenior, civic.RoleArbiter:
		return []Right{RightRead, RightEdit, RightRoute, RightPublish, RightClose}
	case civic.RoleDepartment, civic.RoleInspector:
		return []Right{RightRead, RightEdit}
	case civic.RoleHead:
		return []Right{RightRead}
	case civic.RoleAdministrator:
		return Rights()
	}
	return nil
}

// Staff is a member of staff who signed in.
type Staff struct {
	ID         db.Account
	Login      string
	Name       string
	Role       civic.Role
	Rights     []Right
	Department civic.DepartmentSlug // whose reports a department's people and inspectors see; "" for all
}

// May says that somebody has all of some rights.
func (s *Staff) May(rights ...Right) bool {
	if s == nil {
		return false
	}
	for _, r := range rights {
		if !slices.Contains(s.Rights, r) {
			return false
		}
	}
	return true
}

// Citizen is a citizen who signed in.
type Citizen struct {
	ID    db.Account
	Email string
	Name  string
}
