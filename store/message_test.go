package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// asks lets the portal's staff say something.
func (h *hand) asks(id byte, r civic.Report, text string, private bool) civic.Message {
	h.Helper()
	m := civic.Message{ID: civic.MessageID{id}, Report: r.ID, Side: civic.SideOffice, Author: "Ветров А. Б.", Text: text, Private: private, At: h.now}
	h.page++
	if err := h.s.TakeFeed(h.Context(), store.Feed{Messages: []civic.Message{m}, Cursor: fmt.Sprint(h.page)}); err != nil {
		h.Fatal(err)
	}
	return m
}

func (h *hand) says(r civic.Report, text string, private bool) civic.Message {
	h.Helper()
	m, err := h.s.Say(h.Context(), civic.Message{Report: r.ID, Text: text, Private: private})
	if err != nil {
		h.Fatal(err)
	}
	h.now = h.now.Add(time.Second)
	return m
}

func (h *hand) dialogue(r civic.Report) []store.Message {
	h.Helper()
	all, err := h.s.Messages(h.Context(), r.ID)
	if err != nil {
		h.Fatal(err)
	}
	return all
}

// What staff say comes once, is unread until somebody reads it, and finds its report in the journal.
func TestMessagesCome(t *testing.T) {
	h := newHand(t, t.TempDir())
	r, other := h.told("Козак Иван", civic.ReplyPhone), h.told("Русу Ион", civic.ReplyPhone)
	first := h.asks(1, r, "С какого дня?", true)
	h.asks(1, r, "С какого дня?", true) // by another page
	second := h.asks(2, r, "Приедем в среду", false)
	h.asks(3, civic.Report{ID: civic.ReportID{9}}, "О чём это?", false)
	got := h.dialogue(r)
	if len(got) != 2 || got[0].Message != first || got[1].Message != second || !got[0].Unseen || got[0].Waiting || got[0].Came.IsZero() {
		t.Fatalf("%+v", got)
	}
	unseen, err := h.s.Unseen(t.Context())
	if err != nil || len(unseen) != 1 || unseen[r.ID] != 2 {
		t.Errorf("%v, %v", unseen, err)
	}
	find := func(q store.Query) int {
		t.Helper()
		ids, err := h.s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	if find(store.Query{Unseen: true}) != 1 || find(store.Query{Unseen: true, Kept: other.ID}) != 2 || find(store.Query{}) != 2 {
		t.Error("the unread aren't found")
	}
	if rows, err := h.s.Summaries(t.Context(), []civic.ReportID{r.ID, other.ID}); err != nil || rows[0].Unseen != 2 || rows[1].Unseen != 0 {
		t.Errorf("%+v, %v", rows, err)
	}
	for last, left := range map[civic.MessageID]int{first.ID: 1, {77}: 1} { // one that isn't here changes nothing
		if err := h.s.SeeMessages(t.Context(), r.ID, last); err != nil {
			t.Fatal(err)
		}
		if unseen, _ := h.s.Unseen(t.Context()); last == first.ID && unseen[r.ID] != left {
			t.Errorf("%v after reading one", unseen)
		}
	}
	if err := h.s.SeeMessages(t.Context(), r.ID, second.ID); err != nil || find(store.Query{Unseen: true}) != 0 {
		t.Errorf("%v, still unread", err)
	}
	h.verified()
}

func (h *hand) verified() {
	h.Helper()
	if v, err := h.s.Verify(h.Context()); err != nil || len(v.Findings) > 0 {
		h.Errorf("%v, %v", v.Findings, err)
	}
}

// What is said here is an entry with its words in the open or sealed, waits until the portal has it, and says who wrote it.
func TestMessageIsAnEntry(t *testing.T) {
	h := newHand(t, t.TempDir())
	r := h.told("Козак Иван", civic.ReplyPhone)
	h.portal.Acknowledge(t, h.s)
	h.s.SetOperator(7)
	open, private := h.says(r, "У магазина", false), h.says(r, "Звонить дочери", true)
	if open.Operator != 7 || open.Side != civic.SidePoint || open.ID == private.ID {
		t.Errorf("%+v", open)
	}
	batch, err := h.s.Unsent(t.Context(), 100, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var entries []journal.Entry
	for _, b := range batch {
		entries = append(entries, b.Entries...)
	}
	if len(entries) != 2 || entries[0].Sealed != nil || entries[1].Sealed == nil || strings.Contains(string(entries[1].Public), "дочери") {
		t.Fatalf("%+v", entries)
	}
	if m, err := journal.DecodeMessage(entries[0].Public); err != nil || m != open {
		t.Errorf("%+v, %v", m, err)
	}
	queue, err := h.s.QueueOf(t.Context(), r.ID)
	if err != nil || len(queue) != 2 || queue[0].Kind != store.ItemMessage || queue[0].Number != r.Number || queue[0].State != store.ItemWaiting {
		t.Errorf("%+v, %v", queue, err)
	}
	if got := h.dialogue(r); len(got) != 2 || !got[0].Waiting || !got[1].Waiting || got[1].Text != "Звонить дочери" || got[1].Unseen {
		t.Errorf("%+v", got)
	}
	h.portal.Acknowledge(t, h.s)
	later := h.says(r, "И ещё", false)
	if got := h.dialogue(r); len(got) != 3 || got[0].Waiting || got[1].Waiting || !got[2].Waiting || got[2].Message != later {
		t.Errorf("acknowledged: %+v", got)
	}
	h.verified()
}

func TestNothingToSayItAbout(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	r, err := s.Capture(t.Context(), storetest.Draft(t, s, "Яма"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Say(t.Context(), civic.Message{Report: r.ID, Text: "т"}); !errors.Is(err, store.ErrNotEnrolled) {
		t.Errorf("before enrolment: %v", err)
	}
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	for name, id := range map[string]civic.ReportID{"a draft": storetest.Draft(t, s, "Яма").ID, "no report": {9}} {
		if _, err := s.Say(t.Context(), civic.Message{Report: id, Text: "т"}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The law's end of private words: they go, that they were said stays, and the chain still verifies.
func TestMessagesAreErased(t *testing.T) {
	h := newHand(t, t.TempDir())
	r := h.told("Козак Иван", civic.ReplyPhone)
	h.says(r, "У магазина", false)
	h.says(r, "Звонить дочери", true)
	h.asks(1, r, "Спасибо, Иван", true)
	h.portal.Acknowledge(t, h.s)
	if n, err := h.s.Expired(t.Context(), h.now); err != nil || n != 0 {
		t.Errorf("%d expired while it is talked about, %v", n, err)
	}
	if err := h.s.ErasePersonal(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	got := h.dialogue(r)
	if len(got) != 3 || got[0].Text != "У магазина" || !got[1].Erased || got[1].Text != "" || !got[2].Erased || got[2].Author != "" {
		t.Errorf("%+v", got)
	}
	h.verified()
}

// What somebody is writing is theirs alone, and gone once it is said.
func TestWordsAreKept(t *testing.T) {
	h := newHand(t, t.TempDir())
	r := h.told("Козак Иван", civic.ReplyPhone)
	kept := func() store.Words {
		t.Helper()
		w, err := h.s.KeptWords(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	if w := kept(); w.Text != "" || !w.Private {
		t.Errorf("at first: %+v", w)
	}
	h.s.SetOperator(1)
	for _, text := range []string{"У мага", "У магазина"} {
		if err := h.s.KeepWords(t.Context(), store.Words{Report: r.ID, Operator: 1, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	if w := kept(); w.Text != "У магазина" || w.Private {
		t.Errorf("%+v", w)
	}
	h.s.SetOperator(2)
	if w := kept(); w.Text != "" {
		t.Errorf("another one's: %+v", w)
	}
	h.s.SetOperator(1)
	h.says(r, "У магазина", true)
	if w := kept(); w.Text != "" {
		t.Errorf("after it was said: %+v", w)
	}
	for _, text := range []string{"т", ""} {
		if err := h.s.KeepWords(t.Context(), store.Words{Report: r.ID, Operator: 1, Text: text}); err != nil || kept().Text != text {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What was said can't be changed, made public, taken away or put in unseen.
func TestVerifyNamesAChangedMessage(t *testing.T) {
	for name, change := range map[string]string{
		"made public":   "UPDATE message SET private = 0 WHERE side = 'point'",
		"another's":     "UPDATE message SET operator = 5 WHERE side = 'point'",
		"taken away":    "DELETE FROM message WHERE side = 'point'",
		"put in":        "UPDATE message SET side = 'point', seen = 1",
		"other words":   "UPDATE message SET body_box = (SELECT body_box FROM message AS o WHERE o.side = 'office') WHERE side = 'point'",
		"erased openly": "UPDATE message SET body_box = x'' WHERE private = 0 AND side = 'point'",
	} {
		home := t.TempDir()
		h := newHand(t, home)
		r := h.told("Роза", civic.ReplyPost)
		h.asks(1, r, "Где?", true)
		h.says(r, "У магазина", true)
		h.says(r, "Там же", false)
		h.verified()
		closeStore(t, h.s)
		exec(t, home, change)
		if v, err := storetest.Open(t, home, store.Options{}).Verify(t.Context()); err != nil || len(v.Findings) == 0 {
			t.Errorf("%s: %v, %v", name, v.Findings, err)
		}
	}
}
