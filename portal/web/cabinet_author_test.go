package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// By the secret link, without an account: send back, rate, and once it is rated nothing more.
func TestAuthorByLink(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	link := d.reported(t, s, pinned())
	page := s.Get(link).Status(http.StatusOK)
	id := d.numbered(t, page)
	expect(t, page, []string{"Отозвать"}, "Вернуть на доработку")
	d.solved(t, id)
	page = s.Get(link)
	expect(t, page, []string{"Проблема решена?", "Вернуть на доработку", "Оценить"}, "Отозвать обращение")
	form := func(act, comment, rating string) url.Values {
		return url.Values{"stamp": {stamp(t, s.Get(link))}, "act": {act}, "comment": {comment}, "rating": {rating}}
	}
	expect(t, s.Form(link+"/act", form("rework", " ", "")).Status(http.StatusUnprocessableEntity), []string{"Напишите, что не так"})
	expect(t, s.Form(link+"/act", form("rate", "", "9")).Status(http.StatusUnprocessableEntity), []string{"оценку от 1 до 5"})
	expect(t, s.Form(link+"/act", form("close", "", "")).Status(http.StatusUnprocessableEntity), []string{"Такого действия нет"})
	back := form("rework", "Засыпали песком, уже провалилось", "")
	for range 2 {
		if to := s.Form(link+"/act", back).Status(http.StatusSeeOther).Header.Get("Location"); to != link+"?rework" {
			t.Errorf("led to %q", to)
		}
	}
	expect(t, s.Get(link+"?rework"), []string{"возвращено на доработку", "Засыпали песком", "На доработке"})
	expect(t, s.Form(link+"/act", form("rate", "", "5")).Status(http.StatusConflict), []string{"состояние обращения изменилось"})
	roads := casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}
	d.done(t, casework.Deed{Report: id, Act: civic.ActStart, By: roads})
	d.repaired(t, id)
	s.Form(link+"/act", form("rate", "Теперь хорошо", "4")).Status(http.StatusSeeOther)
	expect(t, s.Get(link+"?rate"), []string{"Спасибо за оценку", "4 / 5", "Теперь хорошо"}, "Вернуть на доработку")
	d.Verified(t)
}

// A refusal is appealed against once; what is added and said is there for both sides.
func TestAppealSupplementAndDialogue(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	link := d.reported(t, s, nil)
	id := d.numbered(t, s.Get(link))
	d.done(t, casework.Deed{
		Report: id, Act: civic.ActReject, Reason: civic.ReasonNotOurs, Comment: "Дорога не наша",
		By: casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()},
	})
	expect(t, s.Get(link), []string{"Не согласны с отказом?", "Дорога не наша"})
	send(s, link+"/supplement", url.Values{"stamp": {stamp(t, s.Get(link))}, "supplement": {"Вот табличка"}}, attached{"табличка.jpg", portaltest.JPEG(t, 300, 200, 7)}).Status(http.StatusSeeOther)
	expect(t, send(s, link+"/supplement", url.Values{"stamp": {stamp(t, s.Get(link))}}).Status(http.StatusUnprocessableEntity), []string{"приложите снимок"})
	expect(t, send(s, link+"/supplement", url.Values{"stamp": {stamp(t, s.Get(link))}, "supplement": {"т"}}, attached{"вирус.exe", []byte("MZ")}).Status(http.StatusUnprocessableEntity), []string{"вирус.exe", "не снимок"})
	s.Form(link+"/messages", url.Values{"stamp": {stamp(t, s.Get(link))}, "message": {"Когда посмотрите?"}, "who": {"private"}}).Status(http.StatusSeeOther)
	s.Form(link+"/act", url.Values{"stamp": {stamp(t, s.Get(link))}, "act": {"appeal"}, "comment": {"На табличке ваш номер"}}).Status(http.StatusSeeOther)
	page := s.Get(link)
	expect(t, page, []string{"Вот табличка", "Когда посмотрите?", "На табличке ваш номер", "Обжаловано"}, "Не согласны с отказом?")
	if strings.Count(page.Body, "Вот табличка") != 1 {
		t.Error("added twice")
	}
	d.Verified(t)
}

// Two citizens with accounts: each sees and does what is their own, and nothing of the other's.
func TestCabinetIsOnesOwn(t *testing.T) {
	d := newDistrict(t)
	rosa, igor := d.Citizen(t, "rosa@example.org"), d.Citizen(t, "igor@example.org")
	link := d.reported(t, rosa, pinned())
	expect(t, rosa.Get("/me").Status(http.StatusOK), []string{"ПО-00-0001", "Яма на дороге"})
	expect(t, igor.Get("/me").Status(http.StatusOK), []string{"ещё ничего не сообщали"}, "ПО-00-0001")
	id := d.numbered(t, rosa.Get("/me"))
	own := "/me/reports/" + id.String()
	page := rosa.Get(own).Status(http.StatusOK)
	for _, path := range []string{own, own + "/receipt"} {
		igor.Get(path).Status(http.StatusNotFound)
	}
	foreign := url.Values{"stamp": {stamp(t, igor.Get("/report/new"))}, "act": {"withdraw"}, "message": {"чужое"}, "supplement": {"чужое"}}
	for _, path := range []string{"/act", "/messages", "/supplement"} {
		igor.Form(own+path, foreign).Status(http.StatusNotFound)
	}
	expect(t, rosa.Get(own), nil, "чужое")
	rosa.Form(own+"/act", url.Values{"stamp": {stamp(t, page)}, "act": {"withdraw"}}).Status(http.StatusSeeOther)
	expect(t, rosa.Get(own), []string{"Отозвано"})
	expect(t, d.Nobody(t).Get(link), []string{"Отозвано"})

	var mine struct {
		Email   string
		Reports []struct {
			Number, Text string
			Reporter     *civic.Reporter
		}
	}
	if err := json.Unmarshal([]byte(rosa.Get("/me/data.json").Status(http.StatusOK).Body), &mine); err != nil || len(mine.Reports) != 1 || mine.Reports[0].Number != "ПО-00-0001" || mine.Email != "rosa@example.org" {
		t.Errorf("%+v, %v", mine, err)
	}
	if body := igor.Get("/me/data.json").Body; strings.Contains(body, "ПО-00-0001") {
		t.Errorf("another's data: %s", body)
	}
	expect(t, rosa.Form("/me/data/erase", url.Values{}).Status(http.StatusUnprocessableEntity), []string{"Отметьте, что вы уверены"})
	rosa.Form("/me/data/erase", url.Values{"sure": {"1"}}).Status(http.StatusSeeOther)
	if r := rosa.Get("/me"); r.StatusCode == http.StatusOK {
		t.Error("still signed in")
	}
	expect(t, d.Nobody(t).Get(link).Status(http.StatusOK), []string{"Яма во всю дорогу"})
	d.Verified(t)
}

// How somebody wants to be told is kept as they chose it.
func TestNotificationSettings(t *testing.T) {
	d := newDistrict(t)
	s := d.Citizen(t, "rosa@example.org")
	expect(t, s.Get("/me/settings").Status(http.StatusOK), []string{`name="status email" value="1" checked`, `value="21:00"`}, `name="status sms" value="1" checked`)
	expect(t, s.Form("/me/settings", url.Values{"from": {"25:99"}, "to": {"08:00"}}).Status(http.StatusUnprocessableEntity), []string{"как 21:00"})
	s.Form("/me/settings", url.Values{"status sms": {"1"}, "answer point": {"1"}, "from": {"22:30"}, "to": {"07:15"}, "lang": {"uk"}, "status nonsense": {"1"}}).Status(http.StatusSeeOther)
	expect(t, s.Get("/me/settings?saved"), []string{`name="status sms" value="1" checked`, `name="answer point" value="1" checked`, `value="22:30"`, `value="07:15"`, `value="uk" selected`, "Сохранено"}, `name="status email" value="1" checked`)
}

// A neighbour joins in once, with an account or without, and follows.
func TestSupportAndFollow(t *testing.T) {
	d := newDistrict(t)
	link := d.reported(t, d.Nobody(t), pinned())
	id := d.numbered(t, d.Nobody(t).Get(link))
	path := "/reports/" + id.String()
	somebody := d.Nobody(t)
	somebody.Form(path+"/support", url.Values{}).Status(http.StatusNotFound) // nobody moderated it
	d.done(t, casework.Deed{Report: id, Act: civic.ActAssign, By: casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()}, Department: "roads", Comment: "Дорожникам"})
	for range 2 {
		expect(t, somebody.Form(path+"/support", url.Values{}).Status(http.StatusOK), []string{"Вы поддержали", "1 человек"})
	}
	rosa := d.Citizen(t, "rosa@example.org")
	for range 2 {
		expect(t, rosa.Form(path+"/support", url.Values{}).Status(http.StatusOK), []string{"2 человека"})
	}
	expect(t, rosa.Form(path+"/follow", url.Values{}).Status(http.StatusOK), []string{"Вы следите", "Не следить"})
	expect(t, rosa.Get("/me"), []string{"За чем слежу", "ПО-00-0001"})
	expect(t, rosa.Form(path+"/unfollow", url.Values{}).Status(http.StatusOK), []string{"больше не следите"})
	expect(t, rosa.Get("/me"), nil, "За чем слежу")
	expect(t, d.Nobody(t).Form(path+"/follow", url.Values{"email": {"igor@example.org"}}).Status(http.StatusConflict), []string{"Письмо послать не удалось"}) // no mail server is set up
	d.solved2(t, id)
	expect(t, d.Nobody(t).Form(path+"/support", url.Values{}).Status(http.StatusConflict), []string{"Поддержать уже нельзя"})
	d.Verified(t)
}

// solved2 lets a department do what was given to it.
func (d *district) solved2(t *testing.T, id civic.ReportID) {
	t.Helper()
	d.done(t, casework.Deed{Report: id, Act: civic.ActStart, By: casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}})
	d.repaired(t, id)
}

// The form shows what was reported nearby, and joining in is one press.
func TestAlreadyReported(t *testing.T) {
	d := newDistrict(t)
	link := d.reported(t, d.Nobody(t), pinned())
	id := d.numbered(t, d.Nobody(t).Get(link))
	s := d.Nobody(t)
	fill := func() portaltest.Reply {
		form := url.Values{"stamp": {stamp(t, s.Get("/report/new"))}, "act": {"check"}, "category": {"roads-pothole"}, "lat": {"47.0813"}, "lon": {"28.8722"}, "source": {"map"}}
		send(s, "/report/new", form).Status(http.StatusSeeOther)
		return s.Get("/report/new")
	}
	expect(t, fill(), nil, "Уже сообщали рядом") // nobody moderated it
	d.done(t, casework.Deed{Report: id, Act: civic.ActAssign, By: casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()}, Department: "roads", Comment: "Дорожникам"})
	expect(t, fill(), []string{"Уже сообщали рядом", "ПО-00-0001", "/reports/" + id.String() + "/support"})
}

// A petition that admits it is signed with an account, once, and taken back.
func TestSignWithAnAccount(t *testing.T) {
	d := newDistrict(t)
	draft := d.Draft()
	draft.Proofs = append(draft.Proofs, civic.ProofPortal)
	number := d.Published(t, draft).Number
	wet := d.Draft()
	wet.Title = "Только на бумаге"
	paper := d.Published(t, wet).Number
	s := d.Citizen(t, "rosa@example.org")
	path := "/petitions/" + number + "/sign"
	expect(t, s.Get("/petitions/"+number), []string{path})
	expect(t, s.Get("/petitions/"+paper), nil, "/sign")
	form := url.Values{"stamp": {stamp(t, s.Get(path).Status(http.StatusOK))}, "name": {"Петрова А."}, "settlement": {"Кишинёв"}, "address": {"ул. Лесная, 12"}, "birth": {"1961"}, "consent": {"1"}}
	expect(t, s.Form(path, form).Status(http.StatusUnprocessableEntity), []string{"без инициалов", "других населённых пунктов", `value="Кишинёв"`})
	form.Set("name", "Петрова Анна")
	form.Set("settlement", "Ставчены")
	form.Set("birth", "не помню")
	expect(t, s.Form(path, form).Status(http.StatusUnprocessableEntity), []string{"Такой даты нет"})
	form.Set("birth", "1961")
	for range 2 {
		s.Form(path, form).Status(http.StatusSeeOther)
	}
	expect(t, s.Get(path+"?signed"), []string{"Подпись принята", "Вы подписали", "Действительна"})
	expect(t, s.Get("/me"), []string{"Что подписано", draft.Title})
	form.Set("stamp", stamp(t, s.Get(path)))
	expect(t, s.Form(path, form).Status(http.StatusConflict), []string{"уже подписали"})
	if got := s.Get("/petitions/" + number).Body; !strings.Contains(got, "1 из 3") && !strings.Contains(got, ">1<") {
		t.Error("not counted")
	}
	expect(t, s.Get("/petitions/"+paper+"/sign"), []string{"только на бумаге"}, `name="birth"`)
	s.Form("/petitions/"+number+"/unsign", url.Values{"stamp": {stamp(t, s.Get(path))}}).Status(http.StatusSeeOther)
	expect(t, s.Get(path), []string{`name="birth"`}, "Вы подписали")
	d.Nobody(t).Get(path).Status(http.StatusSeeOther)
	d.Verified(t)
}

// What an author adds later stands before staff, in the dialogue, with its photo among the report's.
func TestStaffSeeWhatIsAdded(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	link := d.reported(t, s, nil)
	id := d.numbered(t, s.Get(link))
	send(s, link+"/supplement", url.Values{"stamp": {stamp(t, s.Get(link))}, "supplement": {"Уже две ямы"}}, attached{"2.jpg", portaltest.JPEG(t, 300, 200, 7)}).Status(http.StatusSeeOther)
	staff := d.Staff(t, "moderator", civic.RoleModerator, "")
	page := staff.Get("/staff/reports/" + id.String()).Status(http.StatusOK)
	expect(t, page, []string{"Уже две ямы"})
	if !strings.Contains(page.Body, "/staff/photos/") {
		t.Error("its photo isn't there")
	}
}

// Who reports while signed in finds the report in their cabinet and is told so; a link without an account is all that others have. Staff read
// whom they write to: no reception point stands between them.
func TestWhereAReportIsFoundAgain(t *testing.T) {
	d := newDistrict(t)
	moderator := d.Staff(t, "maria", civic.RoleModerator, "")
	for _, c := range []struct {
		who  *portaltest.Somebody
		mine bool
	}{{d.Citizen(t, "roza@example.org"), true}, {d.Nobody(t), false}} {
		own := c.who.Get(d.reported(t, c.who, nil) + "?sent").Status(http.StatusOK)
		told := map[bool]string{true: "есть и в вашем кабинете", false: "Сохраните эту ссылку"}
		expect(t, own, []string{told[c.mine]}, told[!c.mine])
		desk := moderator.Get("/staff/reports/" + d.numbered(t, own).String()).Status(http.StatusOK)
		expect(t, desk, []string{"Переписка с заявителем", "Только заявитель", "по часам заявителя"}, "Переписка с пунктом", "уйдёт в пункт приёма")
	}
	expect(t, moderator.Get("/staff/reports/"+d.shown.ID.String()).Status(http.StatusOK), []string{"Переписка с пунктом приёма"}, "Переписка с заявителем")
}
