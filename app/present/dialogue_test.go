package present_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

func (d *deskAt) asks(number, text string, private bool) {
	d.Helper()
	if _, err := d.portal.Message(d.Context(), number, civic.Message{Text: text, Author: "Ветров А. Б.", Private: private}); err != nil {
		d.Fatal(err)
	}
	d.p.Outbox.SendNow()
}

func (d *deskAt) dialogue() present.Dialogue {
	s := d.p.Journal.State()
	if s.Details == nil {
		return present.Dialogue{}
	}
	return s.Details.Dialogue
}

// Staff at a real portal ask; it is told, listed, read when somebody looks, answered, and the portal has the answer.
func TestDialogue(t *testing.T) {
	d := newDeskAt(t)
	number := d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone)
	d.p.Go(present.PageJournal)
	j := d.p.Journal
	d.loop.Until("it is listed", func() bool { return j.State().Rows == 1 })
	d.asks(number, "Какой из двух столбов?", true)
	d.loop.Until("its row says so", func() bool {
		return j.Row(0).News != "" && len(j.State().Filters) > 1 && j.State().Filters[1].Count == 1
	})
	if last := d.said[len(d.said)-1]; !strings.HasPrefix(last, "С портала пришло 1") {
		t.Errorf("said %q", last)
	}
	j.Filter(1)
	j.Select(0)
	d.loop.Until("it is shown", func() bool { return len(d.dialogue().Said) == 1 })
	if m := d.dialogue().Said[0]; m.Mine || !m.Private || m.Who != "Ветров А. Б." || m.Text != "Какой из двух столбов?" || !d.dialogue().Open {
		t.Errorf("%+v", m)
	}
	if j.Row(0).News == "" {
		t.Error("it is read though nobody said that it is in sight")
	}
	j.Seen()
	d.loop.Until("it is read, and still there", func() bool {
		s := j.State()
		return s.Rows == 1 && s.Selected == 0 && j.Row(0).Loaded && j.Row(0).News == "" && s.Filters[s.Chosen].Count == 0
	})
	j.Say()
	if s := j.State().Reply; s.Bad == "" || s.Sending {
		t.Errorf("nothing was said: %+v", s)
	}
	j.SetReply(strings.Repeat("я", civic.MaxMessageText+1))
	j.Say()
	if s := j.State().Reply; !strings.Contains(s.Bad, "4000") {
		t.Errorf("too much was said: %q", s.Bad)
	}
	d.portal.Clock.Add(time.Minute) // its receipts tell one exchange from another by it
	j.SetReply("Тот, что у калитки")
	j.Say()
	d.loop.Until("it is at the portal", func() bool {
		said := d.dialogue().Said
		return len(said) == 2 && said[1].Mine && !said[1].Waits && j.State().Reply.Text == ""
	})
	said, err := d.portal.Messages(t.Context(), j.State().Details.ID)
	if err != nil || len(said) != 2 || said[1].Text != "Тот, что у калитки" || !said[1].Private {
		t.Errorf("%+v, %v", said, err)
	}
	j.SetPrivate(false)
	d.portal.Clock.Add(time.Minute)
	j.SetReply("Спасибо")
	j.Say()
	d.loop.Until("it is said in the open", func() bool { said := d.dialogue().Said; return len(said) == 3 && !said[2].Private && !said[2].Waits })
}

// What somebody writes is there again after another report was looked at.
func TestReplyIsKept(t *testing.T) {
	d := newDeskAt(t)
	for _, who := range []string{"Козак Иван", "Русу Ион"} {
		d.take(who, "+7 912 000-77-02", civic.ReplyPhone)
	}
	d.p.Go(present.PageJournal)
	j := d.p.Journal
	d.loop.Until("both are listed", func() bool { return j.State().Rows == 2 })
	show := func(i int) {
		t.Helper()
		j.Select(i)
		d.loop.Until("it is shown", func() bool {
			s := j.State()
			return s.Selected == i && s.Details != nil && s.Details.Number == j.Row(i).Number
		})
	}
	show(0)
	j.SetReply("У меня есть что добавить")
	j.SetPrivate(false)
	show(1)
	if s := j.State().Reply; s.Text != "" || !s.Private {
		t.Errorf("of another report: %+v", s)
	}
	show(0)
	if s := j.State().Reply; s.Text != "У меня есть что добавить" || s.Private {
		t.Errorf("back again: %+v", s)
	}
	j.Filter(1) // drafts: none is shown
	j.SetReply("и никому не сказано")
	if s := j.State().Reply; s.Text != "" || !s.Report.IsZero() {
		t.Errorf("about no report: %+v", s)
	}
}

// The screen is closed in the middle of a sentence, and then the program: what was written is there again for whoever wrote it, and for
// nobody else.
func TestReplyIsTheWritersAlone(t *testing.T) {
	d := newDeskAt(t)
	d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone)
	hire(t, d.loop, d.p, "Мария Иванова", "1001", "")
	hire(t, d.loop, d.p, "Ольга Петренко", "1002", "1001")
	written := func() string {
		t.Helper()
		d.p.Go(present.PageJournal)
		j := d.p.Journal
		d.loop.Until("it is listed", func() bool { return j.State().Rows == 1 })
		j.Select(0)
		d.loop.Until("it is shown", func() bool { s := j.State(); return s.Details != nil && s.Details.ID == s.Reply.Report })
		return j.State().Reply.Text
	}
	d.p.Lock.Now()
	unlock(t, d.loop, d.p, 0, "1001")
	if text := written(); text != "" {
		t.Errorf("at first %q", text)
	}
	d.p.Journal.SetReply("Есть что добавить")
	d.p.Lock.Now()
	if s := d.p.Journal.State(); s.Reply.Text != "" || s.Details != nil {
		t.Errorf("behind the lock: %+v", s.Reply)
	}
	unlock(t, d.loop, d.p, 1, "1002")
	if text := written(); text != "" {
		t.Errorf("a colleague reads %q", text)
	}
	d.p.Lock.Now()
	unlock(t, d.loop, d.p, 0, "1001")
	if text := written(); text != "Есть что добавить" {
		t.Errorf("the writer reads %q", text)
	}
	d.p.Journal.SetReply("Есть что добавить: их три")
	if err := d.p.Close(); err != nil {
		t.Fatal(err)
	}
	d.p = presenttest.Open(t, d.loop, d.env)
	unlock(t, d.loop, d.p, 0, "1001")
	if text := written(); text != "Есть что добавить: их три" {
		t.Errorf("after the program was ended: %q", text)
	}
}

// Of a long dialogue the latest is shown, and the rest when somebody wants it.
func TestLongDialogue(t *testing.T) {
	d := newDeskAt(t)
	number := d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone)
	for n := range 33 {
		if _, err := d.portal.Message(t.Context(), number, civic.Message{Text: fmt.Sprint("вопрос ", n), Author: "Ветров"}); err != nil {
			t.Fatal(err)
		}
	}
	d.p.Outbox.SendNow()
	d.p.Go(present.PageJournal)
	d.loop.Until("it is listed with what is new", func() bool { s := d.p.Journal.State(); return s.Rows == 1 && s.Filters[1].Count == 1 })
	d.p.Journal.Select(0)
	d.loop.Until("the latest are shown", func() bool { return len(d.dialogue().Said) == 30 })
	if s := d.dialogue(); s.Said[29].Text != "вопрос 32" || s.Earlier != "Показать ещё 3 раньше" || s.Unseen != 33 {
		t.Errorf("%q, then %q, %d unread", s.Earlier, s.Said[29].Text, s.Unseen)
	}
	d.p.Journal.Earlier()
	d.loop.Until("all are shown", func() bool { s := d.dialogue(); return len(s.Said) == 33 && s.Earlier == "" })
}
