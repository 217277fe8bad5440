package answers_test

import (
	"crypto/rand"
	"errors"
	"slices"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// reported is a portal with a report, and the device that took it.
func reported(t *testing.T) (*portaltest.Portal, *portaltest.Device, civic.Report) {
	t.Helper()
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	r := d.Report()
	d.Tell(journal.Hash{}, r)
	d.PushAll()
	return p, d, r
}

// heard are the answers in a device's feed.
func heard(t *testing.T, d *portaltest.Device) (list []civic.Answer) {
	t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range reply.Changes {
		if c.Kind != wire.ChangeAnswer {
			continue
		}
		var w wire.Answer
		if err := journal.Decode(c.Body, &w); err != nil {
			t.Fatal(err)
		}
		a, err := w.Civic(d.Is.SignKey)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

func TestAnswersReachTheDevice(t *testing.T) {
	p, d, r := reported(t)
	stranger := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	give := func(number, text string, final bool) civic.Answer {
		t.Helper()
		a, err := p.Answer(t.Context(), r.Number, civic.Answer{Number: number, Text: text, Signatory: "Ветров А. Б., глава", Final: final})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first := give("12-45", " Рассмотрим\r\nдо мая ", false)
	if again := give("12-45", "Рассмотрим\nдо мая", false); again != first || first.Revision != 1 || first.Text != "Рассмотрим\nдо мая" {
		t.Errorf("given again: %+v, first %+v", again, first)
	}
	second := give("12-45", "Рассмотрим до июня", false)
	if second.ID != first.ID || second.Revision != 2 {
		t.Errorf("another text under the same number: %+v", second)
	}
	last := give("", "Сделано", true)
	if last.ID == first.ID || last.Number != r.Number+"/2" {
		t.Errorf("without a number: %+v", last)
	}
	if again := give("", "Сделано", true); again != last {
		t.Errorf("and again: %+v", again)
	}
	if got := heard(t, d); !slices.Equal(got, []civic.Answer{first, second, last}) {
		t.Errorf("heard %+v", got)
	}
	if got := heard(t, stranger); len(got) != 0 {
		t.Errorf("a neighbour heard %+v", got)
	}
	p.Restart(t)
	if a, err := p.Answered(t.Context(), r.ID); err != nil || len(a.Answers) != 3 || len(a.Handings) != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	p.Verified(t)
}

func TestUnfitAnswers(t *testing.T) {
	p, d, r := reported(t)
	_, err := p.Answer(t.Context(), r.Number, civic.Answer{Text: " "})
	var wrong *civic.UnfitError
	if !errors.As(err, &wrong) || !errors.Is(err, civic.ErrUnfit) || !slices.Equal(wrong.Keys, []string{"answer.text.missing", "answer.signatory.missing"}) {
		t.Errorf("%v", err)
	}
	if _, err := p.Answer(t.Context(), "СТ-99-0001", civic.Answer{Text: "т", Signatory: "п"}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if got := heard(t, d); len(got) != 0 {
		t.Errorf("heard %+v", got)
	}
}

// handing makes an entry of an attempt.
func handing(t *testing.T, d *portaltest.Device, kind journal.Kind, h civic.Handing) {
	t.Helper()
	h.At = d.Entries[0].Time
	public, personal, err := journal.EncodeHanding(h)
	if err != nil {
		t.Fatal(err)
	}
	var sealed []byte
	if personal != nil {
		key, err := journal.ParseSealKey(d.Is.SealKeys[0])
		if err == nil {
			sealed, err = key.Seal(d.ID, public, personal)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Append(journal.Hash{}, kind, public, sealed)
}

// What reception points say of handing over is kept once, judged, and survives an audit.
func TestHandings(t *testing.T) {
	p, d, r := reported(t)
	a, err := p.Answer(t.Context(), r.Number, civic.Answer{Text: "Сделано", Signatory: "Ветров", Final: true})
	if err != nil {
		t.Fatal(err)
	}
	id := func(n byte) (id civic.HandingID) { _, _ = rand.Read(id[:]); id[0] = n; return id }
	whole := civic.Handing{ID: id(1), Answer: a.ID, Revision: 1, Report: r.ID, Outcome: civic.HandNoAnswer, Operator: 3, Note: "Канарейкина"}
	handing(t, d, journal.KindAttempt, whole)
	handing(t, d, journal.KindAttempt, whole) // told again after a restore
	given := civic.Handing{ID: id(2), Answer: a.ID, Revision: 1, Report: r.ID, Outcome: civic.HandGiven}
	handing(t, d, journal.KindHanded, given)
	for _, bad := range []struct {
		kind   journal.Kind
		change func(*civic.Handing)
		want   string
	}{
		{journal.KindAttempt, func(h *civic.Handing) { h.Outcome = civic.HandPosted }, "verdict.handing"},
		{journal.KindHanded, func(h *civic.Handing) { h.Outcome = civic.HandWillCome }, "verdict.handing"},
		{journal.KindHanded, func(h *civic.Handing) { h.Answer = civic.AnswerID{} }, "verdict.handing"},
		{journal.KindHanded, func(h *civic.Handing) { h.Report = civic.ReportID{5} }, "verdict.no-report"},
	} {
		h := given
		h.ID = id(9)
		bad.change(&h)
		handing(t, d, bad.kind, h)
		reply := d.PushAll()
		if len(reply.Verdicts) == 0 {
			t.Errorf("no verdict, want %s", bad.want)
		} else if last := reply.Verdicts[len(reply.Verdicts)-1]; last.Key != bad.want || last.Seq != uint64(len(d.Entries)) {
			t.Errorf("%+v, want %s", last, bad.want)
		}
	}
	got, err := p.Answered(t.Context(), r.ID)
	if err != nil || len(got.Handings) != 2 || got.Handings[0].Outcome != civic.HandNoAnswer || got.Handings[0].Operator != 3 ||
		got.Handings[0].Note != "" || got.Handings[1].Outcome != civic.HandGiven {
		t.Errorf("%+v, %v", got.Handings, err)
	}
	p.Verified(t)
}
