package figures

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/maps"
	"priyom/portal/statistics"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// The addresses of the pages.
const (
	publicPath = "/statistics"
	staffPath  = "/staff/statistics"
)

// Config is what the pages are made from.
type Config struct {
	Kit      *kit.Kit
	Cube     *statistics.Cube
	Hotspots *statistics.Hotspots
	Map      *maps.Drawing
}

// Figures draws the pages.
type Figures struct {
	Config
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Figures, error) {
	f := &Figures{Config: c}
	var err error
	f.pages, err = c.Kit.Pages(files, template.FuncMap{"choice": newChoice, "people": newPeople}, "statistics")
	return f, err
}

// Routes are the pages and who they are for.
func (f *Figures) Routes() []kit.Route {
	read := kit.Staff(accounts.RightRead)
	return []kit.Route{
		{Pattern: "GET " + publicPath, Access: kit.Everybody, Handler: f.page},
		{Pattern: "GET " + publicPath + "/map.png", Access: kit.Everybody, Handler: f.density},
		{Pattern: "GET " + staffPath, Access: read, Handler: f.page},
		{Pattern: "GET " + staffPath + "/map.png", Access: read, Handler: f.density},
	}
}

// choice is a field of the form, and people a table of departments or of who works there.
type (
	choice struct {
		Word, Name, All string
		Options         []option
	}
	people struct {
		Head string
		Rows []office
	}
)

func newChoice(word, name, all string, options []option) choice {
	return choice{word, name, all, options}
}

func newPeople(head string, rows []office) people { return people{head, rows} }

// asked is what a request asks for, and by whom.
type asked struct {
	statistics.Filter
	Path  string // of the page
	Weeks bool   // the trend goes by weeks
	Bound bool   // they see one department's only
	query url.Values
}

// page draws the statistics.
func (f *Figures) page(rw http.ResponseWriter, r *http.Request) {
	a := f.asked(r)
	report, err := f.Cube.Report(r.Context(), a.Filter)
	if err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	spots, err := f.Hotspots.Find(r.Context(), a.Filter)
	looking := errors.Is(err, statistics.ErrLooking)
	if err != nil && !looking {
		f.Kit.Fail(rw, r, err)
		return
	}
	names, err := f.executors(r, a)
	if err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	v := &drawer{Figures: f, asked: a, lang: f.Kit.Language(r), executors: names}
	v.t = f.Kit.Words(v.lang)
	data, err := v.draw(report, spots)
	if err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	_, _, noMap := f.Map.Open(r.Context())
	data.HasMap, data.Looking = noMap == nil, looking
	data.Counting, data.Percent = report.Counted < 100, report.Counted
	f.pages.Show(rw, r, http.StatusOK, "statistics", kit.Page{Section: a.Path, Data: data})
}

// asked reads a request. What it asks for that isn't there counts nothing, and the page says so.
func (f *Figures) asked(r *http.Request) asked {
	q := r.URL.Query()
	a := asked{Path: publicPath, Weeks: q.Get("by") == "weeks", query: q}
	a.Settlement, a.Theme, a.Department = q.Get("settlement"), q.Get("theme"), q.Get("department")
	now := statistics.MonthOf(f.Kit.DB.Now(), f.Kit.Location)
	a.From, a.To = now-11, now
	if m, ok := statistics.ParseMonth(q.Get("from")); ok {
		a.From = m
	}
	if m, ok := statistics.ParseMonth(q.Get("to")); ok {
		a.To = m
	}
	a.To = min(max(a.To, now-longest), now)
	a.From = min(max(a.From, a.To-longest), a.To)
	if staff := kit.Who(r.Context()).Staff; staff != nil && r.URL.Path != publicPath && r.URL.Path != publicPath+"/map.png" {
		a.Path, a.All = staffPath, true
		if own := staff.Department; own != "" && (staff.Role == civic.RoleDepartment || staff.Role == civic.RoleInspector) {
			a.Department, a.Bound = string(own), true
		}
	}
	return a
}

// longest is how many months a period may have beside its last.
const longest = 10 * 12

// executors are the names of staff, for staff.
func (f *Figures) executors(r *http.Request, a asked) (names map[string]string, err error) {
	if !a.All {
		return nil, nil
	}
	names = map[string]string{}
	err = f.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := tx.AllStaff()
		for _, s := range all {
			names[s.ID.String()] = s.Name
		}
		return err
	})
	return names, err
}

// address is the page with another value of something asked for; "" leaves it out.
func (a asked) address(path string, pairs ...string) string {
	q := url.Values{}
	for _, name := range []string{"from", "to", "settlement", "theme", "department", "by"} {
		if v := a.query.Get(name); v != "" {
			q.Set(name, v)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
