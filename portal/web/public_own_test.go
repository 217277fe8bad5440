package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// taken are the addresses at which programs and the curious take reports away.
func taken(r civic.Report) []string {
	return []string{
		"/data/reports.csv", "/data/reports.geojson", "/data/figures.csv", "/open311/v2/requests.json?extensions=true", "/open311/v2/requests.xml",
		"/open311/v2/requests/" + r.ID.String() + ".json?extensions=true", "/open311/v2/requests/" + r.ID.String() + ".xml",
	}
}

// Where somebody's own device or an inspector's belongs, and how it calls itself, is nobody's business: no page, feed, frame or file says it. Where
// a reception point is everybody may know.
func TestNobodysDeviceIsPublic(t *testing.T) {
	d := newDistrict(t)
	for name, role := range map[string]civic.Role{"a citizen's": civic.RoleCitizen, "an inspector's": civic.RoleInspector} {
		own := portaltest.Enrolled(t, d.Portal, role, "хутор Тихий, у Розы")
		if _, err := portaltest.Raw(t, d.Home).Exec("UPDATE device SET name = 'Телефон Розы' WHERE place = 'хутор Тихий, у Розы'"); err != nil {
			t.Fatal(err)
		}
		r := own.CitizenReport()
		r.Text = "Не горит фонарь у школы, " + name
		own.Tell(journal.Hash{}, r)
		own.Say(r.ID, "Он мигает по вечерам")
		if reply := own.PushAll(); len(reply.Verdicts) > 0 {
			t.Fatalf("%s: %+v", name, reply.Verdicts)
		}
		d.publish(t, r)
		for _, path := range append(append(everywhere(r), reportPath(r)), taken(r)...) {
			for _, lang := range []string{"ru", "uk", "en"} {
				with := path + map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "lang=" + lang
				page := d.get(t, with, behindAProxy)
				for _, never := range []string{"хутор", "Тихий", "Телефон Розы", own.ID.String()} {
					if strings.Contains(page.body, never) || strings.Contains(page.body, url.QueryEscape(never)) {
						t.Errorf("%s: %s says %q", name, with, never)
					}
				}
				if page.StatusCode != http.StatusOK {
					t.Errorf("%s: %s: %s", name, with, page.Status)
				}
			}
		}
		d.get(t, reportPath(r)+"?lang=ru", behindAProxy).expect(t, http.StatusOK, []string{"Сообщено", "Заявитель", "Он мигает по вечерам"}, "Принято:", "Пункт приёма,")
	}
	d.publish(t, d.shown)
	d.get(t, reportPath(d.shown)+"?lang=ru", behindAProxy).expect(t, http.StatusOK, []string{"Принято: с. Ставчены"}, "Сообщено ")
}

// What an author adds to a published report with a phone, words and photos, nobody moderated: it is for staff, and the public sees neither, not even
// by the photo's own address.
func TestWhatIsAddedIsNotPublic(t *testing.T) {
	d := newDistrict(t)
	own := portaltest.Enrolled(t, d.Portal, civic.RoleCitizen, "Район")
	first, second := portaltest.JPEG(t, 640, 480, 3), portaltest.JPEG(t, 640, 480, 4)
	small, tiny := portaltest.JPEG(t, 128, 96, 3), portaltest.JPEG(t, 128, 96, 4)
	told, added := own.Photo([]byte("o5"), first, small), own.Photo([]byte("o6"), second, tiny)
	r := own.CitizenReport(told)
	own.Tell(journal.Hash{}, r)
	own.TellPhoto(journal.Hash{}, r.ID, told)
	add := func() {
		own.TellSupplement(r.ID, "А вот моя дверь", added)
		own.TellPhoto(journal.Hash{}, r.ID, added)
		if reply := own.PushAll(); len(reply.Verdicts) > 0 {
			t.Fatalf("%+v", reply.Verdicts)
		}
		for _, content := range [][]byte{first, second, small, tiny} {
			own.Upload(content)
		}
	}
	hidden := func(when string) {
		t.Helper()
		for _, b := range []civic.BlobRef{added.Copy, added.Preview} {
			if page := d.get(t, publicPhoto(b), behindAProxy); page.StatusCode != http.StatusNotFound {
				t.Errorf("%s: the added photo: %s", when, page.Status)
			}
			for _, path := range append(append(everywhere(r), reportPath(r)), taken(r)...) {
				if body := d.get(t, path, behindAProxy).body; strings.Contains(body, strings.TrimPrefix(publicPhoto(b), "/photos/")) || strings.Contains(body, "моя дверь") {
					t.Errorf("%s: %s shows what was added", when, path)
				}
			}
		}
	}
	add()
	hidden("before it is published")
	d.publish(t, r)
	hidden("published")
	d.get(t, reportPath(r), behindAProxy).expect(t, http.StatusOK, []string{publicPhoto(told.Copy)})
	d.get(t, publicPhoto(told.Copy), behindAProxy).expect(t, http.StatusOK, nil)
	d.get(t, "/staff/reports/"+r.ID.String()).expect(t, http.StatusOK, []string{"А вот моя дверь", photo(added.Copy)})
	d.hide(t, r)
	hidden("hidden again")
	d.Verified(t)
}
