package web_test

import (
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	practice "priyom/assets/district"
	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/demo"
	"priyom/portal/portaltest"
)

// publish lets everybody see a report, and gives it to the department of health.
func (d *district) publish(t testing.TB, r civic.Report) {
	t.Helper()
	by := casework.Actor{Role: civic.RoleModerator, Account: [16]byte{7}, Rights: accounts.UsualRights(civic.RoleModerator)}
	if _, err := d.Casework().Act(t.Context(), casework.Deed{Report: r.ID, Act: civic.ActAssign, By: by, Department: "health"}); err != nil {
		t.Fatal(err)
	}
}

// exports are the lines of the audit log about files that staff took.
func (d *district) exports(t testing.TB) (lines []db.Audit) {
	t.Helper()
	rows, err := portaltest.Raw(t, d.Home).Query("SELECT actor, detail FROM audit WHERE act = 'export'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var a db.Audit
		var actor []byte
		if err := rows.Scan(&actor, &a.Detail); err != nil {
			t.Fatal(err)
		}
		copy(a.Actor[:], actor)
		lines = append(lines, a)
	}
	return lines
}

// The public's page counts what a moderator published, in every language; staff's counts everything.
func TestStatistics(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	nobody, moderator := d.Nobody(t), d.Staff(t, "moderator", civic.RoleModerator, "")
	for _, lang := range civic.Langs() {
		r := nobody.Get("/statistics?lang=" + string(lang))
		if r.StatusCode != http.StatusOK || len(r.Body) > 100_000 || strings.Contains(r.Body, "style=") || strings.Count(r.Body, "<script") != 1 {
			t.Errorf("%s: %d, %d bytes", lang, r.StatusCode, len(r.Body))
		}
		for _, never := range append(personal(), d.bare.Text, d.coming.Number) {
			if strings.Contains(r.Body, never) {
				t.Errorf("%s: %q", lang, never)
			}
		}
	}
	if r := nobody.Get("/statistics?lang=en"); !strings.Contains(r.Body, "<span>Received</span></span><b>1</b>") || strings.Contains(r.Body, "Executors") {
		t.Errorf("the public's: %s", r.Body)
	}
	if r := moderator.Get("/staff/statistics?lang=en"); !strings.Contains(r.Body, "<span>Received</span></span><b>5</b>") {
		t.Errorf("staff's: %s", r.Body)
	}
	for _, path := range []string{"/statistics?from=2025-01&to=2025-02&lang=en", "/statistics?theme=gas&lang=en", "/statistics?settlement=%D0%9D%D0%B8%D0%B3%D0%B4%D0%B5&lang=en"} {
		if r := nobody.Get(path); r.StatusCode != http.StatusOK || !strings.Contains(r.Body, "Nothing in this period") {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	for _, path := range []string{"/statistics?from=%00&to=zzz&settlement=%27%3B--&theme=%3Cscript%3E&department=%FF", "/statistics?from=0001-01&to=9999-12", "/statistics?from=2026-11&to=2020-01"} {
		if r := nobody.Get(path); r.StatusCode != http.StatusOK || strings.Contains(r.Body, "<script>") {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

// People of a department see their own department's figures and files, whatever they ask for.
func TestDepartmentSeesItsOwn(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	health, water := d.Staff(t, "health", civic.RoleDepartment, "health"), d.Staff(t, "water", civic.RoleDepartment, "water")
	if r := health.Get("/staff/statistics?lang=en&department=water"); !strings.Contains(r.Body, "<b>1</b>") {
		t.Errorf("health: %s", r.Body)
	}
	if r := water.Get("/staff/statistics?lang=en&department=health"); !strings.Contains(r.Body, "Nothing in this period") {
		t.Errorf("water: %s", r.Body)
	}
	if r := water.Get("/staff/data/reports.csv?department=health"); strings.Contains(r.Body, d.shown.Number) || strings.Count(r.Body, "\r\n") != 1 {
		t.Errorf("water: %s", r.Body)
	}
	if r := health.Get("/staff/data/reports.csv"); !strings.Contains(r.Body, d.shown.Number) {
		t.Errorf("health: %s", r.Body)
	}
}

// Files of everybody hold what a moderator published and nobody's name; what staff take is noted.
func TestFiles(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	nobody, head := d.Nobody(t), d.Staff(t, "head", civic.RoleHead, "")
	for path, kind := range map[string]string{
		"/data/reports.csv": "text/csv", "/data/reports.csv?excel": "text/csv", "/data/reports.geojson": "application/geo+json", "/data/figures.csv": "text/csv",
		"/data/dictionary.csv": "text/csv", "/data": "text/html",
	} {
		r := nobody.Get(path)
		if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d, %s", path, r.StatusCode, r.Header.Get("Content-Type"))
		}
		if strings.HasPrefix(path, "/data/reports") && !strings.Contains(r.Body, d.shown.Number) {
			t.Errorf("%s: %s isn't in it", path, d.shown.Number)
		}
		for _, never := range append(personal(), d.bare.Text, d.coming.Number, "executor,", "снято Розой") {
			if strings.Contains(r.Body, never) && path != "/data/dictionary.csv" {
				t.Errorf("%s: %q", path, never)
			}
		}
	}
	book, err := excelize.OpenReader(strings.NewReader(nobody.Get("/data/reports.xlsx").Body))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := book.GetRows("reports 1"); err != nil || len(rows) != 2 || rows[1][1] != d.shown.Number {
		t.Errorf("%q, %v", rows, err)
	}
	inner := head.Get("/staff/data/reports.csv?theme=health")
	for _, never := range personal() {
		if strings.Contains(inner.Body, never) {
			t.Errorf("staff's file: %q", never)
		}
	}
	if !strings.Contains(inner.Body, d.coming.Number) || !strings.Contains(inner.Body, ",executor,") {
		t.Errorf("staff's file: %s", inner.Body)
	}
	if noted := d.exports(t); len(noted) != 1 || noted[0].Actor != head.Account || !strings.Contains(noted[0].Detail, "theme=health") {
		t.Errorf("noted: %+v", noted)
	}
}

// The density map is drawn on the district's map, by day and by night; without a map the page goes without.
func TestDensityMap(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	nobody := d.Nobody(t)
	if r := nobody.Get("/statistics/map.png"); r.StatusCode != http.StatusNotFound || strings.Contains(nobody.Get("/statistics").Body, "map.png") {
		t.Errorf("without a map: %d", r.StatusCode)
	}
	path, err := practice.Put(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutMap(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	day, night := nobody.Get("/statistics/map.png"), nobody.Get("/statistics/map.png?dark")
	for _, r := range []portaltest.Reply{day, night} {
		if img, err := png.Decode(strings.NewReader(r.Body)); err != nil || img.Bounds().Dx() < 1000 {
			t.Errorf("%d, %v", r.StatusCode, err)
		}
	}
	if day.Body == night.Body {
		t.Error("night looks like day")
	}
	if r := nobody.Do(http.MethodGet, "/statistics/map.png", nil, header("If-None-Match", day.Header.Get("ETag"))); r.StatusCode != http.StatusNotModified {
		t.Errorf("known already: %d", r.StatusCode)
	}
}

// A whole year as people see it, on a desk and on a telephone.
func TestStatisticsInABrowser(t *testing.T) {
	home := t.TempDir()
	until := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	_, err := demo.Make(t.Context(), demo.Options{Home: home, Reports: 80, Seed: 2, Until: until})
	if err != nil {
		t.Fatal(err)
	}
	p := portaltest.Start(t, home, 0)
	ctx := browser(t)
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		for _, lang := range civic.Langs() {
			s := visit(t, ctx, window.width, window.height, p.Server.URL+"/statistics?lang="+string(lang), "statistics-"+string(lang))
			if !strings.Contains(s.Text, "Светлояровск") || len(s.Images) != 1 {
				t.Errorf("%s at %d: %q, %s", lang, window.width, s.Images, s.Text)
			}
			visit(t, ctx, window.width, window.height, p.Server.URL+"/data?lang="+string(lang), "data-"+string(lang))
		}
	}
}

// While everything is counted anew pages answer and say so; what other programs take must be whole, and waits.
func TestFiguresThatAreBeingCounted(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	d.get(t, "/statistics?lang=ru").expect(t, http.StatusOK, nil, "пересчитываются")
	raw := portaltest.Raw(t, d.Home)
	for _, c := range []struct{ through, percent string }{{"0", "готово 0 %"}, {"(SELECT value / 2 FROM counter WHERE name = 'arrival')", "готово "}} {
		if _, err := raw.Exec("UPDATE counter SET value = " + c.through + " WHERE name = 'figures.through'"); err != nil {
			t.Fatal(err)
		}
		d.get(t, "/statistics?lang=ru").expect(t, http.StatusOK, []string{"пересчитываются", c.percent})
		p := d.get(t, "/data/figures.csv?lang=en")
		p.expect(t, http.StatusServiceUnavailable, []string{"Try again in a minute"})
		if p.Header.Get("Retry-After") == "" {
			t.Error("nobody knows when to ask again")
		}
	}
}
