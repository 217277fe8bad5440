package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	w "priyom/app/widgets"
)

func TestFieldIsTypedInto(t *testing.T) {
	newApp(t)
	heard := ""
	f := w.NewField("Фамилия").Changed(func(s string) { heard = s })
	on(t, f, 300, 100)
	test.Type(f.Entry, "Петрова")
	if f.Text() != "Петрова" || heard != "Петрова" {
		t.Errorf("holds %q, told %q", f.Text(), heard)
	}
	f.Disable()
	test.Type(f.Entry, "!")
	f.Enable()
	test.Type(f.Entry, "?")
	if f.Text() != "Петрова?" {
		t.Errorf("while disabled and after holds %q", f.Text())
	}
}

// Tab goes through a form and back, out of fields of many lines too; Enter there begins a new line.
func TestTabLeavesATextArea(t *testing.T) {
	newApp(t)
	name, said, save := w.NewField("Кто"), w.NewTextArea("Что", 2), w.NewMainButton("check", "Сохранить", nil)
	c := on(t, w.Col(8, name, said, save), 300, 300)
	if said.Entry.AcceptsTab() {
		t.Error("a text area keeps Tab for itself")
	}
	for _, want := range []fyne.Focusable{name.Entry, said.Entry, save} {
		c.FocusNext()
		if c.Focused() != want {
			t.Fatalf("Tab went to %T", c.Focused())
		}
	}
	c.FocusPrevious()
	test.Type(said.Entry, "раз")
	press(said.Entry, fyne.KeyReturn)
	test.Type(said.Entry, "два")
	if said.Text() != "раз\nдва" {
		t.Errorf("holds %q", said.Text())
	}
}

func TestFieldSaysWhatIsWrong(t *testing.T) {
	newApp(t)
	f := w.NewField("Телефон").Required().Hint("С кодом")
	on(t, f, 300, 120)
	if got := texts(f); !slices.Equal(got[:2], []string{"Телефон", "*"}) || !slices.Contains(got, "С кодом") {
		t.Errorf("shows %q", got)
	}
	calm := f.HeightFor(120)
	f.SetError("В номере не хватает цифр, их должно быть одиннадцать")
	if got := texts(f); slices.Contains(got, "С кодом") || f.HeightFor(120) <= calm {
		t.Errorf("the hint is still there or the words have no room: %q", got)
	}
	f.SetError("")
	if got := texts(f); !slices.Contains(got, "С кодом") || f.HeightFor(120) != calm {
		t.Errorf("after the correction it shows %q", got)
	}
}

func TestFieldMarkup(t *testing.T) {
	newApp(t)
	f := w.NewField("Телефон").Required().Icon("phone")
	f.SetError("Не хватает цифр")
	markup(t, "field-wrong", f, 240, 100)
}

func TestSearchIsCleared(t *testing.T) {
	newApp(t)
	heard := []string{}
	s := w.NewSearch("Номер или адрес", "Стереть", func(text string) { heard = append(heard, text) })
	c := on(t, s, 300, 60)
	c.SetOnTypedKey(func(key *fyne.KeyEvent) { heard = append(heard, string(key.Name)) })
	test.Type(s.Entry, "04")
	press(s.Entry, fyne.KeyEscape)
	if s.Text() != "" {
		t.Errorf("Esc left %q", s.Text())
	}
	press(s.Entry, fyne.KeyEscape) // nothing to clear: the screen's
	test.Type(s.Entry, "7")
	test.TapCanvas(c, fyne.NewPos(280, 20)) // the cross
	if want := []string{"0", "04", "", "Escape", "7", ""}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	if c.Focused() != s.Entry {
		t.Error("clearing took the keyboard away")
	}
}
