package operation

import (
	"fmt"
	"testing"
	"time"

	"priyom/portal/db"
)

// echo says a key and what goes into its words.
func echo(id string, pairs ...any) (string, error) {
	if id == "alarm.later" || id == "jobs.kind.later" {
		return "", fmt.Errorf("no word %s", id)
	}
	if len(pairs) == 0 {
		return id, nil
	}
	return fmt.Sprint(id, pairs), nil
}

func TestWhatStandsBesideAnActIsSaidInWords(t *testing.T) {
	for name, row := range map[string]struct {
		act          db.AuditAct
		detail, want string
	}{
		"a version":        {"rule", "version 12", "audit.said.version[Number 12]"},
		"an act":           {"erase", "act 3", "audit.said.act[Number 3]"},
		"an act, and more": {"erase", "act 3, 17 more", "audit.said.act-more[Number 3 More 17]"},
		"spans":            {"rule", "reports 365, signatures 90 days", "audit.said.retention[Reports 365 Signatures 90]"},
		"files":            {"backup", "21 files", "audit.said.files[N 21]"},
		"a backup's time":  {"restore", "as of 2026-11-26T10:05:00Z", "audit.said.as-of[At 26.11.2026 12:05]"},
		"no time":          {"restore", "as of yesterday", "as of yesterday"},
		"too long":         {"rule", "version 99999999999999999999", "version 99999999999999999999"},
		"an invitation":    {"device-invited", "point ×5", "device.role.point × 5"},
		"an alarm":         {"alarm-seen", "fork", "alarm.fork"},
		"a later alarm":    {"alarm-seen", "later", "later"},
		"rights":           {"account-changed", "moderator: read route", "role.moderator: right.read, right.route"},
		"no rights":        {"account-added", "head: ", "role.head"},
		"codes":            {"account-codes-for", "staff", "account.codesfor.staff"},
		"nobody's codes":   {"account-codes-for", "", "account.codesfor.nobody"},
		"a filter":         {"export", "settlement=с. Липовый Лог status=in_work from=2026-01-01", "filter.settlement: с. Липовый Лог, status.in_work, audit.from: 2026-01-01"},
		"no filter":        {"export", "", ""},
		"a browser":        {"account-signed-in", "Firefox", "Firefox"},
	} {
		if got := said(echo, db.Audit{Act: row.act, Detail: row.detail}, time.FixedZone("", 2*3600)); got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A link leads to what was acted on, and to nothing else: an id that is no report's is none.
func TestWhatSomethingWasDoneTo(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	account := db.Account{1, 2, 3}
	known := map[db.Account]string{account: "Роман Дорожный"}
	for name, row := range map[string]struct {
		act  db.AuditAct
		at   string
		want object
	}{
		"a report":     {"report.reporter-seen", id, object{"audit.report", "/staff/reports/" + id}},
		"an erasure":   {"erase", id, object{"audit.report", "/staff/reports/" + id}},
		"by the rule":  {"erase", "retention", object{Text: "settings.retention"}},
		"a device":     {"device-revoked", id, object{"audit.device", "/staff/devices/" + id}},
		"a place":      {"device-invited", "с. Сосновка", object{Text: "с. Сосновка"}},
		"a backup":     {"backup", id, object{}},
		"an account":   {"account-reset", account.String(), object{Text: "Роман Дорожный"}},
		"nobody":       {"account-codes-for", db.Account{}.String(), object{}},
		"a petition":   {"petition-answered", "2026-01", object{"№ 2026-01", "/staff/petitions/2026-01"}},
		"a table":      {"export", "reports.xlsx", object{Text: "XLSX"}},
		"a job":        {"retry", "notify.send", object{Text: "jobs.kind.notify.send"}},
		"a later job":  {"retry", "later", object{Text: "later"}},
		"the settings": {"settings-changed", "frames", object{Text: "settings.frames"}},
		"a later act":  {"of-a-later-version", id, object{}},
	} {
		if got := objectOf(echo, db.Audit{Act: row.act, Object: row.at}, known); got != row.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
