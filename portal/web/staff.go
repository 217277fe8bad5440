package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// StaffKey is the parameter of the staff's link, and the cookie that it leaves.
const (
	StaffParam  = "key"
	staffCookie = "staff"
	staffMaxAge = 30 * 24 * time.Hour
)

// staffOnly shows a page to those who may see what nobody has moderated yet. Others read why not.
func (w *Web) staffOnly(page http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if key := r.URL.Query().Get(StaffParam); key != "" {
			if ok, err := w.Staff(r.Context(), key); err != nil {
				w.fail(rw, r, err)
				return
			} else if ok {
				keep(rw, r, key)
				return
			}
		}
		switch ok, err := w.isStaff(r); {
		case err != nil:
			w.fail(rw, r, err)
			return
		case !ok:
			w.message(rw, r, http.StatusForbidden, "forbidden")
			return
		}
		page(rw, r)
	}
}

// isStaff says that a request comes from the portal's own machine, or has the cookie that the staff's link left.
func (w *Web) isStaff(r *http.Request) (bool, error) {
	if c, err := r.Cookie(staffCookie); err == nil {
		if ok, err := w.Staff(r.Context(), c.Value); ok || err != nil {
			return ok, err
		}
	}
	return here(r), nil
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
