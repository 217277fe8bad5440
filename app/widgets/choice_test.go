package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

func TestChip(t *testing.T) {
	newApp(t)
	heard := []bool{}
	chip := w.NewChip("Только мои", false, func(on bool) { heard = append(heard, on) })
	on(t, w.Left(chip), 300, 40)
	test.Tap(chip)
	press(chip, fyne.KeySpace)
	chip.SetChosen(true)
	if !slices.Equal(heard, []bool{true, false}) || !chip.Chosen() {
		t.Errorf("heard %v, is chosen: %v", heard, chip.Chosen())
	}
}

// A row of chips is one stop of the Tab key; arrows only move, Space and Enter choose, a tap does both.
func TestChipRow(t *testing.T) {
	newApp(t)
	heard := []int{}
	row := w.NewChipRow([]string{"Все", "Ждут отправки", "Просрочено"}, 0, func(i int) { heard = append(heard, i) })
	after := w.NewButton("", "Печать", nil)
	c := on(t, w.Col(8, row, after), 500, 200)
	c.FocusNext()
	if c.Focused() != row {
		t.Fatalf("Tab went to %T", c.Focused())
	}
	press(row, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if row.Chosen() != 0 || len(heard) != 0 {
		t.Error("arrows alone chose something")
	}
	press(row, fyne.KeySpace, fyne.KeyHome, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyLeft, fyne.KeyEnter)
	if !slices.Equal(heard, []int{2, 0, 1}) || row.Chosen() != 1 {
		t.Errorf("keys chose %v", heard)
	}
	test.TapCanvas(c, fyne.NewPos(20, 20))
	if row.Chosen() != 0 {
		t.Errorf("a tap on the first chose %d", row.Chosen())
	}
	c.FocusNext()
	if c.Focused() != after {
		t.Errorf("Tab stayed in the row: %T", c.Focused())
	}
	row.SetChips([]string{"Освещение", "Дороги"}, -1)
	if got := texts(row); !slices.Equal(got, []string{"Освещение", "Дороги"}) || row.Chosen() != -1 {
		t.Errorf("after a change it shows %q, chosen %d", got, row.Chosen())
	}
	row.Disable()
	press(row, fyne.KeySpace)
	test.TapCanvas(c, fyne.NewPos(20, 20))
	if row.Chosen() != -1 {
		t.Error("a disabled row let itself be chosen from")
	}
}

func TestChipRowWraps(t *testing.T) {
	newApp(t)
	row := w.NewChipRow([]string{"Не горит фонарь", "Мигает фонарь", "Оборван провод", "Темно на улице"}, 0, nil)
	if wide, narrow := row.HeightFor(900), row.HeightFor(300); wide != 40 || narrow < 80 {
		t.Errorf("is %v high when wide and %v when narrow", wide, narrow)
	}
	markup(t, "chiprow", row, 300, 80)
}

// The arrows choose at once, as in a radio group, and each change is told once.
func TestSegments(t *testing.T) {
	newApp(t)
	heard := []int{}
	s := w.NewSegments([]string{"Обычная", "Важная", "Авария"}, 0, func(i int) { heard = append(heard, i) }).Danger(2)
	c := on(t, w.Left(s), 400, 40)
	c.Focus(s)
	press(s, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	tapMiddle(c, s) // the second one, which is chosen already
	test.TapCanvas(c, fyne.NewPos(20, 20))
	if !slices.Equal(heard, []int{1, 2, 1, 0}) {
		t.Errorf("heard %v", heard)
	}
	width := s.MinSize().Width
	s.SetChosen(2)
	if s.MinSize().Width != width || len(heard) != 4 {
		t.Error("choosing moved the segments or told about what the program did")
	}
	s.Disable()
	press(s, fyne.KeyLeft)
	if s.Chosen() != 2 {
		t.Error("disabled segments were changed")
	}
	markup(t, "segments", w.NewSegments([]string{"Лично", "На бумаге"}, 1, nil), 220, 40)
}

func TestCheck(t *testing.T) {
	newApp(t)
	heard := []bool{}
	check := w.NewCheck("Согласие подписано, лист № 118, второй экземпляр выдан на руки", false, func(on bool) { heard = append(heard, on) })
	c := on(t, check, 200, 100)
	test.Tap(check)
	press(check, fyne.KeyReturn)
	check.SetChecked(true)
	check.Disable()
	test.Tap(check)
	if !slices.Equal(heard, []bool{true, false}) || !check.Checked() {
		t.Errorf("heard %v, is checked: %v", heard, check.Checked())
	}
	if one, more := check.HeightFor(900), check.HeightFor(160); one != 40 || more <= 60 {
		t.Errorf("is %v high on one line and %v when it wraps", one, more)
	}
	test.AssertRendersToMarkup(t, "check.xml", c)
}

func TestSelect(t *testing.T) {
	newApp(t)
	heard := []int{}
	choices := []w.Choice{{Title: "Ставчены"}, {Title: "Данчены", Under: "сельсовет"}, {Icon: "house", Title: "Малкоч"}}
	s := w.NewSelect("Посёлок", choices, -1, func(i int) { heard = append(heard, i) })
	c := on(t, w.Col(0, s, w.Space()), 300, 400)
	if got := texts(s); !slices.Equal(got, []string{"Посёлок"}) {
		t.Errorf("shows %q while nothing is chosen", got)
	}
	open := func() fyne.Focusable {
		t.Helper()
		c.Focus(s)
		press(s, fyne.KeyDown)
		list := c.Focused()
		if c.Overlays().Top() == nil || list == s {
			t.Fatal("Down didn't open the list")
		}
		return list
	}
	press(open(), fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(heard, []int{1}) || s.Chosen() != 1 || texts(s)[0] != "Данчены" {
		t.Errorf("heard %v, shows %q", heard, texts(s))
	}
	if c.Overlays().Top() != nil || c.Focused() != s {
		t.Errorf("the list stayed, or the keyboard is with %T", c.Focused())
	}
	press(open(), fyne.KeyUp, fyne.KeyEscape)
	if len(heard) != 1 || c.Overlays().Top() != nil {
		t.Error("Esc chose something or left the list open")
	}
	test.Tap(s)
	test.TapCanvas(c, fyne.NewPos(60, 70)) // the first row of the list
	if !slices.Equal(heard, []int{1, 0}) {
		t.Errorf("a tap on the first chose %v", heard)
	}
	s.Disable()
	test.Tap(s)
	if c.Overlays().Top() != nil {
		t.Error("a disabled choice opened")
	}
}

// suggesting is a field in a window with a layer, and what it told.
func suggesting(t *testing.T) (f *w.SuggestField, c fyne.Canvas, heard *[]string) {
	heard = &[]string{}
	f = w.NewSuggestField("Вид проблемы")
	f.OnTyped = func(text string) {
		*heard = append(*heard, "typed "+text)
		f.SetChoices([]w.Choice{{"lightbulb", "Не горит фонарь", "Освещение"}, {"lightbulb", "Мигает фонарь", "Освещение"}, {"zap", "Оборван провод", "Электричество"}})
	}
	f.OnChosen = func(i int) { *heard = append(*heard, fmt.Sprint("chose ", i)) }
	c = on(t, w.NewLayer(w.Pad(16, 16, w.Col(12, f, w.NewButton("", "Дальше", nil)))), 400, 500)
	c.Focus(f.Entry)
	return f, c, heard
}

func TestSuggestByKeys(t *testing.T) {
	newApp(t)
	f, c, heard := suggesting(t)
	f.Entry.TypedRune('ф')
	if !f.Open() || c.Focused() != f.Entry {
		t.Fatal("typing showed nothing or lost the keyboard")
	}
	press(f.Entry, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if want := []string{"typed ф", "chose 1"}; !slices.Equal(*heard, want) || f.Open() {
		t.Errorf("heard %q, want %q; open: %v", *heard, want, f.Open())
	}
	f.SetText("Мигает фонарь")
	if len(*heard) != 2 || f.Open() {
		t.Error("a text set by the program asked for suggestions")
	}
	press(f.Entry, fyne.KeyDown)
	if !f.Open() {
		t.Error("Down didn't open the list again")
	}
	esc := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { esc++ })
	press(f.Entry, fyne.KeyEscape)
	if f.Open() || esc != 0 {
		t.Error("the first Esc didn't just close the list")
	}
	press(f.Entry, fyne.KeyEscape)
	if esc != 1 {
		t.Error("the second Esc is the screen's")
	}
	f.SetChoices(nil)
	press(f.Entry, fyne.KeyDown)
	if f.Open() {
		t.Error("an empty list opened")
	}
}

// A tap takes the keyboard away before it arrives: the list must still be there to take it.
func TestSuggestByPointer(t *testing.T) {
	newApp(t)
	f, c, heard := suggesting(t)
	f.Entry.TypedRune('ф')
	row := find(c.Content(), "Оборван провод")
	hover(c, row)
	tapMiddle(c, row)
	if want := []string{"typed ф", "chose 2"}; !slices.Equal(*heard, want) || f.Open() || c.Focused() != f.Entry {
		t.Errorf("heard %q, want %q; open: %v; the keyboard is with %T", *heard, want, f.Open(), c.Focused())
	}
	f.SetText("Оборван провод")
	f.Entry.TypedRune('о')
	if f.Text() != "Оборван проводо" {
		t.Errorf("typing goes on with %q", f.Text())
	}
	test.MoveMouse(c, fyne.NewPos(390, 490))
	c.Unfocus()
	if f.Open() {
		t.Error("the list stayed when the keyboard went elsewhere")
	}
}

// find returns the line that says something.
func find(root fyne.CanvasObject, says string) (found fyne.CanvasObject) {
	visit(root, func(o fyne.CanvasObject) {
		if line, ok := o.(*w.Text); ok && line.Text() == says {
			found = line
		}
	})
	return found
}

func TestSuggestFloatsOverWhatIsBelow(t *testing.T) {
	newApp(t)
	f, c, _ := suggesting(t)
	before := f.MinSize()
	f.Entry.TypedRune('ф')
	if f.MinSize() != before {
		t.Error("suggestions move the form")
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(find(c.Content(), "Не горит фонарь"))
	entry := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.Entry)
	if at.Y < entry.Y+f.Entry.Size().Height || at.Y > entry.Y+f.Entry.Size().Height+40 {
		t.Errorf("the first suggestion is at %v, the entry at %v", at, entry)
	}
}

func TestStatusChipMarkup(t *testing.T) {
	newApp(t)
	chip := w.NewStatusChip(theme.StatusQueued, "Ждёт отправки")
	chip.Set(theme.StatusOverdue, "Просрочено")
	markup(t, "statuschip", w.Row(12, chip, w.NewDeadlineBadge(w.ClockLate, "на 2 дня позже"), w.Space()), 320, 40)
}
