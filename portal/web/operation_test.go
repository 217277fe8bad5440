package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"priyom/civic"
)

func TestRetentionWaitsForADecision(t *testing.T) {
	const path = "/staff/settings/retention"
	d := newDistrict(t)
	d.assigned(t, d.shown)
	d.pass(t, 2000*24*time.Hour)
	d.get(t, path+"?lang=ru").expect(t, http.StatusOK, []string{`name="reports" value="0"`}, "Акт №")
	for name, row := range map[string]struct{ reports, note, says string }{
		"too soon": {"5", "так", "Напишите 0 или число"}, "no number": {"пять", "так", "Напишите 0 или число"}, "no reason": {"365", " ", "Напишите, почему"},
	} {
		d.post(t, path, url.Values{"reports": {row.reports}, "signatures": {"0"}, "note": {row.note}, "version": {"0"}}).expect(t, http.StatusUnprocessableEntity, []string{row.says})
		_ = name
	}
	form := url.Values{"reports": {"365"}, "signatures": {"90"}, "note": {"Решение № 9"}, "version": {"0"}}
	if p := d.post(t, path, form); p.StatusCode != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	d.post(t, path, form).expect(t, http.StatusUnprocessableEntity, []string{"новую версию"})
	d.get(t, path+"?saved&lang=ru").expect(t, http.StatusOK, []string{`name="reports" value="365"`, "Новый срок действует"})
	d.get(t, "/staff/audit?lang=ru").expect(t, http.StatusOK, []string{"Изменил правила", "Хранение личных данных", "обращения — 365 дн."})
}

func TestWhatIsErasedOnRequestIsGoneAndTheChainsVerify(t *testing.T) {
	const path = "/staff/settings/retention"
	d := newDistrict(t)
	personal := func() string {
		list, err := d.PersonalReports(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			if r.Number == d.shown.Number && r.Reporter != nil {
				return r.Reporter.Name
			}
		}
		return ""
	}
	if personal() == "" {
		t.Fatal("nobody is known from the start")
	}
	for name, row := range map[string]struct{ number, why, sure, says string }{
		"no such number": {"СТ-99-9999", "по заявлению", "1", "Обращения с таким номером нет"}, "no grounds": {d.shown.Number, "", "1", "Напишите основание"},
		"not sure": {d.shown.Number, "по заявлению", "", "Подтвердите"},
	} {
		t.Run(name, func(t *testing.T) {
			d.post(t, path+"/erase", url.Values{"number": {row.number}, "why": {row.why}, "sure": {row.sure}}).expect(t, http.StatusUnprocessableEntity, []string{row.says})
		})
	}
	p := d.post(t, path+"/erase", url.Values{"number": {d.shown.Number}, "why": {"по заявлению"}, "sure": {"1"}})
	if p.StatusCode != http.StatusSeeOther || !strings.HasSuffix(p.Header.Get("Location"), "/retention/1") {
		t.Fatalf("%s to %s", p.Status, p.Header.Get("Location"))
	}
	d.get(t, path+"/1?lang=ru").expect(t, http.StatusOK, []string{"Акт №\u00a01", "по заявлению", d.shown.Number, "1 обращение", "1 закрытая часть"})
	d.get(t, path+"?lang=en").expect(t, http.StatusOK, []string{"Act No.\u00a01", "on request"})
	if got := personal(); got != "" {
		t.Errorf("still known: %s", got)
	}
	d.Verified(t)
	d.device.PushAll() // the device still has it, and tells it again
	if got := personal(); got != "" {
		t.Errorf("known again: %s", got)
	}
	d.get(t, "/staff/audit?lang=ru&act=erase").expect(t, http.StatusOK, []string{"акт №\u00a01", d.shown.ID.String()})
	d.get(t, "/staff/audit?lang=ru&act=erase&till=2020-01-01").expect(t, http.StatusOK, []string{"Таких записей нет"}, "акт №\u00a01")
	d.get(t, "/staff/audit?lang=ru&from=yesterday").expect(t, http.StatusOK, []string{"не понимает дату"})
}

func TestJobsThatWereGivenUpAreSeen(t *testing.T) {
	d := newDistrict(t)
	d.get(t, "/staff/settings/jobs?lang=ru").expect(t, http.StatusOK, []string{"Всё получилось"})
	if p := d.post(t, "/staff/settings/jobs", url.Values{"kind": {"no"}, "key": {"such"}}); p.StatusCode != http.StatusSeeOther {
		t.Error(p.Status)
	}
	_ = civic.StatusClosed
}
