package present_test

import (
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
)

// Why a report was refused stands in its details, by the portal's code and in its words; a code of a later version leaves the words.
func TestRefusalSaysWhy(t *testing.T) {
	for name, row := range map[string]struct {
		change store.StatusChange
		want   present.Refusal
	}{
		"a reason":  {store.StatusChange{Status: civic.StatusRejected, Note: "Смотрели дважды", Reason: civic.ReasonNoPlace}, present.Refusal{Reason: "Место не найти", Words: "Смотрели дважды"}},
		"unknown":   {store.StatusChange{Status: civic.StatusRejected, Note: "По причине новой", Reason: "of-a-later-version"}, present.Refusal{Words: "По причине новой"}},
		"an end":    {store.StatusChange{Status: civic.StatusClosed}, present.Refusal{}},
		"arbiter's": {store.StatusChange{Status: civic.StatusClosed, Reason: civic.ReasonDone}, present.Refusal{Reason: "Всё сделано как надо"}},
		"no":        {store.StatusChange{Status: civic.StatusAssigned, Note: "МУП «Горсвет»"}, present.Refusal{}},
	} {
		l, env, p := open(t)
		number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
		l.Until("it is in the journal", func() bool { return p.Journal.State().Rows == 1 })
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		v, err := vault.Open(env.Home, env.Secrets)
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), env.Home, v, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		id, err := s.ByNumber(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		row.change.Report, row.change.At = id, time.UnixMilli(1_790_000_000_000)
		if err := s.TakeFeed(t.Context(), store.Feed{Statuses: []store.StatusChange{row.change}, Cursor: "1"}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		p = presenttest.Open(t, l, env)
		p.Journal.Show(id)
		l.Until("the report is read", func() bool { return p.Journal.State().Details != nil })
		d := p.Journal.State().Details
		if d.Refused != row.want {
			t.Errorf("%s: %+v", name, d.Refused)
		}
		if said := d.History[0].What; !strings.Contains(said, row.want.Reason) || !strings.Contains(said, row.change.Note) {
			t.Errorf("%s: the history says %q", name, said)
		}
	}
}
