package operation

import (
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// deed is one line of the log.
type deed struct {
	db.Audit
	Who   string
	Known bool   // there are words for what was done
	To    object // what it was done to
	Said  string // what stands beside it
}

// deeds are what is written down, in the order in which one may look for it. Its words are "audit.act.<act>".
var deeds = []db.AuditAct{
	"report.reporter-seen", "export", "erase", "rule", "settings-changed", "petition-answered", "petition-closed", "signature-withdrawn", "doubt-opinion", "doubt-decided", "doubt-anew", "device-invited", "device-invites-dropped", "device-revoked",
	"own-device-invited", "own-device-joined", "own-device-left", "own-device-revoked", "phones-setting",
	"alarm-seen", "account-added", "account-changed", "account-disabled", "account-enabled", "account-reset", "account-password", "account-codes",
	"account-no-codes", "account-recovery", "account-signed-in", "account-signed-out", "account-codes-for", "api-key-added", "api-key-revoked",
	"webhook-added", "webhook-changed", "webhook-renewed", "webhook-dropped", "retry", "backup", "restore",
}

// things are objects that aren't a report or an account, and their words.
var things = map[string]string{
	"deadlines": "settings.deadlines", "calendar": "settings.calendar", "retention": "settings.retention", "sensitive": "settings.sensitive",
	"routing": "settings.routing", "offices": "settings.offices", "frames": "settings.frames", "notifications.mail": "notify.mail", "notifications.sms": "notify.sms",
	"notifications.telegram": "notify.telegram", "notifications.when": "notify.when", "notifications.above": "notify.above",
}

// colleague is somebody to choose.
type colleague struct {
	ID, Name string
	Here     bool
}

type auditData struct {
	Deeds                   []deed
	Who                     []colleague
	Acts                    []db.AuditAct
	Act, Object, From, Till string
	Older                   string
	First                   bool
	Broken                  bool // a date can't be read
}

// audit shows who did what, the newest first.
func (p *Pages) audit(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	data := auditData{Acts: deeds, Act: q.Get("act"), Object: q.Get("object"), From: q.Get("from"), Till: q.Get("till")}
	f := db.AuditFilter{Act: db.AuditAct(data.Act), Object: data.Object}
	if raw, err := hex.DecodeString(q.Get("actor")); err == nil && len(raw) == len(f.Actor) {
		copy(f.Actor[:], raw)
	}
	f.From, data.Broken = p.day(data.From, 0)
	till, broken := p.day(data.Till, 1)
	f.Till, data.Broken = till, data.Broken || broken
	before, err := strconv.ParseInt(q.Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	data.First = before == 0
	say := p.kit.Words(p.kit.Language(r))
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		staff, err := tx.AllStaff()
		if err != nil {
			return err
		}
		known := map[db.Account]string{}
		for _, s := range staff {
			known[s.ID] = s.Name
			data.Who = append(data.Who, colleague{s.ID.String(), s.Name, s.ID == f.Actor})
		}
		lines, err := tx.AuditBefore(f, before, pageLength+1)
		if err != nil {
			return err
		}
		if len(lines) > pageLength {
			lines = lines[:pageLength]
			next := url.Values{"before": {strconv.FormatInt(lines[pageLength-1].N, 10)}}
			for _, name := range []string{"actor", "act", "object", "from", "till"} {
				if v := q.Get(name); v != "" {
					next.Set(name, v)
				}
			}
			data.Older = auditPath + "?" + next.Encode()
		}
		for _, l := range lines {
			data.Deeds = append(data.Deeds, deed{
				Audit: l, Who: known[l.Actor], Known: slices.Contains(deeds, l.Act), To: objectOf(say, l, known), Said: said(say, l, p.kit.Location),
			})
		}
		return nil
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "audit", kit.Page{Section: section, Data: data})
}

// day is when a date begins, some days later.
func (p *Pages) day(text string, later int) (at time.Time, broken bool) {
	if text == "" {
		return at, false
	}
	at, err := time.ParseInLocation(time.DateOnly, text, p.kit.Location)
	if err != nil {
		return time.Time{}, true
	}
	return at.AddDate(0, 0, later), false
}
