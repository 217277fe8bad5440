package settings

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/offices"
	"priyom/portal/web/kit"
)

const officesPath = path + "/offices"

// auditSettings is that somebody changed what the portal says of itself.
const auditSettings db.AuditAct = "settings-changed"

// officeRow is one of the form.
type officeRow struct {
	civic.Office
	Wrong string // translation key
}

type officesData struct {
	Rows         []officeRow // the district's, and then the points'
	Phone, Hours int         // characters at most
	Saved        bool
}

// offices shows how people reach the district and its reception points.
func (p *Page) offices(rw http.ResponseWriter, r *http.Request) {
	data := officesData{Saved: r.URL.Query().Has("saved")}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := offices.Read(tx)
		if err != nil {
			return err
		}
		places, err := tx.PointPlaces(civic.MaxOffices - 1)
		data.Rows = officeRows(all.List(), places)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.showOffices(rw, r, http.StatusOK, data)
}

func (p *Page) showOffices(rw http.ResponseWriter, r *http.Request, status int, data officesData) {
	data.Phone, data.Hours = civic.MaxOfficePhone, civic.MaxOfficeHours
	p.pages.Show(rw, r, status, "offices", kit.Page{Section: path, Data: data})
}

// officeRows are the district's and one for each place: a point's that is open, or one that something was said of.
func officeRows(list []civic.Office, places []string) []officeRow {
	district := officeRow{}
	said := map[string]civic.Office{}
	for _, o := range list {
		if o.Place == "" {
			district.Office = o
			continue
		}
		said[o.Place] = o
		places = append(places, o.Place)
	}
	slices.Sort(places)
	rows := []officeRow{district}
	for _, place := range slices.Compact(places) {
		row := said[place]
		row.Place = place
		rows = append(rows, officeRow{Office: row})
	}
	return rows
}

// putOffices takes the form. Rows that say nothing are left out.
func (p *Page) putOffices(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	rows, ok := readOffices(r.PostForm["place"], r.PostForm["phone"], r.PostForm["hours"])
	if !ok {
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	var list []civic.Office
	wrong := false
	for i := range rows {
		if o := rows[i].Office; o.Phone != "" || o.Hours != "" {
			list = append(list, o)
			if rows[i].Wrong = officeWrong(o); rows[i].Wrong != "" {
				wrong = true
			}
		}
	}
	if wrong {
		p.showOffices(rw, r, http.StatusUnprocessableEntity, officesData{Rows: rows})
		return
	}
	who := kit.Who(r.Context()).Staff
	err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		changed, err := offices.Put(tx, list)
		if err != nil || !changed {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: auditSettings, Object: "offices"})
	})
	switch {
	case errors.Is(err, civic.ErrOffices): // no form of ours sends that
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
	case err != nil:
		p.kit.Fail(rw, r, err)
	default:
		http.Redirect(rw, r, officesPath+"?saved", http.StatusSeeOther)
	}
}

// readOffices puts the fields together, row by row.
func readOffices(places, phones, hours []string) (rows []officeRow, ok bool) {
	if len(places) != len(phones) || len(places) != len(hours) || len(places) > civic.MaxOffices {
		return nil, false
	}
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for i, place := range places {
		rows = append(rows, officeRow{Office: civic.Office{Place: strings.TrimSpace(place), Phone: line(phones[i]), Hours: line(hours[i])}})
	}
	return rows, true
}

// officeWrong says what is wrong with a row.
func officeWrong(o civic.Office) string {
	switch {
	case len([]rune(o.Phone)) > civic.MaxOfficePhone:
		return "offices.wrong.phone"
	case o.Phone != "" && !strings.ContainsAny(o.Phone, "0123456789"):
		return "offices.wrong.digits"
	case len([]rune(o.Hours)) > civic.MaxOfficeHours:
		return "offices.wrong.hours"
	}
	return ""
}
