package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
)

// assigned sends a report to the road department, which makes it public.
func (d *district) assigned(t testing.TB, r civic.Report) {
	t.Helper()
	senior := casework.Staff(&accounts.Staff{Role: civic.RoleSenior, Rights: accounts.Rights()})
	if _, err := d.Casework().Act(t.Context(), casework.Deed{Report: r.ID, Act: civic.ActAssign, By: senior, Department: "roads"}); err != nil {
		t.Fatal(err)
	}
}

// pass lets time pass, in which jobs run.
func (d *district) pass(t testing.TB, length time.Duration) {
	t.Helper()
	d.Clock.Add(length)
	if _, err := d.WorkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOverdueIsPublicWithoutWhatIsNot(t *testing.T) {
	d := newDistrict(t)
	d.get(t, "/overdue").expect(t, http.StatusOK, []string{"Всё сделано в срок"})
	d.assigned(t, d.shown)
	d.pass(t, 20*24*time.Hour)
	public := func(r *http.Request) { behindAProxy(r) }
	p := d.get(t, "/overdue?lang=ru", public)
	p.expect(t, http.StatusOK, []string{
		d.shown.Number, "Отдел дорог и транспорта", "первый ответ", "вышестоящий орган", "глава района", "просрочено на", `/reports/` + d.shown.ID.String(),
		"1 обращение просрочено",
	}, d.bare.Number, "Модераторы", "<no value>", "{{")
	if got := strings.Count(p.body, d.shown.Number); got != 4 {
		t.Errorf("%d lines, want one for each rung", got)
	}
	d.get(t, "/overdue?before=2&lang=en", public).expect(t, http.StatusOK, []string{"Roads and transport"})
	d.get(t, "/overdue?before=garbage", public).expect(t, http.StatusOK, []string{d.shown.Number})
}

func TestTheBoardIsSortedByWorry(t *testing.T) {
	d := newDistrict(t)
	d.pass(t, 6*time.Hour) // the moderators' clock is over
	d.assigned(t, d.shown)
	p := d.get(t, "/staff/overdue?lang=ru")
	p.expect(t, http.StatusOK, []string{"рассмотрение", "Срок истекает в ближайшие сутки", "первый ответ", "4 обращения просрочено"})
	if i, j := strings.Index(p.body, d.bare.Number), strings.Index(p.body, d.shown.Number); i < 0 || j < i {
		t.Error("what will be late stands before what is")
	}
	d.pass(t, 20*24*time.Hour)
	all := d.get(t, "/staff/overdue?lang=en")
	all.expect(t, http.StatusOK, []string{"5 reports are overdue", "Moderators · 4", "Roads and transport · 1"}, "Due within a day")
	d.get(t, "/staff/overdue?department=roads").expect(t, http.StatusOK, []string{d.shown.Number}, d.bare.Number)
	d.get(t, "/staff/overdue?department=moderators&rung=4").expect(t, http.StatusOK, []string{d.bare.Number}, d.shown.Number)
	d.get(t, "/staff/overdue?rung=1").expect(t, http.StatusOK, []string{`class="card empty"`}, d.bare.Number)
	d.get(t, "/staff/overdue?rung=999&after=a.b.c&department=nobody").expect(t, http.StatusOK, []string{`class="card empty"`})
	d.get(t, "/staff/overdue", behindAProxy).expect(t, http.StatusSeeOther, nil, d.bare.Number)
}
