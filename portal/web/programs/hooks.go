package programs

import (
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/portal/db"
	"priyom/portal/hooks"
)

// choice is an event to choose.
type choice struct {
	Event db.HookEvent
	On    bool
}

func choices(on []db.HookEvent) (all []choice) {
	for _, e := range hooks.Events() {
		all = append(all, choice{e, slices.Contains(on, e)})
	}
	return all
}

type hookRow struct {
	db.Hook
	Path    string
	Waiting int
}

type hooksData struct {
	Hooks  []hookRow
	New    db.Hook // as it was typed
	Events []choice
	Wrong  string // translation key
}

func hookPath(id [16]byte) string { return hooksPath + "/" + hex.EncodeToString(id[:]) }

func (p *Pages) hooks(rw http.ResponseWriter, r *http.Request) {
	p.showHooks(rw, r, http.StatusOK, hooksData{Events: choices(hooks.Events())})
}

func (p *Pages) showHooks(rw http.ResponseWriter, r *http.Request, status int, d hooksData) {
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := tx.Hooks()
		if err != nil {
			return err
		}
		waiting, err := tx.WaitingDeliveries()
		for _, h := range all {
			d.Hooks = append(d.Hooks, hookRow{h, hookPath(h.ID), waiting[h.ID]})
		}
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.show(rw, r, status, "hooks", hooksPath, d)
}

// addHook subscribes an address and shows its secret, once.
func (p *Pages) addHook(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	h := db.Hook{URL: r.PostFormValue("url"), Note: r.PostFormValue("note"), Events: readEvents(r)}
	secret := ""
	err := p.write(r.Context(), func(tx *db.Tx) (err error) {
		if h, secret, err = p.Hooks.Add(tx, h); err != nil {
			return err
		}
		return note(tx, r, AuditHookAdded, h.ID)
	})
	if word := wordFor(err); word != "" {
		p.showHooks(rw, r, http.StatusUnprocessableEntity, hooksData{New: h, Events: choices(h.Events), Wrong: word})
		return
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.showHook(rw, r, http.StatusOK, h.ID, func(d *hookData) { d.Secret, d.Done = secret, "hooks.added" })
}

type deliveryRow struct {
	db.Delivery
	Icon, Hue string
}

type hookData struct {
	db.Hook
	Path    string
	Events  []choice
	On      bool
	Secret  string // it was just made
	Rows    []deliveryRow
	Older   string // address; "" at the end
	Wrong   string // translation key
	Done    string // translation key
	Waiting int
}

const logLength = 50

func (p *Pages) hook(rw http.ResponseWriter, r *http.Request) {
	id, ok := parseID(r.PathValue("id"))
	if !ok {
		p.Kit.Missing(rw, r)
		return
	}
	p.showHook(rw, r, http.StatusOK, id, func(d *hookData) {
		if done := r.URL.Query().Get("done"); slices.Contains(told, done) {
			d.Done = "hooks.done." + done
		}
	})
}

// told are the words after a button was pressed.
var told = []string{"save", "try", "again"}

func (p *Pages) showHook(rw http.ResponseWriter, r *http.Request, status int, id [16]byte, change func(*hookData)) {
	var d hookData
	var before time.Time
	if at, err := time.Parse(time.RFC3339Nano, r.URL.Query().Get("before")); err == nil {
		before = at
	}
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if d.Hook, err = tx.Hook(id); err != nil {
			return err
		}
		list, err := tx.Deliveries(id, before, r.URL.Query().Get("event"), logLength)
		for _, one := range list {
			d.Rows = append(d.Rows, look(one))
		}
		if len(list) == logLength {
			last := list[len(list)-1]
			d.Older = "?before=" + last.Made.Format(time.RFC3339Nano) + "&event=" + last.Event
		}
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	d.Path, d.On, d.Events = hookPath(id), d.State == db.HookOn, choices(d.Hook.Events)
	change(&d)
	p.show(rw, r, status, "hook", hooksPath, d)
}

func look(d db.Delivery) deliveryRow {
	row := deliveryRow{d, "clock", "draft"}
	switch {
	case d.State == db.DeliveryTaken:
		row.Icon, row.Hue = "check", "done"
	case d.State == db.DeliveryFailed:
		row.Icon, row.Hue = "cross", "late"
	case d.State == db.DeliveryDropped:
		row.Icon = "undo"
	case d.Attempts > 0:
		row.Hue = "work"
	}
	return row
}

// putHook does what one of the page's buttons says.
func (p *Pages) putHook(rw http.ResponseWriter, r *http.Request) {
	id, ok := parseID(r.PathValue("id"))
	if !ok {
		p.Kit.Missing(rw, r)
		return
	}
	if !p.form(rw, r) {
		return
	}
	do, secret, to := r.PostFormValue("do"), "", hookPath(id)
	h := db.Hook{URL: r.PostFormValue("url"), Note: r.PostFormValue("note"), Events: readEvents(r)}
	err := p.write(r.Context(), func(tx *db.Tx) (err error) {
		switch do {
		case "save":
			if err := p.Hooks.Change(tx, id, h, r.PostFormValue("on") != ""); err != nil {
				return err
			}
			return note(tx, r, AuditHookChanged, id)
		case "try":
			return p.Hooks.Try(tx, id)
		case "again":
			return p.Hooks.Again(tx, id, r.PostFormValue("delivery"))
		case "renew":
			if secret, err = p.Hooks.Renew(tx, id); err != nil {
				return err
			}
			return note(tx, r, AuditHookRenewed, id)
		case "drop":
			to = hooksPath
			if err := tx.DropHook(id); err != nil {
				return err
			}
			return note(tx, r, AuditHookDropped, id)
		}
		_, err = tx.Hook(id)
		return err
	})
	if word := wordFor(err); word != "" {
		p.showHook(rw, r, http.StatusUnprocessableEntity, id, func(d *hookData) {
			d.URL, d.Note, d.Events, d.Wrong = h.URL, h.Note, choices(h.Events), word
		})
		return
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	if secret != "" {
		p.showHook(rw, r, http.StatusOK, id, func(d *hookData) { d.Secret, d.Done = secret, "hooks.renewed" })
		return
	}
	if do != "drop" {
		to += "?done=" + do
	}
	http.Redirect(rw, r, to, http.StatusSeeOther)
}

func parseID(text string) (id [16]byte, ok bool) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(id) {
		return id, false
	}
	copy(id[:], raw)
	return id, true
}

func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return -1
	}
	return n
}
