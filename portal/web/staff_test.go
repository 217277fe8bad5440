package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Nothing here is moderated: who isn't at the portal's machine needs the staff's link.
func TestStaffOnly(t *testing.T) {
	d := newDistrict(t)
	paths := []string{"/staff/reports", "/staff/reports/" + d.shown.ID.String(), photo(d.copied)}
	for name, change := range map[string]func(*http.Request){
		"behind a proxy":    behindAProxy,
		"another header":    header("X-Real-Ip", "203.0.113.9"),
		"standard header":   header("Forwarded", "for=203.0.113.9"),
		"claims to be here": header("X-Forwarded-For", "127.0.0.1"),
		"rebound name":      func(r *http.Request) { r.Host = "evil.example" },
		"rebound with port": func(r *http.Request) { r.Host = "evil.example:8377" },
		"wrong cookie":      func(r *http.Request) { behindAProxy(r); r.AddCookie(&http.Cookie{Name: "staff", Value: "AAAA"}) },
		"wrong key":         func(r *http.Request) { behindAProxy(r); r.URL.RawQuery = "key=AAAA" },
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range paths {
				d.get(t, path, change).expect(t, http.StatusForbidden, []string{`class="card empty"`}, d.shown.Number, "Лесная")
			}
		})
	}
	for name, host := range map[string]string{"localhost": "localhost:8377", "IPv4": "127.0.0.1", "IPv6": "[::1]:8377"} {
		if p := d.get(t, "/staff/reports", func(r *http.Request) { r.Host = host }); p.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", name, p.Status)
		}
	}
}

func TestAnotherMachineIsNotHere(t *testing.T) {
	d := newDistrict(t)
	for remote, want := range map[string]int{"203.0.113.9:4711": http.StatusForbidden, "[::ffff:127.0.0.1]:4711": http.StatusOK, "garbage": http.StatusForbidden} {
		req := httptest.NewRequest(http.MethodGet, "http://localhost/staff/reports", nil)
		req.RemoteAddr = remote
		rec := httptest.NewRecorder()
		d.Handler().ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("%s: %d", remote, rec.Code)
		}
	}
}

// The link leaves a cookie and an address without the key; a new link ends the old one and its cookies.
func TestStaffLink(t *testing.T) {
	d := newDistrict(t)
	p := d.get(t, d.staffLink(t)+"&lang=en", behindAProxy)
	cookies := p.Cookies()
	if p.StatusCode != http.StatusSeeOther || p.Header.Get("Location") != "/staff/reports?lang=en" || len(cookies) != 1 {
		t.Fatalf("%s to %q, %v", p.Status, p.Header.Get("Location"), cookies)
	}
	if c := cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || !strings.Contains(d.staffLink(t), c.Value) {
		t.Errorf("%+v", c)
	}
	staff := func(r *http.Request) { behindAProxy(r); r.AddCookie(cookies[0]) }
	d.get(t, "/staff/reports/"+d.shown.ID.String(), staff).expect(t, http.StatusOK, []string{d.shown.Number})
	d.Restart(t)
	d.get(t, "/staff/reports", staff).expect(t, http.StatusOK, []string{d.shown.Number})

	old := d.staffLink(t)
	if err := d.RenewStaffLink(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.get(t, "/staff/reports", staff).expect(t, http.StatusForbidden, nil)
	d.get(t, old, behindAProxy).expect(t, http.StatusForbidden, nil)
	if p := d.get(t, d.staffLink(t), behindAProxy); p.StatusCode != http.StatusSeeOther {
		t.Errorf("the new link: %s", p.Status)
	}
}
