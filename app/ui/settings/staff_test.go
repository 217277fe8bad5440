package settings_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// named finds a button by its name.
func named(name string) func(fyne.Focusable) bool {
	return func(f fyne.Focusable) bool {
		a, ok := f.(fyne.Accessible)
		return ok && strings.HasPrefix(a.AccessibilityLabel(), name)
	}
}

// The first operator, a second one, another name, another PIN and a farewell: by keys alone.
func TestStaffByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageSettings)
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	seat := uitest.Seat{T: t, Win: win}
	s.Focus(win.Canvas())
	staff := p.Settings.Staff
	done := func(what string) {
		t.Helper()
		h.Loop.Until(what, func() bool { return !staff.State().Busy })
		if wrong := staff.State().Wrong; len(wrong) > 0 {
			t.Fatalf("%s: %v", what, wrong)
		}
	}
	line := func(text string) {
		t.Helper()
		seat.Write(text)
		seat.Press(fyne.KeyReturn)
	}
	tabTo(t, win, "adding", named("Добавить сотрудника"))
	seat.Press(fyne.KeyReturn)
	seat.WantSaid("Кто работает за этим компьютером?")
	line("Мария Иванова")
	line("1001")
	line("1002")
	seat.WantSaid("PIN-коды не совпадают. Наберите второй раз так же, как первый")
	if e := win.Canvas().Focused().(*w.Entry); e.Text != "1002" {
		t.Errorf("the keyboard isn't on what is wrong: %q", e.Text)
	}
	for range 4 {
		seat.Press(fyne.KeyBackspace)
	}
	line("1001")
	done("the first one is added")
	seat.WantSaid("№\u00a01 · смена с 14:32")

	s.Focus(win.Canvas())
	tabTo(t, win, "adding", named("Добавить сотрудника"))
	seat.Press(fyne.KeyReturn)
	line("Ольга Петренко")
	line("1001")
	line("20022002")
	line("20022002")
	done("the second one is added")
	seat.WantSaid("Ольга Петренко")

	s.Focus(win.Canvas())
	tabTo(t, win, "renaming", named("Переименовать: Ольга"))
	seat.Press(fyne.KeySpace)
	seat.Press(fyne.KeyEscape)
	if staff.State().Form != present.StaffNone {
		t.Fatal("Esc doesn't give the form up")
	}
	tabTo(t, win, "renaming", named("Переименовать: Ольга"))
	seat.Press(fyne.KeySpace)
	for range len("Петренко") / 2 {
		seat.Press(fyne.KeyBackspace)
	}
	line("Коваль")
	done("she has another name")
	seat.WantSaid("Ольга Коваль")

	tabTo(t, win, "her PIN", named("Сменить PIN: Ольга"))
	seat.Press(fyne.KeySpace)
	line("1001")
	line("3003")
	line("3003")
	done("she has another PIN")

	tabTo(t, win, "her farewell", named("Больше не работает: Ольга"))
	seat.Press(fyne.KeySpace)
	if b, ok := win.Canvas().Focused().(*w.Button); !ok || b.AccessibilityLabel() != "Точно?" {
		t.Fatalf("after the first press the keyboard is on %T", win.Canvas().Focused())
	}
	seat.Press(fyne.KeySpace)
	done("she has left")
	seat.WantSaid("№\u00a02 · больше не работает")

	tabTo(t, win, "the time", func(f fyne.Focusable) bool {
		s, ok := f.(*w.Segments)
		return ok && s != nil && strings.Contains(label(s), "мин")
	})
	seat.Press(fyne.KeyEnd)
	if c := staff.State().Chosen; c != 4 {
		t.Errorf("chosen %d", c)
	}
}

// label are the words of some segments.
func label(s *w.Segments) string { return strings.Join(uitest.Said(s), " ") }

func TestStaffScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageSettings)
	staff := p.Settings.Staff
	staff.Add()
	drawAll(t, p, "staff-first")
	staff.Submit("Мария Константинопольская-Заречная", "", "1001", "1001")
	h.Loop.Until("she is added", func() bool { return len(staff.State().People) == 1 && !staff.State().Busy })
	staff.Add()
	staff.Submit("Ольга Петренко", "1001", "1002", "1002")
	h.Loop.Until("the other one is added", func() bool { return len(staff.State().People) == 2 && !staff.State().Busy })
	staff.Retire(2)
	staff.Retire(2)
	h.Loop.Until("she has left", func() bool { return !staff.State().Busy })
	staff.ChangePIN(1)
	staff.Submit("", "", "1", "2")
	drawAll(t, p, "staff-pin")
	staff.Cancel()
	staff.Retire(1)
	drawAll(t, p, "staff-sure")
}
