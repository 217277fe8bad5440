package belong_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

const roza = "roza@example.org"

// heard is what a device's feed says from its beginning, by kind.
func heard(t *testing.T, d *portaltest.Device) map[wire.ChangeKind][][]byte {
	t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	by := map[wire.ChangeKind][][]byte{}
	for _, c := range reply.Changes {
		by[c.Kind] = append(by[c.Kind], c.Body)
	}
	return by
}

// mine are the reports of its account that a device hears of.
func mine(t *testing.T, d *portaltest.Device) (numbers []string) {
	t.Helper()
	for _, body := range heard(t, d)[wire.ChangeMine] {
		var m wire.MineChange
		if err := journal.Decode(body, &m); err != nil {
			t.Fatal(err)
		}
		r, err := journal.DecodeReport(m.Report)
		if err != nil || len(m.Steps) == 0 {
			t.Fatalf("%+v, %v", m, err)
		}
		numbers = append(numbers, r.Number)
	}
	return numbers
}

func told(t *testing.T, d *portaltest.Device, want ...string) {
	t.Helper()
	reply := d.PushAll()
	var got []string
	for _, v := range reply.Verdicts {
		got = append(got, v.Key)
	}
	if !slices.Equal(got, want) {
		t.Errorf("verdicts %q, want %q", got, want)
	}
}

// report has a device tell a report.
func report(t *testing.T, d *portaltest.Device) civic.Report {
	t.Helper()
	r := d.CitizenReport()
	d.Tell(journal.Hash{}, r)
	if reply := d.Push(len(d.Entries), len(d.Entries)); len(reply.Verdicts) != 0 {
		t.Errorf("%+v", reply.Verdicts)
	}
	return r
}

// solve brings a report to where its author says whether it is done.
func solve(t *testing.T, p *portaltest.Portal, id civic.ReportID) {
	t.Helper()
	moderator := casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()}
	roads := casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}
	do := func(d casework.Deed) {
		t.Helper()
		d.Report = id
		if _, err := p.Casework().Act(t.Context(), d); err != nil {
			t.Fatalf("%s: %v", d.Act, err)
		}
		p.Clock.Add(time.Minute)
	}
	do(casework.Deed{Act: civic.ActAssign, By: moderator, Department: "roads", Comment: "Дорожникам"})
	do(casework.Deed{Act: civic.ActStart, By: roads})
	spot := civic.Position{Lat: 47.0812, Lon: 28.8721}
	if _, err := p.Casework().AddPhoto(t.Context(), id, roads, portaltest.Taken(t, id[15], spot, p.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	p.Clock.Add(time.Minute)
	do(casework.Deed{Act: civic.ActSolve, By: roads})
}

// caseOf is what was made of a report, and its history.
func caseOf(t *testing.T, p *portaltest.Portal, id civic.ReportID) (db.Case, []db.Step) {
	t.Helper()
	c, steps, err := p.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c, steps
}

var stampIn = regexp.MustCompile(`name="stamp" value="([^"]+)"`)

// act sends the form of somebody's own report.
func act(s *portaltest.Somebody, id civic.ReportID, form url.Values) portaltest.Reply {
	page := s.Get("/me/reports/" + id.String())
	if found := stampIn.FindStringSubmatch(page.Body); found != nil {
		form.Set("stamp", found[1])
	}
	return s.Form("/me/reports/"+id.String()+"/act", form)
}

// Whatever an account's devices take stands in its cabinet and is heard of on the others; nobody else hears or sees anything.
func TestAnAccountsDevices(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	one, two, stranger := portaltest.Joined(t, p, roza), portaltest.Joined(t, p, roza), portaltest.Joined(t, p, "other@example.org")
	somebody, other := p.Reset(t, roza), p.Reset(t, "other@example.org")
	r := report(t, one)
	if got := mine(t, two); !slices.Equal(got, []string{r.Number}) {
		t.Errorf("the second phone hears of %q", got)
	}
	if page := somebody.Get("/me").Status(http.StatusOK); !strings.Contains(page.Body, r.Number) {
		t.Error("it isn't in the cabinet")
	}
	if page := other.Get("/me").Status(http.StatusOK); strings.Contains(page.Body, r.Number) {
		t.Error("it is in another's cabinet")
	}
	other.Get("/me/reports/" + r.ID.String()).Status(http.StatusNotFound)
	if _, err := p.Message(t.Context(), r.Number, civic.Message{Text: "Секрет", Author: "Ветров", Private: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Answer(t.Context(), r.Number, civic.Answer{Text: "Сделаем", Signatory: "Ветров"}); err != nil {
		t.Fatal(err)
	}
	third := portaltest.Joined(t, p, roza) // hears of what was before it
	for name, d := range map[string]*portaltest.Device{"one": one, "two": two, "third": third} {
		h := heard(t, d)
		if len(h[wire.ChangeMessage]) != 1 || len(h[wire.ChangeAnswer]) != 1 {
			t.Errorf("%s hears %d messages and %d answers", name, len(h[wire.ChangeMessage]), len(h[wire.ChangeAnswer]))
		}
	}
	if h := heard(t, stranger); len(h[wire.ChangeMessage])+len(h[wire.ChangeAnswer])+len(h[wire.ChangeMine])+len(h[wire.ChangeStatus]) != 0 {
		t.Errorf("a stranger hears %v", h)
	}
	stranger.Tell(journal.Hash{}, stranger.CitizenReport())
	stranger.TellAct(stranger.Act(r.ID, civic.ActWithdraw, 0, ""))
	stranger.TellSupplement(r.ID, "не моё")
	told(t, stranger, "verdict.no-report", "verdict.no-report")
	p.Verified(t)
}

// The author rates with the browser what a phone reported, and with the phone what a browser reported; there is one rating each, whoever
// comes later, and the audit comes to the same.
func TestActsFromBothSides(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	one, two := portaltest.Joined(t, p, roza), portaltest.Joined(t, p, roza)
	somebody := p.Reset(t, roza)
	first, second := report(t, one), report(t, one)
	solve(t, p, first.ID)
	solve(t, p, second.ID)

	act(somebody, first.ID, url.Values{"act": {"rate"}, "rating": {"4"}}).Status(http.StatusSeeOther)
	one.TellAct(one.Act(first.ID, civic.ActRate, 1, "")) // too late
	told(t, one)
	two.TellAct(two.Act(second.ID, civic.ActRate, 5, ""))
	told(t, two)
	act(somebody, second.ID, url.Values{"act": {"rate"}, "rating": {"2"}}).Status(http.StatusConflict)
	for id, want := range map[civic.ReportID]int{first.ID: 4, second.ID: 5} {
		c, steps := caseOf(t, p, id)
		if c.Rating != want || c.Status != civic.StatusRated {
			t.Errorf("%s with %d, want %d", c.Status, c.Rating, want)
		}
		rated := 0
		for _, s := range steps {
			if s.Act == civic.ActRate {
				rated++
			}
		}
		if rated != 1 {
			t.Errorf("rated %d times", rated)
		}
	}
	photo := two.Photo([]byte("original"), portaltest.JPEG(t, 80, 60, 1), portaltest.JPEG(t, 40, 30, 1))
	third := report(t, one)
	two.TellSupplement(third.ID, "с другого телефона", photo)
	two.TellPhoto(journal.Hash{}, third.ID, photo)
	told(t, two)
	two.Upload(portaltest.JPEG(t, 80, 60, 1))
	if page := somebody.Get("/me/reports/" + third.ID.String()); !strings.Contains(page.Body, "с другого телефона") || !strings.Contains(page.Body, "/me/photos/") {
		t.Error("the supplement isn't in the cabinet")
	}
	p.Verified(t)
}

// A device that leaves hears no more and may say no more; what it took stays its account's. Whoever has it later hears nothing of before.
func TestLeaving(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Joined(t, p, roza)
	somebody := p.Reset(t, roza)
	r := report(t, d)
	if _, err := p.Message(t.Context(), r.Number, civic.Message{Text: "Секрет", Author: "Ветров", Private: true}); err != nil {
		t.Fatal(err)
	}
	var left wire.LeaveReply
	for range 2 {
		if problem := d.Post(wire.PathLeave, wire.LeaveRequest{Device: d.ID[:]}, &left); problem != nil {
			t.Fatal(problem)
		}
	}
	if problem := d.AskByMail("other@example.org"); problem != nil {
		t.Fatal(problem)
	}
	if problem := d.Enroll(p.Letters.Code()); problem != nil {
		t.Fatal(problem)
	}
	if _, err := p.Message(t.Context(), r.Number, civic.Message{Text: "Ещё", Author: "Ветров", Private: true}); err != nil {
		t.Fatal(err)
	}
	h := heard(t, d)
	if len(h[wire.ChangeMessage])+len(h[wire.ChangeStatus])+len(h[wire.ChangeMine]) != 0 || len(h[wire.ChangeAccount]) != 2 {
		t.Errorf("hears %v", h)
	}
	d.TellAct(d.Act(r.ID, civic.ActWithdraw, 0, ""))
	told(t, d, "verdict.no-report")
	somebody.Get("/me/reports/" + r.ID.String()).Status(http.StatusOK)
	p.Reset(t, "other@example.org").Get("/me/reports/" + r.ID.String()).Status(http.StatusNotFound)
	later := report(t, d)
	somebody.Get("/me/reports/" + later.ID.String()).Status(http.StatusNotFound)
	p.Verified(t)

	if problem := d.AskByMail(roza); problem != nil { // and back again
		t.Fatal(problem)
	}
	if problem := d.Enroll(p.Letters.Code()); problem != nil {
		t.Fatal(problem)
	}
	if h := heard(t, d); len(h[wire.ChangeMessage]) != 2 || len(h[wire.ChangeMine]) != 1 {
		t.Errorf("hears %d messages", len(h[wire.ChangeMessage]))
	}
	d.TellAct(d.Act(r.ID, civic.ActWithdraw, 0, ""))
	told(t, d, "verdict.no-report") // the one from before
	if c, _ := caseOf(t, p, r.ID); c.Status != civic.StatusWithdrawn {
		t.Errorf("%s", c.Status)
	}
	p.Verified(t)
}

// Erasure of an account makes its devices nobody's; what they took can't come to anybody else.
func TestErasure(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Joined(t, p, roza)
	somebody := p.Reset(t, roza)
	r := report(t, d)
	somebody.Form("/me/data/erase", url.Values{"sure": {"1"}}).Status(http.StatusSeeOther)
	if h := heard(t, d); len(h[wire.ChangeStatus]) != 0 || len(h[wire.ChangeAccount]) != 1 {
		t.Errorf("hears %v", h)
	}
	if problem := d.AskByMail("other@example.org"); problem != nil {
		t.Fatal(problem)
	}
	if problem := d.Enroll(p.Letters.Code()); problem != nil {
		t.Fatal(problem)
	}
	p.Reset(t, "other@example.org").Get("/me/reports/" + r.ID.String()).Status(http.StatusNotFound)
	if c, _ := caseOf(t, p, r.ID); !c.Author.IsZero() {
		t.Errorf("it is %s's", c.Author)
	}
	p.Verified(t)
}
