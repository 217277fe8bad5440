package web_test

import (
	"strings"
	"testing"
	"time"

	"priyom/civic"
)

// What is late, and the settings of deadlines, as people see them.
func TestClocksInABrowser(t *testing.T) {
	d := newDistrict(t)
	d.assigned(t, d.shown)
	d.pass(t, 30*time.Hour)
	d.assigned(t, d.broken)
	d.pass(t, 40*time.Hour)
	d.told(t, "Свежее")
	d.device.PushAll()
	ctx := browser(t)
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		for _, lang := range civic.Langs() {
			for name, path := range map[string]string{
				"overdue": "/overdue", "board": "/staff/overdue", "deadlines": "/staff/settings/deadlines", "calendar": "/staff/settings/calendar",
			} {
				s := visit(t, ctx, window.width, window.height, d.Server.URL+path+"?lang="+string(lang), name+"-"+string(lang))
				if s.Lang != string(lang) || strings.Contains(s.Text, "<no value>") {
					t.Errorf("%s: %s", name, s.Lang)
				}
			}
		}
	}
}
