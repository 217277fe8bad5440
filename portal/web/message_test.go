package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/store/journal"
)

// Staff talk with the point on the report's page; a mistake leaves what was written, and the same twice is said once.
func TestDialogueOnThePage(t *testing.T) {
	d := newDistrict(t)
	at := "/staff/reports/" + d.shown.ID.String()
	words := func(text, author, who string) url.Values {
		return url.Values{"text": {text}, "author": {author}, "who": {who}}
	}
	d.get(t, at).expect(t, http.StatusOK, []string{`action="` + at + `/messages"`, "Пока ничего не написано"}, "class=\"said")
	d.post(t, at+"/messages", words("С какого <b>дня</b>?", " ", "public")).expect(t, http.StatusUnprocessableEntity,
		[]string{"Укажите, кто пишет.", "С какого &lt;b&gt;дня&lt;/b&gt;?</textarea>", `<option value="public" selected>`}, "class=\"said")
	for range 2 {
		p := d.post(t, at+"/messages", words("С какого <b>дня</b>?", "Ветров А. Б.", "private"))
		if p.StatusCode != http.StatusSeeOther || p.Header.Get("Location") != at+"#dialogue" {
			t.Errorf("%s to %q", p.Status, p.Header.Get("Location"))
		}
	}
	shown := d.get(t, at)
	shown.expect(t, http.StatusOK, []string{"<b>Ветров А. Б.</b>", "С какого &lt;b&gt;дня&lt;/b&gt;?</p>", "только для вас и пункта"}, "Пока ничего не написано")
	if n := strings.Count(shown.body, `class="bubble`); n != 1 {
		t.Errorf("%d messages", n)
	}
	for name, row := range map[string]struct {
		path   string
		form   url.Values
		change func(*http.Request)
		want   int
	}{
		"behind a proxy":     {at, words("т", "п", ""), behindAProxy, http.StatusForbidden},
		"from another site":  {at, words("т", "п", ""), header("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"no such report":     {"/staff/reports/" + civic.ReportID{9}.String(), words("т", "п", ""), header("X", "y"), http.StatusNotFound},
		"no report at all":   {"/staff/reports/x", words("т", "п", ""), header("X", "y"), http.StatusNotFound},
		"a text without end": {at, words(strings.Repeat("т", 200_000), "п", ""), header("X", "y"), http.StatusRequestEntityTooLarge},
		"a text too long":    {at, words(strings.Repeat("т", civic.MaxMessageText+1), "п", ""), header("X", "y"), http.StatusUnprocessableEntity},
	} {
		if p := d.post(t, row.path+"/messages", row.form, row.change); p.StatusCode != row.want {
			t.Errorf("%s: %s", name, p.Status)
		}
	}
	if said, err := d.Messages(t.Context(), d.shown.ID); err != nil || len(said) != 1 || !said[0].Private {
		t.Errorf("%+v, %v", said, err)
	}
}

// A long dialogue fits a desk and a telephone.
func TestDialogueInABrowser(t *testing.T) {
	d := newDistrict(t)
	ctx := browser(t)
	asked := civic.Message{Text: "С какого дня закрыт медпункт? Есть ли объявление на двери?", Author: "Ветров А. Б., управление здравоохранения", Private: true}
	if _, err := d.Message(t.Context(), d.shown.Number, asked); err != nil {
		t.Fatal(err)
	}
	reply := civic.Message{ID: civic.MessageID{1}, Report: d.shown.ID, Text: "С понедельника. " + strings.Repeat("ы", 300), At: d.Clock.Now(), Operator: 2}
	public, _, err := journal.EncodeMessage(reply)
	if err != nil {
		t.Fatal(err)
	}
	d.device.Append(journal.Hash{}, journal.KindMessage, public, nil)
	d.device.PushAll()
	for _, window := range [][2]int64{{1366, 920}, {390, 800}} {
		page := visit(t, ctx, window[0], window[1], d.Server.URL+"/staff/reports/"+d.shown.ID.String()+"?lang=ru#dialogue", "dialogue")
		for _, want := range []string{asked.Text, asked.Author, "С понедельника.", "оператор 2", "только для вас и пункта", "можно опубликовать"} {
			if !strings.Contains(page.Text, want) {
				t.Errorf("%d: nothing says %q", window[0], want)
			}
		}
	}
}
