package engine

import (
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// joined is a citizen's device of an account.
func (d *district) joined(t *testing.T, url, email string) *store.Store {
	t.Helper()
	s := storetest.Open(t, t.TempDir(), store.Options{})
	d.join(t, s, url, email)
	return s
}

func (d *district) join(t *testing.T, s *store.Store, url, email string) {
	t.Helper()
	code, err := d.InviteOwn(t.Context(), email)
	check(t, err)
	e, err := Enroll(t.Context(), s, Options{}, url, code)
	check(t, err)
	if e.Account != email || e.Role != civic.RoleCitizen {
		t.Fatalf("%+v", e)
	}
}

// selfReport has a citizen report.
func selfReport(t *testing.T, s *store.Store, text string) civic.Report {
	t.Helper()
	r := storetest.Draft(t, s, text)
	r.Channel = civic.ChannelSelf
	got, err := s.Capture(t.Context(), r)
	check(t, err)
	return got
}

// Two phones of one person: what one reports the other hears of, with what staff say to it, once, and may answer; it is news until somebody
// looked. Once a phone leaves, it knows only what it took itself.
func TestPhonesOfOnePerson(t *testing.T) {
	d := newDistrict(t)
	at := served(t, d.handler)
	one, two, other := d.joined(t, at, "roza@example.org"), d.joined(t, at, "roza@example.org"), d.joined(t, at, "other@example.org")
	for _, s := range []*store.Store{one, two, other} {
		cleared(t, anEngine(t, s, Options{}))
	}
	r := selfReport(t, one, "Яма у остановки")
	cleared(t, anEngine(t, one, Options{}))
	asked, err := d.Message(t.Context(), r.Number, civic.Message{Text: "Где именно?", Author: "Ветров", Private: true})
	check(t, err)
	_, err = d.Answer(t.Context(), r.Number, civic.Answer{Text: "Засыплем", Signatory: "Ветров"})
	check(t, err)
	for range 2 {
		for _, s := range []*store.Store{one, two, other} {
			cleared(t, anEngine(t, s, Options{}))
		}
	}
	all, err := two.AllElsewhere(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != r.ID || all[0].Number != r.Number || all[0].Text != "Яма у остановки" || all[0].Status != civic.StatusModeration && all[0].Status != civic.StatusDelivered ||
		all[0].Received.IsZero() || !all[0].Reporter.IsZero() {
		t.Fatalf("%+v, %v", all, err)
	}
	for name, s := range map[string]*store.Store{"one": one, "two": two} {
		said, err := s.Messages(t.Context(), r.ID)
		if err != nil || len(said) != 1 || said[0].Message != asked {
			t.Errorf("%s: %+v, %v", name, said, err)
		}
		if answers, err := s.Answers(t.Context(), r.ID); err != nil || len(answers) != 1 {
			t.Errorf("%s: %+v, %v", name, answers, err)
		}
		news, err := s.News(t.Context())
		if err != nil || len(news) != 2 || news[0].Report != r.ID {
			t.Errorf("%s: %+v, %v", name, news, err)
		}
		first, err := s.UntoldNews(t.Context())
		again, againErr := s.UntoldNews(t.Context())
		if len(first) != 2 || len(again) != 0 || err != nil || againErr != nil {
			t.Errorf("%s is told %+v and %+v, %v, %v", name, first, again, err, againErr)
		}
		check(t, s.SeeNews(t.Context(), r.ID))
		if news, err := s.News(t.Context()); err != nil || len(news) != 0 {
			t.Errorf("%s: seen, and yet %+v, %v", name, news, err)
		}
	}
	if news, err := other.News(t.Context()); err != nil || len(news) != 0 {
		t.Errorf("somebody else hears %+v, %v", news, err)
	}
	_, err = two.Say(t.Context(), civic.Message{Report: r.ID, Text: "У магазина", Private: true})
	check(t, err)
	cleared(t, anEngine(t, two, Options{}))
	if said, err := d.Messages(t.Context(), r.ID); err != nil || len(said) != 2 || said[1].Text != "У магазина" {
		t.Errorf("%+v, %v", said, err)
	}
	if _, err := other.Say(t.Context(), civic.Message{Report: r.ID, Text: "Подслушал"}); err == nil {
		t.Error("somebody else may answer")
	}
	back := civic.AuthorAct{Report: r.ID, Act: civic.ActWithdraw}
	if err := other.ActOn(t.Context(), back); err == nil {
		t.Error("somebody else may take it back")
	}
	check(t, two.ActOn(t.Context(), back))
	for _, s := range []*store.Store{two, one, two} {
		cleared(t, anEngine(t, s, Options{}))
	}
	if mine, err := one.Report(t.Context(), r.ID); err != nil || mine.Status != civic.StatusWithdrawn {
		t.Errorf("taken back by the other phone: %s, %v", mine.Status, err)
	}
	if done, err := two.DoneTo(t.Context(), r.ID); err != nil || len(done) != 1 || done[0].Waiting {
		t.Errorf("%+v, %v", done, err)
	}
	check(t, two.SeeAllNews(t.Context()))

	check(t, Leave(t.Context(), two, Options{}))
	cleared(t, anEngine(t, two, Options{}))
	if all, err := two.AllElsewhere(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("left, and knows %+v, %v", all, err)
	}
	if said, err := two.Messages(t.Context(), r.ID); err != nil || len(said) != 1 || said[0].Side != civic.SidePoint {
		t.Errorf("left, and knows %+v, %v", said, err)
	}
	if e, err := two.Enrolment(t.Context()); err != nil || e.Account != "" || e.Role != civic.RoleCitizen {
		t.Errorf("%+v, %v", e, err)
	}
	d.join(t, two, at, "roza@example.org")
	cleared(t, anEngine(t, two, Options{}))
	if all, err := two.AllElsewhere(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("back, and knows %+v, %v", all, err)
	}
	if news, err := two.News(t.Context()); err != nil || len(news) != 0 {
		t.Errorf("what was before is news: %+v, %v", news, err)
	}
	if a := d.audited(t); len(a.Findings) != 0 {
		t.Errorf("%v", a.Findings)
	}
	verified(t, one)
	verified(t, two)
}

// A report that can't be read is kept for the version that can.
func TestUnreadableMine(t *testing.T) {
	page := readFeed([]wire.Change{
		change(t, wire.ChangeMine, wire.MineChange{Report: []byte("rubbish"), Steps: []wire.MineStep{{Status: "new"}}}),
		change(t, wire.ChangeMine, wire.MineChange{}),
		{Kind: wire.ChangeAccount, Body: []byte("rubbish")},
	}, true, nil)
	if len(page.Elsewhere) != 0 || page.Account != nil || len(page.Unknown) != 3 {
		t.Errorf("%+v", page)
	}
}
