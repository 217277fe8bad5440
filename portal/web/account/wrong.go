package account

import (
	"errors"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/notify"
)

// wrongs are what people are told of errors: what is wrong, and what to do. field is the one it is told under; "" is for all.
var wrongs = []struct {
	err    error
	field  string
	key    string
	status int
}{
	{accounts.ErrSignIn, "", "account.wrong.sign-in", http.StatusUnprocessableEntity},
	{accounts.ErrProof, "proof", "account.wrong.old", http.StatusUnprocessableEntity},
	{accounts.ErrTries, "", "account.wrong.tries", http.StatusTooManyRequests},
	{accounts.ErrBusy, "", "account.wrong.busy", http.StatusServiceUnavailable},
	{accounts.ErrCode, "code", "account.wrong.code", http.StatusUnprocessableEntity},
	{accounts.ErrUsed, "code", "account.wrong.used", http.StatusUnprocessableEntity},
	{accounts.ErrNeeded, "code", "account.wrong.needed", http.StatusUnprocessableEntity},
	{accounts.ErrPassword, "password", "account.wrong.password", http.StatusUnprocessableEntity},
	{accounts.ErrLogin, "login", "account.wrong.login", http.StatusUnprocessableEntity},
	{accounts.ErrTaken, "login", "account.wrong.taken", http.StatusUnprocessableEntity},
	{accounts.ErrName, "name", "account.wrong.name", http.StatusUnprocessableEntity},
	{accounts.ErrEmail, "email", "account.wrong.email", http.StatusUnprocessableEntity},
	{accounts.ErrRole, "role", "account.wrong.role", http.StatusUnprocessableEntity},
	{accounts.ErrRight, "rights", "account.wrong.role", http.StatusUnprocessableEntity},
	{accounts.ErrDepartment, "department", "account.wrong.department", http.StatusUnprocessableEntity},
	{accounts.ErrConsent, "consent", "account.wrong.consent", http.StatusUnprocessableEntity},
	{accounts.ErrNoMail, "", "account.wrong.no-mail", http.StatusServiceUnavailable},
	{notify.ErrNoMail, "", "account.wrong.no-mail", http.StatusServiceUnavailable},
	{notify.ErrAddress, "email", "account.wrong.email", http.StatusUnprocessableEntity},
	{accounts.ErrOthers, "provider", "account.wrong.others", http.StatusUnprocessableEntity},
	{accounts.ErrOnlyWay, "provider", "account.wrong.only-way", http.StatusUnprocessableEntity},
	{accounts.ErrLast, "rights", "account.wrong.last", http.StatusUnprocessableEntity},
}

// wrong is what is wrong with a form: translation keys by field, "" for the whole.
type wrong map[string]string

// tell finds the words for an error. Without any it is a failure of the portal's.
func tell(err error) (w wrong, status int) {
	w = wrong{}
	for _, row := range wrongs {
		if errors.Is(err, row.err) {
			w[row.field] = row.key
			status = max(status, row.status)
		}
	}
	return w, status
}

// again shows a form again with what is wrong, or says that the portal failed. set puts what is wrong into the page's data.
func (a *Accounts) again(rw http.ResponseWriter, r *http.Request, err error, page string, data func(wrong) any) {
	w, status := tell(err)
	if len(w) == 0 {
		a.kit.Fail(rw, r, err)
		return
	}
	if status == http.StatusTooManyRequests {
		rw.Header().Set("Retry-After", "900")
	}
	a.show(rw, r, status, page, data(w))
}
