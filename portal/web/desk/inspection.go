package desk

import (
	"io"
	"net/http"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// inspected is what an inspector found, as staff see it.
type inspected struct {
	db.Inspection
	Who     string // the account of whoever has the device; "": it isn't one person's
	Place   string // the device's
	Code    string
	Shots   []shot
	Metres  int // to the spot, of the nearest photo
	Placed  bool
	Doubt   int
	Answers []answeredCheck
	Voice   string // address; "" without one
	Seconds int
}

type answeredCheck struct {
	Ask   string
	State civic.CheckState
}

// inspections are what was found about a case, the last first.
func (w *drawer) inspections(c db.Case) (list []inspected, err error) {
	found, err := w.tx.Inspections(c.Report)
	if err != nil {
		return nil, err
	}
	for _, i := range slices.Backward(found) {
		v := inspected{Inspection: i, Seconds: int(i.VoiceFor / time.Second)}
		d, err := w.tx.Device(i.Device)
		if err != nil {
			return nil, err
		}
		v.Who, v.Place, v.Code = w.name(d.Staff), d.Place, d.Code
		photos, err := w.tx.InspectionPhotos(i.ID, i.Device)
		if err != nil {
			return nil, err
		}
		for n, named := range i.Photos {
			p := db.Photo{Photo: named}
			if at := slices.IndexFunc(photos, func(p db.Photo) bool { return p.ID == named.ID }); at >= 0 {
				p = photos[at]
			}
			v.Shots = append(v.Shots, newShot(n+1, p))
		}
		if best, ok := (civic.Task{Place: c.Place, CapturedAt: c.Captured}).Best(i.Inspection); ok && best.Measured {
			v.Placed, v.Metres, v.Doubt = true, int(best.Distance), int(best.Doubt)
		}
		for _, a := range i.Checks {
			ask := string(a.Slug) // of another version
			if q, ok := w.checklists.Question(a.Slug); ok {
				ask = q.Ask.In(w.lang)
			}
			v.Answers = append(v.Answers, answeredCheck{ask, a.State})
		}
		if !i.Inspection.Voice.IsZero() {
			v.Voice = reportPath(c.Report) + "/voice/" + i.ID.String()
		}
		list = append(list, v)
	}
	return list, nil
}

// voice sends what an inspector said on the spot.
func (d *Desk) voice(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.find(rw, r)
	if !ok {
		return
	}
	id, err := civic.ParseInspectionID(r.PathValue("inspection"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	var i db.Inspection
	here := false
	err = d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		if i, err = tx.Inspection(id); err != nil {
			return err
		}
		_, err := tx.Blob(i.Voice.SHA256)
		here = err == nil
		return ignoreMissing(err)
	})
	if err != nil || i.Report != c.Report || !here {
		if err = ignoreMissing(err); err == nil {
			d.Kit.Missing(rw, r) // it is still on its way
			return
		}
		d.Kit.Fail(rw, r, err)
		return
	}
	f, err := d.Pictures.Blobs.Open(r.Context(), i.Voice.SHA256)
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head) // shorter than that is no mistake
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	kind := http.DetectContentType(head[:n])
	switch kind {
	case "audio/wave", "audio/mpeg", "audio/aiff", "audio/basic":
	case "application/ogg": // a computer's Opus
		kind = "audio/ogg"
	case "video/mp4", "video/webm": // the same boxes hold sound alone
		kind = "audio/" + kind[len("video/"):]
	default:
		kind = "application/octet-stream"
		rw.Header().Set("Content-Disposition", "attachment")
	}
	rw.Header().Set("Content-Type", kind)
	rw.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(rw, r, "", time.Time{}, f)
}

// visitIcon is what stands before the word for what came of an inspection.
func visitIcon(r civic.Result) string {
	switch r {
	case civic.ResultDone:
		return "check"
	case civic.ResultReview:
		return "eye"
	case civic.ResultWaiting:
		return "camera"
	}
	return "alert"
}
