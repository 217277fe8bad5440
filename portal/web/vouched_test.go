package web_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// people are the users of a provider.
type people map[string]*storage.User

func (p people) GetUserByID(id string) *storage.User { return p[id] }

func (p people) GetUserByUsername(name string) *storage.User {
	for _, u := range p {
		if u.Username == name {
			return u
		}
	}
	return nil
}

func (people) ExampleClientID() string { return "service" }

// provider is a real one of zitadel's, which the portal may ask.
func (d *district) provider(t *testing.T, id string) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	issuer := "http://" + server.Listener.Addr().String()
	user := func(id, name, email string, verified bool) *storage.User {
		return &storage.User{ID: id, Username: name, Password: "verysecure", FirstName: "Роза", LastName: "К.", Email: email, EmailVerified: verified}
	}
	users := people{
		"id1": user("id1", "rosa", "rosa@example.org", true), "id2": user("id2", "liar", "rosa@example.org", false), "id3": user("id3", "new", "new@example.org", true),
	}
	storage.RegisterClients(storage.WebClient(id, "a secret", d.Server.URL+"/login/back/"+id))
	server.Config.Handler = exampleop.SetupServer(issuer, storage.NewStorage(users), nil, false, op.WithAllowInsecure())
	server.Start()
	t.Cleanup(server.Close)
	if err := d.Accounts().AddProvider(t.Context(), db.Provider{ID: id, Name: "Госключ", Issuer: issuer, Client: id}, "a secret"); err != nil {
		t.Fatal(err)
	}
	return server
}

// at signs somebody's browser in at a provider, and returns where that leads back to.
func (d *district) at(t *testing.T, s *portaltest.Somebody, provider, name, next string) (back string) {
	t.Helper()
	to := s.Get("/login/with/" + provider + "?next=" + url.QueryEscape(next)).Status(http.StatusSeeOther).Header.Get("Location")
	u, err := url.Parse(to)
	if err != nil || u.Query().Get("code_challenge_method") != "S256" || u.Query().Get("nonce") == "" || u.Query().Get("state") == "" {
		t.Fatalf("leads to %q, %v", to, err)
	}
	jar, _ := cookiejar.New(nil)
	home, _ := url.Parse(d.Server.URL)
	client := http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == home.Host {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := client.Get(to)
	if err != nil {
		t.Fatal(err)
	}
	page.Body.Close()
	id := page.Request.URL.Query().Get("authRequestID")
	res, err := client.PostForm("http://"+page.Request.URL.Host+"/login/username", url.Values{"username": {name}, "password": {"verysecure"}, "id": {id}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if back == "" {
		t.Fatalf("the provider doesn't lead back: %s", res.Status)
	}
	return back
}

// Somebody new comes by a provider, agrees, and comes again; the address that is proved finds an account, and one that isn't doesn't.
func TestProviderVouches(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	owner := d.Citizen(t, "rosa@example.org")

	fresh := d.Nobody(t)
	expect(t, fresh.Get("/login?next=%2Fpetitions").Status(http.StatusOK), []string{"Войти через Госключ", "/login/with/key?next=%2fpetitions"})
	back := d.at(t, fresh, "key", "new", "/petitions")
	if to := fresh.Get(back).Status(http.StatusSeeOther).Header.Get("Location"); to != "/join/vouched" {
		t.Fatalf("leads to %q", to)
	}
	fresh.Get("/me/account").Status(http.StatusSeeOther) // not yet
	expect(t, fresh.Get("/join/vouched").Status(http.StatusOK), []string{"new@example.org", "Роза К."})
	expect(t, fresh.Form("/join/vouched", url.Values{"name": {"Роза"}}).Status(http.StatusUnprocessableEntity), []string{"Без согласия"})
	if to := fresh.Form("/join/vouched", url.Values{"name": {"Роза"}, "consent": {"1"}}).Status(http.StatusSeeOther).Header.Get("Location"); to != "/petitions" {
		t.Errorf("leads to %q", to)
	}
	expect(t, fresh.Get("/me/account").Status(http.StatusOK), []string{"new@example.org", "Отвязать"})
	expect(t, fresh.Form("/me/account/unlink", url.Values{"issuer": {hexOf(d.issuer(t))}}).Status(http.StatusUnprocessableEntity), []string{"единственный способ"})

	again := d.Nobody(t)
	if to := again.Get(d.at(t, again, "key", "new", "")).Status(http.StatusSeeOther).Header.Get("Location"); !strings.HasPrefix(to, "/me") {
		t.Errorf("leads to %q", to)
	}
	expect(t, again.Get("/me/account").Status(http.StatusOK), []string{"new@example.org"})

	liar := d.Nobody(t)
	if to := liar.Get(d.at(t, liar, "key", "liar", "")).Status(http.StatusSeeOther).Header.Get("Location"); to != "/join/vouched" {
		t.Fatalf("an address that isn't proved leads to %q", to)
	}
	liar.Form("/join/vouched", url.Values{"name": {"Роза"}, "consent": {"1"}}).Status(http.StatusSeeOther)
	expect(t, liar.Get("/me/account").Status(http.StatusOK), nil, "rosa@example.org")

	rosa := d.Nobody(t)
	rosa.Get(d.at(t, rosa, "key", "rosa", "")).Status(http.StatusSeeOther)
	expect(t, rosa.Get("/me/account").Status(http.StatusOK), []string{"rosa@example.org", "Житель"})
	owner.Get("/me/account").Status(http.StatusOK) // it is the same account, and the password stays good

	// A citizen adds what is somebody else's already.
	r := owner.Get(d.at(t, owner, "key", "new", ""))
	expect(t, r.Status(http.StatusUnprocessableEntity), []string{"другой учётной записи"})
	if strings.Contains(d.Log.String(), "rosa") || strings.Contains(d.Log.String(), "code=") {
		t.Error("the log tells who came")
	}
}

func (d *district) issuer(t *testing.T) string {
	t.Helper()
	all, err := d.Accounts().Providers(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	return all[0].Issuer
}

func hexOf(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return b.String()
}

// The way back is one browser's, once, soon, and to the provider that it was sent to.
func TestWayBackIsOneBrowsers(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	d.Citizen(t, "rosa@example.org")
	victim, attacker := d.Nobody(t), d.Nobody(t)
	back := d.at(t, attacker, "key", "rosa", "")
	victim.Get(back).Status(http.StatusForbidden) // somebody else's answer signs nobody in
	victim.Get("/me/account").Status(http.StatusSeeOther)
	attacker.Get(strings.Replace(back, "state=", "state=x", 1)).Status(http.StatusForbidden)
	attacker.Get(back).Status(http.StatusForbidden) // that was its one try

	late := d.Nobody(t)
	back = d.at(t, late, "key", "rosa", "")
	d.Clock.Add(10 * time.Minute)
	late.Get(back).Status(http.StatusForbidden)

	refused := d.Nobody(t)
	back = d.at(t, refused, "key", "rosa", "")
	u, _ := url.Parse(back)
	refused.Get(u.Path + "?" + url.Values{"state": u.Query()["state"], "error": {"access_denied"}}.Encode()).Status(http.StatusForbidden)
	twice := d.Nobody(t)
	back = d.at(t, twice, "key", "rosa", "")
	twice.Get(back).Status(http.StatusSeeOther)
	twice.Form("/logout", url.Values{}).Status(http.StatusSeeOther)
	twice.Get(back).Status(http.StatusForbidden)
	d.Nobody(t).Get("/login/with/none").Status(http.StatusNotFound)
}

func TestProviderIsDown(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key").Close()
	expect(t, d.Nobody(t).Get("/login/with/key").Status(http.StatusBadGateway), []string{"не отвечает"})
}

func TestProvidersAreChecked(t *testing.T) {
	d := newDistrict(t)
	for name, p := range map[string]db.Provider{
		"plain": {ID: "a", Name: "А", Issuer: "http://example.org", Client: "c"}, "no name": {ID: "a", Issuer: "https://example.org", Client: "c"},
		"path as id": {ID: "../a", Name: "А", Issuer: "https://example.org", Client: "c"}, "no client": {ID: "a", Name: "А", Issuer: "https://example.org"},
	} {
		if err := d.Accounts().AddProvider(t.Context(), p, "s"); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := d.Accounts().JoinVouched(t.Context(), accounts.Claims{Issuer: "i", Subject: "s"}, "", true, civic.LangRU, accounts.Browser{}); err == nil {
		t.Error("nameless")
	}
}
