package desk

import (
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
)

// messageForm is what somebody wrote to the reception point, and what is wrong with it.
type messageForm struct {
	Text, Author string
	Private      bool
	Wrong        []string
}

// say takes a message in and leads back to the dialogue.
func (d *Desk) say(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.find(rw, r)
	if !ok {
		return
	}
	id := c.Report
	half := emptyForms()
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		half.say.Wrong = []string{"message.text.long"}
		d.showReport(rw, r, http.StatusRequestEntityTooLarge, id, half)
		return
	}
	half.say = messageForm{Text: r.PostForm.Get("text"), Author: r.PostForm.Get("author"), Private: r.PostForm.Get("who") != "public"}
	_, err := d.Dialogue.Say(r.Context(), civic.Message{Report: id, Text: half.say.Text, Author: half.say.Author, Private: half.say.Private})
	var wrong *civic.UnfitError
	switch {
	case errors.As(err, &wrong):
		half.say.Wrong = wrong.Keys
		d.showReport(rw, r, http.StatusUnprocessableEntity, id, half)
	case errors.Is(err, db.ErrNotFound):
		d.Kit.Missing(rw, r)
	case err != nil:
		d.Kit.Fail(rw, r, err)
	default:
		http.Redirect(rw, r, reportPath(id)+"#dialogue", http.StatusSeeOther)
	}
}

// readMessages notes that what the point wrote was read.
func (d *Desk) readMessages(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.ReadMessages(c.Report) })
	d.after(rw, r, c, err, "read", emptyForms())
}
