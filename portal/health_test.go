package portal_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

func fetch(t *testing.T, p *portaltest.Portal, path string, change ...func(*http.Request)) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.Server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(r)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestHealthAndFigures(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	d.Tell(journal.Hash{}, d.Report())
	d.PushAll()
	if code, body := fetch(t, p, "/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %s", code, body)
	}
	if code, body := fetch(t, p, "/readyz"); code != http.StatusOK || !strings.Contains(body, `{"name":"database","ok":true}`) || !strings.Contains(body, `"disk"`) {
		t.Errorf("%d %s", code, body)
	}
	code, body := fetch(t, p, "/metrics")
	for _, want := range []string{
		"priyom_entries_total 1", `priyom_requests_total{kind="device",status="200"}`, `priyom_reports_overdue{rung="1"} 0`, "priyom_disk_free_bytes", `priyom_ready{what="database"} 1`,
		"priyom_backup_timestamp_seconds 0", "go_goroutines",
	} {
		if code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d, no %s", code, want)
		}
	}
	if code, _ := fetch(t, p, "/metrics", func(r *http.Request) { r.Header.Set("X-Forwarded-For", "203.0.113.9") }); code != http.StatusForbidden {
		t.Errorf("another machine: %d", code)
	}
}

// Whatever people send and however it fails, the log names nobody.
func TestLogNamesNobody(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	r := d.Report()
	r.Text = "Канареечный текст"
	d.Tell(journal.Hash{}, r)
	d.PushAll()
	for _, path := range []string{"/reports/канарейка", "/search?q=канарейка&phone=555-0142", "/list?q=%D0%BA%D0%B0%D0%BD%D0%B0%D1%80", "/overdue?before=канарейка", "/staff/reports/" + r.ID.String(), "/nowhere/канарейка"} {
		fetch(t, p, path, func(r *http.Request) {
			r.Header.Set("User-Agent", "канарейка")
			r.Header.Set("X-Forwarded-For", "203.0.113.9")
			r.AddCookie(&http.Cookie{Name: "session", Value: "canary-token"})
		})
	}
	res, err := http.PostForm(p.Server.URL+"/staff/login", map[string][]string{"login": {"канарейка"}, "password": {"canary-password"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if _, err := p.WorkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := p.Log.String()
	if !strings.Contains(log, `"msg":"request"`) {
		t.Error("nothing is written down")
	}
	who := portaltest.Canary()
	for _, never := range []string{"канарейк", "Канарее", "%D0%BA", "203.0.113", "127.0.0.1", "canary", "555-0142", who.Address, r.Number, "Канарейкина"} {
		if strings.Contains(log, never) {
			t.Errorf("the log has %q:\n%s", never, log)
		}
	}
}
