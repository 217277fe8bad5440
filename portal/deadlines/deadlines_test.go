package deadlines_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/deadlines"
	"priyom/portal/jobs"
	"priyom/store/journal"
)

// hall is a portal's database with an office of deadlines and a clock that the test moves. It is the calendar of Russia.
type hall struct {
	*testing.T
	db     *db.DB
	path   string
	office *deadlines.Office
	run    *jobs.Runner
	now    time.Time
	told   []string
	n      byte
}

var moscow = time.FixedZone("", 3*3600)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+text, moscow)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func newHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{T: t, now: at("11-24 09:00"), path: dbtest.Address(t)} // a Tuesday
	h.open()
	h.write(func(tx *db.Tx) error {
		return tx.AddDevice(db.Device{ID: civic.DeviceID{1}, Key: make([]byte, 32), Role: civic.RolePoint, Place: "Ставчены", Code: "СТ-01", Enrolled: h.now, Seen: h.now}, "СТ", 1)
	})
	return h
}

// open opens it as a process does that comes anew.
func (h *hall) open() {
	h.Helper()
	if h.db != nil {
		_ = h.db.Close()
	}
	var err error
	if h.db, err = db.Open(h.Context(), h.path, func() time.Time { return h.now }); err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { _ = h.db.Close() })
	known, err := assets.Classifier()
	if err != nil {
		h.Fatal(err)
	}
	h.office = deadlines.New(h.db, known)
	h.office.CloseBy(func(tx *db.Tx, id civic.ReportID) error {
		return h.actIn(tx, id, db.Step{Act: civic.ActClose, Role: civic.RoleSystem, Status: civic.StatusClosed})
	})
	h.office.Tell(func(_ *db.Tx, c db.Case, e db.Escalation) error {
		h.told = append(h.told, fmt.Sprintf("%s %s %d %s", c.Number, e.Kind, e.Rung, e.Level))
		return nil
	})
	h.run = jobs.New(jobs.Config{DB: h.db})
	h.office.Serve(h.run)
}

func (h *hall) write(f func(*db.Tx) error) {
	h.Helper()
	if err := h.db.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

// report brings a report of a category before the moderators.
func (h *hall) report(category civic.CategorySlug, captured time.Time) civic.ReportID {
	h.Helper()
	h.n++
	id := civic.ReportID{h.n}
	known, _ := assets.Classifier()
	theme, ok := known.Category(category)
	if !ok {
		h.Fatalf("no category %s", category)
	}
	h.write(func(tx *db.Tx) error {
		e := journal.New(journal.Header{Device: civic.DeviceID{1}, Epoch: 1, Seq: uint64(h.n), Time: captured, Kind: journal.KindReport}, []byte("p"), []byte("s"), nil)
		arrival, err := tx.AddEntry(db.Entry{Entry: e, Sum: e.Hash(), Received: tx.Now, Role: civic.RolePoint, Used: true})
		if err != nil {
			return err
		}
		r := db.Report{Device: civic.DeviceID{1}, Epoch: 1, Seq: uint64(h.n), Arrival: arrival}
		r.ID, r.Number, r.Category, r.CapturedAt, r.ReceivedAt = id, fmt.Sprint("СТ-", h.n), category, captured, tx.Now
		if err := tx.AddReport(r); err != nil {
			return err
		}
		c := db.Case{Report: id, Arrival: arrival, Number: r.Number, Category: category, Theme: theme.Theme, Captured: captured, Received: tx.Now, Status: civic.StatusDelivered, StatusAt: tx.Now}
		if err := tx.OpenCase(c); err != nil {
			return err
		}
		return h.actIn(tx, id, db.Step{Act: civic.ActAdmit, Role: civic.RoleSystem, Status: civic.StatusModeration})
	})
	return id
}

// actIn is casework in small.
func (h *hall) actIn(tx *db.Tx, id civic.ReportID, s db.Step) error {
	c, err := tx.Case(id)
	if err != nil {
		return err
	}
	switch s.Act {
	case civic.ActAssign:
		c.Department = "roads"
		if c.Registered.IsZero() {
			c.Registered, c.Published = tx.Now, tx.Now
		}
	case civic.ActSolve:
		c.Solved = tx.Now
	case civic.ActRework:
		c.Reworks++
	case civic.ActClose:
		c.ClosedAt = tx.Now
	}
	if err := tx.PutCase(&c); err != nil {
		return err
	}
	s.At = tx.Now
	if err := tx.AddStep(id, s); err != nil {
		return err
	}
	after, err := tx.Case(id)
	if err != nil {
		return err
	}
	return h.office.Follow(tx, c, after, s)
}

func (h *hall) act(id civic.ReportID, act civic.Action, to civic.Status) {
	h.Helper()
	h.write(func(tx *db.Tx) error { return h.actIn(tx, id, db.Step{Act: act, Status: to}) })
}

// until lets the time pass, in steps in which jobs run.
func (h *hall) until(to time.Time) {
	h.Helper()
	for h.now.Before(to) {
		step := 8 * time.Hour
		if to.Sub(h.now) < step {
			step = 30 * time.Minute
		}
		h.now = h.now.Add(min(step, to.Sub(h.now)))
		h.work()
	}
}

func (h *hall) work() {
	h.Helper()
	if _, err := h.run.RunDue(h.Context()); err != nil {
		h.Fatal(err)
	}
	h.write(func(tx *db.Tx) error {
		failed, err := tx.FailedJobs(1)
		for _, j := range failed {
			h.Errorf("%+v", j)
		}
		return err
	})
}

func (h *hall) get(id civic.ReportID) (c db.Case) {
	h.Helper()
	h.write(func(tx *db.Tx) (err error) {
		c, err = tx.Case(id)
		return err
	})
	return c
}

func (h *hall) owes(id civic.ReportID, kind civic.DeadlineKind, due string) {
	h.Helper()
	c := h.get(id)
	if due == "" && c.DueAt.IsZero() && c.DueKind == kind {
		return
	}
	if got := c.DueAt.In(moscow).Format("01-02 15:04"); c.DueKind != kind || got != due {
		h.Errorf("%s: %s owes %q until %s, want %q %s", c.Number, c.Status, c.DueKind, got, kind, due)
	}
}

// The life of an ordinary report, and what is owed in each part of it.
func TestWhatIsOwed(t *testing.T) {
	h := newHall(t)
	id := h.report("roads-pothole", h.now)
	h.owes(id, civic.DeadlineLook, "11-24 14:00") // four working hours with lunch
	h.now = at("11-24 10:00")
	h.act(id, civic.ActAssign, civic.StatusAssigned)
	h.owes(id, civic.DeadlineFirstReply, "11-25 10:00")
	h.act(id, civic.ActReturn, civic.StatusReturned)
	h.owes(id, civic.DeadlineLook, "11-24 15:00")
	h.act(id, civic.ActReturn, civic.StatusArbitration)
	h.owes(id, civic.DeadlineFirstReply, "11-25 10:00")
	h.write(func(tx *db.Tx) error {
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		c.Replied = tx.Now
		return errors.Join(tx.PutCase(&c), h.office.Follow(tx, c, c, db.Step{}))
	})
	h.owes(id, civic.DeadlineLook, "11-27 16:00") // Friday ends an hour early
	h.act(id, civic.ActAssign, civic.StatusAssigned)
	h.owes(id, civic.DeadlineResolve, "12-04 16:00")
	h.now = at("11-30 12:00")
	h.act(id, civic.ActSolve, civic.StatusSolved)
	h.owes(id, "", "")
	h.now = at("12-02 12:00")
	h.act(id, civic.ActRework, civic.StatusRework)
	h.owes(id, civic.DeadlineResolve, "12-14 17:00") // from the rework on
	h.act(id, civic.ActWithdraw, civic.StatusWithdrawn)
	h.owes(id, "", "")
}

func TestEmergenciesRunByTheWallClockFromTheirArrival(t *testing.T) {
	h := newHall(t)
	h.now = at("11-28 23:30") // Saturday night
	id := h.report("gas-smell-indoors", h.now.Add(-time.Hour))
	h.owes(id, civic.DeadlineFirstReply, "11-29 00:30")
	h.until(at("11-29 09:00"))
	want := "СТ-1 first-reply 1 executor, СТ-1 first-reply 2 department-head, СТ-1 first-reply 3 district-head"
	if got := strings.Join(h.told, ", "); got != want {
		t.Errorf("told %s", got)
	}
	if c := h.get(id); c.Rung != 3 {
		t.Errorf("rung %d", c.Rung)
	}
}

// The law counts from when the point took it: what comes a week late is late when it arrives.
func TestLateDeliveryIsOverdueAtOnce(t *testing.T) {
	h := newHall(t)
	id := h.report("roads-pothole", at("11-16 10:00"))
	h.owes(id, civic.DeadlineRegister, "11-19 23:59")
	h.work()
	if c := h.get(id); c.Rung != 2 { // the third is told at the end of today
		t.Errorf("rung %d, told %v", c.Rung, h.told)
	}
	mad := h.report("roads-pothole", time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)) // a clock that was never set
	h.owes(mad, civic.DeadlineLook, "11-24 14:00")
}

// One lateness climbs each rung once: whoever restarts, whatever changes in between.
func TestTheLadderIsClimbedOnce(t *testing.T) {
	h := newHall(t)
	id := h.report("roads-pothole", h.now)
	h.act(id, civic.ActAssign, civic.StatusAssigned)
	h.until(at("11-25 09:00")) // due to the minute: in time
	if len(h.told) > 0 {
		t.Errorf("told %v", h.told)
	}
	h.until(at("12-11 18:00"))
	want := "СТ-1 first-reply 1 executor, СТ-1 first-reply 2 department-head, СТ-1 first-reply 3 district-head, СТ-1 first-reply 4 higher-body"
	if got := strings.Join(h.told, ", "); got != want {
		t.Errorf("told %s", got)
	}
	h.open()
	h.write(func(tx *db.Tx) error {
		days, err := h.office.CalendarBody(tx, 0)
		if err != nil {
			return err
		}
		return h.office.Put(tx, &db.Rule{Name: deadlines.RuleCalendar, Body: []byte(strings.Replace(string(days), "08:00-12:00", "07:00-12:00", 5))}, civic.RoleAdministrator)
	})
	h.until(at("12-12 18:00"))
	if len(h.told) != 4 {
		t.Errorf("told again: %v", h.told)
	}
	h.act(id, civic.ActSolve, civic.StatusSolved)
	if c := h.get(id); c.Rung != 0 || !c.DueAt.IsZero() {
		t.Errorf("%+v", c)
	}
	h.write(func(tx *db.Tx) error {
		log, err := tx.EscalationLog(0, 10)
		if err != nil || len(log) != 4 || log[0].Rung != 4 || !log[0].Ended.Equal(h.now) || log[3].Department != "roads" {
			t.Errorf("%+v, %v", log, err)
		}
		worst, err := tx.Overdue(db.OverdueFilter{}, db.Worry{}, 10)
		if len(worst) > 0 {
			t.Errorf("%+v", worst)
		}
		return err
	})
}

// After a long stop all rungs that were missed are climbed, each once.
func TestMissedRungsAreMadeUpFor(t *testing.T) {
	h := newHall(t)
	h.report("roads-pothole", h.now)
	h.now = at("12-20 12:00")
	h.open()
	h.work()
	if len(h.told) != 4 {
		t.Errorf("told %v", h.told)
	}
}

func TestCasesEndByThemselves(t *testing.T) {
	for _, row := range []struct {
		act  civic.Action
		to   civic.Status
		ends string // the first minute in which it is closed
	}{
		{civic.ActSolve, civic.StatusSolved, "12-09 00:00"},
		{civic.ActConfirm, civic.StatusConfirmed, "12-09 00:00"},
		{civic.ActReject, civic.StatusRejected, "12-25 00:00"},
		{civic.ActRate, civic.StatusRated, "11-24 09:00"},
	} {
		h := newHall(t)
		id := h.report("roads-pothole", h.now)
		h.act(id, row.act, row.to)
		end := at(row.ends)
		if row.act != civic.ActRate {
			h.until(end.Add(-2 * time.Minute))
			if c := h.get(id); c.Status != row.to {
				t.Errorf("%s became %s too early", row.to, c.Status)
			}
			h.until(end)
		} else {
			h.work()
		}
		if c := h.get(id); c.Status != civic.StatusClosed {
			t.Errorf("%s is %s", row.to, c.Status)
		}
	}
}

func TestAVersionIsInForceInAllProcesses(t *testing.T) {
	h := newHall(t)
	id := h.report("roads-pothole", h.now)
	var body []byte
	h.write(func(tx *db.Tx) (err error) {
		body, err = h.office.RulesBody(tx, 0)
		return err
	})
	var r deadlines.Rules
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatal(err)
	}
	r.Moderate.N, r.Kinds = 2, map[string]civic.DeadlineSlug{"roads": "snow-ice"}
	body, _ = json.Marshal(r)
	known, _ := assets.Classifier()
	other := deadlines.New(h.db, known) // another process, as it were
	rule := db.Rule{Name: deadlines.RuleDeadlines, Body: body, Note: "two hours"}
	h.write(func(tx *db.Tx) error { return other.Put(tx, &rule, civic.RoleAdministrator) })
	h.work()
	h.owes(id, civic.DeadlineLook, "11-24 11:00")
	h.act(id, civic.ActAssign, civic.StatusAssigned)
	if c := h.get(id); c.DueClass != "snow-ice" {
		t.Errorf("%+v", c)
	}
	old := db.Rule{Name: deadlines.RuleDeadlines, Body: []byte(strings.Replace(string(body), `"n":2`, `"n":3`, 1))}
	if err := h.db.Write(t.Context(), func(tx *db.Tx) error { return other.Put(tx, &old, "") }); !errors.Is(err, db.ErrStale) {
		t.Errorf("on top of what nobody saw: %v", err)
	}
	h.write(func(tx *db.Tx) error {
		list, err := tx.Rules(deadlines.RuleDeadlines)
		if err != nil || len(list) != 1 || list[0].Note != "two hours" || list[0].Version != 1 {
			t.Errorf("%+v, %v", list, err)
		}
		return other.Put(tx, &db.Rule{Name: deadlines.RuleDeadlines, Version: 1, Body: body}, "") // the same again
	})
}

func TestBadRules(t *testing.T) {
	h := newHall(t)
	var body []byte
	h.write(func(tx *db.Tx) (err error) {
		body, err = h.office.RulesBody(tx, 0)
		return err
	})
	for name, change := range map[string]func(*deadlines.Rules){
		"no class of appeals":   func(r *deadlines.Rules) { r.Classes = r.Classes[:len(r.Classes)-1] },
		"a class missing":       func(r *deadlines.Rules) { r.Classes = r.Classes[1:] },
		"a bad span":            func(r *deadlines.Rules) { r.Classes[0].Resolve.N = -1 },
		"no look":               func(r *deadlines.Rules) { r.Moderate = civic.Span{} },
		"an unknown kind":       func(r *deadlines.Rules) { r.Kinds = map[string]civic.DeadlineSlug{"tea": "high"} },
		"an unknown class":      func(r *deadlines.Rules) { r.Kinds = map[string]civic.DeadlineSlug{"roads": "tea"} },
		"a ladder upside down":  func(r *deadlines.Rules) { r.Ladder[0], r.Ladder[1] = r.Ladder[1], r.Ladder[0] },
		"a ladder without rung": func(r *deadlines.Rules) { r.Alarm = nil },
		"a rung without a span": func(r *deadlines.Rules) { r.Ladder[2].After = civic.Span{} },
	} {
		var r deadlines.Rules
		if err := json.Unmarshal(body, &r); err != nil {
			t.Fatal(err)
		}
		change(&r)
		bad, _ := json.Marshal(r)
		if err := h.office.Check(deadlines.RuleDeadlines, bad); !errors.Is(err, deadlines.ErrRules) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := h.office.Check(deadlines.RuleCalendar, []byte(`{}`)); !errors.Is(err, civic.ErrCalendar) {
		t.Error(err)
	}
}

// A device that said that something waits, and isn't heard of, raises an alarm before the law's time is over, once.
func TestUndeliveredAlarms(t *testing.T) {
	h := newHall(t)
	h.write(func(tx *db.Tx) error {
		return tx.SeeDevice(civic.DeviceID{1}, &db.Queue{Entries: 3, Oldest: h.now})
	})
	alarms := func() (found []db.Alarm) {
		h.write(func(tx *db.Tx) (err error) {
			found, err = tx.Alarms()
			return err
		})
		return found
	}
	h.until(at("11-25 23:00"))
	if a := alarms(); len(a) != 0 {
		t.Errorf("too early: %+v", a)
	}
	h.until(at("11-26 09:00"))
	if a := alarms(); len(a) != 1 || a[0].Kind != db.AlarmUndelivered {
		t.Errorf("%+v", a)
	}
	h.until(at("11-29 09:00"))
	if a := alarms(); len(a) != 1 || a[0].Times != 1 {
		t.Errorf("%+v", a)
	}
}
