package accounts_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/notify"
)

// Strangers at many addresses guess somebody's password. Who comes from where they came before, by network or browser, gets in all the
// same; from elsewhere nobody does for a while, and the guessers never do.
func TestStrangersKeepNobodyOut(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator) // signed in from 192.0.2.7
	away := at("198.51.100.4")
	begun, err := d.SignInStaff(t.Context(), "anna", password, away)
	if err != nil || begun.Known == "" {
		t.Fatalf("%q, %v", begun.Known, err)
	}
	locked := false
	for i := range 80 {
		_, err := d.SignInStaff(t.Context(), "anna", "не тот пароль", at(fmt.Sprintf("203.0.113.%d", i+1)))
		locked = locked || errors.Is(err, accounts.ErrTries)
		if err == nil {
			t.Fatal("a guesser got in")
		}
	}
	if !locked {
		t.Error("guessers at many addresses aren't stopped")
	}
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("198.51.100.99")); !errors.Is(err, accounts.ErrTries) {
		t.Errorf("from somewhere new: %v", err)
	}
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.7")); err != nil {
		t.Errorf("from her own network: %v", err)
	}
	for i := range 61 { // the right one took the count back
		_, _ = d.SignInStaff(t.Context(), "anna", "не тот пароль", at(fmt.Sprintf("203.0.114.%d", i+1)))
	}
	roaming := at("198.51.100.200")
	roaming.Known = begun.Known
	if _, err := d.SignInStaff(t.Context(), "anna", password, roaming); err != nil {
		t.Errorf("with her own browser elsewhere: %v", err)
	}
	stolen := at("198.51.100.201")
	stolen.Known = begun.Known
	for range 10 {
		_, err = d.SignInStaff(t.Context(), "anna", "не тот пароль", stolen)
	}
	if !errors.Is(err, accounts.ErrTries) {
		t.Errorf("who has the cookie may guess for ever: %v", err)
	}
	d.staffed(t, "boris", civic.RoleModerator)
	for i := range 61 {
		_, _ = d.SignInStaff(t.Context(), "boris", "не тот пароль", at(fmt.Sprintf("203.0.115.%d", i+1)))
	}
	other := at("198.51.100.202")
	other.Known = begun.Known
	if _, err := d.SignInStaff(t.Context(), "boris", password, other); !errors.Is(err, accounts.ErrTries) {
		t.Errorf("one account's browser opens another's: %v", err)
	}
	d.wait(100 * 24 * time.Hour)
	for i := range 61 {
		_, _ = d.SignInStaff(t.Context(), "anna", "не тот пароль", at(fmt.Sprintf("203.0.116.%d", i+1)))
	}
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.7")); !errors.Is(err, accounts.ErrTries) {
		t.Errorf("known for ever: %v", err)
	}
}

// plain writes letters whose link is their path.
func plain(n accounts.Note, lang civic.Lang, path string) notify.Letter {
	return notify.Letter{Lang: lang, Subject: string(n), Link: path}
}

// citizen makes one who is signed in.
func (d *desk) citizen(t *testing.T, email string) accounts.Visit {
	t.Helper()
	if _, err := d.AddCitizen(t.Context(), email, accounts.Joining{Name: "Роза", Password: password, Consent: true, Lang: civic.LangUK}); err != nil {
		t.Fatal(err)
	}
	begun, err := d.SignInCitizen(t.Context(), email, password, at("192.0.2.9"))
	if err != nil {
		t.Fatal(err)
	}
	return d.visit(t, begun)
}

// link is the token in the last letter of a kind to an address.
func (d *desk) link(t *testing.T, to string, n accounts.Note) string {
	t.Helper()
	for i := len(d.mail.all) - 1; i >= 0; i-- {
		if l := d.mail.all[i]; l.To == to && l.Subject == string(n) {
			return l.Link[strings.LastIndexByte(l.Link, '/')+1:]
		}
	}
	t.Fatalf("no %s to %s among %+v", n, to, d.mail.all)
	return ""
}

func TestAnAddressChangesOnceBothSaidSo(t *testing.T) {
	for name, first := range map[string]accounts.Note{"old first": accounts.NoteMoveOld, "new first": accounts.NoteMoveNew} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			v := d.citizen(t, "roza@example.org")
			if err := d.AskEmail(t.Context(), v, "new@example.org", other, at("192.0.2.9"), plain); !errors.Is(err, accounts.ErrSignIn) {
				t.Errorf("without the password: %v", err)
			}
			for _, bad := range []string{"", "nobody", "roza@example.org"} {
				if err := d.AskEmail(t.Context(), v, bad, password, at("192.0.2.9"), plain); !errors.Is(err, accounts.ErrEmail) {
					t.Errorf("%q: %v", bad, err)
				}
			}
			if err := d.AskEmail(t.Context(), v, " New@Example.org ", password, at("192.0.2.9"), plain); err != nil {
				t.Fatal(err)
			}
			addresses := map[accounts.Note]string{accounts.NoteMoveOld: "roza@example.org", accounts.NoteMoveNew: "new@example.org"}
			second := accounts.NoteMoveNew
			if first == second {
				second = accounts.NoteMoveOld
			}
			token := d.link(t, addresses[first], first)
			if step, err := d.EmailLink(t.Context(), token); err != nil || !step.Old || !step.New || step.Email != "new@example.org" {
				t.Fatalf("%+v, %v", step, err)
			}
			step, err := d.ConfirmEmail(t.Context(), token, plain)
			if err != nil || step.Old == step.New {
				t.Fatalf("%+v, %v", step, err)
			}
			if _, err := d.ConfirmEmail(t.Context(), token, plain); !errors.Is(err, accounts.ErrLink) {
				t.Errorf("one link twice: %v", err)
			}
			if c, err := d.Citizen(t.Context(), v.Account); err != nil || c.Email != "roza@example.org" {
				t.Errorf("changed by one of two: %q, %v", c.Email, err)
			}
			if step, err = d.ConfirmEmail(t.Context(), d.link(t, addresses[second], second), plain); err != nil || step.Old || step.New {
				t.Fatalf("%+v, %v", step, err)
			}
			if _, err := d.SignInCitizen(t.Context(), "new@example.org", password, at("192.0.2.9")); err != nil {
				t.Error(err)
			}
			if _, err := d.SignInCitizen(t.Context(), "roza@example.org", password, at("192.0.2.9")); !errors.Is(err, accounts.ErrSignIn) {
				t.Errorf("by the old address: %v", err)
			}
			d.link(t, "roza@example.org", accounts.NoteMoved)
			d.link(t, "new@example.org", accounts.NoteMoved)
		})
	}
}

// Somebody else's address is never taken, nobody learns that it is somebody's, and a link is good for a day.
func TestAnAddressOfSomebodyElseStaysTheirs(t *testing.T) {
	d := newDesk(t)
	d.citizen(t, "igor@example.org")
	v := d.citizen(t, "roza@example.org")
	if err := d.AskEmail(t.Context(), v, "igor@example.org", password, at("192.0.2.9"), plain); err != nil {
		t.Fatal(err)
	}
	d.link(t, "igor@example.org", accounts.NoteTaken)
	for _, l := range d.mail.all {
		if l.To == "igor@example.org" && l.Link != "" {
			t.Errorf("a link to the other: %+v", l)
		}
	}
	if step, err := d.ConfirmEmail(t.Context(), d.link(t, "roza@example.org", accounts.NoteMoveOld), plain); err != nil || !step.New {
		t.Errorf("%+v, %v", step, err)
	}

	// Two want the same free address: the first who is done has it.
	w := d.citizen(t, "vera@example.org")
	d.wait(time.Hour)
	for _, visit := range []accounts.Visit{v, w} {
		if err := d.AskEmail(t.Context(), visit, "free@example.org", password, at("192.0.2.9"), plain); err != nil {
			t.Fatal(err)
		}
		if visit.Account == v.Account {
			if _, err := d.ConfirmEmail(t.Context(), d.link(t, "free@example.org", accounts.NoteMoveNew), plain); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, row := range []struct {
		to   string
		note accounts.Note
		want error
	}{
		{"vera@example.org", accounts.NoteMoveOld, nil}, {"free@example.org", accounts.NoteMoveNew, nil}, {"roza@example.org", accounts.NoteMoveOld, accounts.ErrLink},
	} {
		if _, err := d.ConfirmEmail(t.Context(), d.link(t, row.to, row.note), plain); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, not %v", row.to, err, row.want)
		}
	}

	if err := d.AskEmail(t.Context(), v, "later@example.org", password, at("192.0.2.9"), plain); err != nil {
		t.Fatal(err)
	}
	d.wait(25 * time.Hour)
	if _, err := d.EmailLink(t.Context(), d.link(t, "later@example.org", accounts.NoteMoveNew)); !errors.Is(err, accounts.ErrLink) {
		t.Errorf("after a day: %v", err)
	}
	if _, moving, err := d.EmailChange(t.Context(), v.Account); moving || err != nil {
		t.Errorf("%v, %v", moving, err)
	}
}
