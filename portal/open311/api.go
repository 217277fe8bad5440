package open311

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
	"priyom/portal/web/kit"
)

// Config is what the interface is made from.
type Config struct {
	DB         *db.DB
	Classifier *civic.Classifier
	Journal    *own.Journal
	Log        *slog.Logger
	Base       func(r *http.Request) string // the portal's address for people
	Kit        *kit.Kit
	Secret     []byte // under hashes of keys and tokens
}

// API is the interface.
type API struct{ Config }

// prefix is where it stands.
const prefix = "/open311/v2/"

// Routes are its addresses. Whoever wants XML asks for it by the address's end, as the specification has it.
func (a *API) Routes() []kit.Route {
	var all []kit.Route
	add := func(method, path string, h func(w http.ResponseWriter, r *http.Request, f format) error) {
		for _, f := range []format{asXML, asJSON} {
			all = append(all, kit.Route{Pattern: method + " " + path + "." + string(f), Access: kit.Programs, Handler: a.answer(f, h)})
		}
	}
	byName := func(path string, h func(w http.ResponseWriter, r *http.Request, f format, name string) error) {
		all = append(all, kit.Route{Pattern: "GET " + path + "/{file}", Access: kit.Programs, Handler: func(w http.ResponseWriter, r *http.Request) {
			name, f := split(r.PathValue("file"))
			a.answer(f, func(w http.ResponseWriter, r *http.Request, f format) error { return h(w, r, f, name) })(w, r)
		}})
	}
	add("GET", "/open311/discovery", a.discovery)
	add("GET", prefix+"services", a.services)
	byName(prefix+"services", a.service)
	add("GET", prefix+"requests", a.requests)
	add("POST", prefix+"requests", a.post)
	byName(prefix+"requests", a.request)
	byName(prefix+"tokens", a.token)
	return all
}

// split parts what is asked for from how it is to be written. Without an end it is XML, which every client must know.
func split(file string) (name string, f format) {
	for _, f := range []format{asJSON, asXML} {
		if name, ok := strings.CutSuffix(file, "."+string(f)); ok {
			return name, f
		}
	}
	return file, asXML
}

// answer lets every page of the web read what is open, and says what is wrong in the specification's form.
func (a *API) answer(f format, h func(w http.ResponseWriter, r *http.Request, f format) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Vary", "Accept-Language")
		err := h(w, r, f)
		var no *wrong
		switch {
		case err == nil || r.Context().Err() != nil:
			return
		case errors.As(err, &no):
		case errors.Is(err, db.ErrNotFound):
			no = &wrong{http.StatusNotFound, "not found, or not published"}
		case errors.Is(err, db.ErrFull):
			no = &wrong{http.StatusInsufficientStorage, "the portal's disk is full: try again later"}
		default:
			a.Log.ErrorContext(r.Context(), "open311", "path", r.Pattern, "error", err)
			no = &wrong{http.StatusInternalServerError, "the portal failed: try again later"}
		}
		if err := write(w, f, no.code, "errors", no.list()); err != nil {
			a.Log.ErrorContext(r.Context(), "open311", "path", r.Pattern, "error", err)
		}
	}
}

// lang is the language of what isn't anybody's words.
func (a *API) lang(r *http.Request) civic.Lang { return a.Kit.Language(r) }

// discovery leads programs to the interface (Open311 Service Discovery).
func (a *API) discovery(w http.ResponseWriter, r *http.Request, f format) error {
	formats := []record{{{"format", "text/xml"}}, {{"format", "application/json"}}}
	var types any = list{"format", formats}
	if f == asJSON {
		types = []string{"text/xml", "application/json"}
	}
	point := record{
		{"specification", "http://wiki.open311.org/GeoReport_v2"},
		{"url", a.Base(r) + "/open311/v2"},
		{"changeset", "2026-11-26T00:00:00Z"},
		{"type", "production"},
		{"formats", types},
	}
	return write(w, f, http.StatusOK, "discovery", record{
		{"changeset", "2026-11-26T00:00:00Z"},
		{"contact", a.Base(r) + "/api"},
		{"key_service", a.Base(r) + "/api#keys"},
		{"endpoints", list{"endpoint", []record{point}}},
	})
}

// services lists what can be reported.
func (a *API) services(w http.ResponseWriter, r *http.Request, f format) error {
	lang := a.lang(r)
	all := list{item: "service", records: []record{}}
	for _, theme := range a.Classifier.Themes() {
		for _, c := range theme.Categories {
			all.records = append(all.records, record{
				{"service_code", string(c.Slug)},
				{"service_name", c.Title.In(lang)},
				{"description", describe(theme, c, lang)},
				{"metadata", false},
				{"type", "realtime"},
				{"keywords", strings.Join(c.Say.In(lang), ", ")},
				{"group", theme.Title.In(lang)},
			})
		}
	}
	return write(w, f, http.StatusOK, "services", all)
}

func describe(theme civic.Theme, c civic.Category, lang civic.Lang) string {
	return theme.Title.In(lang) + ": " + c.Title.In(lang)
}

// service defines one kind of problem. None asks for more than all do.
func (a *API) service(w http.ResponseWriter, _ *http.Request, f format, name string) error {
	if name == "" {
		return bad(http.StatusBadRequest, "service_code was not provided")
	}
	if _, ok := a.Classifier.Category(civic.CategorySlug(name)); !ok {
		return bad(http.StatusNotFound, "service_code provided was not found")
	}
	return write(w, f, http.StatusOK, "service_definition", record{{"service_code", name}, {"attributes", list{"attribute", []record{}}}})
}
