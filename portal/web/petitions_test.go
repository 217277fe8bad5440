package web_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// send sends a form as somebody at the portal's own machine, unless change makes it somebody else.
func (d *district) send(t *testing.T, path string, form url.Values, change ...func(*http.Request)) page {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.Server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, f := range change {
		f(req)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page{res, string(body)}
}

func typed(act string) url.Values {
	return url.Values{
		"title": {"Мост <через> Липовку"}, "text": {"Почините мост.\r\nДети & собаки ходят по льду."}, "settlements": {"с. Ставчены\r\n\r\nс. Липовка"},
		"from": {"2026-11-20"}, "to": {"2027-02-19"}, "count": {"100"}, "proof": {"drawn", "wet"}, "birth": {"year"}, "min_age": {"14"}, "act": {act},
	}
}

// A petition is typed in, looked at, published, signed and closed; everybody sees how it stands and nobody who signed.
func TestPetitionFromTheFormToTheCount(t *testing.T) {
	d := &district{Portal: portaltest.Start(t, t.TempDir(), 0)}
	d.get(t, "/petitions?lang=ru").expect(t, http.StatusOK, []string{"Петиций пока нет", `class="card empty"`}, `<ul class="cards">`)
	d.get(t, "/staff/petitions/new?lang=ru").expect(t, http.StatusOK, []string{`value="2026-11-24"`, `value="2027-02-23"`, "<form"}, "<no value>")
	d.send(t, "/staff/petitions/new", typed("check")).expect(t, http.StatusOK,
		[]string{"Проверьте перед публикацией", "Мост &lt;через&gt; Липовку", "Дети &amp; собаки", "с. Ставчены, с. Липовка", `value="publish"`, "от 14 лет"}, "<no value>")
	d.send(t, "/staff/petitions/new", typed("edit")).expect(t, http.StatusOK, []string{"Точный текст", "Дети &amp; собаки"}, `value="publish"`)
	if all, err := d.Petitions(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("published by looking: %+v, %v", all, err)
	}
	p := d.send(t, "/staff/petitions/new", typed("publish"))
	if p.StatusCode != http.StatusSeeOther || p.Header.Get("Location") != "/staff/petitions/2026-01" {
		t.Fatalf("%s to %s", p.Status, p.Header.Get("Location"))
	}
	made, err := d.Portal.Petition(t.Context(), "2026-01")
	if err != nil || made.Text != "Почините мост.\nДети & собаки ходят по льду." || len(made.Settlements) != 2 {
		t.Fatalf("%+v, %v", made, err)
	}
	it := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Ставчены")
	petition := civic.Petition{ID: made.ID, Version: 1, Title: made.Title, Text: made.Text}
	for range 2 {
		it.TellSigned(it.Signature(petition))
	}
	back := it.Signature(petition)
	back.Signatory.Name = "Козак Иван Петрович"
	it.TellSigned(back)
	it.TellWithdrawn(back, civic.CheckedDocument)
	it.PushAll()
	for lang, words := range map[string][]string{
		"ru": {"1 действительных подписей из 100", "с 20 ноября 2026 по 19 февраля 2027", "Идёт сбор подписей", made.TextHash},
		"uk": {"1 дійсних підписів із 100", "з 20 листопада 2026", "Триває збір підписів"},
		"en": {"1 valid signatures of 100", "from 20 November 2026", "Open for signatures"},
	} {
		d.get(t, "/petitions/2026-01?lang="+lang, behindAProxy).expect(t, http.StatusOK, words, "/signatures", "<form", "<no value>")
	}
	d.get(t, "/petitions?lang=ru", behindAProxy).expect(t, http.StatusOK, []string{"Мост &lt;через&gt; Липовку", "1 петиция", "из 100"}, "/staff/petitions/new")
	d.get(t, "/staff/petitions/2026-01/signatures?lang=ru").expect(t, http.StatusOK,
		[]string{"Действительна", "Повторная", "этот человек уже подписал", "с. Ставчены", "строка 1", "паспорт", "отозвал(а): другой документ", "оператор 2"}, "<no value>", "1961")
	d.send(t, "/staff/petitions/2026-01/close", url.Values{}) // not sure
	d.get(t, "/staff/petitions/2026-01?lang=ru").expect(t, http.StatusOK, []string{"Идёт сбор подписей", "<form"})
	d.send(t, "/staff/petitions/2026-01/close", url.Values{"sure": {"1"}})
	d.get(t, "/staff/petitions/2026-01?lang=ru").expect(t, http.StatusOK, []string{"Сбор окончен", "Сбор закончен 24 ноября 2026", "Опубликовать ответ"}, "/close")
	d.get(t, "/petitions/"+made.ID.String()).expect(t, http.StatusOK, nil)
	d.get(t, "/petitions/2031-07").expect(t, http.StatusNotFound, nil)
	d.Verified(t)
}

func TestFormSaysWhatIsWrong(t *testing.T) {
	d := &district{Portal: portaltest.Start(t, t.TempDir(), 0)}
	for name, row := range map[string]struct {
		field, value, want string
	}{
		"no title": {"title", "", "Напишите название"}, "no text": {"text", " ", "который будут подписывать"},
		"backwards": {"to", "2026-01-01", "раньше первого"}, "no day": {"from", "вчера", "первый день"},
		"words for a number": {"count", "сто", "Напишите число"}, "nothing": {"count", "", "сколько нужно подписей"},
		"both": {"base", "5000", "не то и другое"}, "a share of words": {"share", "много", "от 0,1 до 100"},
		"no way to sign": {"proof", "", "способ подписи"}, "age without birth": {"birth", "", "год или дату рождения"},
		"a birth of its own": {"birth", "sign", "не знает такого"},
	} {
		form := typed("publish")
		form.Set(row.field, row.value)
		p := d.send(t, "/staff/petitions/new?lang=ru", form)
		p.expect(t, http.StatusUnprocessableEntity, []string{row.want, "Исправьте отмеченные поля"}, `value="publish"`)
		if t.Failed() {
			t.Log(name)
		}
	}
	if p := d.send(t, "/staff/petitions/new", url.Values{"text": {strings.Repeat("я", 200_000)}}); p.StatusCode != http.StatusBadRequest {
		t.Errorf("too large: %s", p.Status)
	}
	if all, err := d.Petitions(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// Nobody but staff publishes, closes or sees the list of signatures; and no foreign page does it in their name.
func TestPetitionsAreStaffs(t *testing.T) {
	d := &district{Portal: portaltest.Start(t, t.TempDir(), 0)}
	petition := d.Published(t, d.Draft())
	path := "/staff/petitions/" + petition.Number
	for name, change := range map[string]func(*http.Request){
		"behind a proxy": behindAProxy, "a foreign page": header("Sec-Fetch-Site", "cross-site"), "an old browser": header("Origin", "https://evil.example"),
	} {
		for _, to := range []string{"/staff/petitions/new", path + "/close"} {
			form := typed("publish")
			form.Set("sure", "1")
			if p := d.send(t, to, form, change); p.StatusCode != http.StatusForbidden {
				t.Errorf("%s, %s: %s", name, to, p.Status)
			}
		}
	}
	for _, closed := range []string{"/staff/petitions/new", path + "/signatures"} {
		d.get(t, closed, behindAProxy).expect(t, http.StatusSeeOther, nil) // to where staff sign in
	}
	all, err := d.Petitions(t.Context())
	if err != nil || len(all) != 1 || all[0].ClosedAt != nil {
		t.Errorf("%+v, %v", all, err)
	}
}
