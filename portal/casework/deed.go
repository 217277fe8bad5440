package casework

import (
	"slices"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
)

// Actor is who does something, and in what capacity.
type Actor struct {
	Role       civic.Role
	Account    db.Account           // of a member of staff or a citizen; zero for programs and reception points
	Department civic.DepartmentSlug // of a department's people and inspectors; "" for all
	Rights     []accounts.Right     // of staff
	Device     civic.DeviceID       // of a reception point, or of a citizen without an account
}

// Staff makes a member of staff act as what they are.
func Staff(s *accounts.Staff) Actor {
	return Actor{Role: s.Role, Account: s.ID, Department: s.Department, Rights: s.Rights}
}

// ForCitizen makes a member of staff act for the citizen who asks them to, at the desk or by telephone. The history says both.
func ForCitizen(s *accounts.Staff) Actor {
	return Actor{Role: civic.RolePoint, Account: s.ID, Rights: s.Rights}
}

// Citizen makes a citizen act; what they act on must be their own.
func Citizen(id db.Account) Actor { return Actor{Role: civic.RoleCitizen, Account: id} }

// Point makes a reception point act, on what it took itself.
func Point(id civic.DeviceID) Actor { return Actor{Role: civic.RolePoint, Device: id} }

// Inspector makes an inspector's device act, in the name of whoever it is, on what it Serves.
func Inspector(d db.Device) Actor {
	return Actor{Role: civic.RoleInspector, Account: d.Staff, Department: d.Department, Rights: []accounts.Right{accounts.RightEdit}, Device: d.ID}
}

// System is the program itself, on a receipt or when a time is up.
func System() Actor { return Actor{Role: civic.RoleSystem} }

// Deed is something that somebody does to a report.
type Deed struct {
	Report     civic.ReportID
	Version    int64 // of the case that they saw; 0: whatever it is by now
	Act        civic.Action
	By         Actor
	Department civic.DepartmentSlug // to whom
	Executor   db.Account           // of the department; zero leaves it open
	Reason     civic.Reason
	Comment    string
	Private    bool // the comment isn't for the public; a citizen's never is
	Rating     int
	Into       civic.ReportID
	Hidden     bool // what would become public by this stays hidden, and what is public already is hidden
	TimeUp     bool // the system says that a time is over
}

// permit says whether somebody may do this at all to this report, whatever its status.
func (d Deed) permit(c db.Case, taken civic.DeviceID) error {
	by := d.By
	switch by.Role {
	case civic.RoleSystem:
		return nil
	case civic.RoleCitizen:
		if !by.Account.IsZero() && by.Account == c.Author || by.Account == c.Author && by.Device == taken {
			return nil
		}
		return ErrForbidden
	case civic.RolePoint:
		if by.Account.IsZero() && by.Device == taken || !by.Account.IsZero() && by.may(accounts.RightEdit) {
			return nil
		}
		return ErrForbidden
	case civic.RoleDepartment, civic.RoleInspector:
		if by.Department != "" && by.Department != c.Department {
			return ErrForbidden
		}
	case civic.RoleModerator:
		if c.Level > 1 && c.Status == civic.StatusModeration {
			return ErrForbidden
		}
	}
	if right, ok := RightFor(d.Act); ok && !by.may(right) {
		return ErrForbidden
	}
	return nil
}

func (a Actor) may(right accounts.Right) bool { return slices.Contains(a.Rights, right) }

// RightFor is the right that an act of staff takes; ok is false for what staff never do.
func RightFor(act civic.Action) (right accounts.Right, ok bool) {
	switch act {
	case civic.ActAssign, civic.ActMerge, civic.ActSplit, civic.ActEscalate, civic.ActRefuse, civic.ActConfirm:
		return accounts.RightRoute, true
	case civic.ActReject, civic.ActReopen, civic.ActUphold, civic.ActClose:
		return accounts.RightClose, true
	case civic.ActStart, civic.ActReturn, civic.ActSolve, civic.ActProgress:
		return accounts.RightEdit, true
	}
	return "", false
}
