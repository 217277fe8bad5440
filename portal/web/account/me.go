package account

import (
	"encoding/hex"
	"errors"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/db"
)

const mePath = "/staff/me"

type sessionRow struct {
	db.Session
	ID   string
	Here bool
}

type meData struct {
	db.Staff
	Nobody     bool // who asks is only at the portal's own machine
	Department string
	Rights     []accounts.Right
	Codes      bool // are asked for
	Recovery   int64
	Sessions   []sessionRow
	Done       string // what was just done
	Wrong      wrong
}

// me shows one's own account.
func (a *Accounts) me(rw http.ResponseWriter, r *http.Request) {
	v, err := a.visit(rw, r)
	if err == nil && v.Staff == nil {
		a.show(rw, r, http.StatusOK, "me", meData{Nobody: true})
		return
	}
	var data meData
	if err == nil {
		data, err = a.meData(r, v)
	}
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	if done := r.FormValue("done"); done == "password" || done == "no-codes" || done == "sessions" {
		data.Done = "account.done." + done
	}
	a.show(rw, r, http.StatusOK, "me", data)
}

func (a *Accounts) meData(r *http.Request, v accounts.Visit) (data meData, err error) {
	if data.Staff, err = a.Office.FindStaff(r.Context(), v.Staff.Login); err != nil {
		return data, err
	}
	data.Rights, data.Codes, data.Department = v.Staff.Rights, !data.TOTPAt.IsZero(), a.department(r, data.Staff)
	if data.Recovery, err = a.Office.RecoveryLeft(r.Context(), v.Account); err != nil {
		return data, err
	}
	data.Sessions, err = a.sessions(r, v)
	return data, err
}

func (a *Accounts) sessions(r *http.Request, v accounts.Visit) (rows []sessionRow, err error) {
	list, err := a.Office.Sessions(r.Context(), v.Account)
	for _, s := range list {
		rows = append(rows, sessionRow{s, hex.EncodeToString(s.Hash), string(s.Hash) == string(v.Hash)})
	}
	return rows, err
}

// endSession ends one of one's own sessions, or all others.
func (a *Accounts) endSession(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, ok := a.staffVisit(rw, r)
	if ok && a.endOne(rw, r, v) {
		lead(rw, r, mePath+"?done=sessions")
	}
}

func (a *Accounts) endOne(rw http.ResponseWriter, r *http.Request, v accounts.Visit) bool {
	var err error
	if id := r.PostFormValue("session"); id == "" {
		err = a.Office.EndOthers(r.Context(), v)
	} else if hash, bad := hex.DecodeString(id); bad == nil {
		if err = a.Office.EndSession(r.Context(), v.Account, hash); errors.Is(err, accounts.ErrNoSession) {
			err = nil // it is over anyway
		}
	}
	if err != nil {
		a.kit.Fail(rw, r, err)
	}
	return err == nil
}

// department is the name of somebody's department, in the reader's language.
func (a *Accounts) department(r *http.Request, s db.Staff) string {
	d, ok := a.kit.Classifier.Department(s.Department)
	if !ok {
		return string(s.Department)
	}
	return d.Title.In(a.kit.Language(r))
}
