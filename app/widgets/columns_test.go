package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// Two columns stand side by side from their width on, and one below the other before; large text needs more room.
func TestColumns(t *testing.T) {
	newApp(t)
	long := "Скажите заявителю позвонить 112 прямо сейчас или позвоните сами. Приём обращения не заменяет вызова спасателей."
	build := func() (*fyne.Container, *w.Paragraph, *w.Paragraph) {
		a, b := w.NewParagraph(long), w.NewParagraph(long)
		return w.Columns(400, 10, 2, 1, a, b), a, b
	}
	c, a, b := build()
	on(t, w.NewScroll(c), 610, 300)
	if a.Size().Width != 400 || b.Size().Width != 200 || b.Position() != fyne.NewPos(410, 0) {
		t.Errorf("wide: %v and %v at %v", a.Size(), b.Size(), b.Position())
	}
	if c.MinSize().Height < b.HeightFor(200) {
		t.Error("the taller column is cut")
	}
	tall := c.MinSize().Height
	on(t, w.NewScroll(c), 390, 300)
	if a.Size().Width != 390 || b.Position().X != 0 || b.Position().Y < a.Size().Height+10 {
		t.Errorf("narrow: %v, the second at %v", a.Size(), b.Position())
	}
	if tall == c.MinSize().Height {
		t.Error("the height doesn't follow the width")
	}
	a.Hide()
	w.Settle(a)
	if b.Position() != fyne.NewPos(0, 0) {
		t.Errorf("alone, the second is at %v", b.Position())
	}
	large, a, b := build()
	in(t, theme.New(theme.Light, theme.Desk, 1.5), 590, 300, func() fyne.CanvasObject { return w.NewScroll(large) })
	if a.Size().Width != 590 || b.Position().X != 0 {
		t.Error("large text is squeezed into two columns")
	}
}

// The hairline lies in the middle of the gap, whichever way the two stand, and nowhere when there is no gap.
func TestRuledColumns(t *testing.T) {
	newApp(t)
	a, b := block(10, 30), block(10, 40)
	c := w.RuledColumns(400, 21, 1, 1, a, b)
	for _, one := range []struct {
		width float32
		at    fyne.Position
		size  fyne.Size
	}{{421, fyne.NewPos(210, 0), fyne.NewSize(1, 40)}, {300, fyne.NewPos(0, 40), fyne.NewSize(300, 1)}} {
		on(t, w.Col(0, c), one.width, 300)
		if rule := c.Objects[2]; rule.Position() != one.at || rule.Size() != one.size {
			t.Errorf("%v wide: the line is %v at %v, want %v at %v", one.width, rule.Size(), rule.Position(), one.size, one.at)
		}
	}
	if want := float32(30 + 21 + 40); c.MinSize().Height != want {
		t.Errorf("it is %v high, want %v", c.MinSize().Height, want)
	}
	w.Show(a, false)
	if c.Objects[2].Size() != (fyne.Size{}) || b.Position() != (fyne.Position{}) {
		t.Error("a line lies beside what is alone")
	}
}

// A list floats beneath its anchor, where one looks, unless there is hardly any room.
func TestUnderStaysUnder(t *testing.T) {
	newApp(t)
	for _, one := range []struct {
		above float32
		under bool
	}{{400, true}, {600, false}} {
		kind := w.NewSuggestField("Вид проблемы")
		c := on(t, w.NewLayer(w.Col(0, w.Sized(0, one.above), kind, w.Space())), 400, 700)
		c.Focus(kind.Entry)
		kind.SetChoices([]w.Choice{{Title: "1", Under: "1"}, {Title: "2", Under: "1"}, {Title: "3", Under: "1"}, {Title: "4", Under: "1"}, {Title: "5", Under: "1"}, {Title: "6", Under: "1"}, {Title: "7", Under: "1"}})
		var list *w.SuggestList
		visit(c.Content(), func(o fyne.CanvasObject) {
			if l, ok := o.(*w.SuggestList); ok {
				list = l
			}
		})
		if list == nil {
			t.Fatal("no list")
		}
		if got := list.Position().Y > kind.Entry.Position().Y+one.above; got != one.under {
			t.Errorf("with %v above, the list is at %v", one.above, list.Position())
		}
		if bottom := list.Position().Y + list.Size().Height; bottom > 700 || list.Position().Y < 0 {
			t.Errorf("the list goes from %v to %v", list.Position().Y, bottom)
		}
	}
}

// A photo that is taken out while it has the keyboard gives it to the tile.
func TestTileTakesTheKeyboard(t *testing.T) {
	newApp(t)
	strip, photo := w.NewPhotoStrip(84, 64, "Добавить", func() {}), w.NewThumb(84, 64, nil)
	strip.SetThumbs([]*w.Thumb{photo})
	c := on(t, strip, 400, 100)
	c.Focus(photo)
	strip.SetThumbs(nil)
	if c.Focused() != strip.Add() {
		t.Errorf("the keyboard is on %T", c.Focused())
	}
}

func TestCanvasShowing(t *testing.T) {
	newApp(t)
	page, away := w.NewField("Имя"), w.NewField("Адрес")
	c := on(t, w.Stack(page), 400, 100)
	if w.CanvasShowing(page.Entry) != c || w.CanvasShowing(away.Entry) != nil {
		t.Error("doesn't know what is shown")
	}
	if !w.Within(page, page.Entry) || w.Within(away, page.Entry) {
		t.Error("doesn't know what is in what")
	}
}
