package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Nothing here is moderated: who isn't at the portal's machine must sign in.
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
		"wrong cookie":      func(r *http.Request) { behindAProxy(r); r.AddCookie(&http.Cookie{Name: "session", Value: "AAAA"}) },
		"wrong key":         func(r *http.Request) { behindAProxy(r); r.URL.RawQuery = "key=AAAA" },
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range paths {
				p := d.get(t, path, change)
				p.expect(t, http.StatusSeeOther, nil, d.shown.Number, "Лесная")
				if to := p.Header.Get("Location"); !strings.HasPrefix(to, "/staff/login?next=%2Fstaff%2F") {
					t.Errorf("%s leads to %q", path, to)
				}
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
	for remote, want := range map[string]int{"203.0.113.9:4711": http.StatusSeeOther, "[::ffff:127.0.0.1]:4711": http.StatusOK, "garbage": http.StatusSeeOther} {
		req := httptest.NewRequest(http.MethodGet, "http://localhost/staff/reports", nil)
		req.RemoteAddr = remote
		rec := httptest.NewRecorder()
		d.Handler().ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("%s: %d", remote, rec.Code)
		}
	}
}
