package data

import (
	"net/http"

	"priyom/portal/opendata"
	"priyom/portal/web/kit"
)

// column is a line of the dictionary.
type column struct {
	Name string
	Kind opendata.Kind
}

// page says what there is and what it means.
func (d *Data) page(rw http.ResponseWriter, r *http.Request) {
	var shown struct {
		Columns []column
		License string
	}
	for _, c := range opendata.Public() {
		shown.Columns = append(shown.Columns, column{c.Name, c.Kind})
	}
	shown.License = opendata.License
	d.pages.Show(rw, r, http.StatusOK, "data", kit.Page{Section: "/statistics", Data: shown})
}
