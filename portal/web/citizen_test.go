package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/portaltest"
)

// link is where the last letter leads to.
func (d *district) link(t *testing.T) string {
	t.Helper()
	l, n := d.Letters.Last()
	u, err := url.Parse(l.Link)
	if n == 0 || err != nil || !strings.HasPrefix(u.Path, "/join/") || l.Subject == "" || len(l.Paragraphs) == 0 || l.LinkText == "" {
		t.Fatalf("%d letters, the last %+v, %v", n, l, err)
	}
	return u.Path
}

// Somebody joins by a letter, signs in, forgets the password and gets another; everything before that ends.
func TestCitizenJoins(t *testing.T) {
	d := newDistrict(t)
	rosa := d.Nobody(t)
	to := rosa.Get("/me/account").Status(http.StatusSeeOther).Header.Get("Location")
	if to != "/login?next=%2Fme%2Faccount" {
		t.Errorf("leads to %q", to)
	}
	expect(t, rosa.Get(to).Status(http.StatusOK), []string{`name="next" value="/me/account"`, "Регистрация"})
	expect(t, rosa.Form("/join", url.Values{"email": {"no address"}}).Status(http.StatusUnprocessableEntity), []string{"не похоже на адрес"})
	expect(t, rosa.Form("/join", url.Values{"email": {" Rosa@Example.org "}}).Status(http.StatusOK), []string{"Проверьте почту"})
	link := d.link(t)
	if l, _ := d.Letters.Last(); l.To != "rosa@example.org" || l.Lang != civic.LangRU || l.Subject != "Подтвердите адрес" {
		t.Errorf("%+v", l)
	}
	other := d.Nobody(t) // the letter may be read elsewhere
	page := other.Get(link).Status(http.StatusOK)
	expect(t, page, []string{"rosa@example.org"})
	if page.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%v", page.Header)
	}
	other.Get(link).Status(http.StatusOK) // looking spends nothing
	expect(t, other.Form(link, url.Values{"name": {""}, "password": {"rosa"}}).Status(http.StatusUnprocessableEntity), []string{"Без согласия", "Укажите имя", "легко угадать"})
	form := url.Values{"name": {"Роза К."}, "password": {portaltest.Password}, "consent": {"1"}}
	other.Form(link, form).Status(http.StatusSeeOther)
	expect(t, other.Get("/me/account").Status(http.StatusOK), []string{"Роза К.", "rosa@example.org"})
	other.Form(link, form).Status(http.StatusNotFound)
	other.Get(link).Status(http.StatusNotFound)

	rosa.Form("/login", url.Values{"email": {"ROSA@example.org"}, "password": {portaltest.Password}, "next": {"/me/account"}}).Status(http.StatusSeeOther)
	rosa.Get("/me/account").Status(http.StatusOK)
	rosa.Get("/staff/reports").Status(http.StatusSeeOther) // a citizen is no staff
	rosa.Form("/me/account", url.Values{"name": {"Роза Иная"}, "letters": {"uk"}}).Status(http.StatusSeeOther)

	forgetful := d.Nobody(t)
	forgetful.Form("/forgot", url.Values{"email": {"rosa@example.org"}}).Status(http.StatusOK)
	if l, _ := d.Letters.Last(); l.Lang != civic.LangUK || l.Subject != "Новий пароль" {
		t.Errorf("%+v", l)
	}
	forgetful.Form(d.link(t), url.Values{"password": {"совсем другие слова"}}).Status(http.StatusSeeOther)
	forgetful.Get("/me/account").Status(http.StatusOK)
	if l, _ := d.Letters.Last(); l.Subject != "Пароль змінено" || l.Link != "" {
		t.Errorf("%+v", l)
	}
	for _, before := range []*portaltest.Somebody{rosa, other} {
		before.Get("/me/account").Status(http.StatusSeeOther)
	}
	rosa.Form("/login", url.Values{"email": {"rosa@example.org"}, "password": {portaltest.Password}}).Status(http.StatusUnprocessableEntity)

	forgetful.Form("/me/account/password", url.Values{"old": {"не тот"}, "password": {portaltest.Password}}).Status(http.StatusUnprocessableEntity)
	forgetful.Form("/me/account/password", url.Values{"old": {"совсем другие слова"}, "password": {portaltest.Password}}).Status(http.StatusSeeOther)
	forgetful.Get("/me/account").Status(http.StatusOK)
	forgetful.Form("/logout", url.Values{}).Status(http.StatusSeeOther)
	forgetful.Get("/me/account").Status(http.StatusSeeOther)
	for _, never := range []string{"rosa@", "Роза", link} {
		if strings.Contains(d.Log.String(), never) {
			t.Errorf("the log has %q", never)
		}
	}
}

// Whether an address has an account is told to nobody but its owner: answers are alike, and only letters differ.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	d := newDistrict(t)
	d.Citizen(t, "rosa@example.org")
	for _, path := range []string{"/join", "/forgot"} {
		var bodies []string
		for _, email := range []string{"rosa@example.org", "nobody@example.org"} {
			r := d.Nobody(t).Form(path, url.Values{"email": {email}}).Status(http.StatusOK)
			bodies = append(bodies, strings.ReplaceAll(r.Body, email, "?"))
		}
		if bodies[0] != bodies[1] {
			t.Errorf("%s tells", path)
		}
	}
	var bodies []string
	for _, email := range []string{"rosa@example.org", "nobody@example.org"} {
		r := d.Nobody(t).Form("/login", url.Values{"email": {email}, "password": {"не тот пароль"}}).Status(http.StatusUnprocessableEntity)
		bodies = append(bodies, strings.ReplaceAll(r.Body, email, "?"))
	}
	if bodies[0] != bodies[1] {
		t.Error("/login tells")
	}
	d.Nobody(t).Form("/join", url.Values{"email": {"rosa@example.org"}}).Status(http.StatusOK)
	if l, _ := d.Letters.Last(); l.Subject != "У вас уже есть учётная запись" {
		t.Errorf("%+v", l)
	}
}

// One address gets few letters, and nobody who asks for more learns so; one sender causes few.
func TestLettersAreFew(t *testing.T) {
	d := newDistrict(t)
	for range 5 {
		d.Nobody(t).Form("/join", url.Values{"email": {"rosa@example.org"}}).Status(http.StatusOK)
	}
	if _, n := d.Letters.Last(); n != 3 {
		t.Errorf("%d letters to one address", n)
	}
	sent := 0
	for i := range 40 {
		r := d.Nobody(t).Form("/join", url.Values{"email": {strings.Repeat("a", i+1) + "@example.org"}})
		if r.StatusCode == http.StatusOK {
			sent++
		}
	}
	if sent != 15 {
		t.Errorf("%d letters more from one sender", sent)
	}
	d.Clock.Add(15 * time.Minute)
	d.Nobody(t).Form("/join", url.Values{"email": {"rosa@example.org"}}).Status(http.StatusOK)
	d.Clock.Add(24 * time.Hour)
	d.Nobody(t).Get(d.link(t)).Status(http.StatusNotFound)
}

func TestCitizenStays(t *testing.T) {
	d := newDistrict(t)
	d.Citizen(t, "rosa@example.org")
	for stay, want := range map[string]int{"": 0, "1": int((180 * 24 * time.Hour).Seconds())} {
		r := d.Nobody(t).Form("/login", url.Values{"email": {"rosa@example.org"}, "password": {portaltest.Password}, "stay": {stay}}).Status(http.StatusSeeOther)
		if c := r.Cookies()[0]; c.MaxAge != want || !c.HttpOnly {
			t.Errorf("%q: %+v", stay, c)
		}
	}
}

// What is erased is gone with all that led to it; what was reported stays as somebody's without an account.
func TestCitizenIsErased(t *testing.T) {
	d := newDistrict(t)
	rosa := d.Citizen(t, "rosa@example.org")
	d.Nobody(t).Form("/forgot", url.Values{"email": {"rosa@example.org"}})
	link := d.link(t)
	if err := d.Accounts().EraseCitizen(t.Context(), rosa.Account); err != nil {
		t.Fatal(err)
	}
	rosa.Get("/me/account").Status(http.StatusSeeOther)
	d.Nobody(t).Get(link).Status(http.StatusNotFound)
	d.Nobody(t).Form("/login", url.Values{"email": {"rosa@example.org"}, "password": {portaltest.Password}}).Status(http.StatusUnprocessableEntity)
	if _, err := d.Accounts().AddCitizen(t.Context(), "rosa@example.org", accounts.Joining{Name: "Роза", Password: portaltest.Password, Consent: true, Lang: civic.LangRU}); err != nil {
		t.Errorf("can't join again: %v", err)
	}
}
