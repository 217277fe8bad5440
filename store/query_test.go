package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// register is a memory with reports that differ in all one may ask for.
func register(t *testing.T, now *time.Time) (*store.Store, []civic.Report) {
	t.Helper()
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return *now }, Deadlines: deadlines(t)})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	var all []civic.Report
	add := func(settlement, address, name string, kind civic.CategorySlug, who civic.OperatorID, days int) {
		r := storetest.Draft(t, s, "Обращение с листа")
		r.Category, r.Place = kind, civic.Place{Settlement: settlement, Address: address}
		if r.Reporter = (civic.Reporter{Name: name}); name != "" {
			r.Reporter.Consent.Given = true
		}
		r.ReceivedAt = now.AddDate(0, 0, days)
		s.SetOperator(who)
		r, err := s.Capture(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		*now = now.Add(time.Minute)
		all = append(all, r)
	}
	add("Ставчены", "ул. Лесная, 12", "Петрова Анна", "roads-pothole", 1, -40)
	add("Пески", "ул. Лесная, 9", "Ёлкин Ян", "waste-not-collected", 2, -2)
	add("Ставчены", "ул. Лесная, 100", "", "roads-pothole", 2, -1)
	add("Ёлкино", "Береговая, 1", "Абрамов Лев", "lighting-lamp-out", 0, 0)
	return s, all
}

// numbers are the last digits of what was found.
func numbers(t *testing.T, s *store.Store, q store.Query) string {
	t.Helper()
	ids, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, id := range ids {
		r, err := s.Report(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, strings.TrimLeft(r.Number[len(r.Number)-4:], "0"))
	}
	return strings.Join(found, " ")
}

func TestQuery(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) // a Tuesday
	s, all := register(t, &now)
	change := func(i int, st civic.Status) {
		now = now.Add(time.Minute)
		if err := s.TakeFeed(t.Context(), store.Feed{Cursor: now.String(), Statuses: []store.StatusChange{{Report: all[i].ID, Status: st, At: now}}}); err != nil {
			t.Fatal(err)
		}
	}
	before := numbers(t, s, store.Query{})
	if err := s.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := numbers(t, s, store.Query{}); before != "4 3 2 1" || after != before {
		t.Errorf("%q without the index, %q with it", before, after)
	}
	for _, st := range []civic.Status{civic.StatusDelivered, civic.StatusModeration, civic.StatusAssigned} {
		change(0, st)
	}
	change(1, civic.StatusDelivered)
	for name, one := range map[string]struct {
		q    store.Query
		want string
	}{
		"state":       {store.Query{Statuses: []civic.Status{civic.StatusAssigned, civic.StatusDelivered}}, "2 1"},
		"settlement":  {store.Query{Settlements: []string{"Ставчены"}}, "3 1"},
		"category":    {store.Query{Categories: []civic.CategorySlug{"roads-pothole"}}, "3 1"},
		"operator":    {store.Query{Operators: []civic.OperatorID{2}}, "3 2"},
		"nobody":      {store.Query{Operators: []civic.OperatorID{civic.NoOperator}}, "4"},
		"period":      {store.Query{Taken: store.Range{From: now.AddDate(0, 0, -10), Until: now.Add(-time.Hour)}}, "3 2"},
		"combined":    {store.Query{Settlements: []string{"Ставчены"}, Operators: []civic.OperatorID{2}, Text: "лесной"}, "3"},
		"nothing":     {store.Query{Settlements: []string{"Пески"}, Operators: []civic.OperatorID{1}}, ""},
		"overdue":     {store.Query{Due: store.Range{Until: now}}, ""},
		"due soon":    {store.Query{Due: store.Range{From: now, Until: now.AddDate(0, 0, 2)}}, "2"}, // registered by the 25th: three days after the 22nd
		"due later":   {store.Query{Due: store.Range{From: now.AddDate(0, 0, 2)}}, "4 3 1"},
		"oldest":      {store.Query{Down: true}, "1 2 3 4"},
		"received":    {store.Query{Sort: store.SortReceived, Down: true}, "1 2 3 4"},
		"address":     {store.Query{Sort: store.SortAddress}, "4 2 1 3"}, // house 9 before 12 before 100
		"name":        {store.Query{Sort: store.SortName}, "4 2 1 3"},    // who gave none is last, and is the letter ie
		"settlements": {store.Query{Sort: store.SortSettlement}, "4 2 3 1"},
		"by state":    {store.Query{Sort: store.SortStatus}, "4 3 2 1"},
		"by due":      {store.Query{Sort: store.SortDue}, "2 3 4 1"},
		"delivered":   {store.Query{Sort: store.SortDelivered}, "2 1 4 3"},
		"by operator": {store.Query{Sort: store.SortOperator, Down: true}, "2 3 1 4"},
	} {
		if got := numbers(t, s, one.q); got != one.want {
			t.Errorf("%s: %q, want %q", name, got, one.want)
		}
	}
	found, err := s.Browse(t.Context(), store.Query{Settlements: []string{"Ставчены"}, Operators: []civic.OperatorID{2}}, []store.Range{{Until: now}, {From: now}})
	if err != nil || len(found.IDs) != 1 {
		t.Fatalf("%d found, %v", len(found.IDs), err)
	}
	f := found.Facets
	if got := fmt.Sprint(f.Settlements, f.Operators, f.Statuses, f.Due); got != "map[Пески:1 Ставчены:1] map[1:1 2:1] map[queued:1] [0 1]" {
		t.Errorf("facets: %s", got)
	}
	now = now.AddDate(0, 0, 3)
	if got := numbers(t, s, store.Query{Due: store.Range{Until: now}, Sort: store.SortDue}); got != "2 3" {
		t.Errorf("overdue three days later: %q", got)
	}
	change(0, civic.StatusInWork)
	change(0, civic.StatusSolved)
	if got := numbers(t, s, store.Query{Due: store.Range{Until: now.AddDate(1, 0, 0)}}); got != "4 3 2" {
		t.Errorf("what is solved is still due: %q", got)
	}
}

func TestEveryOrderIsAnOrder(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	storetest.Years(t, s, 1500, now)
	for _, by := range store.Sorts() {
		up, err := s.Find(t.Context(), store.Query{Sort: by})
		if err != nil {
			t.Fatal(err)
		}
		down, err := s.Find(t.Context(), store.Query{Sort: by, Down: true})
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(down)
		if len(up) != 1500 || !slices.Equal(up, down) {
			t.Errorf("%q: up and down differ", by)
		}
	}
}

// What is taken in twice is there once, also when the first time was cut short.
func TestCaptureAllTwice(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	id, err := s.KeyedIDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	row := func(i int) civic.Report {
		r, err := s.NewReport()
		if err != nil {
			t.Fatal(err)
		}
		r.ID, r.Category, r.Text, r.Channel = id("register.csv", fmt.Sprint(i)), "roads-pothole", "Яма", civic.ChannelPaper
		return r
	}
	if fresh, err := s.CaptureAll(t.Context(), []civic.Report{row(0), row(1)}); err != nil || fresh != 2 {
		t.Fatal(fresh, err)
	}
	if fresh, err := s.CaptureAll(t.Context(), []civic.Report{row(0), row(1), row(2), row(2)}); err != nil || fresh != 1 {
		t.Fatal(fresh, err)
	}
	here, err := s.Here(t.Context(), []civic.ReportID{row(1).ID, row(7).ID})
	if err != nil || !here[row(1).ID] || here[row(7).ID] {
		t.Error(here, err)
	}
	if id("a", "bc") == id("ab", "c") {
		t.Error("where a word ends doesn't matter")
	}
	if v, err := s.Verify(t.Context()); err != nil || len(v.Findings) > 0 || v.Reports != 3 {
		t.Errorf("%+v, %v", v, err)
	}
}
