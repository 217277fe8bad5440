package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/assets"
	practice "priyom/assets/district"
	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// withDistrict offers the practice district's map, in which there are villages, streets and houses.
func (d *district) withDistrict(t *testing.T) {
	t.Helper()
	path, err := practice.Put(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutMap(t.Context(), path); err != nil {
		t.Fatal(err)
	}
}

// attached is a file of a form.
type attached struct {
	name    string
	content []byte
}

// send sends a form with files, as a browser does.
func send(s *portaltest.Somebody, path string, fields url.Values, files ...attached) portaltest.Reply {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, values := range fields {
		for _, v := range values {
			_ = m.WriteField(name, v)
		}
	}
	for _, f := range files {
		w, _ := m.CreateFormFile("photo", f.name)
		_, _ = w.Write(f.content)
	}
	_ = m.Close()
	return s.Do(http.MethodPost, path, nil, func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Body, r.ContentLength = io.NopCloser(&b), int64(b.Len())
	})
}

var stamps = regexp.MustCompile(`name="stamp" value="([^"]+)"`)

// stamp is the secret of a page's form.
func stamp(t *testing.T, r portaltest.Reply) string {
	t.Helper()
	found := stamps.FindStringSubmatch(r.Body)
	if found == nil {
		t.Fatalf("%s has no form: %.300s", r.Request.URL.Path, r.Body)
	}
	return found[1]
}

// asked is a form to report that somebody opened a minute ago.
func (d *district) asked(t *testing.T, s *portaltest.Somebody) url.Values {
	t.Helper()
	page := s.Get("/report/new").Status(http.StatusOK)
	d.Clock.Add(time.Minute)
	return url.Values{
		"stamp": {stamp(t, page)}, "act": {"send"}, "text": {"Яма во всю дорогу"}, "category": {"roads-pothole"}, "address": {"ул. Лесная, 12"}, "settlement": {"Ставчены"},
	}
}

// reported sends a report and returns the path of its secret link.
func (d *district) reported(t *testing.T, s *portaltest.Somebody, change url.Values) string {
	t.Helper()
	form := d.asked(t, s)
	for name, v := range change {
		form[name] = v
	}
	r := send(s, "/report/new", form).Status(http.StatusSeeOther)
	path, ok := strings.CutSuffix(r.Header.Get("Location"), "?sent")
	if !ok {
		t.Fatalf("led to %q: %s", r.Header.Get("Location"), r.Body)
	}
	return path
}

// numbered finds the report that a page is about.
func (d *district) numbered(t *testing.T, r portaltest.Reply) civic.ReportID {
	t.Helper()
	number := regexp.MustCompile(`№ (\S+?-\d+-\d+)`).FindStringSubmatch(r.Body)
	if number == nil {
		t.Fatalf("no number on %s", r.Request.URL.Path)
	}
	for id, report := range d.AllReports(t) {
		if report.Number == number[1] {
			return id
		}
	}
	t.Fatalf("no report %s", number[1])
	return civic.ReportID{}
}

// solved puts a report where its department says that it is done, with a photo.
func (d *district) solved(t *testing.T, id civic.ReportID) {
	t.Helper()
	moderator := casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()}
	roads := casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}
	d.done(t, casework.Deed{Report: id, Act: civic.ActAssign, By: moderator, Department: "roads", Comment: "Дорожникам"})
	d.done(t, casework.Deed{Report: id, Act: civic.ActStart, By: roads})
	d.repaired(t, id)
}

// repaired says that a report in work is done.
func (d *district) repaired(t *testing.T, id civic.ReportID) {
	t.Helper()
	roads := casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}
	if _, err := d.Casework().AddPhoto(t.Context(), id, roads, portaltest.Taken(t, byte(d.Clock.Now().Minute()), spotOf, d.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	d.Clock.Add(time.Minute)
	d.done(t, casework.Deed{Report: id, Act: civic.ActSolve, By: roads})
}

func (d *district) done(t *testing.T, deed casework.Deed) {
	t.Helper()
	if _, err := d.Casework().Act(t.Context(), deed); err != nil {
		t.Fatalf("%s: %v", deed.Act, err)
	}
	d.Clock.Add(time.Minute)
}

// spotOf is where the reports of these tests are.
var spotOf = civic.Position{Lat: 47.0812, Lon: 28.8721}

// pinned is the pin of a form on that spot.
func pinned() url.Values {
	return url.Values{"lat": {"47.0812"}, "lon": {"28.8721"}, "source": {"map"}}
}

func classifier(t *testing.T) *civic.Classifier {
	t.Helper()
	c, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
