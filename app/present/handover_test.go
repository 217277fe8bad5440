package present_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// desk is a point at a real portal.
type deskAt struct {
	*testing.T
	loop   *presenttest.Loop
	p      *present.Point
	env    *present.Env
	portal *portaltest.Portal
	said   []string // notices
}

func newDeskAt(t *testing.T) *deskAt {
	t.Helper()
	d := &deskAt{T: t, loop: presenttest.NewLoop(t), portal: portaltest.Start(t, t.TempDir(), 0)}
	d.env = presenttest.Env(t, d.loop)
	d.p = presenttest.Open(t, d.loop, d.env)
	d.p.OnNotice = func(_ present.Tone, words string) { d.said = append(d.said, words) }
	code, _, err := d.portal.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	if err != nil {
		t.Fatal(err)
	}
	d.p.Enroll.SetURL(d.portal.Server.URL)
	d.p.Enroll.SetCode(code)
	d.p.Enroll.Submit()
	d.loop.Until("it is enrolled", func() bool { return d.p.State().Place != "" })
	return d
}

// take takes a report of somebody who wants to be told in a way.
func (d *deskAt) take(name, phone string, by civic.ReplyBy) string {
	d.Helper()
	in := d.p.Intake
	in.Choose("roads-pothole")
	in.SetText("Яма у остановки")
	in.SetAddress("ул. Лесная, 12")
	in.SetName(name)
	in.SetPhone(phone)
	in.SetReply(by)
	in.SetReplyTo("с. Ставчены, ул. Лесная, 12")
	in.SetConsent(true)
	in.Save()
	d.loop.Until("it is saved", func() bool {
		if s := in.State(); len(s.Wrong) > 0 {
			d.Fatalf("not saved: %v", s.Wrong)
		}
		return in.State().Done.Number != ""
	})
	number := in.State().Done.Number
	d.loop.Until("it is at the portal", func() bool {
		for _, r := range d.portal.AllReports(d.T) {
			if r.Number == number {
				return true
			}
		}
		return false
	})
	return number
}

func (d *deskAt) answer(number, out, text string) {
	d.Helper()
	if _, err := d.portal.Answer(d.Context(), number, civic.Answer{Number: out, Text: text, Signatory: "Ветров А. Б.", Final: true}); err != nil {
		d.Fatal(err)
	}
	d.p.Outbox.SendNow()
}

// An answer comes from a real portal, is shown with who it is for, tried, handed over, and the portal hears of each.
func TestHandOver(t *testing.T) {
	d := newDeskAt(t)
	number := d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone)
	d.answer(number, "12-45", "Яму засыплют в мае")
	d.loop.Until("the rail counts it", func() bool { return d.p.State().ToHand == 1 })
	if s := d.p.HandOver.State(); s.Rows != 0 {
		t.Errorf("names are here before anybody looks: %d rows", s.Rows)
	}
	d.p.Go(present.PageHandOver)
	d.loop.Until("it is listed", func() bool { return d.p.HandOver.State().Rows == 1 })
	row, details := d.p.HandOver.Row(0), d.p.HandOver.State().Details
	if row.Name != "Козак Иван" || !strings.Contains(row.Way, "000-77-02") || details == nil || details.Card.Text != "Яму засыплют в мае" || !details.Open ||
		details.Main.Outcome != civic.HandTold || details.WithPost {
		t.Fatalf("%+v\n%+v", row, details)
	}
	d.p.HandOver.SetNote("просила после шести")
	d.p.HandOver.Hand(civic.HandNoAnswer)
	d.loop.Until("the attempt is shown", func() bool { s := d.p.HandOver.State(); return s.Details != nil && len(s.Details.Tried) == 1 })
	if s := d.p.HandOver.State(); !strings.Contains(s.Details.Tried[0].What, "просила после шести") || s.Details.Note != "" || !s.Details.Open {
		t.Errorf("%+v", s.Details)
	}
	d.p.HandOver.SetDate("32.01.2026")
	d.p.HandOver.Hand(civic.HandTold)
	if s := d.p.HandOver.State(); s.Details.DateBad == "" || s.Details.Saving {
		t.Errorf("a date that isn't one: %+v", s.Details)
	}
	d.p.HandOver.SetDate("")
	d.p.HandOver.Hand(civic.HandTold)
	d.loop.Until("nothing waits", func() bool { s := d.p.HandOver.State(); return s.Rows == 0 && !s.Loading && d.p.State().ToHand == 0 })
	d.p.HandOver.Filter(1)
	d.loop.Until("it is among those handed over", func() bool { return d.p.HandOver.State().Rows == 1 })
	if r := d.p.HandOver.Row(0); r.Due.Clock != present.ClockMet {
		t.Errorf("%+v", r)
	}
	var outcomes []civic.HandOutcome
	d.loop.Until("the portal knows", func() bool {
		outcomes = nil
		for id := range d.portal.AllReports(t) {
			a, err := d.portal.Answered(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range a.Handings {
				outcomes = append(outcomes, h.Outcome)
			}
		}
		return len(outcomes) == 2
	})
	if !slices.Equal(outcomes, []civic.HandOutcome{civic.HandNoAnswer, civic.HandTold}) {
		t.Errorf("%v", outcomes)
	}
	d.p.Go(present.PageIntake)
	if s := d.p.HandOver.State(); s.Rows != 0 || s.Details != nil {
		t.Error("names stay when the page is left")
	}
}

// What lies too long alarms in the rail and on the first page, as long as somebody says how long that is.
func TestLateAnswersAlarm(t *testing.T) {
	d := newDeskAt(t)
	d.answer(d.take("Чебан Мария", "", civic.ReplyPickup), "12-60", "Приём по вторникам")
	d.loop.Until("the rail counts it", func() bool { return d.p.State().ToHand == 1 })
	if s := d.p.State(); s.Late || len(s.Alarms) != 0 {
		t.Errorf("late at once: %+v", s.Alarms)
	}
	d.loop.Advance(4 * 24 * time.Hour) // over a Friday evening: two working days at least
	d.p.HandOver.SetDays(1)
	d.loop.Until("it alarms", func() bool { s := d.p.State(); return s.Late && len(s.Alarms) > 0 })
	last := d.p.State().Alarms[len(d.p.State().Alarms)-1]
	if last.Page != present.PageHandOver || last.Act == "" || !strings.Contains(last.Title, "1") {
		t.Errorf("%+v", last)
	}
	d.p.HandOver.SetDays(10)
	d.loop.Until("it doesn't any more", func() bool { return !d.p.State().Late })
	d.p.HandOver.SetDays(7) // no such choice
	if got := d.p.HandOver.State().Days; got != 10 {
		t.Errorf("%d days", got)
	}
}

// The answer is on the report in the journal too, and its row says that somebody waits.
func TestAnswerInTheJournal(t *testing.T) {
	d := newDeskAt(t)
	number := d.take("Русу Ион", "+7 912 000-10-10", civic.ReplyPhone)
	d.answer(number, "12-40", "Рассмотрим")
	d.answer(number, "12-40", "Дерево убрано")
	d.p.Go(present.PageJournal)
	d.loop.Until("its row says so", func() bool { return d.p.Journal.Row(0).Waits && d.p.Journal.Row(0).Answer != "" })
	d.p.Journal.Select(0)
	d.loop.Until("both revisions are shown", func() bool {
		s := d.p.Journal.State().Details
		return s != nil && len(s.Answers) == 1 && s.Answers[0].Text == "Дерево убрано" && len(s.Answers[0].Earlier) == 1
	})
	if a := d.p.Journal.State().Details.Answers[0]; !a.Waits || !a.Final || a.Earlier[0].What != "Рассмотрим" {
		t.Errorf("%+v", a)
	}
}

// A report that isn't at the portal after the law's three days is said on the first page.
func TestUndeliveredAlarm(t *testing.T) {
	loop := presenttest.NewLoop(t)
	p := presenttest.Open(t, loop, presenttest.Env(t, loop))
	presenttest.Take(t, loop, p, "roads-pothole", "Яма", "ул. Лесная, 12")
	if s := p.State(); len(s.Alarms) != 0 {
		t.Errorf("%+v", s.Alarms)
	}
	for range 4 { // the day of the capture and three days more
		loop.Advance(24 * time.Hour)
	}
	loop.Until("it alarms", func() bool { return len(p.State().Alarms) == 1 })
	if a := p.State().Alarms[0]; a.Page != present.PageOutbox || !strings.Contains(a.Under, "24 ноября") {
		t.Errorf("%+v", a)
	}
}
