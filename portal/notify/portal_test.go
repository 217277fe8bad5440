package notify_test

import (
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// town is a portal that can send letters, with a reception point.
type town struct {
	*portaltest.Portal
	t     *testing.T
	post  notify.PostOffice
	point *portaltest.Device
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{Portal: portaltest.Start(t, t.TempDir(), 0), t: t, post: notify.NewPostOffice(t)}
	w.write(func(tx *db.Tx) error {
		s, err := w.News().Settings(tx)
		if err != nil {
			return err
		}
		s.Mail, s.Base = w.post.Settings(), "https://portal.example"
		return w.News().PutSettings(tx, s)
	})
	w.point = portaltest.Enrolled(t, w.Portal, civic.RolePoint, "с. Ставчены")
	return w
}

func (w *town) write(f func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.News().Write(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// later lets time pass and jobs be done.
func (w *town) later(d time.Duration) {
	w.t.Helper()
	w.Clock.Add(d)
	if _, err := w.WorkDue(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

var moderator = casework.Actor{Role: civic.RoleModerator, Account: db.Account{1}, Rights: accounts.UsualRights(civic.RoleModerator)}

func (w *town) act(id civic.ReportID, act civic.Action, change ...func(*casework.Deed)) db.Case {
	w.t.Helper()
	d := casework.Deed{Report: id, Act: act, By: moderator, Department: "roads", Comment: "Проверено на месте"}
	for _, c := range change {
		c(&d)
	}
	c, err := w.Casework().Act(w.t.Context(), d)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *town) told() civic.Report {
	w.t.Helper()
	r := w.point.Report()
	w.point.Tell(journal.Hash{}, r)
	w.point.PushAll()
	return r
}

func (w *town) citizen(email string) db.Account {
	w.t.Helper()
	c, err := w.Accounts().AddCitizen(w.t.Context(), email, accounts.Joining{Name: "Роза", Password: portaltest.Password, Consent: true, Lang: civic.LangUK})
	if err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

func subject(t *testing.T, letter string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	var words mime.WordDecoder
	text, err := words.DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAnAuthorHearsOfTheirReportInTheirLanguage(t *testing.T) {
	w := newTown(t)
	me := w.citizen("roza@example.org")
	r := w.told()
	w.write(func(tx *db.Tx) error {
		c, err := tx.Case(r.ID)
		if err != nil {
			return err
		}
		c.Author = me
		return tx.PutCase(&c)
	})
	w.act(r.ID, civic.ActAssign)
	w.later(10 * time.Minute)
	letters := w.post.To("roza@example.org")
	if len(letters) != 1 {
		t.Fatalf("%d letters", len(letters))
	}
	if got := subject(t, letters[0]); got != "Звернення "+r.Number+": передано виконавцю" {
		t.Errorf("%q", got)
	}
	if missing := notify.Wrong(letters[0], "https://portal.example/me/reports/"+r.ID.String(), "Content-Language: uk", "List-Unsubscribe-Post"); len(missing) > 0 {
		t.Errorf("lacks %q: %s", missing, letters[0])
	}
	w.post.Clear()
	if _, err := w.Answer(t.Context(), r.Number, civic.Answer{Text: "Медпункт откроют 1 декабря.", Signatory: "И. Петров"}); err != nil {
		t.Fatal(err)
	}
	w.later(10 * time.Minute)
	w.later(24 * time.Hour)
	letters = w.post.To("roza@example.org")
	if len(letters) != 1 || subject(t, letters[0]) != "Звернення "+r.Number+": надійшла відповідь" || strings.Contains(letters[0], "1 декабря") {
		t.Errorf("%d letters: %s", len(letters), letters)
	}
	if log := w.Log.String(); strings.Contains(log, "roza@") || strings.Contains(log, "Медпункт") {
		t.Error("somebody's address, or words, are in the log")
	}
	w.ended(me)
}

// ended erases the account: what waits for it is never sent.
func (w *town) ended(me db.Account) {
	w.t.Helper()
	w.post.Clear()
	r := w.told()
	w.write(func(tx *db.Tx) error {
		c, err := tx.Case(r.ID)
		if err != nil {
			return err
		}
		c.Author = me
		return tx.PutCase(&c)
	})
	w.act(r.ID, civic.ActAssign)
	if err := w.Accounts().EraseCitizen(w.t.Context(), me); err != nil {
		w.t.Fatal(err)
	}
	w.later(time.Hour)
	if letters := w.post.To("roza@example.org"); len(letters) > 0 {
		w.t.Errorf("%d letters to somebody who is gone", len(letters))
	}
}

// Somebody without internet is told by the point that took their report: it gets what to hand over, once, and says what came of it.
func TestThePointTellsWhoHasNoInternet(t *testing.T) {
	w := newTown(t)
	r := w.told()
	w.act(r.ID, civic.ActReject, func(d *casework.Deed) {
		d.By.Rights, d.Reason, d.Comment = accounts.Rights(), civic.Reasons()[0], "Это не к нам: обратитесь в суд"
	})
	var answers []civic.Answer
	for _, c := range w.point.PushAll().Changes {
		if c.Kind != wire.ChangeAnswer {
			continue
		}
		var a wire.Answer
		if err := journal.Decode(c.Body, &a); err != nil {
			t.Fatal(err)
		}
		given, err := a.Civic(w.point.Is.SignKey)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, given)
	}
	if len(answers) != 1 {
		t.Fatalf("%d to hand over", len(answers))
	}
	a := answers[0]
	if a.Report != r.ID || a.Final || a.Number != r.Number+"/у1" || !strings.Contains(a.Text, "отклонено") || !strings.Contains(a.Text, "обратитесь в суд") {
		t.Errorf("%+v", a)
	}
	if len(a.Check()) > 0 {
		t.Errorf("%v", a.Check())
	}
	w.write(func(tx *db.Tx) error {
		log, err := tx.Notices("", time.Time{}, db.NoticeID{}, 10)
		if len(log) != 1 || log[0].Way != db.WayPoint || log[0].State != db.NoticeSent || civic.AnswerID(log[0].ID) != a.ID {
			t.Errorf("%+v", log)
		}
		official, err2 := tx.Answers(r.ID)
		if len(official) != 0 || err2 != nil {
			t.Errorf("a notice is no official answer: %+v, %v", official, err2)
		}
		return err
	})
	w.Verified(t)
}
