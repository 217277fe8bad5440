package present_test

import (
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// visit takes a report from somebody.
func visit(t *testing.T, l *presenttest.Loop, p *present.Point, who civic.Reporter) {
	t.Helper()
	in := p.Intake
	in.SetName(who.Name)
	in.SetPhone(who.Phone)
	in.SetReplyTo(who.Address)
	in.SetReply(who.Reply)
	in.SetConsent(true)
	in.SetSheet(who.Consent.Sheet)
	presenttest.Take(t, l, p, "roads-pothole", "Яма", "у моста")
}

func anna() civic.Reporter {
	return civic.Reporter{
		Name: "петрова анна сергеевна", Phone: "89120004115", Address: "ул. Лесная, 8", Reply: civic.ReplyPost,
		Consent: civic.Consent{Sheet: "118"},
	}
}

// Who was here before is found by a part of the name or of the phone, and one choice fills in all about them.
func TestVisitorIsFoundAndFilledIn(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	visit(t, l, p, anna())
	for _, query := range []string{"анна петр", "8912000", "лесн"} {
		in.SetNameQuery("")
		in.SetNameQuery(query)
		l.Until("she is offered for "+query, func() bool { return len(in.State().Visitors) == 1 })
	}
	got := in.State().Visitors[0]
	if got.Title != "Петрова Анна Сергеевна · +7 912 000-41-15" || got.Under != "ул. Лесная, 8 · 1 обращение, последнее 24 ноября" {
		t.Errorf("offered as %q, %q", got.Title, got.Under)
	}
	filled := 0
	in.OnFill = func() { filled++ }
	in.ChooseVisitor(0)
	want := civic.Reporter{
		Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Address: "ул. Лесная, 8", Reply: civic.ReplyPost,
		Consent: civic.Consent{Given: true, Sheet: "118", Version: "1"},
	}
	if s := in.State(); s.Report.Reporter != want || !s.Known || filled != 1 || len(s.Visitors) != 0 {
		t.Errorf("filled %d times: %+v, known %v", filled, s.Report.Reporter, s.Known)
	}
	in.SetNameQuery("") // it was somebody else
	if got := in.State().Report.Reporter; !got.IsZero() && got != (civic.Reporter{Consent: civic.Consent{Version: "1"}}) {
		t.Errorf("left of her: %+v", got)
	}
}

// A phone that somebody wrote after the choice stays when the name is wiped.
func TestWhatWasWrittenStays(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	visit(t, l, p, anna())
	in.SetNameQuery("петр")
	l.Until("she is offered", func() bool { return len(in.State().Visitors) == 1 })
	in.ChooseVisitor(0)
	in.SetPhoneQuery("5-12-34")
	in.SetNameQuery("")
	if got := in.State().Report.Reporter; got.Phone != "5-12-34" || got.Address != "" || got.Consent.Given {
		t.Errorf("%+v", got)
	}
}

// Name and phone are written as people read them, and consent names its text, also if one saves right out of the field.
func TestPersonIsSavedTidily(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.SetName(" петрова-соловьёва анна ")
	in.SetPhone("0671234567")
	in.SetConsent(true)
	presenttest.Take(t, l, p, "roads-pothole", "Яма", "у моста")
	in.SetNameQuery("солов анна петр")
	l.Until("she is offered", func() bool { return len(in.State().Visitors) == 1 || in.State().Report.Reporter.Name == "" })
	in.SetNameQuery("петрова-сол")
	l.Until("she is offered by the double name", func() bool { return len(in.State().Visitors) == 1 })
	if got := in.State().Visitors[0].Title; got != "Петрова-Соловьёва Анна · +380 67 123-45-67" {
		t.Errorf("saved as %q", got)
	}
}

// Forgetting leaves nothing of the person in the form, and the draft is as it was.
func TestForget(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.SetNameQuery("Канарейкина Роза")
	in.SetText("Тёмная вода")
	id := in.State().Report.ID
	loaded := 0
	in.OnLoad = func() { loaded++ }
	if got := present.Forget(in); got != id || loaded != 1 {
		t.Errorf("draft %s, loaded %d times", got, loaded)
	}
	if s := in.State(); s.Begun || s.Report.Text != "" || !s.Report.Reporter.IsZero() {
		t.Errorf("still there: %+v", s.Report)
	}
	in.Open(id)
	l.Until("the draft is back", func() bool { return in.State().Report.ID == id })
	if r := in.State().Report; r.Text != "Тёмная вода" || !strings.Contains(r.Reporter.Name, "Канарейкина") {
		t.Errorf("back without something: %+v", r)
	}
}

// Forgetting in the middle of saving loses nothing: the report is in the journal, and the form is another's.
func TestForgetWhileSaving(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.Choose("roads-pothole")
	in.SetText("Яма")
	in.SetAddress("у моста")
	id := in.State().Report.ID
	in.Save()
	present.Forget(in)
	in.SetText("Другой человек")
	l.Until("the report is in the journal", func() bool { return p.Journal.State().Rows == 1 })
	if s := in.State(); s.Report.Text != "Другой человек" || s.Report.ID == id || s.Done.Number != "" {
		t.Errorf("the form: %+v", s.Report)
	}
}
