package web

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
)

type reportData struct {
	card
	Position string // "47.0105, 28.8638"; "" without one
	Accuracy int    // metres; 0 is unknown
	Source   civic.Source
	Operator int    // by the device's count; 0: nobody told who they are
	Map      string // address of its picture; "" if there is none
	Gallery  []picture
	History  []step
	Answers  []answered
	Form     answerForm
	Messages []db.Message
	Say      messageForm

	Supporters int // people who joined in
}

// picture is one photo, or why there is none to see.
type picture struct {
	N             int    // from 1
	Copy, Preview string // addresses; "" if it can't be shown
	Missing       string // word for why neither can: "coming", "unreadable" or "unfit"
}

type step struct {
	status
	db.Step
}

func (w *Web) report(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	w.showReport(rw, r, http.StatusOK, id, emptyForms())
}

// forms are what somebody may have half filled in.
type forms struct {
	answer answerForm
	say    messageForm
}

func emptyForms() forms { return forms{answerForm{Final: true}, messageForm{Private: true}} }

// showReport draws a report with forms that may be half filled in.
func (w *Web) showReport(rw http.ResponseWriter, r *http.Request, status int, id civic.ReportID, half forms) {
	lang := w.language(r)
	var data reportData
	err := w.DB.Read(r.Context(), func(tx *db.Tx) error {
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
		data = w.reportData(report, photos, steps, lang)
		data.Form, data.Say = half.answer, half.say
		if data.Messages, err = w.Dialogue.Said(tx, id); err != nil {
			return err
		}
		if data.Supporters, err = tx.Supporters(id); err != nil {
			return err
		}
		data.Answers, err = readAnswers(tx, id)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	if data.Position != "" && w.hasMap(r) {
		data.Map = "/reports/" + id.String() + "/map.png"
	}
	w.render(rw, r, status, "report", data)
}

func (w *Web) reportData(r db.Report, photos []db.Photo, steps []db.Step, lang civic.Lang) reportData {
	data := reportData{card: w.card(r, photos, lang), Source: r.Place.Source, Operator: int(r.Operator)}
	if p := r.Place; p.Source != civic.SourceNone {
		data.Position = fmt.Sprintf("%.5f, %.5f", p.Position.Lat, p.Position.Lon)
		data.Accuracy = int(p.Position.Accuracy)
	}
	for i, p := range photos {
		data.Gallery = append(data.Gallery, newPicture(i+1, p))
	}
	for _, s := range steps {
		data.History = append(data.History, step{newStatus(s.Status), s})
	}
	return data
}

func newPicture(n int, p db.Photo) picture {
	pic := picture{N: n}
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

func photoPath(b civic.BlobRef) string { return "/photos/" + hex.EncodeToString(b.SHA256[:]) }
