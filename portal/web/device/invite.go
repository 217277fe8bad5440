package device

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/skip2/go-qrcode"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/web/kit"
)

// lives are how long a code may live.
var lives = []time.Duration{10 * time.Minute, 24 * time.Hour, enrol.MaxLife}

type inviteData struct {
	Role  civic.Role
	Roles []civic.Role
	Place string
	Many  string
	Life  int // minutes
	Lives []int
	Wrong map[string]string // by field

	Department  civic.DepartmentSlug
	Departments []choice
	Staff       string // an account's id
	People      []choice
}

// choice is one of a list, as it is called.
type choice struct{ Value, Title string }

func (d *Devices) newInvite(rw http.ResponseWriter, r *http.Request) {
	d.showInvite(rw, r, http.StatusOK, inviteData{Role: civic.RolePoint, Place: r.FormValue("place"), Many: "1", Life: int(lives[1].Minutes())})
}

func (d *Devices) showInvite(rw http.ResponseWriter, r *http.Request, status int, data inviteData) {
	data.Roles = enrol.Roles()
	for _, l := range lives {
		data.Lives = append(data.Lives, int(l.Minutes()))
	}
	if err := d.choices(r, &data); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, status, "invite", kit.Page{Section: devicesPath, Data: data})
}

type sheet struct {
	Code  string
	QR    template.HTML // a drawing
	N, Of int
}

type sheetsData struct {
	Sheets  []sheet
	Role    civic.Role
	Place   string
	URL     string
	Expires time.Time
}

// invite makes codes and shows them on sheets to print, once: only their keyed hashes are kept.
func (d *Devices) invite(rw http.ResponseWriter, r *http.Request) {
	if !d.form(rw, r) {
		return
	}
	data := inviteData{Role: civic.Role(r.PostFormValue("role")), Place: r.PostFormValue("place"), Many: r.PostFormValue("many"), Wrong: map[string]string{}}
	many, err := strconv.Atoi(data.Many)
	if err != nil || many < 1 || many > enrol.MaxMany {
		data.Wrong["many"] = "device.wrong.many"
	}
	data.Life, _ = strconv.Atoi(r.PostFormValue("life")) // no number is no choice
	data.Department, data.Staff = civic.DepartmentSlug(r.PostFormValue("department")), r.PostFormValue("staff")
	staff, ok := d.belongs(r, data)
	if !ok {
		data.Wrong["department"] = "device.wrong.department"
		d.showInvite(rw, r, http.StatusUnprocessableEntity, data)
		return
	}
	codes, expires, err := d.Desk.InviteAs(r.Context(), enrol.Invitation{
		Role: data.Role, Place: data.Place, Many: many, Life: time.Duration(data.Life) * time.Minute, Department: data.Department, Staff: staff,
	})
	switch {
	case errors.Is(err, enrol.ErrDepartment):
		data.Wrong["department"] = "device.wrong.department"
	case errors.Is(err, enrol.ErrRole):
		data.Wrong["role"] = "device.wrong.role"
	case errors.Is(err, enrol.ErrPlace):
		data.Wrong["place"] = "device.wrong.place"
	case errors.Is(err, enrol.ErrMany):
		data.Wrong["many"] = "device.wrong.many"
	case err != nil:
		d.Kit.Fail(rw, r, err)
		return
	}
	if len(data.Wrong) > 0 {
		d.showInvite(rw, r, http.StatusUnprocessableEntity, data)
		return
	}
	if err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		return tx.AddAudit(note(r, actInvited, data.Place, fmt.Sprintf("%s ×%d", data.Role, many)))
	}); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	page := sheetsData{Role: data.Role, Place: strings.TrimSpace(data.Place), URL: d.base(r), Expires: expires}
	for i, code := range codes {
		qr, err := DrawQR(enrol.Link(page.URL, code))
		if err != nil {
			d.Kit.Fail(rw, r, err)
			return
		}
		page.Sheets = append(page.Sheets, sheet{code, qr, i + 1, len(codes)})
	}
	d.pages.Show(rw, r, http.StatusOK, "sheets", kit.Page{Section: devicesPath, Data: page})
}

// base is where devices find the portal.
func (d *Devices) base(r *http.Request) string {
	if d.URL != "" {
		return d.URL
	}
	return "http://" + r.Host
}

// DrawQR draws a text as a picture within the page: it isn't fetched, so the code is in no address and no log.
func DrawQR(text string) (template.HTML, error) {
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", fmt.Errorf("device: draw QR code: %w", err)
	}
	var b strings.Builder
	bitmap := q.Bitmap()
	fmt.Fprintf(&b, `<svg class="qrcode" viewBox="0 0 %d %d" role="img" aria-hidden="true" shape-rendering="crispEdges"><rect width="100%%" height="100%%" fill="#fff"/><path fill="#000" d="`, len(bitmap), len(bitmap))
	for y, row := range bitmap {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return template.HTML(b.String()), nil //nolint:gosec // nothing in it is anybody's text
}

// dropInvites makes all codes worthless that nobody used, such as when a sheet was lost.
func (d *Devices) dropInvites(rw http.ResponseWriter, r *http.Request) {
	if !d.form(rw, r) {
		return
	}
	if r.PostFormValue("sure") != "" {
		if err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
			live, err := tx.LiveInvites(invitesShown)
			if err != nil {
				return err
			}
			for _, i := range live {
				if err := tx.DropInvite(i.Hash); err != nil {
					return err
				}
			}
			return tx.AddAudit(note(r, actDropped, "", strconv.Itoa(len(live))))
		}); err != nil {
			d.Kit.Fail(rw, r, err)
			return
		}
	}
	http.Redirect(rw, r, devicesPath, http.StatusSeeOther)
}
