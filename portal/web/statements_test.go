package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"priyom/civic"
)

// A list takes as many statements for thirty reports as for a few: with one for each row, a page of a hundred would be nothing but
// waiting for the database.
func TestListsTakeFewStatements(t *testing.T) {
	d := newDistrict(t)
	pages := []struct {
		path string
		most int64
	}{
		{"/", 12},
		{"/list", 10},
		{"/search?q=%D0%B7%D0%B0%D0%BC%D0%BA%D0%B5", 10},
		{"/feed.rss", 10},
		{"/overdue", 10},
		{"/staff/queue", 44},
		{"/staff/reports", 12},
		{"/staff/work", 18},
		{"/staff/overdue", 12},
	}
	add := func(n int) {
		t.Helper()
		var told []civic.Report
		for i := range 2 * n {
			told = append(told, d.told(t, fmt.Sprintf("Фонарь на замке %d", i), d.device.Photo([]byte{byte(i), 1}, []byte{byte(i), 2}, []byte{byte(i), 3})))
		}
		d.device.PushAll()
		for _, r := range told[:n] {
			d.assigned(t, r) // the others wait for a moderator
		}
	}
	measure := func() (statements map[string]int64, rows map[string]int) {
		statements, rows = map[string]int64{}, map[string]int{}
		for _, page := range pages {
			d.get(t, page.path) // what is read once
			before := d.Statements()
			p := d.get(t, page.path)
			if p.StatusCode != http.StatusOK {
				t.Fatalf("%s: %s", page.path, p.Status)
			}
			statements[page.path], rows[page.path] = d.Statements()-before, strings.Count(p.body, "/reports/")
		}
		return statements, rows
	}
	add(3)
	few, _ := measure()
	add(12)
	many, rows := measure()
	for _, page := range pages {
		t.Logf("%s: %d statements, then %d", page.path, few[page.path], many[page.path])
		if many[page.path] > few[page.path]+2 || many[page.path] > page.most {
			t.Errorf("%s: %d statements for few reports, %d for many, and not at most %d", page.path, few[page.path], many[page.path], page.most)
		}
		if rows[page.path] == 0 && page.path != "/overdue" && page.path != "/staff/overdue" {
			t.Errorf("%s shows nothing", page.path)
		}
	}
}
