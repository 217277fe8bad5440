package data

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/opendata"
	"priyom/portal/statistics"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// AuditExport is that somebody of the staff took reports as a file.
const AuditExport db.AuditAct = "export"

// Config is what the files are made from.
type Config struct {
	Kit  *kit.Kit
	Cube *statistics.Cube
}

// Data gives out files.
type Data struct {
	Config
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Data, error) {
	d := &Data{Config: c}
	var err error
	d.pages, err = c.Kit.Pages(files, nil, "data")
	return d, err
}

// Routes are the files and who they are for.
func (d *Data) Routes() []kit.Route {
	routes := []kit.Route{
		{Pattern: "GET /data", Access: kit.Everybody, Handler: d.page},
		{Pattern: "GET /data/dictionary.csv", Access: kit.Everybody, Handler: d.dictionary},
		{Pattern: "GET /data/figures.csv", Access: kit.Everybody, Handler: d.figures},
	}
	for _, form := range []form{formCSV, formXLSX, formGeoJSON} {
		routes = append(routes,
			kit.Route{Pattern: "GET /data/reports." + string(form), Access: kit.Everybody, Handler: d.reports(form)},
			kit.Route{Pattern: "GET /staff/data/reports." + string(form), Access: kit.Staff(accounts.RightRead), Handler: d.inner(form)})
	}
	return routes
}

// form is how a file is written.
type form string

const (
	formCSV     form = "csv"
	formXLSX    form = "xlsx"
	formGeoJSON form = "geojson"
)

func (f form) media() string {
	switch f {
	case formXLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case formGeoJSON:
		return "application/geo+json"
	}
	return "text/csv; charset=utf-8"
}

// table is what a request asks for.
func (d *Data) table(r *http.Request) *opendata.Table {
	q := r.URL.Query()
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	t := &opendata.Table{DB: d.Kit.DB, Columns: opendata.Public(), Words: opendata.Words{Lang: d.Kit.Language(r), Known: d.Kit.Classifier, Base: scheme + r.Host + "/reports/"}}
	t.Filter = db.CaseFilter{
		Settlement: q.Get("settlement"), Theme: civic.ThemeSlug(q.Get("theme")), Department: civic.DepartmentSlug(q.Get("department")),
		Status: civic.Status(q.Get("status")),
	}
	if m, ok := statistics.ParseMonth(q.Get("from")); ok {
		t.Filter.From = d.begins(m)
	}
	if m, ok := statistics.ParseMonth(q.Get("to")); ok {
		t.Filter.Till = d.begins(m + 1)
	}
	return t
}

// begins is a month's first moment by the portal's clock.
func (d *Data) begins(m statistics.Month) time.Time {
	return time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, d.Kit.Location)
}

// reports gives out what the public sees.
func (d *Data) reports(as form) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Link", "<"+opendata.License+`>; rel="license"`)
		d.send(rw, r, as, d.table(r))
	}
}

// inner gives out everything, to staff; those of a department get theirs. It is noted before the first byte goes.
func (d *Data) inner(as form) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		who := kit.Who(r.Context()).Staff
		t := d.table(r)
		t.Columns, t.Filter.Hidden, t.Words.Base = opendata.Inner(), true, strings.TrimSuffix(t.Words.Base, "/reports/")+"/staff/reports/"
		if own := who.Department; own != "" && (who.Role == civic.RoleDepartment || who.Role == civic.RoleInspector) {
			t.Filter.Department = own
		}
		err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
			return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: AuditExport, Object: "reports." + string(as), Detail: asked(t.Filter)})
		})
		if err != nil {
			d.Kit.Fail(rw, r, err)
			return
		}
		d.send(rw, r, as, t)
	}
}

// asked is a filter in the audit log.
func asked(f db.CaseFilter) string {
	parts := []string{}
	for _, p := range []struct{ name, value string }{
		{"settlement", f.Settlement}, {"theme", string(f.Theme)}, {"department", string(f.Department)}, {"status", string(f.Status)},
	} {
		if p.value != "" {
			parts = append(parts, p.name+"="+p.value)
		}
	}
	for _, p := range []struct {
		name string
		at   time.Time
	}{{"from", f.From}, {"till", f.Till}} {
		if !p.at.IsZero() {
			parts = append(parts, p.name+"="+p.at.Format(time.DateOnly))
		}
	}
	return strings.Join(parts, " ")
}

// send writes a table. After the first byte there is no way to say that something went wrong but to break the line: then
// nobody takes half a file for a whole one.
func (d *Data) send(rw http.ResponseWriter, r *http.Request, as form, t *opendata.Table) {
	h := rw.Header()
	h.Set("Content-Type", as.media())
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="reports-%s.%s"`, d.Kit.DB.Now().In(d.Kit.Location).Format(time.DateOnly), as))
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	to := &counted{to: rw}
	var err error
	switch as {
	case formCSV:
		err = t.WriteCSV(r.Context(), to, opendata.CSV{Excel: r.URL.Query().Has("excel")})
	case formXLSX:
		err = t.WriteXLSX(r.Context(), to)
	case formGeoJSON:
		err = t.WriteGeoJSON(r.Context(), to)
	}
	switch {
	case err == nil:
	case to.n == 0:
		h.Del("Content-Disposition")
		d.Kit.Fail(rw, r, err)
	default:
		if r.Context().Err() == nil {
			d.Kit.Log.ErrorContext(r.Context(), "export", "path", r.Pattern, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// counted knows whether anything was written.
type counted struct {
	to io.Writer
	n  int64
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}

// dictionary says what the columns mean, in all languages.
func (d *Data) dictionary(rw http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	head := []string{"column", "kind", "for"}
	for _, lang := range civic.Langs() {
		head = append(head, string(lang))
	}
	err := w.Write(head)
	for i, c := range opendata.Inner() {
		whom := "everybody"
		if i >= len(opendata.Public()) {
			whom = "staff"
		}
		line := []string{c.Name, string(c.Kind), whom}
		for _, lang := range civic.Langs() {
			word, wrong := d.Kit.Words(lang)("opendata.column." + c.Name)
			line, err = append(line, word), errors.Join(err, wrong)
		}
		err = errors.Join(err, w.Write(line))
	}
	w.Flush()
	d.small(rw, r, "dictionary.csv", b.Bytes(), errors.Join(err, w.Error()))
}

// small sends a file that was written in memory.
func (d *Data) small(rw http.ResponseWriter, r *http.Request, name string, content []byte, err error) {
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", formCSV.media())
	rw.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	rw.Header().Set("Link", "<"+opendata.License+`>; rel="license"`)
	rw.Header().Set("Cache-Control", "public, max-age=300")
	_, _ = rw.Write(content) // whoever went away doesn't miss it
}
