package cabinet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/dialogue"
	"priyom/portal/draft"
	"priyom/portal/follow"
	"priyom/portal/maps"
	"priyom/portal/own"
	"priyom/portal/web/front"
	"priyom/portal/web/kit"
	"priyom/portal/web/picture"
	"priyom/store/journal"
)

//go:embed page report.js consent
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit      *kit.Kit
	Pictures *picture.Pictures
	Map      *maps.Drawing
	Journal  *own.Journal
	Drafts   *draft.Store
	Follow   *follow.Book
	Dialogue *dialogue.Office
	Phrases  *civic.PhraseBook
	Reporter func(e *journal.Entry) (civic.Reporter, bool) // opens who reported
	Secret   []byte                                        // of forms
	// Answer tells by when a problem of a kind that is reported now is answered for the first time and dealt with; zero: by no time.
	Answer func(ctx context.Context, c civic.Category) (reply, solve time.Time, err error)
	// Erase ends a citizen's account and what is known of them; nil where there are no accounts.
	Erase func(ctx context.Context, account [16]byte) error
}

// Cabinet draws the pages.
type Cabinet struct {
	Config
	pages  *kit.Pages
	front  *front.Files
	limits limits
	room   chan struct{} // pictures that are worked on at once
	script []byte
	tag    string // changes with the script
}

// funcs are what the templates call beside the kit's.
var funcs = template.FuncMap{
	"next": func(i int) int { return i + 1 },
	"ratings": func() map[int]string {
		return map[int]string{1: "own.rate.1", 2: "own.rate.2", 3: "own.rate.3", 4: "own.rate.4", 5: "own.rate.5"}
	},
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Cabinet, error) {
	p := &Cabinet{Config: c, room: make(chan struct{}, 1), limits: newLimits(c.Kit.DB.Now)}
	var err error
	if p.front, err = front.New(); err != nil {
		return nil, err
	}
	if p.script, err = files.ReadFile("report.js"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(p.script)
	p.tag = hex.EncodeToString(sum[:4])
	p.pages, err = c.Kit.Pages(files, funcs, "report_new", "mine", "own_report", "receipt", "joined", "confirm", "settings", "data", "consent", "sign")
	return p, err
}

// Routes are the pages and who they are for. What is behind a secret link is for whoever has it.
func (p *Cabinet) Routes() []kit.Route {
	all, me := kit.Everybody, kit.Citizens
	return []kit.Route{
		{Pattern: "GET /report/new", Access: all, Handler: p.form},
		{Pattern: "POST /report/new", Access: all, Handler: p.filled},
		{Pattern: "GET /report/new/photos/{id}", Access: all, Handler: p.draftPhoto},
		{Pattern: "GET /report/new/spot.png", Access: all, Handler: p.spot},
		{Pattern: "GET /report/new/script.js", Access: all, Handler: p.serveScript},
		{Pattern: "GET /consent", Access: all, Handler: p.consent},
		{Pattern: "GET /places", Access: all, Handler: p.places},

		{Pattern: "GET /r/{word}", Access: all, Handler: p.byLink},
		{Pattern: "GET /r/{word}/receipt", Access: all, Handler: p.receipt},
		{Pattern: "GET /r/{word}/qr.png", Access: all, Handler: p.qr},
		{Pattern: "GET /r/{word}/photos/{sha256}", Access: all, Handler: p.linkPhoto},
		{Pattern: "POST /r/{word}/act", Access: all, Handler: p.actByLink},
		{Pattern: "POST /r/{word}/supplement", Access: all, Handler: p.supplementByLink},
		{Pattern: "POST /r/{word}/messages", Access: all, Handler: p.sayByLink},

		{Pattern: "POST /reports/{id}/support", Access: all, Handler: p.support},
		{Pattern: "POST /reports/{id}/follow", Access: all, Handler: p.follow},
		{Pattern: "POST /reports/{id}/unfollow", Access: me, Handler: p.unfollow},
		{Pattern: "GET /follow/{word}", Access: all, Handler: p.followLink},
		{Pattern: "POST /follow/{word}", Access: all, Handler: p.settleFollow},

		{Pattern: "GET /me", Access: me, Handler: p.mine},
		{Pattern: "GET /me/reports/{id}", Access: me, Handler: p.mineOne},
		{Pattern: "GET /me/reports/{id}/receipt", Access: me, Handler: p.mineReceipt},
		{Pattern: "GET /me/photos/{sha256}", Access: me, Handler: p.minePhoto},
		{Pattern: "POST /me/reports/{id}/act", Access: me, Handler: p.actMine},
		{Pattern: "POST /me/reports/{id}/supplement", Access: me, Handler: p.supplementMine},
		{Pattern: "POST /me/reports/{id}/messages", Access: me, Handler: p.sayMine},
		{Pattern: "GET /me/settings", Access: me, Handler: p.settings},
		{Pattern: "POST /me/settings", Access: me, Handler: p.putSettings},
		{Pattern: "GET /me/data", Access: me, Handler: p.data},
		{Pattern: "GET /me/data.json", Access: me, Handler: p.export},
		{Pattern: "POST /me/data/erase", Access: me, Handler: p.erase},

		{Pattern: "GET /petitions/{id}/sign", Access: me, Handler: p.signForm},
		{Pattern: "POST /petitions/{id}/sign", Access: me, Handler: p.sign},
		{Pattern: "POST /petitions/{id}/unsign", Access: me, Handler: p.unsign},
	}
}

func (p *Cabinet) serveScript(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(p.script))
}

// scripts are what the form to report with loads, and styles: the map's, if it was bundled.
func (p *Cabinet) scripts() (scripts, styles []string) {
	scripts = []string{p.ownScript()}
	if pin := p.front.Address("pin.js"); pin != "" {
		scripts, styles = append(scripts, pin), []string{p.front.Address("map.css")}
	}
	return scripts, styles
}

func (p *Cabinet) ownScript() string { return "/report/new/script.js?v=" + p.tag }
