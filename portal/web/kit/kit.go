package kit

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/offices"
)

//go:embed page style.css nav.js icon.svg lang
var files embed.FS

// Config is what the kit is made from.
type Config struct {
	DB         *db.DB
	Classifier *civic.Classifier
	Log        *slog.Logger
	Location   *time.Location // whose clock people read
	Identify   Identify
}

// Kit draws pages and knows who asks for them.
type Kit struct {
	Config
	words     words
	style     []byte
	packed    []byte // the style, by gzip: a fifth of it
	tag       string // changes with the style
	script    []byte
	scriptTag string
	icon      []byte
	has       map[string]bool
	message   *Pages
}

// New reads the words and the layout. The error is a mistake in them.
func New(c Config) (*Kit, error) {
	k := &Kit{Config: c, has: map[string]bool{}}
	var err error
	if k.words, err = newWords(files); err != nil {
		return nil, err
	}
	if k.style, err = files.ReadFile("style.css"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(k.style)
	k.tag = hex.EncodeToString(sum[:4])
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(k.style); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	k.packed = packed.Bytes()
	if k.script, err = files.ReadFile("nav.js"); err != nil {
		return nil, err
	}
	sum = sha256.Sum256(k.script)
	k.scriptTag = hex.EncodeToString(sum[:4])
	if k.icon, err = files.ReadFile("icon.svg"); err != nil {
		return nil, err
	}
	k.message, err = k.Pages(files, nil, "message")
	return k, err
}

// Has says that something answers at a route's pattern.
func (k *Kit) Has(pattern string) bool { return k.has[pattern] }

// message is what a page only says, and where to go from there; nowhere if the reader's way is back.
type message struct {
	What string
	On   *Place
}

// Message is a page that only says something: its title and text are words "page.<what>.title" and ".text".
func (k *Kit) Message(rw http.ResponseWriter, r *http.Request, status int, what string) {
	m := message{What: what}
	switch what {
	case "missing", "forbidden":
		if m.On = (&Place{Href: "/list", Word: "report.back"}); onDesk(r.URL.Path) {
			m.On = &Place{Href: deskPath, Word: "nav.begin"}
		}
	case "link", "provider-down", "provider-refused":
		m.On = &Place{Href: "/login", Word: "account.login"}
	}
	k.message.Show(rw, r, status, "message", Page{Data: m})
}

// Missing says that there is no such page.
func (k *Kit) Missing(rw http.ResponseWriter, r *http.Request) {
	k.Message(rw, r, http.StatusNotFound, "missing")
}

// Fail says so in the log and, without words, to the reader: it may be the words that failed. What isn't in the database is
// a page that is missing. Whoever went away is told nothing, and isn't counted as somebody who was answered; where it was us who
// took too long, they may come again.
func (k *Kit) Fail(rw http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, db.ErrNotFound):
		k.Missing(rw, r)
	case errors.Is(r.Context().Err(), context.DeadlineExceeded):
		http.Error(rw, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
	case r.Context().Err() != nil:
		rw.WriteHeader(statusGone)
	default:
		k.Log.ErrorContext(r.Context(), "page", "path", r.Pattern, "error", err)
		http.Error(rw, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
}

// statusGone says that who asked went away before there was an answer, as nginx has it.
const statusGone = 499

// district is the district's name, and how its office is reached.
func (k *Kit) district(ctx context.Context) (name string, office civic.Office, err error) {
	err = k.DB.Read(ctx, func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingName)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		name = string(v)
		all, err := offices.Read(tx)
		office = all.At("")
		return err
	})
	return name, office, err
}

func (k *Kit) styleSheet(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/css; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	rw.Header().Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		rw.Header().Set("Content-Encoding", "gzip")
		http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(k.packed))
		return
	}
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(k.style))
}

func (k *Kit) navScript(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(k.script))
}

// iconImage is what a browser shows beside a page's name; the same file as the program's.
func (k *Kit) iconImage(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "image/svg+xml")
	rw.Header().Set("Cache-Control", "public, max-age=86400")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(k.icon))
}
