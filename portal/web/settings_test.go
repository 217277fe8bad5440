package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// What a senior moderator looks at from the start is a list that an administrator changes; what arrives from then on follows it.
func TestSensitiveKindsAreData(t *testing.T) {
	const path = "/staff/settings/sensitive"
	d := newDistrict(t)
	level := func(r civic.Report) int {
		c, err := d.Casework().Case(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return c.Level
	}
	if got := level(d.shown); got > 1 {
		t.Fatalf("level %d from the start", got)
	}
	d.get(t, path+"?lang=en").expect(t, http.StatusOK, []string{`value="order-safety-drugs"`, "<optgroup"}, "<no value>")
	d.post(t, path+"?lang=en", url.Values{"version": {"0"}, "add": {"no-such-kind"}}).expect(t, http.StatusUnprocessableEntity, []string{"Choose a kind of the list"})
	if p := d.post(t, path, url.Values{"version": {"0"}, "add": {string(d.shown.Category)}}); p.StatusCode != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	d.post(t, path+"?lang=en", url.Values{"version": {"0"}, "drop": {"order-safety-drugs"}}).expect(t, http.StatusConflict, nil)
	after := d.told(t, "То же самое ещё раз")
	d.device.PushAll()
	if got := level(after); got != 2 {
		t.Errorf("level %d once it is in the list", got)
	}
	d.Restart(t)
	if p := d.post(t, path, url.Values{"version": {"1"}, "drop": {string(d.shown.Category)}}); p.StatusCode != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	d.device.PushAll()
	again := d.told(t, "И ещё раз")
	d.device.PushAll()
	if got := level(again); got > 1 {
		t.Errorf("level %d once it is out of the list", got)
	}
	d.get(t, "/staff/audit?lang=en").expect(t, http.StatusOK, []string{"Changed a rule", "Sensitive kinds", "version 2"})
}

// Who may frame the map and the list is set; no other page can be framed by anybody.
func TestFramesAreForSitesThatAreNamed(t *testing.T) {
	const path = "/staff/settings/frames"
	d := newDistrict(t)
	ancestors := func(at string) string {
		policy := d.get(t, at, behindAProxy).Header.Get("Content-Security-Policy")
		_, after, _ := strings.Cut(policy, "frame-ancestors ")
		return after
	}
	if got := ancestors("/embed"); got != "*" {
		t.Errorf("%q from the start", got)
	}
	for name, sites := range map[string]string{
		"none": " ", "no address": "news", "a page": "https://news.example/page", "a policy": "https://news.example;script-src *", "quotes": "https://'self'", "another scheme": "data://x",
	} {
		d.post(t, path+"?lang=en", url.Values{"who": {"some"}, "sites": {sites}}).expect(t, http.StatusUnprocessableEntity, []string{"Write addresses of sites"})
		if got := ancestors("/embed"); got != "*" {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, row := range []struct{ who, sites, want string }{
		{"some", "https://News.example/\r\nhttps://*.example.org\n", "https://news.example https://*.example.org"}, {"none", "", "'none'"}, {"any", "", "*"},
	} {
		if p := d.post(t, path, url.Values{"who": {row.who}, "sites": {row.sites}}); p.StatusCode != http.StatusSeeOther {
			t.Fatal(p.Status)
		}
		if got := ancestors("/embed"); got != row.want {
			t.Errorf("%s: %q", row.who, got)
		}
		if got := ancestors("/list"); got != "'none'" {
			t.Errorf("the list by itself: %q", got)
		}
		d.get(t, path).expect(t, http.StatusOK, []string{`value="` + row.who + `" checked`})
	}
}

// Feeds and the map of the site name the address that is set, whatever name somebody asks by.
func TestFeedsNameTheSetAddress(t *testing.T) {
	d := newDistrict(t)
	d.assigned(t, d.shown)
	if err := d.News().Write(t.Context(), func(tx *db.Tx) error {
		return d.News().PutSettings(tx, notify.Settings{Base: "https://priyom.example", Mail: notify.MailSettings{Security: notify.SecurityStartTLS}, Above: notify.Above{Lang: civic.LangRU}})
	}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/feed.rss", "/feed.json", "/sitemap.xml", "/sitemap/0.xml", "/robots.txt"} {
		p := d.get(t, path, behindAProxy, func(r *http.Request) { r.Host = "evil.example" })
		if !strings.Contains(p.body, "https://priyom.example/") || strings.Contains(p.body, "evil.example") {
			t.Errorf("%s: %s", path, p.body)
		}
	}
}

// The pictures of a report that is hidden are gone from browsers, too: they ask each time, and get nothing.
func TestPicturesGoWithTheirReport(t *testing.T) {
	d := newDistrict(t)
	d.assigned(t, d.shown)
	public := "/photos/" + journal.Hash(d.copied.SHA256).String()
	p := d.get(t, public, behindAProxy)
	if cache := p.Header.Get("Cache-Control"); p.StatusCode != http.StatusOK || cache != "private, no-cache" {
		t.Fatalf("%s, %q", p.Status, cache)
	}
	known := header("If-None-Match", p.Header.Get("ETag"))
	if p := d.get(t, public, behindAProxy, known); p.StatusCode != http.StatusNotModified || p.body != "" {
		t.Errorf("asked again: %s", p.Status)
	}
	d.hide(t, d.shown)
	if p := d.get(t, public, behindAProxy, known); p.StatusCode != http.StatusNotFound {
		t.Errorf("once it is hidden: %s", p.Status)
	}
}

// A refusal has templates like answers have, its code goes to the device beside the words, and the form for an answer says who reads it.
func TestRefusalsHaveTemplatesAndACode(t *testing.T) {
	d := newDistrict(t)
	form := url.Values{"kind": {"reject"}, "lang": {"en"}, "title": {"Not found"}, "words": {"We couldn’t find {address}."}}
	if p := d.post(t, "/staff/settings/templates", form); p.StatusCode != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	d.get(t, "/staff/reports/"+d.bare.ID.String()+"?lang=en").expect(t, http.StatusOK, []string{"everybody will read the names"})
	path := "/staff/reports/" + d.shown.ID.String()
	moderator := d.Staff(t, "mod", civic.RoleSenior, "")
	p := moderator.Get(path + "?lang=en").Status(http.StatusOK)
	link := regexp.MustCompile(`href="(` + path + `\?template=[^"]+#acts)"`).FindStringSubmatch(p.Body)
	if link == nil || !strings.Contains(p.Body, "Not found") {
		t.Fatal("the template isn't offered")
	}
	if r := moderator.Get(strings.ReplaceAll(link[1], "#acts", "")); !strings.Contains(r.Body, "We couldn’t find "+d.shown.Place.Address) {
		t.Error("the template isn't filled in")
	}
	moderator.Form(path+"/acts", url.Values{"act": {"reject"}, "reason": {"no-place"}, "comment": {"Такого дома нет"}, "version": {versionIn(t, p.Body)}}).Status(http.StatusSeeOther)
	for _, c := range d.device.PushAll().Changes {
		var s wire.StatusChange
		if c.Kind == wire.ChangeStatus && journal.Decode(c.Body, &s) == nil && s.Status == string(civic.StatusRejected) {
			if s.Reason != "no-place" || s.Note != "Такого дома нет" {
				t.Errorf("%+v", s)
			}
			return
		}
	}
	t.Error("the device hears of no refusal")
}

func versionIn(t *testing.T, body string) string {
	t.Helper()
	found := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(body)
	if found == nil {
		t.Fatal("no version")
	}
	return found[1]
}

// Whatever is written down has words on the page, in the order in which the source has it: a new kind needs some.
func TestEveryDeedHasWords(t *testing.T) {
	d := newDistrict(t)
	body := d.get(t, "/staff/audit?lang=en").body
	word := regexp.MustCompile(`db\.AuditAct = "([a-z.-]+)"`)
	err := filepath.WalkDir("..", func(path string, e os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range word.FindAllStringSubmatch(string(source), -1) {
			if !strings.Contains(body, `<option value="`+m[1]+`">`) {
				t.Errorf("%s: %q isn't among the deeds that the page knows", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.pass(t, 25*time.Hour)
	d.get(t, "/staff/audit?lang=uk").expect(t, http.StatusOK, nil, "<no value>")
}

// A citizen gives the account another address with the browser, from the form to both letters' links.
func TestACitizenMovesToAnotherAddress(t *testing.T) {
	d := newDistrict(t)
	rosa := d.Citizen(t, "roza@example.org")
	form := url.Values{"email": {"new@example.org"}, "proof": {"не тот"}}
	if r := rosa.Form("/me/account/email?lang=en", form).Status(http.StatusUnprocessableEntity); !strings.Contains(r.Body, `value="new@example.org"`) || strings.Count(r.Body, `class="wrong"`) != 1 {
		t.Error("what is wrong isn't said")
	}
	form.Set("proof", "четыре слова подряд")
	rosa.Form("/me/account/email", form).Status(http.StatusSeeOther)
	links := regexp.MustCompile(`/email/[A-Za-z0-9_-]{43}`)
	last, n := d.Letters.Last()
	toNew := links.FindString(last.Link)
	if n != 2 || last.To != "new@example.org" || toNew == "" {
		t.Fatalf("%d letters, the last %+v", n, last)
	}
	if r := rosa.Get("/me/account?lang=en"); !strings.Contains(r.Body, "new@example.org") || !strings.Contains(r.Body, "hasn’t confirmed yet") {
		t.Error("the page doesn't say how it stands")
	}
	elsewhere := d.Nobody(t)
	elsewhere.Get(toNew + "?lang=en").Status(http.StatusOK)
	if r := elsewhere.Form(toNew, nil).Status(http.StatusOK); !strings.Contains(r.Body, "hasn’t confirmed yet") {
		t.Error(r.Body)
	}
	elsewhere.Get(toNew).Status(http.StatusNotFound)
	rosa.Form("/me/account/email", url.Values{"do": {"cancel"}}).Status(http.StatusSeeOther)
	if r := rosa.Get("/me/account?lang=en"); strings.Contains(r.Body, "new@example.org") {
		t.Error("it goes on after all")
	}
}

// How the offices are reached is set by an administrator: the site's foot says it from then on, and every device hears of it once.
func TestOfficesAreSaid(t *testing.T) {
	const path = "/staff/settings/offices"
	d := newDistrict(t)
	d.get(t, path+"?lang=en").expect(t, http.StatusOK, []string{"The whole district", `value="с. Ставчены"`}, "no reception points yet")
	d.get(t, "/about?lang=en").expect(t, http.StatusOK, nil, "District office:")
	row := func(phone, hours, point string) url.Values {
		return url.Values{"place": {"", "с. Ставчены"}, "phone": {phone, point}, "hours": {hours, ""}}
	}
	for name, bad := range map[string]struct {
		form   url.Values
		status int
		says   string
	}{
		"no digit":  {row("звоните", "", ""), http.StatusUnprocessableEntity, "no digit"},
		"long":      {row(strings.Repeat("1", 101), "", ""), http.StatusUnprocessableEntity, "At most 100"},
		"long time": {row("1", strings.Repeat("я", 201), ""), http.StatusUnprocessableEntity, "At most 200"},
		"point":     {row("1", "", "a"), http.StatusUnprocessableEntity, "no digit"},
		"askew":     {url.Values{"place": {""}, "phone": {"1", "2"}, "hours": {""}}, http.StatusBadRequest, ""},
		"twice":     {url.Values{"place": {"", ""}, "phone": {"1", "2"}, "hours": {"", ""}}, http.StatusBadRequest, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d.post(t, path+"?lang=en", bad.form).expect(t, bad.status, []string{bad.says})
		})
	}
	told := func() (n int, last string) {
		reply, problem := d.device.Sync(wire.SyncRequest{})
		if problem != nil {
			t.Fatal(problem)
		}
		for _, c := range reply.Changes {
			if c.Kind == wire.ChangeOffices {
				n, last = n+1, string(c.Body)
			}
		}
		return n, last
	}
	if n, _ := told(); n != 0 {
		t.Errorf("%d lists were told before there was one", n)
	}
	for range 2 {
		if p := d.post(t, path, row("  2-12-34 ", "пн–пт  8–17", "2-18")); p.StatusCode != http.StatusSeeOther {
			t.Fatal(p.Status)
		}
	}
	n, text := told()
	list, err := civic.ParseOffices([]byte(text))
	if err != nil || n != 1 || list.At("с. Ставчены") != (civic.Office{Place: "с. Ставчены", Phone: "2-18", Hours: "пн–пт 8–17"}) {
		t.Errorf("%d lists told, the last %s: %v", n, text, err)
	}
	d.Restart(t)
	d.get(t, path+"?lang=en&saved").expect(t, http.StatusOK, []string{`value="2-12-34"`, `value="2-18"`, `role="status"`})
	d.get(t, "/about?lang=en").expect(t, http.StatusOK, []string{"District office:", "2-12-34", "пн–пт 8–17"}, "2-18")
	d.get(t, "/staff/audit?lang=en").expect(t, http.StatusOK, []string{"Changed settings", "Telephone and opening hours"})
	if p := d.post(t, path, row("", "", "")); p.StatusCode != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	if n, text := told(); n != 2 || text != "[]" {
		t.Errorf("taken back: %d lists told, the last %s", n, text)
	}
	d.get(t, "/about?lang=en").expect(t, http.StatusOK, nil, "District office:")
}
