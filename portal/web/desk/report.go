package desk

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

type reportData struct {
	card
	Position string // "47.0105, 28.8638"; "" without one
	Accuracy int    // metres; 0 is unknown
	Source   civic.Source
	Operator int    // by the device's count; 0: nobody told who they are
	Map      string // address of its picture; "" if there is none
	Gallery  []shot
	History  []step
	Answers  []answered
	Form     answerForm
	Messages []db.Message
	Say      messageForm

	Supporters int // people who joined in
}

// shot is one photo, or why there is none to see.
type shot struct {
	N             int    // from 1
	Copy, Preview string // addresses; "" if it can't be shown
	Missing       string // word for why neither can: "coming", "unreadable" or "unfit"
}

type step struct {
	kit.Status
	db.Step
}

func (d *Desk) report(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	d.showReport(rw, r, http.StatusOK, id, emptyForms())
}

// forms are what somebody may have half filled in.
type forms struct {
	answer answerForm
	say    messageForm
}

func emptyForms() forms { return forms{answerForm{Final: true}, messageForm{Private: true}} }

// showReport draws a report with forms that may be half filled in.
func (d *Desk) showReport(rw http.ResponseWriter, r *http.Request, status int, id civic.ReportID, half forms) {
	lang := d.Kit.Language(r)
	var data reportData
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		report, err := tx.Report(id)
		if err != nil {
			return err
		}
		photos, err := tx.Photos(report.Device, id)
		if err != nil {
			return err
		}
		steps, err := tx.History(id)
		if err != nil {
			return err
		}
		data = d.reportData(report, photos, steps, lang)
		data.Form, data.Say = half.answer, half.say
		if data.Messages, err = d.Dialogue.Said(tx, id); err != nil {
			return err
		}
		if data.Supporters, err = tx.Supporters(id); err != nil {
			return err
		}
		data.Answers, err = readAnswers(tx, id)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		d.Kit.Missing(rw, r)
		return
	}
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	if data.Position != "" && d.Pictures.HasMap(r) {
		data.Map = reportPath(id) + "/map.png"
	}
	d.pages.Show(rw, r, status, "report", kit.Page{Section: listPath, Data: data})
}

func (d *Desk) reportData(r db.Report, photos []db.Photo, steps []db.Step, lang civic.Lang) reportData {
	data := reportData{card: d.card(r, photos, lang), Source: r.Place.Source, Operator: int(r.Operator)}
	if p := r.Place; p.Source != civic.SourceNone {
		data.Position = fmt.Sprintf("%.5f, %.5f", p.Position.Lat, p.Position.Lon)
		data.Accuracy = int(p.Position.Accuracy)
	}
	for i, p := range photos {
		data.Gallery = append(data.Gallery, newShot(i+1, p))
	}
	for _, s := range steps {
		data.History = append(data.History, step{kit.StatusOf(s.Status), s})
	}
	return data
}

func newShot(n int, p db.Photo) shot {
	pic := shot{N: n}
	if p.Held.ShowCopy {
		pic.Copy = photoPath(p.Copy)
	}
	if p.Held.ShowPreview {
		pic.Preview = photoPath(p.Preview)
	}
	switch {
	case pic.Copy != "" || pic.Preview != "":
	case p.State == civic.PhotoUnreadable:
		pic.Missing = "unreadable"
	case p.Held.Copy:
		pic.Missing = "unfit"
	default:
		pic.Missing = "coming"
	}
	return pic
}

func photoPath(b civic.BlobRef) string { return "/staff/photos/" + hex.EncodeToString(b.SHA256[:]) }
