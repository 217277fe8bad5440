package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/store/journal"
)

func answerOf(text string) url.Values {
	return url.Values{"text": {text}, "signatory": {"Ветров А. Б., глава района"}, "number": {"12-45"}, "final": {"1"}}
}

// Staff answer on the report's page; a mistake leaves what was written, and an earlier revision can still be read.
func TestAnswerOnThePage(t *testing.T) {
	d := newDistrict(t)
	at := "/staff/reports/" + d.shown.ID.String()
	d.get(t, at).expect(t, http.StatusOK, []string{`action="` + at + `/answers"`, "Ответить официально"}, "Ответ №")
	half := answerOf("Врач придёт <b>в среду</b>")
	half.Del("signatory")
	d.post(t, at+"/answers", half).expect(t, http.StatusUnprocessableEntity,
		[]string{"Укажите, кто подписал ответ.", "Врач придёт &lt;b&gt;в среду&lt;/b&gt;</textarea>", `value="12-45"`}, "Ответ №")
	for _, text := range []string{"Врач придёт <b>в среду</b>", "Врач придёт <b>в среду</b>", "Врач придёт в четверг"} {
		p := d.post(t, at+"/answers", answerOf(text))
		if p.StatusCode != http.StatusSeeOther || p.Header.Get("Location") != at {
			t.Errorf("%s to %q", p.Status, p.Header.Get("Location"))
		}
	}
	shown := d.get(t, at)
	shown.expect(t, http.StatusOK, []string{
		"Ответ №\u00a012-45", "Окончательный", "редакция 2", "<p class=\"words\">Врач придёт в четверг</p>", "Прежняя редакция 1",
		"Врач придёт &lt;b&gt;в среду&lt;/b&gt;", "Пункт приёма ещё не сообщил",
	}, "редакция 3")
	if n := strings.Count(shown.body, "<article"); n != 1 {
		t.Errorf("%d answers", n)
	}
	answered, err := d.Answered(t.Context(), d.shown.ID)
	if err != nil || len(answered.Answers) != 2 {
		t.Fatalf("%+v, %v", answered, err)
	}
	public, _, err := journal.EncodeHanding(civic.Handing{
		ID: civic.HandingID{1}, Answer: answered.Answers[0].ID, Revision: 2, Report: d.shown.ID, Outcome: civic.HandGiven, At: d.Clock.Now(), Operator: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	d.device.Append(journal.Hash{}, journal.KindHanded, public, nil)
	d.device.PushAll()
	d.get(t, at+"?lang=en").expect(t, http.StatusOK, []string{"Handed over in person", "operator 2"}, "hasn’t said yet")
}

// Nobody else answers, and no page of another site does it with a staff member's browser.
func TestWhoMayAnswer(t *testing.T) {
	d := newDistrict(t)
	at := "/staff/reports/" + d.bare.ID.String() + "/answers"
	for name, row := range map[string]struct {
		path   string
		form   url.Values
		change func(*http.Request)
		want   int
	}{
		"behind a proxy":     {at, answerOf("т"), behindAProxy, http.StatusForbidden},
		"from another site":  {at, answerOf("т"), header("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"an old browser":     {at, answerOf("т"), func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "http://evil.example") }, http.StatusForbidden},
		"no such report":     {"/staff/reports/" + civic.ReportID{9}.String() + "/answers", answerOf("т"), header("X", "y"), http.StatusNotFound},
		"no report at all":   {"/staff/reports/x/answers", answerOf("т"), header("X", "y"), http.StatusNotFound},
		"a text without end": {at, answerOf(strings.Repeat("т", 200_000)), header("X", "y"), http.StatusRequestEntityTooLarge},
		"a text too long":    {at, answerOf(strings.Repeat("т", civic.MaxAnswerText+1)), header("X", "y"), http.StatusUnprocessableEntity},
		"without a number":   {at, url.Values{"text": {"т"}, "signatory": {"п"}}, header("X", "y"), http.StatusUnprocessableEntity},
	} {
		t.Run(name, func(t *testing.T) {
			if p := d.post(t, row.path, row.form, row.change); p.StatusCode != row.want {
				t.Errorf("%s", p.Status)
			}
		})
	}
	if a, err := d.Answered(t.Context(), d.bare.ID); err != nil || len(a.Answers) != 0 {
		t.Errorf("%+v, %v", a, err)
	}
}
