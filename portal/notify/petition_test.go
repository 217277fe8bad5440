package notify_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// sign signs with an account, as the form does.
func sign(w *town, s *portaltest.Somebody, number, name string) {
	w.t.Helper()
	page := s.Get("/petitions/" + number + "/sign").Status(http.StatusOK)
	stamp := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(page.Body)[1]
	s.Form("/petitions/"+number+"/sign", url.Values{
		"stamp": {stamp},
		"name":  {name}, "address": {"с. Ставчены, ул. Лесная, 12"}, "settlement": {"Ставчены"}, "birth": {"1961"}, "consent": {"1"}, "sure": {"1"},
	}).Status(http.StatusSeeOther)
}

// Who signed with an account, or only follows, hears once that there are enough signatures, what the district answers, and that it is over; who
// took the signature back doesn't.
func TestPetitionsTellWhoSignedAndWhoFollows(t *testing.T) {
	w := newTown(t)
	draft := w.Draft()
	draft.Proofs = append(draft.Proofs, civic.ProofPortal)
	p := w.Published(t, draft)
	rosa, igor, vera := w.Citizen(t, "roza@example.org"), w.Citizen(t, "igor@example.org"), w.Citizen(t, "vera@example.org")
	sign(w, rosa, p.Number, "Семёнова Роза Ивановна")
	sign(w, igor, p.Number, "Петров Игорь Олегович")
	back := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(igor.Get("/petitions/" + p.Number + "/sign").Body)[1]
	igor.Form("/petitions/"+p.Number+"/unsign", url.Values{"stamp": {back}, "sure": {"1"}}).Status(http.StatusSeeOther)
	vera.Form("/petitions/"+p.Number+"/follow", nil).Status(http.StatusSeeOther)
	if r := vera.Get("/me"); !strings.Contains(r.Body, p.Title) {
		t.Error("what she follows isn't on her page")
	}
	boss := w.Staff(t, "boss", civic.RoleHead, "", "read", "publish")
	boss.Form("/staff/petitions/"+p.Number+"/answer", url.Values{"text": {"Рано"}, "signatory": {"Глава"}}).Status(http.StatusSeeOther)
	for _, name := range []string{"Иванов Иван", "Сидоров Пётр", "Козлов Олег"} {
		s := w.point.Signature(p)
		s.Signatory.Name = name
		w.point.TellSigned(s)
	}
	w.point.PushAll()
	w.later(10 * time.Minute)
	w.later(10 * time.Minute)
	told := func(want string, names ...string) {
		t.Helper()
		for _, name := range []string{"roza", "igor", "vera"} {
			letters := w.post.To(name + "@example.org")
			due := strings.Contains(strings.Join(names, " "), name)
			if due != (len(letters) == 1) {
				t.Errorf("%s: %d letters", name, len(letters))
				continue
			}
			if due && (subject(t, letters[0]) != want || !strings.Contains(letters[0], "https://portal.example/petitions/"+p.Number)) {
				t.Errorf("%s: %s", name, letters[0])
			}
		}
		w.post.Clear()
	}
	told("Петиция № "+p.Number+": подписей достаточно", "roza", "vera")

	if r := boss.Form("/staff/petitions/"+p.Number+"/answer", url.Values{"text": {" "}}).Status(http.StatusUnprocessableEntity); strings.Count(r.Body, `class="wrong"`) != 2 {
		t.Errorf("what is wrong isn't said: %s", r.Body)
	}
	for range 2 { // the second is somebody's second press
		boss.Form("/staff/petitions/"+p.Number+"/answer", url.Values{"text": {"Мост починят в марте."}, "signatory": {"Глава района И. Петров"}}).Status(http.StatusSeeOther)
	}
	boss.Form("/staff/petitions/"+p.Number+"/answer", url.Values{"text": {"Передумали."}, "signatory": {"Глава"}}).Status(http.StatusSeeOther)
	if r := w.Nobody(t).Get("/petitions/" + p.Number); !strings.Contains(r.Body, "Мост починят в марте.") || strings.Contains(r.Body, "Передумали") {
		t.Error("the public doesn't read the answer, or reads another")
	}
	w.later(10 * time.Minute)
	w.later(10 * time.Minute)
	told("Петиция № "+p.Number+": пришёл ответ", "roza", "vera")

	vera.Form("/petitions/"+p.Number+"/unfollow", nil).Status(http.StatusSeeOther)
	w.later(81 * 24 * time.Hour)
	w.hours(2)
	told("Петиция № "+p.Number+": сбор подписей окончен", "roza")
	if err := w.ClosePetition(t.Context(), p.Number); err != nil {
		t.Fatal(err)
	}
	w.hours(2)
	told("")
	w.write(func(tx *db.Tx) error {
		kept, err := tx.Petition(p.ID)
		if kept.Reached.IsZero() {
			t.Error("nobody wrote down when it had its signatures")
		}
		return err
	})
	w.Verified(t)
}
