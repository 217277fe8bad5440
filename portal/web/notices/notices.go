// Package notices is the pages on how people are told: the servers that send, the log, and the link that ends it.
package notices

import (
	"context"
	"embed"
	"encoding/hex"
	"net/http"
	"time"

	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

const path = "/staff/settings/notifications"

// maxForm is the largest form that is read, in bytes.
const maxForm = 64 << 10

// Pages draws them.
type Pages struct {
	kit   *kit.Kit
	news  *notify.Office
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(k *kit.Kit, news *notify.Office) (*Pages, error) {
	pages, err := k.Pages(files, nil, "notifications", "log", "unsubscribe", "contacts", "wishes")
	return &Pages{k, news, pages}, err
}

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	administer := kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + path, Access: administer, Handler: p.settings},
		{Pattern: "POST " + path, Access: administer, Handler: p.putSettings},
		{Pattern: "POST " + path + "/test", Access: administer, Handler: p.test},
		{Pattern: "GET " + path + "/log", Access: administer, Handler: p.log},
		{Pattern: "GET " + notify.UnsubscribePath + "{token}", Access: kit.Everybody, Handler: p.unsubscribe},
		{Pattern: "POST " + notify.UnsubscribePath + "{token}", Access: kit.Everybody, Handler: p.unsubscribed},
		{Pattern: "GET /me/contacts", Access: kit.Citizens, Handler: p.contacts},
		{Pattern: "POST /me/contacts", Access: kit.Citizens, Handler: p.putContacts},
		{Pattern: "GET " + staffPath + "/contacts", Access: kit.Staff(), Handler: p.contacts},
		{Pattern: "POST " + staffPath + "/contacts", Access: kit.Staff(), Handler: p.putContacts},
		{Pattern: "GET " + staffPath + "/news", Access: kit.Staff(), Handler: p.wishes},
		{Pattern: "POST " + staffPath + "/news", Access: kit.Staff(), Handler: p.putWishes},
	}
}

func (p *Pages) form(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.kit.Message(rw, r, http.StatusRequestEntityTooLarge, "form")
		return false
	}
	return true
}

func (p *Pages) read(ctx context.Context, f func(tx *db.Tx) error) error {
	return p.kit.DB.Read(ctx, f)
}

type logRow struct {
	db.Notice
	Icon string
	Hue  string
}

type logData struct {
	Rows   []logRow
	State  db.NoticeState
	States []db.NoticeState
	Older  string // address; "" at the end
}

const logLength = 50

// log shows what was sent and what wasn't, without anybody's address or a word of it.
func (p *Pages) log(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d := logData{State: db.NoticeState(q.Get("state")), States: db.NoticeStates()}
	var before time.Time
	var id db.NoticeID
	if at, err := time.Parse(time.RFC3339Nano, q.Get("before")); err == nil {
		before = at
	}
	if raw, err := hex.DecodeString(q.Get("id")); err == nil {
		copy(id[:], raw)
	}
	known := d.State == ""
	for _, s := range d.States {
		known = known || s == d.State
	}
	if !known {
		d.State = ""
	}
	var list []db.Notice
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		list, err = tx.Notices(d.State, before, id, logLength)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	d.Rows = rows(list)
	if len(list) == logLength {
		last := list[len(list)-1]
		d.Older = "?" + "state=" + string(d.State) + "&before=" + last.Made.Format(time.RFC3339Nano) + "&id=" + last.ID.String()
	}
	p.pages.Show(rw, r, http.StatusOK, "log", kit.Page{Section: path, Data: d})
}

func rows(list []db.Notice) (all []logRow) {
	for _, n := range list {
		row := logRow{n, "clock", "draft"}
		switch {
		case n.State == db.NoticeSent:
			row.Icon, row.Hue = "check", "done"
		case n.State == db.NoticeFailed:
			row.Icon, row.Hue = "cross", "late"
		case n.State == db.NoticeDropped:
			row.Icon = "undo"
		case n.Attempts > 0:
			row.Hue = "work"
		}
		all = append(all, row)
	}
	return all
}

type unsubscribeData struct {
	Token string
	Way   db.Way
	Done  bool
}

// unsubscribe asks first: programs that look at letters follow their links.
func (p *Pages) unsubscribe(rw http.ResponseWriter, r *http.Request) {
	way, err := p.news.CheckToken(r.PathValue("token"))
	if err != nil {
		p.kit.Missing(rw, r)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "unsubscribe", kit.Page{Data: unsubscribeData{r.PathValue("token"), way, false}})
}

// unsubscribed ends it: by the button, or by the mail program's own (RFC 8058).
func (p *Pages) unsubscribed(rw http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	way, err := p.news.CheckToken(token)
	if err != nil {
		p.kit.Missing(rw, r)
		return
	}
	if err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error { return p.news.Unsubscribe(tx, token) }); err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "unsubscribe", kit.Page{Data: unsubscribeData{token, way, true}})
}
