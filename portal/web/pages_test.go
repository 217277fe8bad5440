package web_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// personal is what must be on no page.
func personal() []string {
	who := portaltest.Canary()
	return []string{"Канарейкина", "555-0142", who.Address, who.Consent.Sheet}
}

func (p page) expect(t *testing.T, status int, has []string, hasNot ...string) {
	t.Helper()
	if p.StatusCode != status {
		t.Errorf("%s: %s", p.Request.URL.Path, p.Status)
	}
	for _, want := range has {
		if !strings.Contains(p.body, want) {
			t.Errorf("%s has no %q", p.Request.URL.Path, want)
		}
	}
	for _, never := range append(hasNot, personal()...) {
		if strings.Contains(p.body, never) {
			t.Errorf("%s has %q", p.Request.URL.Path, never)
		}
	}
}

func TestListInThreeLanguages(t *testing.T) {
	d := newDistrict(t)
	for lang, words := range map[string][]string{
		"ru": {`<html lang="ru">`, "Приём · Заречный район", "1 фото", "24 ноября 2026, 09:00", "На проверке"},
		"uk": {`<html lang="uk">`, "Прийом · Заречный район", "1 фото", "24 листопада 2026, 09:00", "На перевірці"},
		"en": {`<html lang="en">`, "Priyom · Заречный район", "1 photo", "24 November 2026, 09:00", "In review"},
	} {
		t.Run(lang, func(t *testing.T) {
			p := d.get(t, "/staff/reports?lang="+lang)
			p.expect(t, http.StatusOK, append(words, photo(d.preview), html.EscapeString(d.shown.Text), "/staff/reports/"+d.bare.ID.String(), d.broken.Number),
				d.shown.Text, photo(d.leaky), photo(d.private), "{{", "<no value>")
			if got := strings.Count(p.body, `<li class="card">`); got != 5 {
				t.Errorf("%d cards", got)
			}
			if i, j := strings.Index(p.body, d.shown.Number), strings.Index(p.body, d.coming.Number); i > j {
				t.Error("the newest isn't first")
			}
			header := p.Header
			if header.Get("Content-Language") != lang || header.Get("Cache-Control") != "private, no-store" {
				t.Errorf("%v", header)
			}
		})
	}
}

func TestLanguageIsRememberedAndGuessed(t *testing.T) {
	d := newDistrict(t)
	p := d.get(t, "/staff/reports?lang=uk")
	cookies := p.Cookies()
	if len(cookies) != 1 || cookies[0].Value != "uk" {
		t.Fatalf("%v", cookies)
	}
	for name, row := range map[string]struct {
		change func(*http.Request)
		want   string
	}{
		"cookie":              {func(r *http.Request) { r.AddCookie(cookies[0]) }, "uk"},
		"unknown cookie":      {func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "lang", Value: "xx"}) }, "ru"},
		"browser's":           {header("Accept-Language", "en-GB,en;q=0.8"), "en"},
		"browser's second":    {header("Accept-Language", "ro,uk;q=0.7"), "uk"},
		"browser's are other": {header("Accept-Language", "ro,fr"), "ru"},
		"garbage":             {header("Accept-Language", ";;;q=9"), "ru"},
	} {
		if got := d.get(t, "/staff/reports", row.change).Header.Get("Content-Language"); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

func TestReportPages(t *testing.T) {
	d := newDistrict(t)
	path := func(r civic.Report) string { return "/staff/reports/" + r.ID.String() + "?lang=ru" }
	d.get(t, path(d.shown)).expect(t, http.StatusOK, []string{
		html.EscapeString(d.shown.Text), d.shown.Number, "ул. Лесная, 12", "Ставчены", "47.08120, 28.87210", photo(d.copied), "Доставлено",
	}, d.shown.Text)
	d.get(t, path(d.bare)).expect(t, http.StatusOK, []string{d.bare.Text, d.bare.Number}, "0.00000", "<img", `class="gallery"`)
	d.get(t, path(d.broken)).expect(t, http.StatusOK, []string{"не читается"}, photo(d.private), "<img")
	d.get(t, path(d.unfit)).expect(t, http.StatusOK, []string{d.unfit.Text}, photo(d.leaky), "<img")
	d.get(t, path(d.coming)).expect(t, http.StatusOK, []string{d.coming.Text}, "<img")
	for _, missing := range []string{"/staff/reports/" + civic.ReportID{1}.String(), "/staff/reports/garbage", "/staff/reports/..%2f..%2fkeys.json", "/keys.json", "/portal.db"} {
		d.get(t, missing).expect(t, http.StatusNotFound, []string{`class="card empty"`})
	}
}

// Only what was found to be a scrubbed copy leaves the portal, under whatever name it is asked for.
func TestPhotos(t *testing.T) {
	d := newDistrict(t)
	for name, b := range map[string]civic.BlobRef{"copy": d.copied, "preview": d.preview} {
		p := d.get(t, photo(b))
		if p.StatusCode != http.StatusOK || int64(len(p.body)) != b.Size || portaltest.Ref([]byte(p.body)) != b || p.Header.Get("Content-Type") != "image/jpeg" {
			t.Errorf("%s: %s, %d bytes, %s", name, p.Status, len(p.body), p.Header.Get("Content-Type"))
		}
		again := d.get(t, photo(b), header("If-None-Match", p.Header.Get("ETag")))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", name, again.Status)
		}
	}
	sum := journal.Hash(d.copied.SHA256).String()
	for name, path := range map[string]string{
		"original": photo(d.private), "not scrubbed": photo(d.leaky), "unknown": photo(civic.BlobRef{SHA256: [32]byte{1}}),
		"short": "/staff/photos/" + sum[:62], "long": "/staff/photos/" + sum + "00", "no hex": "/staff/photos/" + strings.Repeat("zz", 32), "empty": "/staff/photos/",
		"folder": "/staff/photos/" + sum[:2] + "/" + sum[2:], "up": "/staff/photos/..%2f..%2fkeys.json", "up, plain": "/staff/photos/../keys.json",
		"incoming": "/staff/photos/incoming", "NUL": "/staff/photos/%00", "a path behind it": "/staff/photos/" + sum + "%2f..%2f" + sum,
	} {
		if p := d.get(t, path); p.StatusCode == http.StatusOK || strings.Contains(p.body, "seal") || p.Header.Get("Content-Type") == "image/jpeg" {
			t.Errorf("%s: %s, %s", name, p.Status, p.Header.Get("Content-Type"))
		}
	}
}

func TestListInPages(t *testing.T) {
	d := newDistrict(t)
	const more = 38 // with the five: three pages
	for i := range more {
		d.told(t, fmt.Sprint("Ещё одна яма ", i))
	}
	d.device.PushAll()
	seen := map[string]bool{}
	older := regexp.MustCompile(`href="(/staff/reports\?before=\d+)"`)
	next, pages := "/staff/reports", 0
	for ; next != "" && pages < 10; pages++ {
		p := d.get(t, next)
		for _, m := range regexp.MustCompile(`href="/staff/reports/([^"]+)"`).FindAllStringSubmatch(p.body, -1) {
			if seen[m[1]] {
				t.Errorf("%s twice", m[1])
			}
			seen[m[1]] = true
		}
		if next = ""; older.MatchString(p.body) {
			next = html.UnescapeString(older.FindStringSubmatch(p.body)[1])
		}
	}
	if len(seen) != more+5 || pages != 3 {
		t.Errorf("%d reports on %d pages", len(seen), pages)
	}
	for _, odd := range []string{"/staff/reports?before=-5", "/staff/reports?before=x", "/staff/reports?before=999999999999999999999"} {
		if p := d.get(t, odd); p.StatusCode != http.StatusOK || strings.Count(p.body, `<li class="card">`) != 20 {
			t.Errorf("%s: %s", odd, p.Status)
		}
	}
}

func TestNothingHasComeIn(t *testing.T) {
	d := &district{Portal: portaltest.Start(t, t.TempDir(), 0)}
	d.get(t, "/staff/reports?lang=ru").expect(t, http.StatusOK, []string{`class="card empty"`}, "0 обращений", `class="cards"`)
}

// A page runs no script but a file of ours that it can do without, is framed by nobody, and tells nobody where its reader came from.
func TestPagesAreLocked(t *testing.T) {
	d := newDistrict(t)
	p := d.get(t, "/staff/reports")
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
	} {
		if !strings.Contains(p.Header.Get(name), want) {
			t.Errorf("%s: %q", name, p.Header.Get(name))
		}
	}
	script := regexp.MustCompile(`<script src="(/nav\.js\?v=[0-9a-f]{8})" defer></script>`).FindStringSubmatch(p.body)
	if script == nil || strings.Count(p.body, "<script") != 1 {
		t.Fatal("the page runs another script")
	}
	if js := d.get(t, script[1]); js.StatusCode != http.StatusOK || !strings.HasPrefix(js.Header.Get("Content-Type"), "text/javascript") || !strings.Contains(js.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("script: %s", js.Status)
	}
	if strings.Contains(p.body, "style=") || strings.Contains(p.body, "http://") {
		t.Error("the page asks for what it may not have")
	}
	style := regexp.MustCompile(`href="(/style.css[^"]*)"`).FindStringSubmatch(p.body)
	if css := d.get(t, style[1]); css.StatusCode != http.StatusOK || !strings.HasPrefix(css.Header.Get("Content-Type"), "text/css") {
		t.Errorf("style: %s", css.Status)
	}
}

// The page of a report names by number who took it, and nobody where nobody told.
func TestOperatorIsNamedByNumber(t *testing.T) {
	d := newDistrict(t)
	r := d.device.Report()
	r.Operator = 2
	d.device.Tell(journal.Hash{}, r)
	d.device.PushAll()
	for lang, words := range map[string]string{"ru": "сотрудник №\u00a02 этого пункта", "uk": "працівник №\u00a02 цього пункту", "en": "operator No.\u00a02 of this point"} {
		d.get(t, "/staff/reports/"+r.ID.String()+"?lang="+lang).expect(t, http.StatusOK, []string{words})
	}
	d.get(t, "/staff/reports/"+d.bare.ID.String()+"?lang=en").expect(t, http.StatusOK, nil, "operator No.")
	list, err := d.Reports(t.Context())
	if err != nil || list[len(list)-1].Operator != 2 || list[0].Operator != civic.NoOperator {
		t.Errorf("%+v, %v", list, err)
	}
}

// How many people joined in is on the report's page, and who they are isn't.
func TestSupportersOnThePage(t *testing.T) {
	d := newDistrict(t)
	d.get(t, "/staff/reports/"+d.shown.ID.String()+"?lang=ru").expect(t, http.StatusOK, nil, "Поддержали")
	for i, who := range []civic.Reporter{portaltest.Canary(), portaltest.Canary(), {Name: "Петрова Анна", Consent: civic.Consent{Given: true}}} {
		public, err := journal.EncodeSupport(civic.Support{ID: civic.SupportID{byte(i + 1)}, Report: d.shown.ID, Number: d.shown.Number, At: d.shown.CapturedAt})
		if err != nil {
			t.Fatal(err)
		}
		d.device.Append(journal.Hash{}, journal.KindSupport, public, d.device.Seal(public, who))
	}
	d.device.PushAll()
	for lang, words := range map[string][]string{"ru": {"Поддержали", "2 человека"}, "uk": {"Підтримали", "2 людини"}, "en": {"Supported by", "2 people"}} {
		d.get(t, "/staff/reports/"+d.shown.ID.String()+"?lang="+lang).expect(t, http.StatusOK, words, "Петрова")
	}
}
