package rules

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// The addresses of the pages.
const (
	section       = "/staff/settings"
	deadlinesPath = "/staff/settings/deadlines"
	calendarPath  = "/staff/settings/calendar"
)

// maxForm is the largest form that is read, in bytes.
const maxForm = 256 << 10

// maxNote is the longest reason, in letters.
const maxNote = 300

// Pages draws them.
type Pages struct {
	kit       *kit.Kit
	deadlines *deadlines.Office
	pages     *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(k *kit.Kit, d *deadlines.Office) (*Pages, error) {
	p := &Pages{kit: k, deadlines: d}
	var err error
	p.pages, err = k.Pages(files, nil, "deadlines", "calendar")
	return p, err
}

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	administer := kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + deadlinesPath, Access: administer, Handler: p.showDeadlines},
		{Pattern: "POST " + deadlinesPath, Access: administer, Handler: p.putDeadlines},
		{Pattern: "GET " + calendarPath, Access: administer, Handler: p.showCalendar},
		{Pattern: "POST " + calendarPath, Access: administer, Handler: p.putCalendar},
	}
}

// history is what both pages tell of versions.
type history struct {
	Version  int64 // that the form began from
	Shown    int64 // whose content is in the form
	Versions []version
	Note     string
	Saved    bool
	Wrong    bool   // something in the form is
	Problem  string // translation key of what is wrong with the whole
}

type version struct {
	N    int64
	At   time.Time
	Who  string // "": a command
	Note string
}

// history reads the versions of a rule.
func (p *Pages) history(tx *db.Tx, name db.RuleName) (h history, err error) {
	rules, err := tx.Rules(name)
	for _, r := range rules {
		v := version{N: r.Version, At: r.At, Note: r.Note}
		if !r.Actor.IsZero() {
			who, err := tx.Staff(r.Actor)
			if err != nil && !errors.Is(err, db.ErrNotFound) {
				return h, err
			}
			v.Who = who.Name
		}
		h.Versions = append(h.Versions, v)
	}
	if len(rules) > 0 {
		h.Version = rules[0].Version
	}
	h.Shown = h.Version
	return h, err
}

// asked is the version that the address asks to see; the latest unless it is there.
func (h history) asked(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.URL.Query().Get("version"), 10, 64)
	if err != nil || n < 0 || n > h.Version {
		return h.Version
	}
	return n
}

// put makes the form's content a version, and says what is wrong with the whole if it can't.
func (p *Pages) put(ctx context.Context, name db.RuleName, h *history, body []byte) error {
	rule := db.Rule{Name: name, Version: h.Version, Body: body, Note: h.Note}
	var role civic.Role
	if s := kit.Who(ctx).Staff; s != nil {
		rule.Actor, role = s.ID, s.Role
	}
	err := p.kit.DB.Write(ctx, func(tx *db.Tx) error { return p.deadlines.Put(tx, &rule, role) })
	switch {
	case errors.Is(err, db.ErrStale):
		h.Problem = "rules.stale"
	case errors.Is(err, deadlines.ErrRules), errors.Is(err, civic.ErrCalendar), errors.Is(err, civic.ErrNoWorkingDays):
		h.Problem = "rules.bad"
	default:
		return err
	}
	return nil
}

// readNote reads why it is changed, which whoever looks back wants to know.
func (h *history) readNote(r *http.Request) {
	h.Note = civic.Tidy(r.PostForm.Get("note"))
	if h.Version, _ = strconv.ParseInt(r.PostForm.Get("version"), 10, 64); h.Version < 0 {
		h.Version = 0
	}
	switch n := len([]rune(h.Note)); {
	case n == 0:
		h.Problem = "rules.note.missing"
	case n > maxNote:
		h.Problem = "rules.note.long"
	}
}

// readForm reads a form; it answers by itself if that can't be done.
func (p *Pages) readForm(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
		return false
	}
	return true
}
