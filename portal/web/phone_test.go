package web_test

import (
	"crypto/ed25519"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/sync/wire"
)

var (
	codeOnPage = regexp.MustCompile(`<code class="secret big">([2-9A-Z]{4}-[2-9A-Z]{4})</code>`)
	markOnPage = regexp.MustCompile(`<code class="secret big">(\d\d \d\d)</code>`)
)

func found(t *testing.T, in *regexp.Regexp, page portaltest.Reply) string {
	t.Helper()
	m := in.FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatalf("%s isn't on %.2000s", in, page.Body)
	}
	return m[1]
}

// Somebody signs in on the page that their phone opened, compares the number, and the phone alone can collect with the code that leads back.
func TestPhoneJoinsInTheBrowser(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d, thief := portaltest.NewDevice(t, p), portaltest.NewDevice(t, p)
	asked, problem := d.Ask(wire.JoinBrowser, func(r *wire.JoinRequest) { r.Back = wire.BackScheme })
	if problem != nil || asked.Code != "" {
		t.Fatal(asked, problem)
	}
	if problem := d.Enroll("2345-6789"); problem == nil {
		t.Fatal("in without anybody's word")
	}
	somebody := p.Nobody(t)
	to := somebody.Get(asked.Page).Status(http.StatusSeeOther).Header.Get("Location")
	if to != "/login?next="+url.QueryEscape(asked.Page) {
		t.Fatal(to)
	}
	somebody = p.Citizen(t, "roza@example.org")
	page := somebody.Get(asked.Page).Status(http.StatusOK)
	if mark := found(t, markOnPage, page); mark != wire.JoinMark(d.ID, d.Key.Public().(ed25519.PublicKey)) {
		t.Errorf("mark %s", mark)
	}
	done := somebody.Form(asked.Page, url.Values{}).Status(http.StatusOK)
	code := found(t, codeOnPage, done)
	if !strings.Contains(done.Body, `href="priyom://join?code=`+code+`&amp;state=`+path.Base(asked.Page)+`"`) || done.Header.Get("Refresh") != "" {
		t.Errorf("%.3000s", done.Body)
	}
	p.Citizen(t, "other@example.org").Form(asked.Page, url.Values{}).Status(http.StatusNotFound)
	if problem := thief.Enroll(code); problem == nil || problem.Key != wire.ProblemCode.Key {
		t.Errorf("a thief: %v", problem)
	}
	if problem := d.Enroll(code); problem != nil || d.Is.Account != "roza@example.org" {
		t.Errorf("%v, %+v", problem, d.Is)
	}
	somebody.Get(asked.Page).Status(http.StatusNotFound)
	if list := somebody.Get("/me/devices").Status(http.StatusOK); !strings.Contains(list.Body, d.Is.Code) || !strings.Contains(list.Body, "Телефон") {
		t.Errorf("%.3000s", list.Body)
	}
}

// On a desktop the page leads to a port of the computer that asked.
func TestComputerJoinsInTheBrowser(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.NewDevice(t, p)
	asked, problem := d.Ask(wire.JoinBrowser, func(r *wire.JoinRequest) { r.Back = "http://127.0.0.1:40123" })
	if problem != nil {
		t.Fatal(problem)
	}
	somebody := p.Citizen(t, "roza@example.org")
	somebody.Get(asked.Page).Status(http.StatusOK)
	p.Clock.Add(9 * time.Minute)
	done := somebody.Form(asked.Page, url.Values{}).Status(http.StatusOK)
	code := found(t, codeOnPage, done)
	if got := done.Header.Get("Refresh"); got != "0; url=http://127.0.0.1:40123/join?code="+code+"&state="+path.Base(asked.Page) {
		t.Error(got)
	}
	p.Clock.Add(9 * time.Minute)
	if problem := d.Enroll(code); problem != nil {
		t.Error(problem)
	}
	late, problem := portaltest.NewDevice(t, p).Ask(wire.JoinBrowser, nil)
	if problem != nil {
		t.Fatal(problem)
	}
	p.Clock.Add(10 * time.Minute)
	somebody.Get(late.Page).Status(http.StatusNotFound)
}

// A QR code from the cabinet brings a phone to the account, once; what the owner sends away is away, and nobody else can do that.
func TestOwnDevices(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	somebody, other := p.Citizen(t, "roza@example.org"), p.Citizen(t, "other@example.org")
	somebody.Get("/me/devices").Status(http.StatusOK)
	first := found(t, codeOnPage, somebody.Form("/me/devices/invite", nil).Status(http.StatusOK))
	page := somebody.Form("/me/devices/invite", nil).Status(http.StatusOK)
	code := found(t, codeOnPage, page)
	if !strings.Contains(page.Body, `class="qrcode"`) || !strings.Contains(page.Body, "priyom://join?code="+code+"&amp;portal=") {
		t.Errorf("%.3000s", page.Body)
	}
	d, two := portaltest.NewDevice(t, p), portaltest.NewDevice(t, p)
	if d.Enroll(first) == nil {
		t.Error("the code before it is good too")
	}
	if problem := d.Enroll(code); problem != nil || d.Is.Role != string(civic.RoleCitizen) || d.Is.Account != "roza@example.org" {
		t.Fatalf("%v, %+v", problem, d.Is)
	}
	if two.Enroll(code) == nil {
		t.Error("one code brought two")
	}
	path := "/me/devices/" + d.ID.String()
	sure := url.Values{"sure": {"1"}}
	other.Form(path+"/leave", sure).Status(http.StatusNotFound)
	other.Form(path+"/revoke", sure).Status(http.StatusNotFound)
	somebody.Form(path+"/leave", nil).Status(http.StatusUnprocessableEntity)
	somebody.Form(path+"/leave", sure).Status(http.StatusSeeOther)
	somebody.Form(path+"/leave", sure).Status(http.StatusNotFound)
	if _, problem := d.Sync(wire.SyncRequest{}); problem != nil {
		t.Errorf("it is nobody's, and yet ours: %v", problem)
	}
	if problem := d.Enroll(found(t, codeOnPage, somebody.Form("/me/devices/invite", nil))); problem != nil {
		t.Fatal(problem)
	}
	somebody.Form(path+"/revoke", sure).Status(http.StatusSeeOther)
	if _, problem := d.Sync(wire.SyncRequest{}); problem == nil || problem.Key != wire.ProblemRevoked.Key {
		t.Errorf("revoked: %v", problem)
	}
	administrator := p.Staff(t, "admin", civic.RoleAdministrator, "")
	administrator.Form("/staff/settings/phones", url.Values{"nameless": {"1"}}).Status(http.StatusSeeOther)
	if on, err := p.Nameless(t.Context()); !on || err != nil {
		t.Error(on, err)
	}
	if body := administrator.Get("/staff/settings/phones?saved").Status(http.StatusOK).Body; !strings.Contains(body, `value="1" checked`) {
		t.Errorf("%.2000s", body)
	}
	p.Verified(t)
}
