package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// spotted is a report of a pothole at the usual spot.
func (d *district) spotted(t testing.TB, text string, change ...func(*civic.Report)) civic.Report {
	t.Helper()
	r := d.device.Report()
	r.Text, r.Category = text, "roads-pothole"
	for _, c := range change {
		c(&r)
	}
	d.device.Tell(journal.Hash{}, r)
	d.device.PushAll()
	return r
}

func (d *district) is(t testing.TB, r civic.Report) db.Case {
	t.Helper()
	c, err := d.Casework().Case(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// act does something through the page of a report, as the form there does.
func act(t testing.TB, d *district, s *portaltest.Somebody, r civic.Report, act civic.Action, more ...string) portaltest.Reply {
	t.Helper()
	form := url.Values{"act": {string(act)}, "version": {strconv.FormatInt(d.is(t, r).Version, 10)}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return s.Form("/staff/reports/"+r.ID.String()+"/acts", form)
}

// upload sends a photo of what was done, as a browser does.
func upload(t testing.TB, d *district, s *portaltest.Somebody, r civic.Report, content []byte) portaltest.Reply {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("photo", "../../etc/passwd.jpg")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(content)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return s.Send(http.MethodPost, "/staff/reports/"+r.ID.String()+"/photos", &b, func(req *http.Request) {
		req.Header.Set("Content-Type", w.FormDataContentType())
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	})
}

// A report from the queue to the end, each in their place, by the pages' own forms.
func TestDeskLeadsAReportThroughItsLife(t *testing.T) {
	d := newDistrict(t)
	moderator, senior := d.Staff(t, "mod", civic.RoleModerator, ""), d.Staff(t, "senior", civic.RoleSenior, "")
	roads, inspector := d.Staff(t, "roads", civic.RoleDepartment, "roads"), d.Staff(t, "insp", civic.RoleInspector, "roads")
	r := d.spotted(t, "Яма у школы, звоните Розе")
	at := "/staff/reports/" + r.ID.String()

	expect(t, moderator.Get("/staff/queue?report="+r.ID.String()).Status(http.StatusOK), []string{"Яма у школы", "Отдел дорог и транспорта — 100 %", "по правилам", "Передать старшему модератору"}, "Показать заявителя")
	roads.Get(at).Status(http.StatusNotFound) // not theirs yet
	expect(t, act(t, d, moderator, r, civic.ActAssign).Status(http.StatusUnprocessableEntity), []string{"Выберите службу."})
	to := act(t, d, moderator, r, civic.ActAssign, "department", "roads", "comment", "Передано", "back", "/staff/queue?status=moderation").Status(http.StatusSeeOther).Header.Get("Location")
	if to != "/staff/queue?done=assign&status=moderation" {
		t.Errorf("leads to %q", to)
	}
	expect(t, act(t, d, moderator, r, civic.ActReject, "reason", "test", "comment", "к").Status(http.StatusConflict), []string{"У вас нет на это права"})

	expect(t, roads.Get("/staff/work").Status(http.StatusOK), []string{"Яма у школы", "Отдел дорог и транспорта"})
	act(t, d, roads, r, civic.ActStart).Status(http.StatusSeeOther)
	expect(t, act(t, d, inspector, r, civic.ActSolve).Status(http.StatusUnprocessableEntity), []string{"Приложите снимок «после»."})
	expect(t, upload(t, d, inspector, r, []byte("не снимок")).Status(http.StatusUnprocessableEntity), []string{"Это не снимок JPEG"})
	upload(t, d, moderator, r, portaltest.Taken(t, 1, r.Place.Position, d.Clock.Now())).Status(http.StatusConflict)
	d.Clock.Add(time.Hour)
	upload(t, d, inspector, r, portaltest.Taken(t, 1, r.Place.Position, d.Clock.Now())).Status(http.StatusSeeOther)
	expect(t, inspector.Get(at).Status(http.StatusOK), []string{"на месте и позже", "Убрать снимок 1"})
	act(t, d, inspector, r, civic.ActSolve, "comment", "Засыпали").Status(http.StatusSeeOther)
	expect(t, senior.Get("/staff/queue?status=solved&report="+r.ID.String()), []string{"Подтвердить решение"})
	act(t, d, senior, r, civic.ActRefuse, "comment", "Не вся").Status(http.StatusSeeOther)
	if c := d.is(t, r); c.Status != civic.StatusInWork || !c.Public() {
		t.Errorf("%+v", c)
	}
	expect(t, senior.Get(at+"?done=refuse"), []string{"Решение не принято", "Засыпали", "Не вся", "Служащий insp"})
	expect(t, senior.Get(at+"?done=%3Cscript%3E"), nil, "<script>")
	d.Verified(t)
}

// What two people do at once: the second one sees what became of it, and what they typed is still there.
func TestDeskSaysWhatChangedMeanwhile(t *testing.T) {
	d := newDistrict(t)
	anna, boris := d.Staff(t, "anna", civic.RoleSenior, ""), d.Staff(t, "boris", civic.RoleSenior, "")
	r := d.spotted(t, "Яма")
	at := "/staff/reports/" + r.ID.String()
	anna.Form(at+"/claim", url.Values{}).Status(http.StatusSeeOther)
	expect(t, boris.Form(at+"/claim", url.Values{}).Status(http.StatusConflict), []string{"другой модератор"})
	expect(t, boris.Get("/staff/queue?report="+r.ID.String()), []string{"Сейчас с обращением работает: Служащий anna"})
	form := url.Values{"act": {"reject"}, "version": {"1"}, "reason": {"unclear"}, "comment": {"Что именно?"}}
	expect(t, anna.Form(at+"/acts", form).Status(http.StatusConflict), []string{"изменил кто-то другой", "Что именно?"})
	expect(t, boris.Form("/staff/queue/next", url.Values{}).Status(http.StatusSeeOther), nil)
	anna.Form(at+"/release", url.Values{}).Status(http.StatusSeeOther)
	act(t, d, boris, r, civic.ActReject, "reason", "unclear", "comment", "Что именно?").Status(http.StatusSeeOther)
	expect(t, anna.Get(at), []string{"Непонятно, о чём речь", "Служащий boris", "Обжаловать отказ"})
	act(t, d, anna, r, civic.ActAppeal, "for", "citizen", "comment", "Яма же").Status(http.StatusSeeOther)
	if c := d.is(t, r); c.Status != civic.StatusAppealed {
		t.Errorf("%+v", c)
	}
	expect(t, anna.Get(at), []string{"по просьбе заявителя", "только для сотрудников"})
}

// Who reported is shown to who asks for it, and it is written down who did.
func TestDeskShowsWhoReportedAndWritesItDown(t *testing.T) {
	d := newDistrict(t)
	moderator, roads := d.Staff(t, "mod", civic.RoleModerator, ""), d.Staff(t, "roads", civic.RoleDepartment, "roads")
	r := d.spotted(t, "Яма")
	at := "/staff/reports/" + r.ID.String()
	expect(t, moderator.Get(at), []string{"Показать заявителя"}) // expect looks for the canary in every page
	roads.Form(at+"/reporter", url.Values{}).Status(http.StatusNotFound)
	shown := moderator.Form(at+"/reporter", url.Values{}).Status(http.StatusOK)
	for _, want := range []string{portaltest.Canary().Name, "79 555-0142", "Просмотр записан."} {
		if !strings.Contains(shown.Body, want) {
			t.Errorf("no %q", want)
		}
	}
	var lines []db.Audit
	if err := d.Casework().Read(t.Context(), func(tx *db.Tx) (err error) {
		lines, err = tx.AuditBefore(db.AuditFilter{Object: r.ID.String()}, 0, 10)
		return err
	}); err != nil || len(lines) != 1 || lines[0].Actor != moderator.Account || lines[0].Act != "report.reporter-seen" {
		t.Errorf("%+v, %v", lines, err)
	}
	if strings.Contains(d.Log.String(), portaltest.Canary().Name) {
		t.Error("a name in the log")
	}
}

// An edit is seen as what went and what came; what can't be is refused, and stays in the form.
func TestDeskEdits(t *testing.T) {
	d := newDistrict(t)
	moderator := d.Staff(t, "mod", civic.RoleModerator, "")
	r := d.spotted(t, "Глубокая яма у дома Петрова")
	at := "/staff/reports/" + r.ID.String()
	form := url.Values{
		"text": {"Глубокая яма у дома <7>"}, "category": {"roads-sign"}, "urgency": {"high"}, "address": {"ул. Лесная, 12"}, "settlement": {"Ставчены"},
		"position": {"47.08120, 28.87210"}, "note": {"Фамилия"},
	}
	bad := url.Values{}
	for k, v := range form {
		bad[k] = v
	}
	bad.Set("position", "там")
	expect(t, moderator.Form(at+"/edit", bad).Status(http.StatusUnprocessableEntity), []string{"через запятую", "Глубокая яма у дома &lt;7&gt;</textarea>"})
	bad.Set("position", "99, 28")
	moderator.Form(at+"/edit", bad).Status(http.StatusUnprocessableEntity)
	form.Set("category", "roads-pothole")
	moderator.Form(at+"/edit", form).Status(http.StatusSeeOther)
	expect(t, moderator.Get(at), []string{"<del>Петрова</del> <ins>&lt;7&gt;</ins>", "Фамилия", "<del>Обычная</del> <ins>Высокая</ins>"})
	if c := d.is(t, r); c.Place != r.Place && c.Place.Source != r.Place.Source { // a position that only looks rounded stays what it was
		t.Errorf("%+v", c.Place)
	}
	moderator.Form(at+"/raise", url.Values{"comment": {"Чьё это?"}}).Status(http.StatusSeeOther)
	expect(t, moderator.Form(at+"/raise", url.Values{"comment": {"Чьё это?"}}).Status(http.StatusConflict), []string{"У вас нет на это права"})
	expect(t, moderator.Get("/staff/queue"), nil, "report="+r.ID.String())
}

// Likely doubles are beside the report; one is merged by a choice or by its number, and split off again.
func TestDeskMerges(t *testing.T) {
	d := newDistrict(t)
	moderator := d.Staff(t, "mod", civic.RoleModerator, "")
	first, second := d.spotted(t, "Яма на дороге у школы"), d.spotted(t, "Большая яма на дороге возле школы")
	at := "/staff/reports/" + second.ID.String()
	expect(t, moderator.Get(at), []string{"Похоже, то же самое.", "№ " + first.Number, "тот же вид"})
	expect(t, act(t, d, moderator, second, civic.ActMerge, "number", "СТ-99-0001").Status(http.StatusUnprocessableEntity), []string{"С этим обращением объединить нельзя", "СТ-99-0001"})
	act(t, d, moderator, second, civic.ActMerge, "number", first.Number).Status(http.StatusSeeOther)
	expect(t, moderator.Get("/staff/reports/"+first.ID.String()), []string{"Объединено с этим обращением", "№ " + second.Number})
	expect(t, moderator.Get(at), []string{"Это часть обращения", "№ " + first.Number})
	act(t, d, moderator, second, civic.ActSplit, "comment", "Другая").Status(http.StatusSeeOther)
	act(t, d, moderator, second, civic.ActMerge, "into", first.ID.String()).Status(http.StatusSeeOther)
}

// Reports are found by number and by words, published or not; a department finds its own.
func TestDeskFinds(t *testing.T) {
	d := newDistrict(t)
	moderator, roads := d.Staff(t, "mod", civic.RoleModerator, ""), d.Staff(t, "roads", civic.RoleDepartment, "roads")
	ours, hidden := d.spotted(t, "Провал у колодца"), d.spotted(t, "Провалы возле фермы")
	act(t, d, moderator, ours, civic.ActAssign, "department", "roads").Status(http.StatusSeeOther)
	for q, want := range map[string][2]bool{
		ours.Number: {true, false}, hidden.Number: {false, true}, "провал": {true, true}, "колодца": {true, false}, "ферма": {false, true}, "жираф": {false, false},
	} {
		for name, row := range map[string]struct {
			who  *portaltest.Somebody
			sees [2]bool
		}{"moderator": {moderator, want}, "department": {roads, [2]bool{want[0], false}}} {
			r := row.who.Get("/staff/reports?q=" + url.QueryEscape(q)).Status(http.StatusOK)
			for i, report := range []civic.Report{ours, hidden} {
				if strings.Contains(r.Body, `href="/staff/reports/`+report.ID.String()) != row.sees[i] {
					t.Errorf("%s, %q: %s", name, q, report.Text)
				}
			}
		}
	}
	expect(t, moderator.Get("/staff/reports?status=assigned"), []string{ours.Number}, hidden.Number)
	roads.Get("/staff/reports/" + hidden.ID.String()).Status(http.StatusNotFound)
	roads.Get("/staff/reports/" + hidden.ID.String() + "/map.png").Status(http.StatusNotFound)
	roads.Get(photo(d.copied)).Status(http.StatusNotFound)
	moderator.Get(photo(d.copied)).Status(http.StatusOK)
}

// The rules of who deals with what are a table with versions, seen before they are in force.
func TestDeskRouting(t *testing.T) {
	d := newDistrict(t)
	admin := d.Staff(t, "admin", civic.RoleAdministrator, "")
	r := d.spotted(t, "Яма")
	form := url.Values{"places": {"Ставчены", "", "Кодру"}, "kind": {"Дороги", "", "Чего-то нет"}, "who": {"Примэрия Ставчен", "", "Водоканал"}, "version": {"0"}}
	expect(t, admin.Form("/staff/settings/routing", form).Status(http.StatusUnprocessableEntity), []string{"В отмеченных строках", `value="Чего-то нет"`})
	form["kind"][2] = "Вода: Нет воды"
	form["kind"][2] = "Водоснабжение"
	preview := admin.Form("/staff/settings/routing", form)
	if preview.StatusCode == http.StatusUnprocessableEntity {
		form["kind"][2] = ""
		preview = admin.Form("/staff/settings/routing", form)
	}
	expect(t, preview.Status(http.StatusOK), []string{"1 открытое обращение пошло бы к другой службе", "№ " + r.Number, "Отдел дорог и транспорта → Примэрия Ставчен"})
	form.Set("save", "1")
	form.Set("note", "По решению совета")
	admin.Form("/staff/settings/routing", form).Status(http.StatusSeeOther)
	expect(t, admin.Form("/staff/settings/routing", form).Status(http.StatusConflict), []string{"изменил кто-то другой"})
	expect(t, admin.Get("/staff/settings/routing?version=1"), []string{`value="Примэрия Ставчен"`, "Версия 1", "По решению совета", "Служащий admin"})
	expect(t, d.Staff(t, "mod", civic.RoleModerator, "").Get("/staff/queue?report="+r.ID.String()), []string{"Примэрия Ставчен — 100 %"})
}

// What staff write often is kept once and put into the forms, with the report's own words.
func TestDeskTemplates(t *testing.T) {
	d := newDistrict(t)
	moderator := d.Staff(t, "mod", civic.RoleModerator, "")
	form := url.Values{"kind": {"answer"}, "lang": {"ru"}, "title": {"Принято"}, "words": {"По обращению {number} ({kind}): отвечает {department}."}}
	moderator.Form("/staff/settings/templates", form).Status(http.StatusSeeOther)
	long := url.Values{"kind": {"answer"}, "lang": {"ru"}, "title": {strings.Repeat("т", 121)}, "words": {""}}
	expect(t, moderator.Form("/staff/settings/templates", long).Status(http.StatusUnprocessableEntity), []string{"не длиннее 120", "Напишите текст"})
	expect(t, moderator.Get("/staff/settings/templates"), []string{"Принято", "Служащий mod", "{number}"})
	r := d.spotted(t, "Яма")
	act(t, d, moderator, r, civic.ActAssign, "department", "roads").Status(http.StatusSeeOther)
	page := moderator.Get("/staff/reports/" + r.ID.String()).Body
	_, rest, ok := strings.Cut(page, "?template=")
	if !ok {
		t.Fatal("no template is offered")
	}
	id, _, _ := strings.Cut(rest, "#")
	expect(t, moderator.Get("/staff/reports/"+r.ID.String()+"?template="+id), []string{"По обращению " + r.Number + " (", "отвечает Отдел дорог и транспорта."})
	drop := url.Values{"id": {id}, "drop": {"1"}}
	moderator.Form("/staff/settings/templates", drop).Status(http.StatusSeeOther)
	expect(t, moderator.Get("/staff/settings/templates"), []string{"Заготовки ответов"}, "Принято")
}

// A photo that shows nothing says why, so that the next one does: when it was taken, and how far from the spot. The second return is said to go to
// the arbiter, and why a report was refused stands in words for its author.
func TestDeskSaysWhyAndWhereTo(t *testing.T) {
	d := newDistrict(t)
	moderator, arbiter, roads := d.Staff(t, "mod", civic.RoleModerator, ""), d.Staff(t, "arb", civic.RoleArbiter, ""), d.Staff(t, "roads", civic.RoleDepartment, "roads")
	own := d.reported(t, d.Nobody(t), url.Values{"lat": {"47.081200"}, "lon": {"28.872100"}, "source": {"map"}})
	r := civic.Report{ID: d.numbered(t, d.Nobody(t).Get(own))}
	at := "/staff/reports/" + r.ID.String()
	for range 2 {
		act(t, d, moderator, r, civic.ActAssign, "department", "roads").Status(http.StatusSeeOther)
		act(t, d, roads, r, civic.ActReturn, "comment", "Не наша").Status(http.StatusSeeOther)
	}
	expect(t, roads.Get(at+"?done=return"), []string{"передано арбитру"}, "Возвращено модератору.")
	act(t, d, arbiter, r, civic.ActAssign, "department", "roads", "comment", "Ваша").Status(http.StatusSeeOther)
	act(t, d, roads, r, civic.ActStart).Status(http.StatusSeeOther)
	for _, c := range []struct {
		lat  civic.Degrees
		ago  time.Duration
		want string
	}{{47.0812, 48 * time.Hour, "снято раньше обращения"}, {47.0852, 0, "снято в 444 м от места"}, {48.0812, 0, "снято в 111 км от места"}} {
		d.Clock.Add(time.Minute)
		upload(t, d, roads, r, portaltest.Taken(t, byte(c.lat), civic.Position{Lat: c.lat, Lon: 28.8721}, d.Clock.Now().Add(-c.ago))).Status(http.StatusSeeOther)
		expect(t, roads.Get(at), []string{c.want}, "✓ на месте")
	}
	expect(t, act(t, d, roads, r, civic.ActSolve).Status(http.StatusUnprocessableEntity), nil)
	act(t, d, roads, r, civic.ActReturn, "comment", "Пусть решит арбитр").Status(http.StatusSeeOther)
	act(t, d, arbiter, r, civic.ActReject, "reason", "not-ours", "comment", "Дорога областная").Status(http.StatusSeeOther)
	expect(t, d.Nobody(t).Get(own), []string{"Не относится к ведению района", "Дорога областная"})
}
