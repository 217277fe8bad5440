package portal_test

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"priyom/portal"
	"priyom/portal/deadlines"
)

// A server may stand in any zone, or keep UTC as servers do: people read the hours of their district's calendar.
func TestHoursAreTheDistricts(t *testing.T) {
	for _, c := range []struct{ zone, want string }{{"Asia/Yekaterinburg", "15:30"}, {"Europe/Chisinau", "12:30"}} {
		home := t.TempDir()
		options := portal.Options{Clock: func() time.Time { return time.Date(2026, 11, 26, 10, 30, 0, 0, time.UTC) }, Log: slog.New(slog.DiscardHandler)}
		p, err := portal.Open(home, options)
		if err != nil {
			t.Fatal(err)
		}
		body, err := portal.Preset(deadlines.RuleCalendar, "ru")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.PutRule(t.Context(), deadlines.RuleCalendar, []byte(strings.Replace(string(body), "Europe/Moscow", c.zone, 1)), "наш пояс"); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if p, err = portal.Open(home, options); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "http://127.0.0.1/statistics", nil)
		r.RemoteAddr = "127.0.0.1:1"
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: no %s on the page: %d", c.zone, c.want, w.Code)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
