package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"net/http"
	"strconv"

	"priyom/portal/db"
	"priyom/portal/opendata"
	"priyom/portal/statistics"
)

// figures gives out the sums that the public's statistics are made of: a line for each month, settlement, theme and department.
func (d *Data) figures(rw http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	err := w.Write([]string{"month", "settlement", "theme", "department", "received", "new", "in_work", "done", "refused", "overdue", "returned", "reworked", "replied", "solved", "rated", "rating_sum", "supporters"})
	if err == nil {
		err = d.Cube.Cells(r.Context(), func(c db.Cell, f *db.Figures) error {
			line := []string{statistics.Month(c.Period).String(), opendata.Harmless(c.Settlement), c.Theme, c.Department}
			for _, m := range []db.Measure{
				db.MeasureReceived, db.MeasureNew, db.MeasureWork, db.MeasureDone, db.MeasureRefused, db.MeasureOverdue, db.MeasureReturned, db.MeasureReworked,
				db.MeasureReplied, db.MeasureSolved, db.MeasureRated, db.MeasureRating, db.MeasureSupporters,
			} {
				line = append(line, strconv.FormatInt(f[m], 10))
			}
			return w.Write(line)
		})
	}
	if errors.Is(err, statistics.ErrCounting) {
		rw.Header().Set("Retry-After", "60")
		word, wrong := d.Kit.Words(d.Kit.Language(r))("data.counting")
		if wrong != nil {
			d.Kit.Fail(rw, r, wrong)
			return
		}
		http.Error(rw, word, http.StatusServiceUnavailable)
		return
	}
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	d.small(rw, r, "figures.csv", b.Bytes(), err)
}
