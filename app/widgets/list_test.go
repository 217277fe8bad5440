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

// listOf is a list of n numbered rows that counts the rows it makes.
func listOf(n int) (list *w.RowList, made *int) {
	made = new(int)
	list = w.NewRowList(func() int { return n }, func() fyne.CanvasObject { *made++; return w.NewText("") },
		func(i int, o fyne.CanvasObject) { o.(*w.Text).SetText(fmt.Sprintf("№ %06d", i)) })
	return list, made
}

// A hundred thousand rows cost what a screenful costs.
func TestRowListMakesOnlyVisibleRows(t *testing.T) {
	newApp(t)
	list, made := listOf(100_000)
	c := on(t, list, 600, 580)
	shown := texts(c.Content())
	if shown[0] != "№ 000000" || len(shown) > 12 {
		t.Errorf("shows %d rows from %q", len(shown), shown[0])
	}
	*made = 0
	for range 50 {
		test.Scroll(c, fyne.NewPos(100, 100), 0, -5800)
	}
	if *made > 40 {
		t.Errorf("scrolling through 5,000 rows made %d", *made)
	}
	list.Select(99_999)
	if shown = texts(c.Content()); shown[len(shown)-1] != "№ 099999" {
		t.Errorf("the last row shown is %q", shown[len(shown)-1])
	}
}

func TestRowListByKeys(t *testing.T) {
	newApp(t)
	list, _ := listOf(1000)
	var selected, opened []int
	list.OnSelected = func(i int) { selected = append(selected, i) }
	list.OnOpened = func(i int) { opened = append(opened, i) }
	c := on(t, list, 600, 580)
	c.FocusNext()
	keys := c.Focused()
	press(keys, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeySpace)
	if want := []int{0, 1, 2, 1, 0, 9, 999, 990, 0}; !slices.Equal(selected, want) {
		t.Errorf("selected %v, want %v", selected, want)
	}
	if want := []int{9, 0}; !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
	press(keys, fyne.KeyEnd)
	if shown := texts(c.Content()); !slices.Contains(shown, "№ 000999") {
		t.Errorf("End doesn't show the last row but %q", shown)
	}
	heard := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	press(keys, fyne.KeyF5)
	if heard != 1 {
		t.Error("F5 didn't reach the screen")
	}
}

func TestRowListByPointer(t *testing.T) {
	app := newApp(t)
	list, _ := listOf(20)
	var selected, opened []int
	list.OnSelected = func(i int) { selected = append(selected, i) }
	list.OnOpened = func(i int) { opened = append(opened, i) }
	c := on(t, list, 600, 580)
	test.TapCanvas(c, fyne.NewPos(100, 58*3+20))
	if list.Selected() != 3 || len(opened) != 0 || c.Focused() == nil {
		t.Errorf("a tap selected %d and opened %v; the keyboard is with %v", list.Selected(), opened, c.Focused())
	}
	test.TapCanvas(c, fyne.NewPos(100, 58*3+20))
	if !slices.Equal(opened, []int{3}) || !slices.Equal(selected, []int{3}) {
		t.Errorf("a second tap opened %v and selected %v", opened, selected)
	}
	app.Settings().SetTheme(theme.New(theme.Light, theme.Touch, 1))
	test.TapCanvas(c, fyne.NewPos(100, 58*5+20))
	if !slices.Equal(opened, []int{3, 5}) {
		t.Errorf("on a touch screen one tap opened %v", opened)
	}
}

// What is selected before the list is on the screen is shown once it is, and a list may shrink or be empty.
func TestRowListSelection(t *testing.T) {
	newApp(t)
	n := 500
	list := w.NewRowList(func() int { return n }, func() fyne.CanvasObject { return w.NewText("") },
		func(i int, o fyne.CanvasObject) { o.(*w.Text).SetText(fmt.Sprint(i)) })
	list.Select(250)
	c := on(t, list, 400, 300)
	if !slices.Contains(texts(c.Content()), "250") {
		t.Errorf("row 250 isn't shown but %q", texts(c.Content()))
	}
	n = 10
	list.Reload()
	if list.Selected() != 9 {
		t.Errorf("of ten rows %d is selected", list.Selected())
	}
	n = 0
	list.Reload()
	c.FocusNext()
	press(c.Focused(), fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd)
	if list.Selected() != -1 || len(texts(c.Content())) != 0 {
		t.Errorf("of no rows %d is selected, shown %q", list.Selected(), texts(c.Content()))
	}
	list.Focus()
}

func TestRowListMarkup(t *testing.T) {
	newApp(t)
	list, _ := listOf(2)
	list.Select(1)
	markup(t, "rowlist", list, 300, 130)
}

// Update reads the rows again and leaves the list where it is, whatever is selected; Reload shows what is selected.
func TestRowListUpdateStaysWhereItIs(t *testing.T) {
	newApp(t)
	filled := map[int]bool{}
	l := w.NewRowList(func() int { return 1000 }, func() fyne.CanvasObject { return w.NewText("") }, func(i int, _ fyne.CanvasObject) { filled[i] = true }).RowsOf(74)
	c := on(t, l, 300, 740)
	l.Select(0)
	test.Scroll(c, fyne.NewPos(100, 100), 0, -74*100)
	clear(filled)
	l.Update()
	if !filled[105] || filled[0] || len(filled) > 14 {
		t.Errorf("filled %d rows, the first among them: %v", len(filled), filled[0])
	}
	l.Reload()
	if clear(filled); l.Selected() != 0 {
		t.Errorf("selected %d", l.Selected())
	}
	l.Update()
	if !filled[0] {
		t.Error("the selected row isn't shown")
	}
}
