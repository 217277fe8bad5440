package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
)

var (
	input    = regexp.MustCompile(`<input name="([^"]+)" value="([^"]*)"`)
	hidden   = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	selected = regexp.MustCompile(`(?s)<select name="([^"]+)"[^>]*>(.*?)</select>`)
	option   = regexp.MustCompile(`value="([^"]*)" selected`)
	area     = regexp.MustCompile(`(?s)<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>`)
)

// formOf is what a browser would send of a page's form.
func formOf(p page) url.Values {
	f := url.Values{}
	for _, pattern := range []*regexp.Regexp{input, hidden, area} {
		for _, m := range pattern.FindAllStringSubmatch(p.body, -1) {
			f.Set(m[1], m[2])
		}
	}
	for _, m := range selected.FindAllStringSubmatch(p.body, -1) {
		if o := option.FindStringSubmatch(m[2]); o != nil {
			f.Set(m[1], o[1])
		}
	}
	return f
}

func TestDeadlinesAreChangedAfterTheyWereSeen(t *testing.T) {
	const path = "/staff/settings/deadlines"
	d := newDistrict(t)
	p := d.get(t, path+"?lang=ru")
	p.expect(t, http.StatusOK, []string{"Ямы на дорогах", "Официальное обращение", "рабочих часов"}, "<no value>", "{{")
	f := formOf(p)
	f.Set("moderate", "2")
	f.Set("kinds", "roads-pothole = high\n")
	f.Set("note", "Решение № 5")
	f.Set("act", "check")
	d.post(t, path, f).expect(t, http.StatusOK, []string{"Если обращение поступит", "Решение № 5"}, "Версия 1")
	f.Set("act", "save")
	if p := d.post(t, path, f); p.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", p.Status, p.body)
	}
	saved := d.get(t, path+"?saved&lang=ru")
	saved.expect(t, http.StatusOK, []string{"Версия 1", "Решение № 5", "Новая версия действует", `name="moderate" value="2"`, "roads-pothole = high"})
	d.get(t, path+"?version=0").expect(t, http.StatusOK, []string{`name="moderate" value="4"`})
	d.post(t, path, f).expect(t, http.StatusUnprocessableEntity, []string{"кто-то сохранил новую версию"}) // on top of what nobody saw
	d.pass(t, 3*time.Hour)
	d.get(t, "/staff/overdue").expect(t, http.StatusOK, []string{d.bare.Number}) // two hours are over
}

func TestBadDeadlinesAreRefusedWhereTheyAre(t *testing.T) {
	const path = "/staff/settings/deadlines"
	d := newDistrict(t)
	for name, row := range map[string]struct{ field, value, says string }{
		"no number":         {"moderate", "two", "Напишите целое число"},
		"nothing":           {"rating", "", "Этот срок нужен"},
		"too much":          {"class.high.resolve", "99999", "Напишите целое число"},
		"a unit of tea":     {"moderate.unit", "tea", "Напишите целое число"},
		"no appeals":        {"class.appeal.register", "", "Этот срок нужен"},
		"a kind of nothing": {"kinds", "tea = high", "Портал этого не понимает"},
		"no line":           {"kinds", "tea", "Портал этого не понимает"},
		"a class twice":     {"new", "high", "Такой класс уже есть"},
		"a bad class":       {"new", "Ёлки", "Только строчные"},
		"an empty class":    {"new", "trees", "Укажите хотя бы один срок"},
		"no reason":         {"note", "  ", "Напишите, почему"},
	} {
		t.Run(name, func(t *testing.T) {
			f := formOf(d.get(t, path+"?lang=ru"))
			f.Set("note", "так")
			f.Set("act", "save")
			f.Set(row.field, row.value)
			d.post(t, path, f).expect(t, http.StatusUnprocessableEntity, []string{row.says})
		})
	}
	d.get(t, path).expect(t, http.StatusOK, nil, "Версия 1")
	d.get(t, path, behindAProxy).expect(t, http.StatusSeeOther, nil)
	d.post(t, path, url.Values{}, behindAProxy).expect(t, http.StatusForbidden, nil)
}

func TestTheCalendarIsChangedAfterItWasSeen(t *testing.T) {
	const path = "/staff/settings/calendar"
	d := newDistrict(t)
	p := d.get(t, path+"?lang=ru")
	p.expect(t, http.StatusOK, []string{"Понедельник", "247 рабочих дней", "Europe/Moscow", "2026-12-31 выходной перенос с "}, "<no value>")
	d.get(t, path+"?preset=uk&lang=ru").expect(t, http.StatusOK, []string{"Europe/Kyiv", "отложено"})
	d.get(t, path+"?lang=en").expect(t, http.StatusOK, []string{"2026-12-31 off"}, "выходной")
	f := formOf(p)
	if f.Get("days") == "" {
		t.Fatal("no special days in the form")
	}
	f.Set("week.sat", "09:00-13:00")
	f.Set("note", "Работаем по субботам")
	f.Set("act", "check")
	d.post(t, path, f).expect(t, http.StatusOK, []string{"Версии"}, "Версия 1", "247 рабочих дней")
	f.Set("act", "save")
	if p := d.post(t, path, f); p.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s", p.Status)
	}
	d.get(t, path+"?lang=ru").expect(t, http.StatusOK, []string{"Версия 1", "09:00-13:00"}, "247 рабочих дней")
	for name, row := range map[string]struct{ field, value, says string }{
		"no zone":       {"zone", "Mars/Base", "Такого часового пояса"},
		"no hours":      {"week.mon", "9-17", "Напишите как 08:00-12:00"},
		"no such day":   {"days", "2026-02-30 off", "2026-02-30 off"},
		"no such kind":  {"days", "2026-02-20 tea", "2026-02-20 tea"},
		"a day twice":   {"days", "2026-02-20 off\n2026-02-20 off", "2026-02-20 off"},
		"another year":  {"days", "2031-02-20 off", "2031-02-20 off"},
		"years reverse": {"from", "2030", "Укажите годы"},
		"a short tea":   {"short", "tea", "Напишите число"},
	} {
		t.Run(name, func(t *testing.T) {
			f := formOf(d.get(t, path+"?lang=ru"))
			f.Set("note", "так")
			f.Set("act", "save")
			f.Set(row.field, row.value)
			d.post(t, path, f).expect(t, http.StatusUnprocessableEntity, []string{row.says})
		})
	}
	f = formOf(d.get(t, path+"?lang=ru"))
	for _, day := range strings.Fields("mon tue wed thu fri sat sun") {
		f.Set("week."+day, "")
	}
	f.Set("note", "никогда")
	f.Set("act", "save")
	d.post(t, path, f).expect(t, http.StatusUnprocessableEntity, []string{"Хотя бы один день"})
}

// A table is tried out before there is a reason to write down.
func TestTryingATableAsksNoReason(t *testing.T) {
	d := newDistrict(t)
	admin := d.Staff(t, "admin", civic.RoleAdministrator, "")
	for _, path := range []string{"/staff/settings/calendar", "/staff/settings/deadlines"} {
		expect(t, admin.Get(path).Status(http.StatusOK), []string{`value="check" formnovalidate`})
	}
}
