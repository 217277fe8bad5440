package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/web/kit"
)

// StaffKey is the parameter of the staff's link, and the cookie that it leaves.
const (
	StaffParam  = "key"
	staffCookie = "staff"
	staffMaxAge = 30 * 24 * time.Hour
)

// claim takes the key of the staff's link out of any page's address.
func (w *Web) claim(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if key := r.URL.Query().Get(StaffParam); key != "" && r.Method == http.MethodGet {
			if ok, err := w.Staff(r.Context(), key); err != nil {
				w.kit.Fail(rw, r, err)
				return
			} else if ok {
				keep(rw, r, key)
				return
			}
		}
		next.ServeHTTP(rw, r)
	})
}

// identify takes whoever is at the portal's own machine, or has the cookie that the staff's link left, for an administrator.
func (w *Web) identify(_ http.ResponseWriter, r *http.Request) (kit.Person, error) {
	administrator := kit.Person{Staff: &accounts.Staff{Role: civic.RoleAdministrator, Rights: accounts.Rights()}}
	if c, err := r.Cookie(staffCookie); err == nil {
		ok, err := w.Staff(r.Context(), c.Value)
		if err != nil {
			return kit.Person{}, err
		}
		if ok {
			return administrator, nil
		}
	}
	if here(r) {
		return administrator, nil
	}
	return kit.Person{}, nil
}

// keep puts the key into a cookie and leads on to the address without it, so that it isn't copied about with the address.
func keep(rw http.ResponseWriter, r *http.Request, key string) {
	http.SetCookie(rw, &http.Cookie{
		Name: staffCookie, Value: key, Path: "/", MaxAge: int(staffMaxAge.Seconds()), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	q := r.URL.Query()
	q.Del(StaffParam)
	rw.Header().Set("Cache-Control", "no-store")
	http.Redirect(rw, r, (&url.URL{Path: r.URL.Path, RawQuery: q.Encode()}).String(), http.StatusSeeOther)
}

// forwarding are the headers by which a proxy says that it speaks for somebody else.
var forwarding = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}

// here says that a request comes from the portal's own machine and from nobody behind a proxy. The name it was asked for
// must be this machine's too: a foreign page can make its own name lead here (DNS rebinding).
func here(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() {
		return false
	}
	for _, name := range forwarding {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback() || strings.EqualFold(host, "localhost")
}
