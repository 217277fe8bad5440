package device

import (
	"embed"
	"net/http"
	"net/url"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit   *kit.Kit
	Desk  *enrol.Desk
	Cases *casework.Office // knows the departments
	URL   string           // where devices find the portal; "" if nobody told
}

// Devices draws the pages.
type Devices struct {
	Config
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Devices, error) {
	d := &Devices{Config: c}
	var err error
	d.pages, err = c.Kit.Pages(files, nil, "devices", "device", "invite", "sheets", "points")
	return d, err
}

// The addresses of the pages.
const (
	devicesPath = "/staff/devices"
	pointsPath  = "/staff/points"
)

// Routes are the pages and who they are for.
func (d *Devices) Routes() []kit.Route {
	read, administer := kit.Staff(accounts.RightRead), kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + pointsPath, Access: read, Handler: d.points},
		{Pattern: "GET " + devicesPath, Access: administer, Handler: d.list},
		{Pattern: "GET /staff/devices/new", Access: administer, Handler: d.newInvite},
		{Pattern: "POST /staff/devices/new", Access: administer, Handler: d.invite},
		{Pattern: "POST /staff/devices/invites/drop", Access: administer, Handler: d.dropInvites},
		{Pattern: "GET /staff/devices/{id}", Access: administer, Handler: d.one},
		{Pattern: "POST /staff/devices/{id}/revoke", Access: administer, Handler: d.revoke},
		{Pattern: "POST /staff/devices/{id}/alarms", Access: administer, Handler: d.seen},
	}
}

// What is noted of devices.
const (
	actInvited db.AuditAct = "device-invited"
	actDropped db.AuditAct = "device-invites-dropped"
	actRevoked db.AuditAct = "device-revoked"
	actSeen    db.AuditAct = "alarm-seen"
)

// note is a line of the log on who did something.
func note(r *http.Request, act db.AuditAct, object, detail string) db.Audit {
	s := kit.Who(r.Context()).Staff
	return db.Audit{Actor: s.ID, Role: s.Role, Act: act, Object: object, Detail: detail}
}

const maxForm = 8 << 10

// form reads a posted form; if it can't, it answers and says false.
func (d *Devices) form(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		d.Kit.Message(rw, r, http.StatusBadRequest, "form")
		return false
	}
	return true
}

const (
	listLength   = 50
	invitesShown = 100
)

// card is a device on a page.
type card struct {
	db.Device
	Worry  Worry
	Alarms []db.Alarm // that are open
	Age    time.Duration
}

// Waits says that something waits at the device, by its own word.
func (c card) Waits() bool { return c.Queue.Entries > 0 || c.Queue.Files > 0 }

// Hours is for how many nothing was heard of it.
func (c card) Hours() int { return int(c.Age / time.Hour) }

// Days is the same.
func (c card) Days() int { return int(c.Age / (24 * time.Hour)) }

type listData struct {
	Cards   []card
	Roles   []civic.Role
	Filter  db.DeviceFilter
	More    string // code that the next page begins behind; "" on the last
	After   string
	Invites []db.Invite
	Count   db.DeviceCount
	Here    string // address of its first page
	Next    string // and of the one behind this
}

// staffKinds are the roles to choose from among the devices that the district gave out.
var staffKinds = []civic.Role{civic.RolePoint, civic.RoleInspector}

// list shows the devices in the order of their codes: those that the district gave out, or citizens' own, which are many more and nobody's
// business here until one is asked about.
func (d *Devices) list(rw http.ResponseWriter, r *http.Request) {
	data := listData{Roles: staffKinds, Filter: db.DeviceFilter{Role: civic.Role(r.FormValue("role")), Text: cut(r.FormValue("q"), 100)}, After: cut(r.FormValue("after"), 40)}
	if data.Filter.Role == civic.RoleCitizen {
		data.Filter.Own = true
	}
	data.Here = devicesPath + "?" + url.Values{"q": {data.Filter.Text}, "role": {string(data.Filter.Role)}}.Encode()
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		devices, err := tx.DevicesAfter(data.Filter, data.After, listLength+1)
		if err != nil {
			return err
		}
		if len(devices) > listLength {
			devices = devices[:listLength]
			data.More = devices[listLength-1].Code
			data.Next = data.Here + "&" + url.Values{"after": {data.More}}.Encode()
		}
		if data.Count, err = tx.CountDevices(); err != nil {
			return err
		}
		if data.Cards, err = d.cards(tx, devices); err != nil || data.After != "" || data.Filter.Own {
			return err
		}
		data.Invites, err = tx.LiveInvites(invitesShown)
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, http.StatusOK, "devices", kit.Page{Section: devicesPath, Data: data})
}

// cut keeps a text from a request short.
func cut(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}

const alarmsRead = 1000

// cards puts the open alarms beside devices.
func (d *Devices) cards(tx *db.Tx, devices []db.Device) (cards []card, err error) {
	open, err := tx.OpenAlarms(alarmsRead)
	if err != nil {
		return nil, err
	}
	by := map[civic.DeviceID][]db.Alarm{}
	for _, a := range open {
		by[a.Device] = append(by[a.Device], a)
	}
	for _, device := range devices {
		cards = append(cards, card{device, worryOf(device, by[device.ID], tx.Now), by[device.ID], max(0, tx.Now.Sub(device.Seen))})
	}
	return cards, nil
}

type oneData struct {
	card
	Belongs   string     // the department of an inspector's; "" without one
	Person    string     // who alone works with it
	Alarms    []db.Alarm // also those that somebody looked at
	Operators int        // who work there now
	Done      bool
	Unsure    bool
}

// one shows a device.
func (d *Devices) one(rw http.ResponseWriter, r *http.Request) {
	d.showOne(rw, r, http.StatusOK, false)
}

func (d *Devices) showOne(rw http.ResponseWriter, r *http.Request, status int, unsure bool) {
	id, err := civic.ParseDeviceID(r.PathValue("id"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	data := oneData{Done: r.URL.Query().Get("done") != "", Unsure: unsure}
	err = d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		device, err := tx.Device(id)
		if err != nil {
			return err
		}
		if data.Alarms, err = tx.AlarmsOf(id, listLength); err != nil {
			return err
		}
		var open []db.Alarm
		for _, a := range data.Alarms {
			if a.Open() {
				open = append(open, a)
			}
		}
		data.card = card{device, worryOf(device, open, tx.Now), open, max(0, tx.Now.Sub(device.Seen))}
		if data.Belongs, data.Person, err = d.whose(r, tx, device); err != nil {
			return err
		}
		operators, err := tx.Operators(id)
		for _, o := range operators {
			if o.Active {
				data.Operators++
			}
		}
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, status, "device", kit.Page{Section: devicesPath, Data: data})
}

// revoke ends a device's trust, from its next request on, once the box beside the button was ticked.
func (d *Devices) revoke(rw http.ResponseWriter, r *http.Request) {
	if !d.form(rw, r) {
		return
	}
	if r.PostFormValue("sure") == "" {
		d.showOne(rw, r, http.StatusUnprocessableEntity, true)
		return
	}
	d.change(rw, r, func(tx *db.Tx, id civic.DeviceID) error {
		if err := tx.RevokeDevice(id); err != nil {
			return err
		}
		return tx.AddAudit(note(r, actRevoked, id.String(), ""))
	})
}

// change does something to the device that a path names, and leads back to it.
func (d *Devices) change(rw http.ResponseWriter, r *http.Request, f func(*db.Tx, civic.DeviceID) error) {
	id, err := civic.ParseDeviceID(r.PathValue("id"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	if err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error { return f(tx, id) }); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, devicesPath+"/"+id.String()+"?done=1", http.StatusSeeOther)
}

// seen notes that somebody looked at a device's alarms, as they were on the page.
func (d *Devices) seen(rw http.ResponseWriter, r *http.Request) {
	if !d.form(rw, r) {
		return
	}
	shown, err := readAlarm(r)
	if err != nil {
		d.Kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	d.change(rw, r, func(tx *db.Tx, id civic.DeviceID) error {
		shown.Device = id
		if known, err := tx.SeeAlarm(shown, kit.Who(r.Context()).Staff.ID); err != nil || !known {
			return err // it isn't there any more
		}
		return tx.AddAudit(note(r, actSeen, id.String(), string(shown.Kind)))
	})
}
