package kit

import (
	"net/http"
	"net/url"

	"priyom/portal/accounts"
)

// Access is who a route is for.
type Access struct {
	to     audience
	rights []accounts.Right
}

type audience string

const (
	toEverybody audience = "everybody"
	toCitizens  audience = "citizens"
	toStaff     audience = "staff"
	toPrograms  audience = "programs"
)

// The kinds of access. A route without one of them is refused by Mux.
var (
	Everybody = Access{to: toEverybody} // whoever they are
	Citizens  = Access{to: toCitizens}  // who signed in
	Programs  = Access{to: toPrograms}  // which prove by themselves who they are
)

// Staff is access for members of staff who have all of some rights.
func Staff(rights ...accounts.Right) Access { return Access{toStaff, rights} }

// Audience names who it is for; tests compare with it.
func (a Access) Audience() string { return string(a.to) }

// Rights are what staff need.
func (a Access) Rights() []accounts.Right { return a.rights }

// admits says that a person may use what has this access.
func (a Access) admits(p Person) bool {
	switch a.to {
	case toEverybody, toPrograms:
		return true
	case toCitizens:
		return p.Citizen != nil
	case toStaff:
		return p.Staff.May(a.rights...)
	}
	return false
}

// The addresses where people sign in.
const (
	staffLogin   = "/staff/login"
	citizenLogin = "/login"
)

// turnAway leads whoever hasn't signed in to where they can, and comes back; who has learns that it isn't for them.
func (k *Kit) turnAway(rw http.ResponseWriter, r *http.Request, a Access) {
	login, signedIn := citizenLogin, Who(r.Context()).Citizen != nil
	if a.to == toStaff {
		login, signedIn = staffLogin, Who(r.Context()).Staff != nil
	}
	if !signedIn && r.Method == http.MethodGet && k.has["GET "+login] {
		rw.Header().Set("Cache-Control", "no-store")
		http.Redirect(rw, r, login+"?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
		return
	}
	k.Message(rw, r, http.StatusForbidden, "forbidden")
}
