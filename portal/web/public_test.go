package web_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/portaltest"
)

var (
	senior = casework.Actor{Role: civic.RoleSenior, Rights: accounts.Rights()}
	works  = casework.Actor{Role: civic.RoleDepartment, Rights: accounts.Rights(), Department: "health"}
)

func (d *district) act(t testing.TB, r civic.Report, act civic.Action, by casework.Actor, change ...func(*casework.Deed)) {
	t.Helper()
	deed := casework.Deed{Report: r.ID, Act: act, By: by}
	for _, f := range change {
		f(&deed)
	}
	if _, err := d.Casework().Act(t.Context(), deed); err != nil {
		t.Fatalf("%s: %v", act, err)
	}
}

// solve brings a report to its end, with a photo of what was done.
func (d *district) solve(t testing.TB, r civic.Report) {
	t.Helper()
	d.Clock.Add(30 * time.Hour)
	d.act(t, r, civic.ActStart, works)
	d.Clock.Add(30 * time.Hour)
	after := portaltest.Taken(t, 9, r.Place.Position, d.Clock.Now().Add(-time.Hour))
	if _, err := d.Casework().AddPhoto(t.Context(), r.ID, works, after); err != nil {
		t.Fatal(err)
	}
	d.act(t, r, civic.ActSolve, works)
}

func (d *district) hide(t testing.TB, r civic.Report) {
	t.Helper()
	c, err := d.Casework().Case(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Casework().Show(t.Context(), r.ID, c.Version, senior, false, "опубликовано по ошибке"); err != nil {
		t.Fatal(err)
	}
}

func reportPath(r civic.Report) string { return "/reports/" + r.ID.String() }

func publicPhoto(b civic.BlobRef) string {
	return strings.Replace(photo(b), "/staff/photos/", "/photos/", 1)
}

// everywhere is every address at which the public might come to see a report.
func everywhere(r civic.Report) []string {
	q := url.QueryEscape
	return []string{
		"/", "/list", "/map/panel", "/embed", "/embed?view=list", "/feed.rss", "/feed.json", "/feed.rss?theme=health", "/sitemap/0.xml", "/search?q=" + q(r.Number),
		"/search?q=" + q(r.Text), "/list?q=" + q(r.Place.Address), "/list?settlement=" + q(r.Place.Settlement), "/map/cards?bbox=28,46,30,48", "/overdue",
	}
}

// Nothing that isn't published is seen anywhere; once it is, it is seen everywhere, and once it is hidden, nowhere again.
func TestOnlyWhatIsPublished(t *testing.T) {
	d := newDistrict(t)
	unseen := func(when string) {
		t.Helper()
		for _, path := range everywhere(d.shown) {
			p := d.get(t, path, behindAProxy)
			for _, never := range []string{d.shown.ID.String(), "Медпункт", "третий день"} {
				if path == "/search?q="+url.QueryEscape(d.shown.Text) && never != d.shown.ID.String() {
					continue // it repeats what was typed
				}
				if strings.Contains(p.body, never) {
					t.Errorf("%s: %s shows %q", when, path, never)
				}
			}
			if p.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s: %s: %s", when, path, p.Status)
			}
		}
		for _, path := range []string{reportPath(d.shown), reportPath(d.shown) + "/map.png", publicPhoto(d.copied), publicPhoto(d.preview), publicPhoto(d.private), publicPhoto(d.leaky)} {
			if p := d.get(t, path, behindAProxy); p.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s: %s", when, path, p.Status)
			}
		}
		if p := d.get(t, "/map/points?bbox=28,46,30,48&zoom=8", behindAProxy); p.body != `{"clusters":[]}` {
			t.Errorf("%s: the map shows %s", when, p.body)
		}
	}
	unseen("before")
	d.publish(t, d.shown)
	for _, path := range everywhere(d.shown) {
		if path == "/overdue" || path == "/embed" {
			continue // it isn't late, and the map is drawn by its script
		}
		if p := d.get(t, path, behindAProxy); p.StatusCode != http.StatusOK || !strings.Contains(p.body, d.shown.ID.String()) {
			t.Errorf("published: %s: %s doesn't show it", path, p.Status)
		}
	}
	d.get(t, reportPath(d.shown), behindAProxy).expect(t, http.StatusOK, []string{d.shown.Number, "Медпункт &lt;b&gt;на замке&lt;/b&gt;", publicPhoto(d.copied)}, personal()...)
	for path, want := range map[string]int{
		publicPhoto(d.copied): http.StatusOK, publicPhoto(d.preview): http.StatusOK, publicPhoto(d.private): http.StatusNotFound, publicPhoto(d.leaky): http.StatusNotFound,
		reportPath(d.bare): http.StatusNotFound, "/reports/" + civic.ReportID{9}.String(): http.StatusNotFound, "/reports/..%2fstaff": http.StatusNotFound,
	} {
		if p := d.get(t, path, behindAProxy); p.StatusCode != want {
			t.Errorf("published: %s: %s", path, p.Status)
		}
	}
	if p := d.get(t, "/map/points?bbox=28,46,30,48&zoom=8", behindAProxy); !strings.Contains(p.body, "[1,0,0,0,0]") {
		t.Errorf("the map shows %s", p.body)
	}
	d.hide(t, d.shown)
	unseen("hidden")
}

// The page tells what became of a report: who answers, what was done, what was said in public; no names, and nothing that is private.
func TestReportAsThePublicSeesIt(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	say := func(text string, private bool) {
		if _, err := d.Message(t.Context(), d.shown.Number, civic.Message{Text: text, Author: "Ветров А. Б., инспектор", Private: private}); err != nil {
			t.Fatal(err)
		}
	}
	say("Открывали вчера?", false)
	say("Спросите у Розы тихо", true)
	if _, err := d.Answer(t.Context(), d.shown.Number, civic.Answer{Text: "Уважаемая Роза Львовна!\nВрач придёт в среду.", Signatory: "Ветров А. Б., глава", Number: "12-45", Final: true}); err != nil {
		t.Fatal(err)
	}
	d.get(t, reportPath(d.shown), behindAProxy).expect(t, http.StatusOK, []string{
		"Направлено", "Открывали вчера?", "Ответ №\u00a012-45", "Врач придёт в среду.", "с. Ставчены", "модератор",
	}, append(personal(), "Роза Львовна", "Ветров", "тихо", "compare", "Текст изменён")...)
	if p := d.get(t, reportPath(d.shown), behindAProxy); strings.Contains(p.body, "figure") && strings.Contains(p.body, "Стало") {
		t.Error("there is an after-photo before anything was done")
	}
	d.solve(t, d.shown)
	solved := d.get(t, reportPath(d.shown), behindAProxy)
	solved.expect(t, http.StatusOK, []string{`class="compare"`, "Было", "Стало", "0 м от места", "Решено"}, personal()...)
	photos := regexp.MustCompile(`/photos/[0-9a-f]{64}`).FindAllString(solved.body, -1)
	for _, path := range photos {
		if p := d.get(t, path, behindAProxy); p.StatusCode != http.StatusOK || strings.Contains(p.body, "Exif") {
			t.Errorf("%s: %s", path, p.Status)
		}
	}
	c, err := d.Casework().Case(t.Context(), d.shown.ID)
	if err != nil {
		t.Fatal(err)
	}
	text := "Медпункт закрыт"
	if _, err := d.Casework().Edit(t.Context(), casework.Change{Report: d.shown.ID, Version: c.Version, By: senior, Text: &text}); err != nil {
		t.Fatal(err)
	}
	d.get(t, reportPath(d.shown), behindAProxy).expect(t, http.StatusOK, []string{"Медпункт закрыт", "Текст изменён модератором"}, "на замке")
}

// Filters say what they mean on every page, and what nobody understands is left out.
func TestFilters(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	d.publish(t, d.coming)
	d.solve(t, d.coming) // some days later, when the other one is late
	count := func(query string) int {
		t.Helper()
		p := d.get(t, "/list?"+query, behindAProxy)
		if p.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", query, p.Status)
		}
		return strings.Count(p.body, `class="row"`)
	}
	for query, want := range map[string]int{
		"": 2, "group=new": 0, "group=done": 1, "group=late&group=done": 2, "group=late": 1, "group=nonsense": 2, "theme=health": 2, "theme=roads": 0, "theme=' OR 1=1": 2,
		"settlement=Ставчены": 2, "settlement=Нигде": 0, "department=health": 2, "department=water": 0, "from=2026-11&to=2026-11": 2, "to=2026-10": 0, "from=2026-12": 0,
		"from=2026-12&to=2026-10": 2, "from=x&to=9999999-99": 2, "bbox=28.8,47,28.9,47.1": 2, "bbox=1,1,2,2": 0, "bbox=9,9,1,1": 2, "bbox=NaN,0,1,Inf": 2,
		"q=медпункт": 1, "q=" + url.QueryEscape(d.shown.Number): 1, "q=%25": 0, "q=%": 2, "before=-5": 2, "before=1": 0, "group=late&theme=health&settlement=Ставчены&q=замке": 1,
	} {
		if got := count(strings.ReplaceAll(query, " ", "%20")); got != want {
			t.Errorf("%q: %d reports, not %d", query, got, want)
		}
	}
	p := d.get(t, "/list?group=new&theme=health", behindAProxy)
	p.expect(t, http.StatusOK, []string{`href="/list?group=new&amp;group=done&amp;theme=health"`, `aria-current="true"`, `<option value="health" selected>`})
}

// The list goes on where the page before ended, whatever arrives in between.
func TestListHasPages(t *testing.T) {
	d := newDistrict(t)
	var told []civic.Report
	for i := range 45 {
		r := d.device.Report()
		r.Text = fmt.Sprintf("Обращение номер %d", i)
		d.device.Tell([32]byte{}, r)
		told = append(told, r)
	}
	d.device.PushAll()
	for _, r := range told {
		d.publish(t, r)
	}
	seen, next := map[string]bool{}, "/list?theme=health"
	for range 5 {
		if next == "" {
			break
		}
		p := d.get(t, next, behindAProxy)
		for _, m := range regexp.MustCompile(`href="/reports/([^"]+)"`).FindAllStringSubmatch(p.body, -1) {
			if seen[m[1]] {
				t.Errorf("%s is there twice", m[1])
			}
			seen[m[1]] = true
		}
		next = ""
		if m := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(p.body); m != nil {
			next = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if len(seen) != len(told) {
		t.Errorf("%d of %d", len(seen), len(told))
	}
}

// The map's data has an ETag, is refused where it would be too much, and says so to programs.
func TestPoints(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	p := d.get(t, "/map/points?bbox=28.8,47,28.9,47.1&zoom=14", behindAProxy)
	var got struct{ Clusters [][]any }
	if err := json.Unmarshal([]byte(p.body), &got); err != nil || len(got.Clusters) != 1 || len(got.Clusters[0]) != 7 {
		t.Fatalf("%v: %s", err, p.body)
	}
	if lat := got.Clusters[0][0].(float64); lat < 47.0811 || lat > 47.0813 {
		t.Errorf("at %v", lat)
	}
	tag := p.Header.Get("ETag")
	if again := d.get(t, "/map/points?bbox=28.8,47,28.9,47.1&zoom=14", behindAProxy, header("If-None-Match", tag)); tag == "" || again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("%q: %s", tag, again.Status)
	}
	d.publish(t, d.coming)
	if again := d.get(t, "/map/points?bbox=28.8,47,28.9,47.1&zoom=14", behindAProxy, header("If-None-Match", tag)); again.StatusCode != http.StatusOK || !strings.Contains(again.body, "[2,0,0,0,0]") {
		t.Errorf("after a change: %s %s", again.Status, again.body)
	}
	for _, query := range []string{"", "bbox=1,2,3,4", "zoom=3", "bbox=1,2,3,4&zoom=99", "bbox=-180,-80,180,80&zoom=18", "bbox=a,b,c,d&zoom=5", "bbox=1,2,3,4&zoom=-1"} {
		if p := d.get(t, "/map/points?"+query, behindAProxy); p.StatusCode != http.StatusBadRequest || !strings.Contains(p.body, "bbox") || p.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%q: %s %s", query, p.Status, p.body)
		}
	}
}

// Feeds are well-formed and lead to the reports.
func TestFeeds(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	var rss struct {
		Items []struct {
			Link        string `xml:"link"`
			Description string `xml:"description"`
		} `xml:"channel>item"`
	}
	p := d.get(t, "/feed.rss", behindAProxy)
	if err := xml.Unmarshal([]byte(p.body), &rss); err != nil || len(rss.Items) != 1 || !strings.HasSuffix(rss.Items[0].Link, reportPath(d.shown)) || !strings.Contains(rss.Items[0].Description, "<b>на замке</b> & третий") {
		t.Errorf("%v: %s", err, p.body)
	}
	var feed struct{ Items []struct{ URL string } }
	p = d.get(t, "/feed.json?lang=en", behindAProxy)
	if err := json.Unmarshal([]byte(p.body), &feed); err != nil || len(feed.Items) != 1 || !strings.HasSuffix(feed.Items[0].URL, reportPath(d.shown)) {
		t.Errorf("%v: %s", err, p.body)
	}
	d.get(t, "/robots.txt", behindAProxy).expect(t, http.StatusOK, []string{"Disallow: /staff/", "/sitemap.xml"})
	var index struct {
		Maps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	p = d.get(t, "/sitemap.xml", behindAProxy)
	if err := xml.Unmarshal([]byte(p.body), &index); err != nil || len(index.Maps) != 1 {
		t.Fatalf("%v: %s", err, p.body)
	}
	d.get(t, "/sitemap/1.xml", behindAProxy).expect(t, http.StatusNotFound, nil)
	d.get(t, "/sitemap/x.xml", behindAProxy).expect(t, http.StatusNotFound, nil)
}

// Other sites may frame the widget, and nothing else.
func TestFrames(t *testing.T) {
	d := newDistrict(t)
	for _, path := range []string{"/embed", "/embed?view=list&theme=health&lang=uk"} {
		p := d.get(t, path, behindAProxy)
		if h := p.Header; p.StatusCode != http.StatusOK || !strings.HasSuffix(h.Get("Content-Security-Policy"), "frame-ancestors *") || h.Get("X-Frame-Options") != "" {
			t.Errorf("%s: %s, %q", path, p.Status, h.Get("Content-Security-Policy"))
		}
		if strings.Contains(p.body, "<header") {
			t.Errorf("%s has the whole page around it", path)
		}
	}
	for _, path := range []string{"/", "/list", "/search", "/about", "/staff/login"} {
		if p := d.get(t, path, behindAProxy); !strings.HasSuffix(p.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s may be framed", path)
		}
	}
}

// Scripts are sent packed to whom takes them so, for ever under an address that changes with them, and only those that there are.
func TestFrontFiles(t *testing.T) {
	d := newDistrict(t)
	d.publish(t, d.shown)
	m := regexp.MustCompile(`/front/report\.js\?v=[0-9a-f]+`).FindString(d.get(t, reportPath(d.shown)).body)
	if m == "" {
		t.Fatal("the page has no script")
	}
	p := d.get(t, m, header("Accept-Encoding", "gzip"))
	if p.StatusCode != http.StatusOK || p.Header.Get("Content-Encoding") != "gzip" || !strings.Contains(p.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("%s %v", p.Status, p.Header)
	}
	for _, path := range []string{"/front/nothing.js", "/front/.gitignore", "/front/..%2ffront.go", "/front/"} {
		if p := d.get(t, path); p.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, p.Status)
		}
	}
}

// What was uploaded by mistake isn't shown as what became of the spot.
func TestOnlyWhatShowsTheSpotIsShownAsDone(t *testing.T) {
	d := newDistrict(t)
	r := d.shown
	d.publish(t, r)
	d.act(t, r, civic.ActStart, works)
	elsewhere := r.Place.Position
	elsewhere.Lat += 3
	for i, taken := range [][]byte{portaltest.Taken(t, 5, r.Place.Position, d.Clock.Now().Add(-1000*time.Hour)), portaltest.Taken(t, 6, elsewhere, d.Clock.Now().Add(time.Hour))} {
		if _, err := d.Casework().AddPhoto(t.Context(), r.ID, works, taken); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	d.Clock.Add(30 * time.Hour)
	if _, err := d.Casework().AddPhoto(t.Context(), r.ID, works, portaltest.Taken(t, 9, r.Place.Position, d.Clock.Now().Add(-time.Hour))); err != nil {
		t.Fatal(err)
	}
	d.act(t, r, civic.ActSolve, works)
	if n := strings.Count(d.Nobody(t).Get(reportPath(r)).Status(200).Body, `alt="Стало"`); n != 1 {
		t.Errorf("%d photos show what was done", n)
	}
}
