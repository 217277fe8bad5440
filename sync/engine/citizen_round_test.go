package engine

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store"
	"priyom/store/storetest"
)

// The spot of the lamp, and where the inspector stands by it.
var (
	lampAt = civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 47.0812, Lon: 28.8721, Accuracy: 8}, Address: "ул. Лесная, 12", Settlement: "Ставчены"}
	byLamp = civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 47.08125, Lon: 28.8721, Accuracy: 5}}
)

// rounds is a portal, a citizen's phone and an inspector's, all by one clock. Each phone is off the line but while it exchanges.
type rounds struct {
	*testing.T
	at      *portaltest.Portal
	citizen *store.Store
	field   *store.Store
	staff   *portaltest.Somebody // a moderator, in a browser
}

func newRounds(t *testing.T) *rounds {
	t.Helper()
	x := &rounds{T: t, at: portaltest.Start(t, t.TempDir(), 0)}
	x.citizen, x.field = x.phone(), x.phone()
	code, err := x.at.InviteOwn(t.Context(), "roza@example.org")
	check(t, err)
	x.enroll(x.citizen, code, civic.RoleCitizen)
	code, _, err = x.at.InviteInspector(t.Context(), "Управа", "lighting", db.Account{})
	check(t, err)
	x.enroll(x.field, code, civic.RoleInspector)
	x.staff = x.at.Staff(t, "mod", civic.RoleModerator, "")
	return x
}

func (x *rounds) phone() *store.Store {
	return storetest.Open(x.T, x.TempDir(), store.Options{Clock: x.at.Clock.Now})
}

func (x *rounds) enroll(s *store.Store, code string, as civic.Role) {
	x.Helper()
	e, err := Enroll(x.Context(), s, Options{Clock: x.at.Clock.Now}, x.at.Server.URL, code)
	check(x.T, err)
	if e.Role != as {
		x.Fatalf("enrolled as %+v", e)
	}
}

// exchange brings a phone on the line until it knows all there is: what its own entries led to is told with the next exchange.
func (x *rounds) exchange(s *store.Store) {
	x.Helper()
	e := anEngine(x.T, s, Options{Clock: x.at.Clock.Now})
	for range 3 {
		_, err := e.Once(x.Context())
		check(x.T, err)
	}
	cleared(x.T, e)
}

// reports has the citizen report a dark lamp with a photo.
func (x *rounds) reports() civic.Report {
	x.Helper()
	r, err := x.citizen.NewReport()
	check(x.T, err)
	r.Channel, r.Category, r.Text, r.Place = civic.ChannelSelf, "lighting-lamp-out", "Не горит фонарь у школы", lampAt
	check(x.T, x.citizen.SaveDraft(x.Context(), r))
	storetest.Attach(x.T, x.citizen, r, 1)
	r, err = x.citizen.Capture(x.Context(), r)
	check(x.T, err)
	return r
}

// act fills in the moderator's form.
func (x *rounds) act(id civic.ReportID, act civic.Action, more url.Values) {
	x.Helper()
	form := url.Values{"act": {string(act)}, "version": {strconv.FormatInt(x.is(id).Version, 10)}}
	for k, v := range more {
		form[k] = v
	}
	x.staff.Form("/staff/reports/"+id.String()+"/acts", form).Status(http.StatusSeeOther)
}

func (x *rounds) is(id civic.ReportID) db.Case {
	x.Helper()
	c, err := x.at.Casework().Case(x.Context(), id)
	check(x.T, err)
	return c
}

// found has the inspector look at the task, and hand in what was done with a photo of it.
func (x *rounds) found(id civic.ReportID, seed uint8) {
	x.Helper()
	i, err := x.field.BeginInspection(x.Context(), id)
	check(x.T, err)
	_, err = x.field.AttachInspectionPhoto(x.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(x.T, seed)), x.at.Clock.Now())
	check(x.T, err)
	i.Outcome, i.Comment, i.Place = civic.OutcomeFixed, "Заменили лампу", byLamp
	check(x.T, x.field.SaveInspection(x.Context(), i))
	_, err = x.field.Inspect(x.Context(), i)
	check(x.T, err)
}

// stands fails the test unless the portal and the citizen's phone both have the report in a state.
func (x *rounds) stands(id civic.ReportID, want civic.Status) db.Case {
	x.Helper()
	c := x.is(id)
	if c.Status != want {
		x.Errorf("the case is %s, not %s", c.Status, want)
	}
	if r, err := x.citizen.Report(x.Context(), id); err != nil || r.Status != want {
		x.Errorf("the citizen's phone has it %s, not %s, %v", r.Status, want, err)
	}
	return c
}

// ended fails the test for anything lost, doubled or told of somebody.
func (x *rounds) ended() {
	x.Helper()
	x.at.Verified(x.T)
	verified(x.T, x.citizen)
	verified(x.T, x.field)
	if n := len(x.at.AllReports(x.T)); n != 1 {
		x.Errorf("%d reports at the portal", n)
	}
	if strings.Contains(x.at.Log.String(), "roza@") {
		x.Error("an address is in the log")
	}
}

// The whole round with a citizen's own phone: reported off the line, moderated in a browser, done on the spot off the line with a photo, shown
// to everybody, confirmed and rated on the phone off the line; the rating arrives once, and the case ends.
func TestTheWholeRoundOfACitizen(t *testing.T) {
	x := newRounds(t)
	r := x.reports()
	if n := len(x.at.AllReports(t)); n != 0 {
		t.Fatalf("%d reports arrived without a line", n)
	}
	x.exchange(x.citizen)
	if got := x.at.AllReports(t)[r.ID]; got.Text != r.Text || len(got.Photos) != 1 || !got.Photos[0].Complete {
		t.Fatalf("arrived %+v", got)
	}
	x.at.Clock.Add(time.Hour)
	x.act(r.ID, civic.ActAssign, url.Values{"department": {"lighting"}, "comment": {"Нужна лестница"}})
	x.exchange(x.citizen)
	x.stands(r.ID, civic.StatusAssigned)
	x.exchange(x.field)
	task, err := x.field.Task(t.Context(), r.ID)
	if err != nil || task.Note != "Нужна лестница" || len(task.Before) != 1 {
		t.Fatalf("the task is %+v, %v", task, err)
	}
	if preview, err := x.field.ReadFile(task.Before[0].Preview); err != nil || len(preview) == 0 {
		t.Errorf("nothing to be seen of how it was: %v", err)
	}

	x.at.Clock.Add(5 * time.Hour)
	x.found(r.ID, 9)
	if c := x.is(r.ID); c.Status != civic.StatusAssigned {
		t.Errorf("without a line the case is %s", c.Status)
	}
	x.exchange(x.field)
	x.exchange(x.citizen)
	x.stands(r.ID, civic.StatusSolved)
	if list, err := x.field.Inspections(t.Context(), r.ID); err != nil || len(list) != 1 || list[0].Result != civic.ResultDone || !list[0].Sent {
		t.Errorf("the inspector hears %+v, %v", list, err)
	}
	if task, err := x.field.Task(t.Context(), r.ID); err != nil || !task.Taken {
		t.Errorf("the task is still there: %+v, %v", task, err)
	}
	page := x.at.Nobody(t).Get("/reports/" + r.ID.String()).Status(http.StatusOK).Body
	for _, want := range []string{"Не горит фонарь у школы", "Заменили лампу", `class="compare"`} {
		if !strings.Contains(page, want) {
			t.Errorf("everybody sees no %q", want)
		}
	}

	x.at.Clock.Add(time.Hour)
	stars := []civic.AuthorAct{{Report: r.ID, Act: civic.ActConfirm}, {Report: r.ID, Act: civic.ActRate, Rating: 4}}
	check(t, x.citizen.ActOn(t.Context(), stars...))
	if c := x.is(r.ID); c.Rating != 0 {
		t.Errorf("rated without a line: %+v", c)
	}
	x.exchange(x.citizen)
	x.at.Clock.Add(time.Minute)
	_, err = x.at.WorkDue(t.Context())
	check(t, err)
	x.exchange(x.citizen)
	if c := x.stands(r.ID, civic.StatusClosed); c.Rating != 4 || c.ClosedAt.IsZero() {
		t.Errorf("ended as %+v", c)
	}
	done, err := x.citizen.DoneTo(t.Context(), r.ID)
	if err != nil || len(done) != 2 || done[0].Waiting || done[1].Waiting {
		t.Errorf("the phone thinks that it still waits: %+v, %v", done, err)
	}
	x.ended()
}

// Sent back by the citizen, the task is on the inspector's phone again with why, is done once more, and counts the second time.
func TestARoundThatIsSentBack(t *testing.T) {
	x := newRounds(t)
	r := x.reports()
	x.exchange(x.citizen)
	x.act(r.ID, civic.ActAssign, url.Values{"department": {"lighting"}})
	x.exchange(x.field)
	x.at.Clock.Add(time.Hour)
	x.found(r.ID, 9)
	x.exchange(x.field)
	x.exchange(x.citizen)
	x.stands(r.ID, civic.StatusSolved)

	x.at.Clock.Add(time.Hour)
	check(t, x.citizen.ActOn(t.Context(), civic.AuthorAct{Report: r.ID, Act: civic.ActRework, Comment: "Горел один вечер"}))
	x.exchange(x.citizen)
	x.stands(r.ID, civic.StatusRework)
	x.exchange(x.field)
	if task, err := x.field.Task(t.Context(), r.ID); err != nil || task.Taken || task.Status != civic.StatusRework || len(task.After) != 1 {
		t.Errorf("the task is %+v, %v", task, err)
	}

	x.at.Clock.Add(24 * time.Hour)
	x.found(r.ID, 11)
	x.exchange(x.field)
	x.exchange(x.citizen)
	x.stands(r.ID, civic.StatusSolved)
	if list, err := x.field.Inspections(t.Context(), r.ID); err != nil || len(list) != 2 || list[0].Result != civic.ResultDone || list[1].Result != civic.ResultDone {
		t.Errorf("two visits are %+v, %v", list, err)
	}
	if c := x.is(r.ID); c.Reworks != 1 {
		t.Errorf("sent back %d times", c.Reworks)
	}
	x.ended()
}
