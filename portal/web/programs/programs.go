// Package programs is the pages about programs of others: the keys they send reports with, the addresses that are called, and what
// the portal offers them.
package programs

import (
	"context"
	"embed"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/hooks"
	"priyom/portal/open311"
	"priyom/portal/web/kit"
)

//go:embed page openapi.json
var files embed.FS

// The addresses of the pages.
const (
	keysPath  = "/staff/settings/api"
	hooksPath = "/staff/settings/webhooks"
)

// maxForm is the largest form that is read, in bytes.
const maxForm = 32 << 10

// Config is what the pages are made from.
type Config struct {
	Kit    *kit.Kit
	Hooks  *hooks.Office
	Random io.Reader
	Base   func(r *http.Request) string // the portal's address for people
}

// Pages draws them.
type Pages struct {
	Config
	pages *kit.Pages
	doc   document
}

// New reads the templates and the document. The error is a mistake in them.
func New(c Config) (*Pages, error) {
	p := &Pages{Config: c}
	var err error
	if p.doc, err = readDocument(); err != nil {
		return nil, err
	}
	p.pages, err = c.Kit.Pages(files, nil, "keys", "hooks", "hook", "api")
	return p, err
}

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	administer := kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + keysPath, Access: administer, Handler: p.keys},
		{Pattern: "POST " + keysPath, Access: administer, Handler: p.addKey},
		{Pattern: "POST " + keysPath + "/{id}/revoke", Access: administer, Handler: p.revokeKey},
		{Pattern: "GET " + hooksPath, Access: administer, Handler: p.hooks},
		{Pattern: "POST " + hooksPath, Access: administer, Handler: p.addHook},
		{Pattern: "GET " + hooksPath + "/{id}", Access: administer, Handler: p.hook},
		{Pattern: "POST " + hooksPath + "/{id}", Access: administer, Handler: p.putHook},
		{Pattern: "GET /api", Access: kit.Everybody, Handler: p.api},
		{Pattern: "GET /api/openapi.json", Access: kit.Programs, Handler: p.openapi},
	}
}

func (p *Pages) form(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.Kit.Message(rw, r, http.StatusRequestEntityTooLarge, "form")
		return false
	}
	return true
}

func (p *Pages) write(ctx context.Context, f func(tx *db.Tx) error) error {
	return p.Kit.DB.Write(ctx, f)
}

func (p *Pages) show(rw http.ResponseWriter, r *http.Request, status int, name, section string, data any) {
	p.pages.Show(rw, r, status, name, kit.Page{Section: section, Data: data})
}

// What somebody did to keys and subscriptions, in the audit log.
const (
	AuditKeyAdded    db.AuditAct = "api-key-added"
	AuditKeyRevoked  db.AuditAct = "api-key-revoked"
	AuditHookAdded   db.AuditAct = "webhook-added"
	AuditHookChanged db.AuditAct = "webhook-changed"
	AuditHookRenewed db.AuditAct = "webhook-renewed"
	AuditHookDropped db.AuditAct = "webhook-dropped"
)

// note writes down who did something.
func note(tx *db.Tx, r *http.Request, act db.AuditAct, id [16]byte) error {
	who := kit.Who(r.Context()).Staff
	return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: act, Object: hex.EncodeToString(id[:])})
}

type keysData struct {
	Keys    []db.APIKey
	New     db.APIKey // as it was typed
	Fresh   string    // a key that was just made: it is shown this once
	Wrong   string    // translation key
	Address string    // of the interface
}

const usualPerDay = 1000

func (p *Pages) keys(rw http.ResponseWriter, r *http.Request) {
	p.showKeys(rw, r, http.StatusOK, keysData{New: db.APIKey{PerDay: usualPerDay}})
}

func (p *Pages) showKeys(rw http.ResponseWriter, r *http.Request, status int, d keysData) {
	d.Address = p.Base(r) + "/open311/v2/"
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		d.Keys, err = tx.APIKeys()
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.show(rw, r, status, "keys", keysPath, d)
}

// addKey makes a key and shows it, once.
func (p *Pages) addKey(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	k := db.APIKey{
		Name: civic.Tidy(r.PostFormValue("name")), Contact: civic.Tidy(r.PostFormValue("contact")), PerDay: number(r.PostFormValue("per_day")),
		Personal: r.PostFormValue("personal") != "", Tokens: r.PostFormValue("tokens") != "",
	}
	switch {
	case k.Name == "" || len(k.Name) > 200 || len(k.Contact) > 300:
		p.showKeys(rw, r, http.StatusUnprocessableEntity, keysData{New: k, Wrong: "keys.wrong.name"})
		return
	case k.PerDay < 1 || k.PerDay > 1_000_000:
		k.PerDay = usualPerDay
		p.showKeys(rw, r, http.StatusUnprocessableEntity, keysData{New: k, Wrong: "keys.wrong.per_day"})
		return
	}
	text, err := open311.NewKey(p.Random)
	if err == nil {
		_, err = io.ReadFull(p.Random, k.ID[:])
	}
	if err == nil {
		k.Hash, k.Hint = open311.KeyHash(text), text[:8]
		err = p.write(r.Context(), func(tx *db.Tx) error {
			if err := tx.AddAPIKey(k); err != nil {
				return err
			}
			return note(tx, r, AuditKeyAdded, k.ID)
		})
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.showKeys(rw, r, http.StatusOK, keysData{New: db.APIKey{PerDay: usualPerDay}, Fresh: text})
}

func (p *Pages) revokeKey(rw http.ResponseWriter, r *http.Request) {
	id, ok := parseID(r.PathValue("id"))
	if !ok || !p.form(rw, r) {
		p.Kit.Missing(rw, r)
		return
	}
	if err := p.write(r.Context(), func(tx *db.Tx) error {
		if err := tx.RevokeAPIKey(id); err != nil {
			return err
		}
		return note(tx, r, AuditKeyRevoked, id)
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, keysPath, http.StatusSeeOther)
}

// wordFor is what to say of an error that somebody can do something about; "" for any other.
func wordFor(err error) string {
	switch {
	case errors.Is(err, hooks.ErrURL):
		return "hooks.wrong.url"
	case errors.Is(err, hooks.ErrEvents):
		return "hooks.wrong.events"
	case errors.Is(err, hooks.ErrMany):
		return "hooks.wrong.many"
	}
	return ""
}

func readEvents(r *http.Request) (events []db.HookEvent) {
	for _, e := range r.PostForm["event"] {
		events = append(events, db.HookEvent(strings.TrimSpace(e)))
	}
	return events
}
