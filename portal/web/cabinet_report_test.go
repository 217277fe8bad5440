package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// Somebody without an account reports with a photo; what they get leads them back, and the audit finds a device's report like any other.
func TestReportFromABrowser(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	form.Set("name", "Роза Петрова")
	form.Set("email", "roza@example.org")
	expect(t, send(s, "/report/new", form).Status(http.StatusUnprocessableEntity), []string{"Без согласия"})
	form.Set("consent", "1")
	form["stamp"] = []string{stamp(t, s.Get("/report/new"))}
	d.Clock.Add(time.Minute)
	r := send(s, "/report/new", form, attached{"яма.jpg", portaltest.Taken(t, 1, spotOf, d.Clock.Now().Add(-time.Hour))}).Status(http.StatusSeeOther)
	link, ok := strings.CutSuffix(r.Header.Get("Location"), "?sent")
	if !ok {
		t.Fatalf("led to %q", r.Header.Get("Location"))
	}
	own := s.Get(link + "?sent").Status(http.StatusOK)
	expect(t, own, []string{"ПО-00-0001", "Яма во всю дорогу", link, "На проверке", link + "/photos/"})
	photo := link + "/photos/" + strings.Split(strings.Split(own.Body, link+"/photos/")[1], `"`)[0]
	if got := s.Get(photo).Status(http.StatusOK); got.Header.Get("Content-Type") != "image/jpeg" || bytes.Contains([]byte(got.Body), []byte("Exif")) {
		t.Errorf("%v", got.Header)
	}
	report := d.AllReports(t)[d.numbered(t, own)]
	if report.Source != civic.SourcePhoto {
		t.Errorf("%+v", report)
	}
	expect(t, s.Get(link+"/receipt").Status(http.StatusOK), []string{"ПО-00-0001", "qr.png", "Квитанция"})
	if qr := s.Get(link + "/qr.png"); qr.Header.Get("Content-Type") != "image/png" {
		t.Errorf("%v", qr.Header)
	}
	expect(t, s.Get("/report/new"), nil, "Яма во всю дорогу", "roza@example.org")
	s.Get("/r/aaaaaaaaaaaaaaaaaaaaaaaa").Status(http.StatusNotFound)
	if strings.Contains(d.Log.String(), "roza@") || strings.Contains(d.Log.String(), link) {
		t.Error("the log knows too much")
	}
	d.Verified(t)
}

// A double click, the back button and a lost answer lead to one report.
func TestReportOnce(t *testing.T) {
	d := newDistrict(t)
	before := len(d.AllReports(t))
	s := d.Nobody(t)
	form := d.asked(t, s)
	var wait sync.WaitGroup
	led := make([]string, 4)
	for i := range led {
		wait.Go(func() { led[i] = send(s, "/report/new", form).Header.Get("Location") })
	}
	wait.Wait()
	d.Clock.Add(time.Hour)
	led = append(led, send(s, "/report/new", form).Header.Get("Location"))
	for _, to := range led {
		if to != led[0] || !strings.HasPrefix(to, "/r/") {
			t.Errorf("led to %q and %q", led[0], to)
		}
	}
	if n := len(d.AllReports(t)) - before; n != 1 {
		t.Errorf("%d reports", n)
	}
	d.Verified(t)
}

// What is missing is said, each thing where it is, and what was typed stays; so do photos.
func TestReportThatLacksSomething(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	for _, name := range []string{"text", "category", "address", "settlement"} {
		form.Del(name)
	}
	form.Set("phone", "12")
	form.Set("email", "nobody")
	r := send(s, "/report/new", form, attached{"a.jpg", portaltest.JPEG(t, 400, 300, 3)}).Status(http.StatusUnprocessableEntity)
	expect(t, r, []string{"ещё не отправлено", "Выберите вид проблемы", "хотя бы одну фразу", "не похоже на номер", "не похоже на адрес почты", "отметьте место", `value="nobody"`, "/report/new/photos/"})
	again := s.Get("/report/new").Status(http.StatusOK)
	expect(t, again, []string{`value="nobody"`, "/report/new/photos/", "начали раньше"})
	other := d.Nobody(t)
	expect(t, other.Get("/report/new"), nil, `value="nobody"`, "/report/new/photos/")
	id := strings.Split(strings.Split(again.Body, "/report/new/photos/")[1], `"`)[0]
	s.Get("/report/new/photos/" + id).Status(http.StatusOK)
	other.Get("/report/new/photos/" + id).Status(http.StatusNotFound)
	send(s, "/report/new", url.Values{"stamp": form["stamp"], "drop": {id}, "act": {"save"}}).Status(http.StatusSeeOther)
	expect(t, s.Get("/report/new"), nil, "/report/new/photos/"+id)
	s.Get("/report/new?fresh")
	expect(t, s.Get("/report/new"), nil, `value="nobody"`)
}

// Programs that fill in everything, or are too quick, or never asked for the form, are asked once more; people see why.
func TestFormsOfPrograms(t *testing.T) {
	d := newDistrict(t)
	before := len(d.AllReports(t))
	for name, change := range map[string]func(url.Values){
		"fills in all": func(f url.Values) { f.Set("website", "https://spam.example") },
		"never asked":  func(f url.Values) { f.Set("stamp", "") },
		"made one up":  func(f url.Values) { f.Set("stamp", strings.Repeat("A", 54)) },
	} {
		s := d.Nobody(t)
		form := d.asked(t, s)
		change(form)
		r := send(s, "/report/new", form).Status(http.StatusUnprocessableEntity)
		expect(t, r, []string{"Отправить» ещё раз", "Яма во всю дорогу"})
		form.Set("stamp", stamp(t, r))
		form.Del("website")
		if quick := send(s, "/report/new", form); quick.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s, at once: %s", name, quick.Response.Status)
		}
	}
	s := d.Nobody(t)
	form := d.asked(t, s)
	d.Clock.Add(8 * 24 * time.Hour) // a tab that was left open
	r := send(s, "/report/new", form).Status(http.StatusUnprocessableEntity)
	form.Set("stamp", stamp(t, r))
	d.Clock.Add(10 * time.Second)
	send(s, "/report/new", form).Status(http.StatusSeeOther)
	if n := len(d.AllReports(t)) - before; n != 1 {
		t.Errorf("%d reports", n)
	}
}

// From one address comes so much an hour and no more; what was typed stays.
func TestTooManyReports(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	refused := 0
	for range 31 {
		if r := send(s, "/report/new", d.asked(t, s)); r.StatusCode == http.StatusUnprocessableEntity || r.StatusCode == http.StatusTooManyRequests {
			refused++
			expect(t, r, []string{"слишком много", "Яма во всю дорогу"})
		}
	}
	if refused != 1 {
		t.Errorf("%d refused", refused)
	}
	d.Clock.Add(time.Hour)
	send(s, "/report/new", d.asked(t, s)).Status(http.StatusSeeOther)
}

// Kinds are found by what people say; an emergency says 112 at once; who answers and by when is told before anything is sent.
func TestFormHelps(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	step := func(change url.Values) portaltest.Reply {
		form := url.Values{"stamp": {stamp(t, s.Get("/report/new"))}, "act": {"kinds"}}
		for name, v := range change {
			form[name] = v
		}
		send(s, "/report/new", form).Status(http.StatusSeeOther)
		return s.Get("/report/new").Status(http.StatusOK)
	}
	expect(t, step(url.Values{"query": {"колдобина"}}), []string{`value="roads-pothole"`}, "Ничего похожего")
	expect(t, step(url.Values{"query": {"ыыыыыыы"}}), []string{"Ничего похожего"})
	expect(t, step(url.Values{"text": {"Во дворе яма на дороге"}}), []string{"Похоже на это", `value="roads-pothole"`})
	expect(t, step(url.Values{"theme": {"roads"}}), []string{`value="roads-pothole"`})
	chosen := step(url.Values{"category": {"roads-pothole"}})
	expect(t, chosen, []string{"Ответит:", "решение до"}, "Звоните 112")
	var emergency civic.CategorySlug
	for _, theme := range classifier(t).Themes() {
		for _, c := range theme.Categories {
			if c.Emergency {
				emergency = c.Slug
			}
		}
	}
	expect(t, step(url.Values{"category": {string(emergency)}}), []string{"Звоните 112", "tel:112"})
}

// On the map of the district addresses are found, and what is at a point.
func TestPlaces(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	if got := s.Get("/places?q=улица").Status(http.StatusOK).Body; strings.TrimSpace(got) != "[]" {
		t.Errorf("without a map: %s", got)
	}
	d.withDistrict(t)
	var found []struct {
		Label, Address, Settlement, Kind string
		Lat, Lon                         float64
	}
	r := s.Get("/places?q=" + url.QueryEscape("школьная 5")).Status(http.StatusOK)
	if err := json.Unmarshal([]byte(r.Body), &found); err != nil || len(found) == 0 || found[0].Settlement == "" || found[0].Lat == 0 {
		t.Fatalf("%s, %v", r.Body, err)
	}
	at := found[0]
	form := url.Values{"stamp": {stamp(t, s.Get("/report/new"))}, "act": {"find"}, "address": {"школьная 5"}}
	send(s, "/report/new", form).Status(http.StatusSeeOther)
	page := s.Get("/report/new")
	expect(t, page, []string{"Выберите место", `name="found"`, `list="settlements"`, "<option value="})
	value := strings.Split(strings.Split(page.Body, `name="found" value="`)[1], `"`)[0]
	form.Set("found", value)
	send(s, "/report/new", form).Status(http.StatusSeeOther)
	expect(t, s.Get("/report/new"), []string{"Место отмечено на карте", "/report/new/spot.png?lat=", at.Settlement})
	spot := "/report/new/spot.png?" + url.Values{"lat": {strings.Split(value, "|")[0]}, "lon": {strings.Split(value, "|")[1]}}.Encode()
	if got := s.Get(spot).Status(http.StatusOK); got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("%v", got.Header)
	}
	for _, bad := range []string{"?lat=x&lon=1", "?lat=91&lon=0", "?lat=NaN&lon=0", ""} {
		s.Get("/report/new/spot.png" + bad).Status(http.StatusNotFound)
	}
	r = s.Get("/places?" + url.Values{"lat": {strings.Split(value, "|")[0]}, "lon": {strings.Split(value, "|")[1]}}.Encode()).Status(http.StatusOK)
	if !strings.Contains(r.Body, at.Settlement) {
		t.Errorf("what is there: %s", r.Body)
	}
	send(s, "/report/new", url.Values{"stamp": form["stamp"], "act": {"nowhere"}, "lat": {"47.1"}, "lon": {"28.9"}, "source": {"map"}}).Status(http.StatusSeeOther)
	expect(t, s.Get("/report/new"), nil, "spot.png")
}

// A picture from the album of a journey tells nothing about a place in the district: the pin stays unset, and the map stays where it is. One
// from the spot sets it.
func TestOnlyPhotosFromTheDistrictSetThePin(t *testing.T) {
	d := newDistrict(t)
	d.withMap(t)
	for at, want := range map[civic.Position]string{
		{Lat: 43.4674, Lon: 11.8851}: `name="lat" value=""`,
		spotOf:                       `name="lat" value="47.081`,
	} {
		s := d.Nobody(t)
		form := d.asked(t, s)
		form.Set("act", "photos")
		form.Set("address", "")
		form.Set("settlement", "")
		send(s, "/report/new", form, attached{"снимок.jpg", portaltest.Taken(t, 2, at, d.Clock.Now().Add(-time.Hour))}).Status(http.StatusSeeOther)
		page := s.Get("/report/new").Status(http.StatusOK)
		expect(t, page, []string{want, "/report/new/photos/"}, "за пределами карты")
	}
}

// What people tell in whole sentences is understood by its rare words, not by "третью" and "неделю".
func TestAStoryFindsItsKind(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	form.Set("act", "save")
	form.Del("category")
	form.Set("text", "Фонарь у дома не горит третью неделю")
	send(s, "/report/new", form).Status(http.StatusSeeOther)
	body := s.Get("/report/new").Status(http.StatusOK).Body
	first := regexp.MustCompile(`name="category" value="([^"]+)"`).FindStringSubmatch(body)
	if first == nil || first[1] != "lighting-lamp-out" {
		t.Errorf("the first guess is %v", first)
	}
}
