package phone

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/belong"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/web/kit"
	"priyom/sync/wire"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit    *kit.Kit
	Desk   *enrol.Desk
	Belong *belong.Office
	Base   func(r *http.Request) string             // where devices find the portal
	QR     func(text string) (template.HTML, error) // a drawing
}

// Phones draws the pages.
type Phones struct {
	Config
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Phones, error) {
	p := &Phones{Config: c}
	var err error
	p.pages, err = c.Kit.Pages(files, nil, "phones", "invited", "agree", "agreed", "joining")
	return p, err
}

// The addresses of the pages.
const (
	phonesPath  = "/me/devices"
	section     = "/me"
	settingPath = "/staff/settings/phones"
)

// Routes are the pages and who they are for.
func (p *Phones) Routes() []kit.Route {
	me, administer := kit.Citizens, kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + phonesPath, Access: me, Handler: p.list},
		{Pattern: "POST /me/devices/invite", Access: me, Handler: p.invite},
		{Pattern: "POST /me/devices/{id}/leave", Access: me, Handler: p.leave},
		{Pattern: "POST /me/devices/{id}/revoke", Access: me, Handler: p.revoke},
		{Pattern: "GET " + enrol.PagePath + "{word}", Access: me, Handler: p.ask},
		{Pattern: "POST " + enrol.PagePath + "{word}", Access: me, Handler: p.agree},
		{Pattern: "GET " + settingPath, Access: administer, Handler: p.setting},
		{Pattern: "POST " + settingPath, Access: administer, Handler: p.putSetting},
	}
}

// What is noted of devices.
const (
	actInvited db.AuditAct = "own-device-invited"
	actJoined  db.AuditAct = "own-device-joined"
	actLeft    db.AuditAct = "own-device-left"
	actRevoked db.AuditAct = "own-device-revoked"
	actSetting db.AuditAct = "phones-setting"
)

// note is a line of the log on what a citizen did.
func note(account db.Account, act db.AuditAct, object string) db.Audit {
	return db.Audit{Actor: account, Role: civic.RoleCitizen, Act: act, Object: object}
}

type card struct {
	db.Device
	Way   db.JoinWay
	Since time.Time
	Age   time.Duration
}

// Waits says that something waits at the device, by its own word.
func (c card) Waits() bool { return c.Queue.Entries > 0 || c.Queue.Files > 0 }

// Days is for how many nothing was heard of it.
func (c card) Days() int { return int(c.Age / (24 * time.Hour)) }

type listData struct {
	Cards []card
	Done  string
	Bad   bool
}

// list shows one's devices.
func (p *Phones) list(rw http.ResponseWriter, r *http.Request) { p.show(rw, r, http.StatusOK, false) }

func (p *Phones) show(rw http.ResponseWriter, r *http.Request, status int, bad bool) {
	data := listData{Bad: bad}
	switch done := r.URL.Query().Get("done"); done {
	case "left", "revoked":
		data.Done = "phone.done." + done
	}
	me := kit.Who(r.Context()).Citizen.ID
	if err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		theirs, err := tx.Belongings(me)
		if err != nil {
			return err
		}
		for _, b := range theirs {
			d, err := tx.Device(b.Device)
			if err != nil {
				return err
			}
			data.Cards = append(data.Cards, card{d, b.Way, b.Since, max(0, tx.Now.Sub(d.Seen))})
		}
		return nil
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "phones", kit.Page{Section: section, Data: data})
}

type invitedData struct {
	Code, URL string
	QR        template.HTML
	Open      template.URL // the program on this very phone
	Expires   time.Time
}

// invite makes a code for another device, and shows it once.
func (p *Phones) invite(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Citizen.ID
	data := invitedData{URL: p.Base(r)}
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) (err error) {
		if data.Code, data.Expires, err = p.Desk.InviteOwn(tx, me); err != nil {
			return err
		}
		return tx.AddAudit(note(me, actInvited, ""))
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	var err error
	if data.QR, err = p.QR(enrol.Link(data.URL, data.Code)); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	data.Open = back(wire.BackScheme, url.Values{"portal": {data.URL}, "code": {data.Code}})
	p.pages.Show(rw, r, http.StatusOK, "invited", kit.Page{Section: section, Data: data})
}

// back is where the program takes over again. The portal took only two kinds of addresses.
func back(to string, what url.Values) template.URL {
	if to == wire.BackScheme {
		return template.URL(wire.BackScheme + "://join?" + what.Encode()) //nolint:gosec // the scheme is ours and the rest is escaped
	}
	return template.URL(to + "/join?" + what.Encode()) //nolint:gosec // enrol took no address but this computer's own
}

// leave makes a device nobody's; revoke ends its trust too.
func (p *Phones) leave(rw http.ResponseWriter, r *http.Request) {
	p.part(rw, r, actLeft, "left", func(*db.Tx, civic.DeviceID) error { return nil })
}

func (p *Phones) revoke(rw http.ResponseWriter, r *http.Request) {
	p.part(rw, r, actRevoked, "revoked", func(tx *db.Tx, id civic.DeviceID) error { return tx.RevokeDevice(id) })
}

// part ends that a device is somebody's, once the box beside the button was ticked.
func (p *Phones) part(rw http.ResponseWriter, r *http.Request, act db.AuditAct, done string, also func(*db.Tx, civic.DeviceID) error) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.Kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	id, err := civic.ParseDeviceID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	me := kit.Who(r.Context()).Citizen.ID
	if r.PostFormValue("sure") == "" {
		p.show(rw, r, http.StatusUnprocessableEntity, true)
		return
	}
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		owner, err := tx.Owner(id)
		if err == nil && owner != me {
			err = db.ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := p.Belong.Unbind(tx, id); err != nil {
			return err
		}
		if err := also(tx, id); err != nil {
			return err
		}
		return tx.AddAudit(note(me, act, id.String()))
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, phonesPath+"?done="+done, http.StatusSeeOther)
}

const maxForm = 8 << 10

type agreeData struct {
	Word, Name, Mark, Account string
	Code                      string
	Back                      template.URL // "": it is typed by hand
	Expires                   time.Time
}

// gone says that the page's time is over, or that there never was one.
func (p *Phones) gone(rw http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, db.ErrNotFound) {
		p.Kit.Message(rw, r, http.StatusNotFound, "phone-gone")
		return
	}
	p.Kit.Fail(rw, r, err)
}

// ask shows which device wants to come to the account. Looking does nothing.
func (p *Phones) ask(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Referrer-Policy", "no-referrer") // the address is a secret
	word := r.PathValue("word")
	var j db.Joining
	data := agreeData{Word: word}
	if err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if j, err = p.Desk.Page(tx, word); err != nil {
			return err
		}
		data.Account, err = accounts.CalledAs(tx, kit.Who(r.Context()).Citizen.ID)
		return err
	}); err != nil {
		p.gone(rw, r, err)
		return
	}
	data.Name, data.Mark = j.Name, wire.JoinMark(j.Device, j.Key)
	p.pages.Show(rw, r, http.StatusOK, "agree", kit.Page{Section: section, Data: data})
}

// agree brings the device to the account: it collects with a code that is of use to nobody else.
func (p *Phones) agree(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Referrer-Policy", "no-referrer")
	me := kit.Who(r.Context()).Citizen.ID
	var j db.Joining
	var data agreeData
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) (err error) {
		if j, data.Code, err = p.Desk.Agree(tx, r.PathValue("word"), me); err != nil {
			return err
		}
		return tx.AddAudit(note(me, actJoined, j.Device.String()))
	}); err != nil {
		p.gone(rw, r, err)
		return
	}
	data.Name, data.Expires = j.Name, j.Expires
	if j.Back != "" {
		data.Back = back(j.Back, url.Values{"code": {data.Code}, "state": {r.PathValue("word")}})
		if j.Back != wire.BackScheme { // a form of ours may lead nowhere else, this may
			rw.Header().Set("Refresh", "0; url="+string(data.Back))
		}
	}
	p.pages.Show(rw, r, http.StatusOK, "agreed", kit.Page{Section: section, Data: data})
}

type settingData struct{ Nameless, Mail, Saved bool }

// setting shows how phones may join.
func (p *Phones) setting(rw http.ResponseWriter, r *http.Request) {
	data := settingData{Saved: r.URL.Query().Has("saved")}
	if err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		ways, err := p.Desk.Ways(tx)
		for _, way := range ways {
			data.Nameless = data.Nameless || way == db.JoinNameless
			data.Mail = data.Mail || way == db.JoinMail
		}
		return err
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "joining", kit.Page{Section: "/staff/settings", Data: data})
}

func (p *Phones) putSetting(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.Kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	v := "0"
	if r.PostFormValue("nameless") != "" {
		v = "1"
	}
	s := kit.Who(r.Context()).Staff
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingNameless, []byte(v)); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: s.ID, Role: s.Role, Act: actSetting, Object: "nameless", Detail: v})
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, settingPath+"?saved", http.StatusSeeOther)
}
