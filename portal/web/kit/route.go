package kit

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"priyom/portal/db"
)

// Route is an address, who it is for, and what answers there.
type Route struct {
	Pattern string // as http.ServeMux has it, with its method: "GET /list"
	Access  Access
	Handler http.HandlerFunc
	Framed  bool // pages of other sites may show it in a frame
}

// Mux serves routes, and pages that say so everywhere else. It panics on a route without a method or without access, and
// where two are for the same address: these are mistakes of the program.
func (k *Kit) Mux(routes []Route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		if r.Access.to == "" || !strings.Contains(r.Pattern, " /") {
			panic(fmt.Sprintf("web: route %q: for whom?", r.Pattern))
		}
		k.has[r.Pattern] = true
		mux.Handle(r.Pattern, k.guard(r))
	}
	mux.HandleFunc("GET /style.css", k.styleSheet)
	mux.HandleFunc("GET /nav.js", k.navScript)
	mux.HandleFunc("GET /icon.svg", k.iconImage)
	mux.Handle("/", k.guard(Route{Access: Everybody, Handler: k.Missing}))
	return secure(http.NewCrossOriginProtection().Handler(mux)) // nobody else's page may send our forms
}

// Answers says that there is such a route: a page may lead to another area's.
func (k *Kit) Answers(pattern string) bool { return k.has[pattern] }

// guard lets through whom a route is for.
func (k *Kit) guard(route Route) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if route.Access.to == toPrograms {
			route.Handler(rw, r)
			return
		}
		if route.Framed {
			unlock(rw.Header(), k.framers(r.Context()))
		}
		person, err := k.Identify(rw, r)
		if err != nil {
			k.Fail(rw, r, err)
			return
		}
		r = r.WithContext(As(r.Context(), person))
		if !route.Access.admits(person) {
			k.turnAway(rw, r, route.Access)
			return
		}
		route.Handler(rw, r)
	})
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "

// secure lets pages load nothing but this site's own scripts, style and pictures, send forms nowhere else, and nobody frame them.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy+"'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// framers are the sites that may frame what may be framed, as Content-Security-Policy has them.
func (k *Kit) framers(ctx context.Context) string {
	sites := ""
	err := k.DB.Read(ctx, func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingFramers)
		sites = string(v)
		if errors.Is(err, db.ErrNotFound) {
			sites, err = "*", nil
		}
		return err
	})
	if err != nil || sites == "" {
		return "'none'"
	}
	return sites
}

// unlock lets other sites frame a page.
func unlock(h http.Header, sites string) {
	h.Set("Content-Security-Policy", policy+sites)
	h.Del("X-Frame-Options")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}
