package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/dialogue"
	"priyom/portal/maps"
)

//go:embed page style.css lang
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	DB         *db.DB
	Blobs      *blobs.Store
	Classifier *civic.Classifier
	Log        *slog.Logger
	Location   *time.Location // whose clock people read
	Map        *maps.Drawing
	Staff      func(ctx context.Context, key string) (bool, error)             // whether it is the key in the staff's link
	Answer     func(ctx context.Context, a civic.Answer) (civic.Answer, error) // gives an official answer
	Dialogue   *dialogue.Office
	Petitions  Petitions
}

// Web draws pages.
type Web struct {
	Config
	words words
	pages map[civic.Lang]map[string]*template.Template
	style []byte
	tag   string // changes with the style
}

// New reads the templates and the words. The error is a mistake in them.
func New(c Config) (*Web, error) {
	w := &Web{Config: c, pages: map[civic.Lang]map[string]*template.Template{}}
	var err error
	if w.words, err = newWords(files); err != nil {
		return nil, err
	}
	if w.style, err = files.ReadFile("style.css"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(w.style)
	w.tag = hex.EncodeToString(sum[:4])
	for _, lang := range civic.Langs() {
		w.pages[lang] = map[string]*template.Template{}
		for _, name := range []string{"list", "report", "message", "petitions", "petition", "petition_new", "signatures"} {
			t := template.New(name).Funcs(template.FuncMap{
				"t": w.words.in(lang), "date": w.dates(lang), "day": w.days(lang), "problem": w.problems(lang), "percent": percent,
			})
			if w.pages[lang][name], err = t.ParseFS(files, "page/layout.html", "page/icons.html", "page/petition_parts.html", "page/"+name+".html"); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// Handler serves all pages.
func (w *Web) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", w.staffOnly(w.list))
	mux.HandleFunc("GET /reports/{id}", w.staffOnly(w.report))
	mux.HandleFunc("POST /reports/{id}/answers", w.staffOnly(w.answer))
	mux.HandleFunc("POST /reports/{id}/messages", w.staffOnly(w.say))
	mux.HandleFunc("GET /photos/{sha256}", w.staffOnly(w.photo))
	mux.HandleFunc("GET /reports/{id}/map.png", w.staffOnly(w.still))
	mux.HandleFunc("GET /tiles/{z}/{x}/{y}", w.staffOnly(w.tile))
	mux.HandleFunc("GET /petitions", w.petitions)
	mux.HandleFunc("GET /petitions/{id}", w.petition)
	mux.HandleFunc("GET /petitions/new", w.staffOnly(w.newPetition))
	mux.HandleFunc("POST /petitions/new", w.staffOnly(w.publishPetition))
	mux.HandleFunc("GET /petitions/{id}/signatures", w.staffOnly(w.signatures))
	mux.HandleFunc("POST /petitions/{id}/close", w.staffOnly(w.closePetition))
	mux.HandleFunc("GET /style.css", w.styleSheet)
	mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) { w.message(rw, r, http.StatusNotFound, "missing") })
	return secure(http.NewCrossOriginProtection().Handler(mux)) // nobody else's page may send our forms
}

// secure lets pages load nothing but this site's style and pictures, send forms nowhere else, and nobody frame them.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

func (w *Web) styleSheet(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/css; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(w.style))
}

// view is what every page needs, and its own data.
type view struct {
	Lang  civic.Lang
	Langs []civic.Lang
	Path  string
	Style string // address of the style
	Name  string // of the district
	Open  bool   // the page is for everybody
	Data  any
}

// render draws a whole page before it sends any of it.
func (w *Web) render(rw http.ResponseWriter, r *http.Request, status int, page string, data any) {
	name, err := w.name(r.Context())
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	lang := w.language(r)
	var b bytes.Buffer
	v := view{lang, civic.Langs(), r.URL.Path, "/style.css?v=" + w.tag, name, strings.HasPrefix(r.URL.Path, "/petitions"), data}
	if err := w.pages[lang][page].ExecuteTemplate(&b, "layout", v); err != nil {
		w.fail(rw, r, err)
		return
	}
	remember(rw, r, lang)
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.Header().Set("Content-Language", string(lang))
	rw.Header().Set("Cache-Control", "private, no-store")
	rw.Header().Set("Vary", "Accept-Language, Cookie")
	rw.WriteHeader(status)
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// message is a page that only says something: its title and text are words "page.<what>.title" and ".text".
func (w *Web) message(rw http.ResponseWriter, r *http.Request, status int, what string) {
	w.render(rw, r, status, "message", what)
}

// fail says so in the log and, without words, to the reader: it may be the words that failed.
func (w *Web) fail(rw http.ResponseWriter, r *http.Request, err error) {
	w.Log.ErrorContext(r.Context(), "page", "error", err)
	http.Error(rw, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
}

func (w *Web) name(ctx context.Context) (name string, err error) {
	err = w.DB.Read(ctx, func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingName)
		name = string(v)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return name, err
}
