package notify_test

import (
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/notify"
)

// employ makes a member of staff with an address, who never signed in unless lang says in which language they did.
func (w *town) employ(login string, role civic.Role, department civic.DepartmentSlug, lang civic.Lang) db.Account {
	w.t.Helper()
	s, _, err := w.Accounts().AddStaff(w.t.Context(), db.Account{}, accounts.NewStaff{
		Login: login, Name: login, Email: login + "@zarechny.example", Role: role, Department: department,
	}, "")
	if err != nil {
		w.t.Fatal(err)
	}
	w.write(func(tx *db.Tx) error { s.Lang = lang; return tx.PutStaff(s) })
	return s.ID
}

func (w *town) settle(change func(*notify.Settings)) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		s, err := w.News().Settings(tx)
		if err != nil {
			return err
		}
		change(&s)
		return w.News().PutSettings(tx, s)
	})
}

// hours lets many hours pass one by one, as they do.
func (w *town) hours(n int) {
	w.t.Helper()
	for range n {
		w.later(time.Hour)
	}
}

// A report is late and climbs the ladder: each rung is told once, whoever restarts the portal, in the language of whom it tells.
func TestEveryRungOfTheLadderIsToldOnce(t *testing.T) {
	w := newTown(t)
	w.settle(func(s *notify.Settings) { s.Above.Email, s.Above.Lang = "oblast@example.org", civic.LangRU })
	w.employ("water", civic.RoleDepartment, "water", "")
	digger := w.employ("digger", civic.RoleDepartment, "roads", civic.LangUK)
	w.employ("mason", civic.RoleDepartment, "roads", "")
	w.employ("senior", civic.RoleSenior, "", "")
	w.employ("head", civic.RoleHead, "", civic.LangEN)
	r := w.told()
	w.act(r.ID, civic.ActAssign, func(d *casework.Deed) { d.Executor = digger })
	w.later(10 * time.Minute)
	if got := w.post.To("digger@zarechny.example"); len(got) != 1 || subject(t, got[0]) != "Нове звернення для вас: "+r.Number {
		t.Errorf("of the assignment: %s", got)
	}
	w.post.Clear()
	for day := range 50 {
		w.later(24 * time.Hour)
		if day%10 == 3 {
			w.Restart(t)
		}
	}
	w.later(time.Hour)
	for to, want := range map[string]struct {
		letters int
		subject string
	}{
		"digger@zarechny.example": {2, "Строк минув: " + r.Number}, // as who does it, and as the department
		"mason@zarechny.example":  {1, "Срок прошёл: " + r.Number},
		"senior@zarechny.example": {1, "Срок прошёл: " + r.Number},
		"head@zarechny.example":   {2, "The time is up: " + r.Number}, // as the head, and beside the body above
		"oblast@example.org":      {1, "Срок прошёл: " + r.Number},
		"water@zarechny.example":  {0, ""},
	} {
		got := w.post.To(to)
		if len(got) != want.letters || len(got) > 0 && subject(t, got[0]) != want.subject {
			t.Errorf("%s: %d letters, not %d: %s", to, len(got), want.letters, got)
		}
	}
	above := w.post.To("oblast@example.org")[0]
	if missing := notify.Wrong(above, "https://portal.example/overdue"); len(missing) > 0 || strings.Contains(above, "unsubscribe") || strings.Contains(above, "/staff/") {
		t.Errorf("to the body above: %s", above)
	}
	w.write(func(tx *db.Tx) error {
		climbed, err := tx.Escalations(r.ID)
		if len(climbed) != 4 {
			t.Errorf("%d rungs", len(climbed))
		}
		return err
	})
}

// An emergency rings at night, whatever hours somebody wants to sleep; anything else waits for the morning.
func TestAnEmergencyWakesWhoseTurnItIs(t *testing.T) {
	w := newTown(t)
	phones := notify.NewPhones(t)
	w.settle(func(s *notify.Settings) { s.SMS = phones.Settings() })
	digger := w.employ("digger", civic.RoleDepartment, "roads", "")
	w.write(func(tx *db.Tx) error {
		wish := db.UsualStaffWish(civic.LangRU)
		wish.Ways[db.NewsOverdue], wish.Ways[db.NewsAssigned] = []db.Way{db.WaySMS}, nil
		if err := tx.PutWish(digger, wish); err != nil {
			return err
		}
		return w.News().ProvePhone(tx, digger, "8 912 000-41-15", civic.LangRU)
	})
	w.later(time.Minute)
	code, _ := phones.Heard()
	w.write(func(tx *db.Tx) error {
		right, err := w.News().ConfirmPhone(tx, digger, sixDigits(code))
		if !right {
			t.Errorf("%q wasn't taken", sixDigits(code))
		}
		return err
	})
	w.Clock.Add(12*time.Hour + 30*time.Minute) // to 21:31
	_, before := phones.Heard()
	calm, fire := w.told(), w.told()
	w.write(func(tx *db.Tx) error {
		c, err := tx.Case(fire.ID)
		if err != nil {
			return err
		}
		c.Urgency = civic.UrgencyEmergency
		if err := tx.PutCase(&c); err != nil {
			return err
		}
		late := func(id civic.ReportID) error {
			c, err := tx.Case(id)
			if err != nil {
				return err
			}
			return w.News().Overdue(tx, c, db.Escalation{Report: id, Kind: civic.DeadlineResolve, Start: tx.Now, Due: tx.Now, Rung: 1, Level: "executor"},
				notify.Rung{Staff: func(a notify.Account) bool { return a.ID == digger }})
		}
		if err := late(calm.ID); err != nil {
			return err
		}
		return late(fire.ID)
	})
	w.later(10 * time.Minute)
	said, times := phones.Heard()
	if times != before+1 || !strings.Contains(said, fire.Number) || !strings.Contains(said, "решение вопроса") {
		t.Fatalf("%d messages at night: %s", times-before, said)
	}
	w.hours(11)
	if said, times = phones.Heard(); times != before+2 || !strings.Contains(said, calm.Number) {
		t.Errorf("%d messages by the morning: %s", times-before, said)
	}
	if w.post.To("digger@zarechny.example") != nil {
		t.Error("a letter to who chose SMS")
	}
}

// Where nobody of a rung can be told, it goes to whoever in the district is above; a link in a letter ends letters and nothing else.
func TestALatenessFindsSomebody(t *testing.T) {
	w := newTown(t)
	admin := w.employ("admin", civic.RoleAdministrator, "", "")
	r := w.told()
	w.act(r.ID, civic.ActAssign)
	w.hours(30)
	got := w.post.To("admin@zarechny.example")
	if len(got) != 1 || subject(t, got[0]) != "Срок прошёл: "+r.Number {
		t.Fatalf("%d letters: %s", len(got), got)
	}
	link := linkIn(t, got[0], `/unsubscribe/[A-Za-z0-9_-]+`)
	w.Nobody(t).Form(link, nil).Status(200)
	w.write(func(tx *db.Tx) error {
		wish, err := w.News().Wish(tx, admin)
		for news, ways := range wish.Ways {
			if len(ways) > 0 {
				t.Errorf("%s still by %v", news, ways)
			}
		}
		return err
	})
	w.post.Clear()
	w.hours(24 * 20)
	if got := w.post.To("admin@zarechny.example"); len(got) > 0 {
		t.Errorf("%d letters to who wants none", len(got))
	}
	if log := w.Log.String(); !strings.Contains(log, "nobody can be told") || strings.Contains(log, "admin@") {
		t.Error("the log doesn't say that nobody is told, or says whom")
	}
}
