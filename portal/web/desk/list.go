package desk

import (
	"net/http"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const pageLength = 20 // reports

// card is one report in a list.
type card struct {
	ID         civic.ReportID
	Number     string
	Text       string
	Title      string // its category
	Theme      string
	Address    string
	Settlement string
	At         string // the device's place
	Status     kit.Status
	Captured   time.Time
	Received   time.Time
	Preview    string // address of a picture; "" without one that may be shown
	Photos     int
}

type listData struct {
	Cards []card
	Count int64
	Older string // address of the next page; "" on the last
	First bool   // nothing newer is left out
}

func (d *Desk) list(rw http.ResponseWriter, r *http.Request) {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	lang := d.Kit.Language(r)
	data := listData{First: before == 0}
	err = d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		if data.Count, err = tx.CountReports(); err != nil {
			return err
		}
		reports, err := tx.ReportsBefore(before, pageLength+1)
		if err != nil {
			return err
		}
		if len(reports) > pageLength {
			reports = reports[:pageLength]
			data.Older = listPath + "?before=" + strconv.FormatInt(reports[pageLength-1].Arrival, 10)
		}
		for _, report := range reports {
			photos, err := tx.Photos(report.Device, report.ID)
			if err != nil {
				return err
			}
			data.Cards = append(data.Cards, d.card(report, photos, lang))
		}
		return nil
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, http.StatusOK, "list", kit.Page{Section: listPath, Data: data})
}

func (d *Desk) card(r db.Report, photos []db.Photo, lang civic.Lang) card {
	c := card{
		ID: r.ID, Number: r.Number, Text: r.Text, Title: string(r.Category), Address: r.Place.Address, Settlement: r.Place.Settlement,
		At: r.At, Status: kit.StatusOf(r.Status), Captured: r.CapturedAt, Received: r.ReceivedAt, Photos: len(photos),
	}
	if category, ok := d.Kit.Classifier.Category(r.Category); ok {
		c.Title = category.Title.In(lang)
		if theme, ok := d.Kit.Classifier.Theme(category.Theme); ok {
			c.Theme = theme.Title.In(lang)
		}
	}
	for _, p := range photos {
		if c.Preview == "" && p.Held.ShowPreview {
			c.Preview = photoPath(p.Preview)
		}
	}
	return c
}
