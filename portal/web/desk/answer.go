package desk

import (
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
)

// maxForm is how much of a form is read: a text of the longest in four-byte characters, each written as %XX.
const maxForm = civic.MaxAnswerText*4*3 + 16<<10

// answered is an answer as it counts, what it said before, and what became of handing it over.
type answered struct {
	civic.Answer
	Earlier []civic.Answer // the newest first
	Tried   []db.Handing
}

// answerForm is what somebody wrote, and what is wrong with it.
type answerForm struct {
	Text, Signatory, Number string
	Final                   bool
	Wrong                   []string
}

func readAnswers(tx *db.Tx, report civic.ReportID) (list []answered, err error) {
	all, err := tx.Answers(report)
	if err != nil {
		return nil, err
	}
	at := map[civic.AnswerID]int{}
	for _, a := range all {
		i, known := at[a.ID]
		if !known {
			at[a.ID] = len(list)
			list = append(list, answered{Answer: a})
			continue
		}
		list[i].Earlier = append([]civic.Answer{list[i].Answer}, list[i].Earlier...)
		list[i].Answer = a
	}
	tried, err := tx.Handings(report)
	for _, h := range tried {
		if i, ok := at[h.Answer]; ok {
			list[i].Tried = append(list[i].Tried, h)
		}
	}
	return list, err
}

// answering are the forms with an answer half written.
func answering(a answerForm) forms {
	f := emptyForms()
	f.answer = a
	return f
}

// answer takes an official answer in and leads back to the report.
func (d *Desk) answer(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.find(rw, r)
	if !ok {
		return
	}
	id := c.Report
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		half := emptyForms()
		half.answer.Wrong = []string{"answer.text.long"}
		d.showReport(rw, r, http.StatusRequestEntityTooLarge, id, half)
		return
	}
	form := answerForm{
		Text: r.PostForm.Get("text"), Signatory: r.PostForm.Get("signatory"), Number: r.PostForm.Get("number"), Final: r.PostForm.Get("final") != "",
	}
	wish := civic.Answer{Report: id, Text: form.Text, Signatory: form.Signatory, Number: form.Number, Final: form.Final}
	if form.Wrong = wish.Check(); len(form.Wrong) > 0 { // here a number must be written: staff know theirs
		d.showReport(rw, r, http.StatusUnprocessableEntity, id, answering(form))
		return
	}
	_, err := d.Answer(r.Context(), wish)
	var wrong *civic.UnfitError
	switch {
	case errors.As(err, &wrong):
		form.Wrong = wrong.Keys
		d.showReport(rw, r, http.StatusUnprocessableEntity, id, answering(form))
	case errors.Is(err, db.ErrNotFound):
		d.Kit.Missing(rw, r)
	case err != nil:
		d.Kit.Fail(rw, r, err)
	default:
		http.Redirect(rw, r, reportPath(id), http.StatusSeeOther)
	}
}
