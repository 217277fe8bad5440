package journal_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// talked is a point at its journal with two reports that staff said something about.
func talked(t testing.TB) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(t)
	h.Fill(4*time.Hour, uitest.Talked)
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows == 2 })
	return h, p
}

func TestDialogueScreens(t *testing.T) {
	h, p := talked(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		_, win, _ := at(t, p, l, size)
		choose(h, p, 1)
		h.Loop.Drain()
		uitest.Draw(t, win, "journal-dialogue-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		if len(fields(win)) > 0 { // down to the button
			win.Canvas().FocusNext()
			win.Canvas().FocusNext()
		}
		uitest.Draw(t, win, "journal-reply-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
}

// fields are the entries of many lines in a window.
func fields(win fyne.Window) (all []*w.Entry) {
	for range 60 {
		if e, ok := win.Canvas().Focused().(*w.Entry); ok && e.MultiLine {
			return []*w.Entry{e}
		}
		win.Canvas().FocusNext()
	}
	return nil
}

// Everything without a pointer: find what staff said, read it, answer in private and in the open.
func TestDialogueByKeyboard(t *testing.T) {
	h, p := talked(t)
	s, win, asked := at(t, p, uitest.Russian, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	seat := &uitest.Seat{T: t, Win: win}
	if st := p.Journal.State(); st.Filters[1].Label != "Новое сообщение" || st.Filters[1].Count != 2 {
		t.Fatalf("%+v", st.Filters)
	}
	if words := uitest.Words(win); strings.Count(words, "Новое сообщение") != 3 { // the chip and both rows
		t.Errorf("the rows don't say so:\n%s", words)
	}
	p.Journal.Filter(1)
	h.Loop.Until("they are listed", func() bool { st := p.Journal.State(); return st.Chosen == 1 && st.Rows == 2 })
	s.Focus(win.Canvas())
	h.Loop.Until("the first is read", func() bool { st := p.Journal.State(); return st.Details != nil && st.Filters[1].Count == 1 })
	if st := p.Journal.State(); st.Rows != 2 || st.Selected < 0 {
		t.Errorf("what is being read isn't where it was: %+v", st)
	}
	seat.WantSaid("Яму засыпали?")
	seat.Press(fyne.KeyDown)
	h.Loop.Until("the second is read", func() bool {
		// The row of the first goes as soon as the second is chosen, and before the second is shown.
		return p.Journal.State().Rows == 1 && strings.Contains(uitest.Words(win), "Завтра с утра будет машина")
	})
	for _, want := range []string{"Завтра с утра будет машина", "У дома 6, напротив калитки", "закрыто", "для всех", "на портале", "ещё не на портале"} {
		if !strings.Contains(uitest.Words(win), want) {
			t.Errorf("nothing says %q:\n%s", want, uitest.Words(win))
		}
	}
	send := func() {
		t.Helper()
		e, ok := win.Canvas().Focused().(fyne.Shortcutable)
		if !ok {
			t.Fatalf("the keyboard is on %T", win.Canvas().Focused())
		}
		e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	}
	if len(fields(win)) == 0 {
		t.Fatal("Tab doesn't get to the field")
	}
	send()
	seat.WantSaid("Напишите, что хотите сказать")
	seat.Write("Спасибо, передам")
	if seat.Said("Напишите, что хотите сказать") {
		t.Error("it still says that nothing is written")
	}
	send()
	said := func(n int) present.Message {
		t.Helper()
		h.Loop.Until("it is said", func() bool {
			st := p.Journal.State()
			return st.Details != nil && len(st.Details.Dialogue.Said) == n && st.Reply.Text == ""
		})
		return p.Journal.State().Details.Dialogue.Said[n-1]
	}
	if m := said(6); m.Text != "Спасибо, передам" || !m.Mine || !m.Private || !m.Waits {
		t.Errorf("%+v", m)
	}
	seat.WantSaid("Спасибо, передам")
	if e := fields(win); e[0].Text != "" {
		t.Errorf("the field has %q", e[0].Text)
	}
	seat.Write("Приедут завтра")
	win.Canvas().FocusNext()
	seat.Press(fyne.KeySpace) // to everybody
	win.Canvas().FocusNext()
	seat.Press(fyne.KeySpace) // the button
	if m := said(7); m.Text != "Приедут завтра" || m.Private {
		t.Errorf("%+v", m)
	}
	_ = asked
}
