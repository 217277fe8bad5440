package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// hand is a memory with a portal that answers.
type hand struct {
	*testing.T
	s      *store.Store
	portal storetest.Portal
	now    time.Time
	page   int
}

func newHand(t *testing.T, home string) *hand {
	h := &hand{T: t, portal: storetest.NewPortal(t), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	h.s = storetest.Open(t, home, store.Options{Clock: func() time.Time { return h.now }})
	h.portal.Enroll(t, h.s, "СТ-01")
	return h
}

// told hands in a report of somebody who wants to be answered in a way.
func (h *hand) told(name string, by civic.ReplyBy) civic.Report {
	h.Helper()
	r := storetest.Draft(h.T, h.s, "Яма")
	r.Reporter = civic.Reporter{Name: name, Phone: "+7 912 777-66-55", Address: "улица Потаённая, 5", Reply: by}
	r, err := h.s.Capture(h.Context(), r)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

// answer lets the portal answer.
func (h *hand) answer(id byte, revision int, r civic.Report, text string) civic.AnswerID {
	h.Helper()
	a := civic.Answer{
		ID: civic.AnswerID{id}, Report: r.ID, Revision: revision, Number: "12-45", Signatory: "Ветров А. Б.", Text: text, Final: true, At: h.now,
	}
	h.page++
	if err := h.s.TakeFeed(h.Context(), store.Feed{Answers: []civic.Answer{a}, Cursor: fmt.Sprint(h.page)}); err != nil {
		h.Fatal(err)
	}
	return a.ID
}

func (h *hand) hands(a civic.AnswerID, o civic.HandOutcome) civic.Handing {
	h.Helper()
	got, err := h.s.Hand(h.Context(), civic.Handing{Answer: a, Outcome: o, Note: "просила зайти вечером"})
	if err != nil {
		h.Fatal(err)
	}
	return got
}

// waiting are the answers to hand over.
func (h *hand) waiting() (texts []string) {
	h.Helper()
	list, err := h.s.ToHand(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	for _, t := range list {
		texts = append(texts, t.Who.Name+": "+t.Answer.Text)
	}
	return texts
}

func (h *hand) want(want ...string) {
	h.Helper()
	if got := h.waiting(); fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("to hand over: %q, want %q", got, want)
	}
}

// An answer comes, is revised before and after it was handed over, comes again, and is handed over by attempts.
func TestAnswersAreHandedOver(t *testing.T) {
	h := newHand(t, t.TempDir())
	r, self := h.told("Роза", civic.ReplyPhone), h.told("Лилия", civic.ReplyNone)
	if a, err := h.s.Answers(t.Context(), r.ID); err != nil || len(a) != 0 {
		t.Fatalf("%+v, %v", a, err)
	}
	h.want()
	id := h.answer(1, 1, r, "Сделаем")
	h.answer(2, 1, self, "Прочтёт на портале")
	h.answer(1, 1, r, "То же ещё раз, иначе") // the first telling of a revision stays
	h.want("Роза: Сделаем")
	h.now = h.now.Add(time.Hour)
	h.answer(1, 2, r, "Сделаем в мае")
	h.want("Роза: Сделаем в мае")
	h.s.SetOperator(3)
	if got := h.hands(id, civic.HandNoAnswer); got.Operator != 3 || got.Revision != 2 || got.Report != r.ID || !got.At.Equal(h.now) {
		t.Errorf("%+v", got)
	}
	h.hands(id, civic.HandWillCome)
	h.want("Роза: Сделаем в мае")
	h.hands(id, civic.HandGiven)
	h.want()
	if _, err := h.s.Hand(t.Context(), civic.Handing{Answer: id, Outcome: civic.HandTold}); !errors.Is(err, store.ErrHanded) {
		t.Errorf("handed over twice: %v", err)
	}
	if _, err := h.s.Hand(t.Context(), civic.Handing{Answer: civic.AnswerID{9}, Outcome: civic.HandTold}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an answer that isn't here: %v", err)
	}
	done, err := h.s.Handed(t.Context(), 10)
	if err != nil || len(done) != 1 || len(done[0].Tried) != 3 || done[0].Tried[0].Note != "просила зайти вечером" {
		t.Errorf("handed over: %+v, %v", done, err)
	}
	if last, ok := done[0].Settled(); !ok || last.Outcome != civic.HandGiven {
		t.Errorf("%+v", last)
	}
	h.answer(1, 3, r, "Ошиблись: в июне") // whoever was told the old one must hear the new one
	h.want("Роза: Ошиблись: в июне")
	all, err := h.s.Answers(t.Context(), r.ID)
	if err != nil || len(all) != 3 || all[0].Text != "Сделаем" || all[2].Revision != 3 || all[2].Number != "12-45" || all[0].Came.Equal(all[1].Came) {
		t.Errorf("the history: %+v, %v", all, err)
	}
	verified(t, h.s)
}

// Each attempt is an entry of the journal; its note is the portal's alone to open.
func TestHandingIsAnEntry(t *testing.T) {
	h := newHand(t, t.TempDir())
	id := h.answer(1, 1, h.told("Роза", civic.ReplyPickup), "Сделаем")
	h.portal.Acknowledge(t, h.s)
	h.s.SetOperator(2)
	h.hands(id, civic.HandNoAnswer)
	h.hands(id, civic.HandRefused)
	entries := h.portal.Acknowledge(t, h.s)
	if len(entries) != 2 || entries[0].Kind != journal.KindAttempt || entries[1].Kind != journal.KindHanded {
		t.Fatalf("%+v", entries)
	}
	for _, e := range entries {
		got, err := journal.DecodeHanding(e.Public)
		if err != nil || got.Answer != id || got.Operator != 2 {
			t.Errorf("%+v, %v", got, err)
		}
		personal, err := h.portal.Open.Open(e.Device, e.Public, e.Sealed)
		if err != nil {
			t.Fatal(err)
		}
		if note, _, err := journal.DecodeHandingNote(personal); err != nil || note != "просила зайти вечером" {
			t.Errorf("%q, %v", note, err)
		}
	}
	if got, err := h.s.HandingsBetween(t.Context(), h.now, h.now.Add(1)); err != nil || len(got) != 0 {
		t.Errorf("%d within nothing, %v", len(got), err)
	}
	if got, err := h.s.HandingsBetween(t.Context(), h.now, h.now.Add(time.Second)); err != nil || len(got) != 2 {
		t.Errorf("%d today, %v", len(got), err)
	}
}

// What SQL calls the end of the matter is what civic calls it.
func TestEveryOutcome(t *testing.T) {
	h := newHand(t, t.TempDir())
	for i, o := range civic.HandOutcomes() {
		id := h.answer(byte(i+1), 1, h.told("Роза", civic.ReplyPost), "Сделаем")
		h.hands(id, o)
		if open := len(h.waiting()) > 0; open == o.Settles() {
			t.Errorf("%s: still to hand over: %v", o, open)
		}
		if !o.Settles() {
			h.hands(id, civic.HandPosted)
		}
	}
}

// An answer may come before its report, when a folder was restored; and what was tampered with is named.
func TestAnswersOfAnotherLife(t *testing.T) {
	home := t.TempDir()
	h := newHand(t, home)
	h.answer(7, 1, civic.Report{ID: civic.ReportID{9}}, "О чём-то")
	h.want()
	r := h.told("Роза", civic.ReplyPost)
	id := h.answer(1, 1, r, "Сделаем")
	h.hands(id, civic.HandPosted)
	if err := h.s.ErasePersonal(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if a, err := h.s.Answer(t.Context(), id); err != nil || !a.Erased || a.Text != "" {
		t.Errorf("%+v, %v", a, err)
	}
	if got, err := h.s.Handings(t.Context(), r.ID); err != nil || len(got) != 1 || got[0].Note != "" {
		t.Errorf("%+v, %v", got, err)
	}
	verified(t, h.s)
	closeStore(t, h.s)
	exec(t, home, "UPDATE handing SET outcome = 'given'")
	s := storetest.Open(t, home, store.Options{})
	if v, err := s.Verify(t.Context()); err != nil || len(v.Findings) != 1 {
		t.Errorf("%v, %v", v.Findings, err)
	}
}
