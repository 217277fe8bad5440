package desk

import (
	"errors"
	"io"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/casework"
	"priyom/portal/web/kit"
)

// uploadTime is how long a photo may take on a slow line.
const uploadTime = 10 * time.Minute

// addPhoto takes photos of what was done, one part of the form after another.
func (d *Desk) addPhoto(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.find(rw, r)
	if !ok {
		return
	}
	line := http.NewResponseController(rw)
	_ = line.SetReadDeadline(time.Now().Add(uploadTime)) // of the machine's own clock; a connection that can't is a test's
	defer func() { _ = line.SetReadDeadline(time.Time{}) }()
	r.Body = http.MaxBytesReader(rw, r.Body, casework.MaxUpload*2)
	form, err := r.MultipartReader()
	if err != nil {
		d.showReport(rw, r, http.StatusBadRequest, c.Report, wrong("desk.wrong.form"))
		return
	}
	added := 0
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			d.showReport(rw, r, http.StatusBadRequest, c.Report, wrong("desk.wrong.upload"))
			return
		}
		if part.FormName() != "photo" {
			continue
		}
		content, err := io.ReadAll(io.LimitReader(part, casework.MaxUpload+1))
		if err != nil {
			d.showReport(rw, r, http.StatusRequestEntityTooLarge, c.Report, wrong("desk.wrong.upload"))
			return
		}
		if len(content) == 0 {
			continue // no file was chosen
		}
		if _, err := d.Cases.AddPhoto(r.Context(), c.Report, casework.Staff(kit.Who(r.Context()).Staff), content); err != nil {
			keys, status := explain(err)
			if key := photo.Key(err); key != "" {
				keys, status = []string{"desk." + key}, http.StatusUnprocessableEntity
			}
			if keys == nil {
				d.Kit.Fail(rw, r, err)
				return
			}
			d.showReport(rw, r, status, c.Report, wrong(keys...))
			return
		}
		added++
	}
	if added == 0 {
		d.showReport(rw, r, http.StatusUnprocessableEntity, c.Report, wrong("desk.need.after-photo"))
		return
	}
	http.Redirect(rw, r, reportPath(c.Report)+"?done=photo", http.StatusSeeOther)
}

func (d *Desk) dropPhoto(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	id, err := civic.ParseReportID(r.PathValue("photo")) // both are UUIDs
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	err = d.Cases.DropPhoto(r.Context(), c.Report, casework.Staff(kit.Who(r.Context()).Staff), civic.PhotoID(id))
	d.after(rw, r, c, err, "drop", emptyForms())
}
