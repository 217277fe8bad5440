package account

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const peoplePath = "/staff/people"

type personRow struct {
	db.Staff
	Department string
	Codes      bool
}

type peopleData struct {
	Rows  []personRow
	Codes accounts.CodesFor
	Whom  []accounts.CodesFor
}

// people lists all staff.
func (a *Accounts) people(rw http.ResponseWriter, r *http.Request) {
	list, err := a.Office.AllStaff(r.Context())
	data := peopleData{Whom: accounts.AllCodesFor()}
	if err == nil {
		data.Codes, err = a.Office.Codes(r.Context())
	}
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	for _, s := range list {
		data.Rows = append(data.Rows, personRow{s, a.department(r, s), !s.TOTPAt.IsZero()})
	}
	a.show(rw, r, http.StatusOK, "people", data)
}

// whoNeedsCodes says for whom codes are a must.
func (a *Accounts) whoNeedsCodes(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	if whom := accounts.CodesFor(r.PostFormValue("codes")); slices.Contains(accounts.AllCodesFor(), whom) {
		if err := a.Office.PutCodes(r.Context(), by(r), whom); err != nil {
			a.kit.Fail(rw, r, err)
			return
		}
	}
	lead(rw, r, peoplePath)
}

// by is who does something.
func by(r *http.Request) db.Account { return kit.Who(r.Context()).Staff.ID }

type personData struct {
	accounts.NewStaff
	Account     db.Staff // zero: a new one
	Mine        bool     // it is the account of who asks
	Codes       bool
	Roles       []civic.Role
	All         []accounts.Right
	Has         map[accounts.Right]bool
	Departments []civic.Department
	Events      []eventRow
	Done        bool
	Wrong       wrong
}

type eventRow struct {
	db.Audit
	By string
}

// newPerson shows the form for a new account; who chose a role gets its usual rights.
func (a *Accounts) newPerson(rw http.ResponseWriter, r *http.Request) {
	n := accounts.NewStaff{Role: civic.Role(r.FormValue("role"))}
	n.Rights = accounts.UsualRights(n.Role)
	a.show(rw, r, http.StatusOK, "person", a.personForm(r, n, db.Staff{}, nil))
}

func (a *Accounts) personForm(r *http.Request, n accounts.NewStaff, s db.Staff, w wrong) personData {
	d := personData{
		NewStaff: n, Account: s, Codes: !s.TOTPAt.IsZero(), Mine: !s.ID.IsZero() && s.ID == by(r), Roles: accounts.StaffRoles(),
		All: accounts.Rights(), Has: map[accounts.Right]bool{}, Departments: a.kit.Classifier.Departments(), Wrong: w,
	}
	for _, right := range n.Rights {
		d.Has[right] = true
	}
	return d
}

func readPerson(r *http.Request) accounts.NewStaff {
	n := accounts.NewStaff{
		Login: r.PostFormValue("login"), Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Role: civic.Role(r.PostFormValue("role")),
		Department: civic.DepartmentSlug(r.PostFormValue("department")), Rights: []accounts.Right{},
	}
	for _, right := range r.PostForm["right"] {
		n.Rights = append(n.Rights, accounts.Right(right))
	}
	if r.PostFormValue("usual") != "" {
		n.Rights = nil
	}
	return n
}

type toldData struct {
	Where                 string // the address to sign in at; without the portal's own name if nobody told it
	Login, Name, Password string
	New                   bool
}

// addPerson makes an account and tells its password, once.
func (a *Accounts) addPerson(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	n := readPerson(r)
	s, password, err := a.Office.AddStaff(r.Context(), by(r), n, "")
	if err != nil {
		a.again(rw, r, err, "person", func(w wrong) any { return a.personForm(r, n, db.Staff{}, w) })
		return
	}
	a.show(rw, r, http.StatusOK, "told", toldData{a.base(r) + "/staff/login", s.Login, s.Name, password, true})
}

// find finds the account that a path names, or answers that there is none.
func (a *Accounts) find(rw http.ResponseWriter, r *http.Request) (db.Staff, bool) {
	var id db.Account
	raw, err := hex.DecodeString(r.PathValue("id"))
	if err != nil || len(raw) != len(id) {
		a.kit.Missing(rw, r)
		return db.Staff{}, false
	}
	copy(id[:], raw)
	s, err := a.Office.Staff(r.Context(), id)
	if err != nil {
		a.kit.Fail(rw, r, err)
	}
	return s, err == nil
}

const eventsShown = 30

func (a *Accounts) person(rw http.ResponseWriter, r *http.Request) {
	s, ok := a.find(rw, r)
	if !ok {
		return
	}
	d, err := a.personPage(r, s, told(s), nil)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	d.Done = r.FormValue("done") != ""
	a.show(rw, r, http.StatusOK, "person", d)
}

// told is what an account was told to be.
func told(s db.Staff) accounts.NewStaff {
	return accounts.NewStaff{Login: s.Login, Name: s.Name, Email: s.Email, Role: s.Role, Rights: accounts.StaffOf(s).Rights, Department: s.Department}
}

// personPage is the form of an account and what was done to it.
func (a *Accounts) personPage(r *http.Request, s db.Staff, n accounts.NewStaff, w wrong) (personData, error) {
	d := a.personForm(r, n, s, w)
	events, err := a.Office.Events(r.Context(), s.ID, eventsShown)
	names := map[db.Account]string{}
	for _, e := range events {
		if !accounts.KnownEvent(e.Act) {
			continue
		}
		if _, known := names[e.Actor]; !known && !e.Actor.IsZero() && err == nil {
			names[e.Actor], err = a.nameOf(r.Context(), e.Actor)
		}
		d.Events = append(d.Events, eventRow{e, names[e.Actor]})
	}
	return d, err
}

func (a *Accounts) nameOf(ctx context.Context, id db.Account) (string, error) {
	s, err := a.Office.Staff(ctx, id)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return s.Name, err
}

func (a *Accounts) changePerson(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	s, ok := a.find(rw, r)
	if !ok {
		return
	}
	n := readPerson(r)
	n.Login = s.Login
	a.done(rw, r, s, n, a.Office.ChangeStaff(r.Context(), by(r), s.ID, n))
}

// done leads back to the account, or tells what is wrong there.
func (a *Accounts) done(rw http.ResponseWriter, r *http.Request, s db.Staff, n accounts.NewStaff, err error) {
	if err == nil {
		lead(rw, r, peoplePath+"/"+s.ID.String()+"?done=1")
		return
	}
	d, failed := a.personPage(r, s, n, nil)
	if failed != nil {
		a.kit.Fail(rw, r, failed)
		return
	}
	a.again(rw, r, err, "person", func(w wrong) any {
		d.Wrong = w
		return d
	})
}

// resetPerson gives somebody another password and tells it, once the box beside the button was ticked.
func (a *Accounts) resetPerson(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	s, ok := a.find(rw, r)
	if !ok {
		return
	}
	if r.PostFormValue("sure") == "" {
		lead(rw, r, peoplePath+"/"+s.ID.String())
		return
	}
	password, err := a.Office.Reset(r.Context(), by(r), s.ID, "", r.PostFormValue("codes") != "")
	if err != nil {
		a.done(rw, r, s, told(s), err)
		return
	}
	a.show(rw, r, http.StatusOK, "told", toldData{a.base(r) + "/staff/login", s.Login, s.Name, password, false})
}

// endPerson ends an account, or lets it be used again.
func (a *Accounts) endPerson(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	s, ok := a.find(rw, r)
	if !ok {
		return
	}
	var err error
	switch {
	case r.PostFormValue("active") != "":
		err = a.Office.Enable(r.Context(), by(r), s.ID)
	case r.PostFormValue("sure") != "":
		err = a.Office.Disable(r.Context(), by(r), s.ID)
	}
	a.done(rw, r, s, told(s), err)
}
