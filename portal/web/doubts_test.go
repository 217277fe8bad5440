package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// Two people find out, each on their own, whether two signatures are one person's; an arbiter does where they don't agree; it can be looked
// at anew; and the count follows each time.
func TestDoubtsAreForTwoPeople(t *testing.T) {
	d := newDistrict(t)
	petition := d.Published(t, d.Draft())
	point, other := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Ставчены"), portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Липовка")
	sign := func(at *portaltest.Device, name string) civic.Signature {
		s := at.Signature(petition)
		s.Signatory.Name, s.Signatory.Address = name, "ул. Лесная, 12"
		at.TellSigned(s)
		at.PushAll()
		return s
	}
	first := sign(point, "Семёнова Анна Сергеевна")
	second := sign(other, "Semenova A. S.")
	sign(point, "Семёнова Мария Сергеевна") // her sister
	third := sign(other, "Семинова Анна Сергеевна")
	valid := func(want int) {
		t.Helper()
		got, err := d.Petition(t.Context(), petition.Number)
		if err != nil || got.Valid != want || got.Collected != 4 || got.Duplicate != 4-want {
			t.Errorf("%+v, %v; want %d valid", got, err, want)
		}
		d.Verified(t)
	}
	if _, err := d.WorkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	valid(4)
	roman, olga, senior := d.Staff(t, "roman", civic.RoleModerator, ""), d.Staff(t, "olga", civic.RoleModerator, ""), d.Staff(t, "senior", civic.RoleSenior, "")
	judge := d.Staff(t, "judge", civic.RoleArbiter, "")
	list := "/staff/petitions/" + petition.Number + "/doubts"
	page := roman.Get(list).Status(http.StatusOK)
	expect(t, page, []string{"Ждут двоих", "имя в одной подписи сокращено", "отличаются одной-двумя буквами"}, "Семёнова", "1961")
	pairs := map[string]string{}
	for _, m := range regexp.MustCompile(`doubts/(\d+)"><b>`).FindAllStringSubmatch(page.Body, -1) {
		one := roman.Get(list + "/" + m[1]).Status(http.StatusOK)
		for _, name := range []string{"Semenova A. S.", "Семинова"} {
			if regexp.MustCompile(name).MatchString(one.Body) && regexp.MustCompile("Семёнова Анна").MatchString(one.Body) {
				pairs[name] = list + "/" + m[1]
			}
		}
	}
	letters, slip := pairs["Semenova A. S."], pairs["Семинова"]
	if letters == "" || slip == "" {
		t.Fatalf("%v", pairs)
	}
	say := func(who *portaltest.Somebody, pair, same string, status int) {
		t.Helper()
		who.Form(pair+"/say", url.Values{"same": {same}, "note": {"сверено с листом"}}).Status(status)
	}
	say(roman, letters, "", http.StatusUnprocessableEntity)
	say(roman, letters, "yes", http.StatusSeeOther)
	say(roman, letters, "yes", http.StatusUnprocessableEntity) // not twice
	valid(4)
	expect(t, olga.Get(letters).Status(http.StatusOK), []string{"Один уже ответил", "Это один человек?"}, "сверено с листом", "roman")
	say(olga, letters, "yes", http.StatusSeeOther)
	valid(3)
	expect(t, olga.Get(letters).Status(http.StatusOK), []string{"Один человек", "сверено с листом", "Проверить заново"}, "Это один человек?")
	if states := d.States(t, petition); states[first.ID] != civic.SignatureValid || states[second.ID] != civic.SignatureDuplicate {
		t.Errorf("%v", states)
	}
	expect(t, olga.Get("/staff/petitions/"+petition.Number+"/signatures").Status(http.StatusOK), []string{"двое проверили"})

	say(roman, slip, "yes", http.StatusSeeOther)
	say(olga, slip, "no", http.StatusSeeOther)
	valid(3)
	say(senior, slip, "yes", http.StatusUnprocessableEntity) // it is with the arbiter
	say(judge, slip, "yes", http.StatusSeeOther)
	valid(2)
	say(senior, slip, "no", http.StatusUnprocessableEntity) // decided
	if states := d.States(t, petition); states[third.ID] != civic.SignatureDuplicate {
		t.Errorf("%v", states)
	}
	d.Restart(t)
	valid(2)
	senior = d.Staff(t, "senior2", civic.RoleSenior, "")
	senior.Form(letters+"/anew", url.Values{}).Status(http.StatusUnprocessableEntity) // without a reason
	senior.Form(letters+"/anew", url.Values{"note": {"жалоба"}}).Status(http.StatusSeeOther)
	valid(3)
	senior.Form(letters+"/anew", url.Values{"note": {"ещё"}}).Status(http.StatusUnprocessableEntity)
	other.TellWithdrawn(third, civic.CheckedPassport) // taken back by one, it is taken back for the whole person
	other.PushAll()
	got, err := d.Petition(t.Context(), petition.Number)
	if err != nil || got.Valid != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	d.Verified(t)
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	expect(t, root.Get("/staff/audit").Status(http.StatusOK), []string{"Сравнил две подписи", "один ли человек подписал", "на проверку"}, "Семёнова")
	root.Get(list + "/99").Status(http.StatusNotFound)
	root.Get(list + "/x").Status(http.StatusNotFound)
}

// A signature is taken back at the portal, wherever it was given; the count, the devices and the log follow.
func TestSignatureTakenBackAtThePortal(t *testing.T) {
	d := newDistrict(t)
	petition := d.Published(t, d.Draft())
	point := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Ставчены")
	s := point.Signature(petition)
	point.TellSigned(s)
	point.PushAll()
	senior := d.Staff(t, "senior", civic.RoleSenior, "")
	path := "/staff/petitions/" + petition.Number
	expect(t, senior.Get(path+"/signatures").Status(http.StatusOK), []string{"личность проверена"})
	senior.Form(path+"/withdraw", url.Values{"signature": {s.ID.String()}}).Status(http.StatusSeeOther) // nothing was ticked
	senior.Form(path+"/withdraw", url.Values{"signature": {"x"}, "sure": {"1"}}).Status(http.StatusNotFound)
	if got := d.States(t, petition)[s.ID]; got != civic.SignatureValid {
		t.Errorf("taken back by a slip: %s", got)
	}
	for range 2 {
		senior.Form(path+"/withdraw", url.Values{"signature": {s.ID.String()}, "sure": {"1"}}).Status(http.StatusSeeOther)
	}
	if got := d.States(t, petition)[s.ID]; got != civic.SignatureWithdrawn {
		t.Errorf("%s", got)
	}
	expect(t, senior.Get(path+"/signatures").Status(http.StatusOK), []string{"отозвана самим человеком"}, "личность проверена")
	d.Verified(t)
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	expect(t, root.Get("/staff/audit").Status(http.StatusOK), []string{"Отозвал подпись по заявлению"})
}
