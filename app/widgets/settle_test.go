package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// What comes to need more room gets it at once, however deep it lies, and what is below makes way.
func TestWhatGrowsMakesRoom(t *testing.T) {
	long := "Пакет зашифрован для портала: по дороге его никто не прочтёт. Обратно привезут подтверждение."
	field, hinted := w.NewField("Кто"), w.NewField("Что")
	paragraph, check := w.NewParagraph("Слово"), w.NewCheck("Да", false, nil)
	banner, chips := w.NewBanner(w.Info, "Рядом", "", nil), w.NewChipRow([]string{"Все"}, 0, nil)
	photos, history := w.NewPhotoStrip(84, 64, "Добавить", nil), w.NewTimeline()
	row, button := w.NewListRow(nil, "Фонарь", ""), w.NewMainButton("", "Да", nil)
	title, empty := w.NewPageTitle("Журнал", ""), w.NewEmpty("inbox", "Пусто", "", nil)
	hidden := w.NewCaption("Скрыто")
	hidden.Hide()
	for name, c := range map[string]struct {
		o      fyne.CanvasObject
		change func()
	}{
		"field":     {field, func() { field.SetError("Напишите фамилию") }},
		"hint":      {w.Col(0, hinted), func() { hinted.SetHint(long) }},
		"paragraph": {paragraph, func() { paragraph.SetText(long) }},
		"check":     {check, func() { check.SetText(long) }},
		"banner":    {banner, func() { banner.Set(w.Alarm, "Авария", long) }},
		"chips": {chips, func() {
			chips.SetChips([]string{"Ждут отправки", "В работе", "Просрочено", "Закрыто"}, 1)
		}},
		"photos": {photos, func() {
			photos.SetThumbs([]*w.Thumb{w.NewThumb(84, 64, nil), w.NewThumb(84, 64, nil), w.NewThumb(84, 64, nil)})
		}},
		"timeline": {history, func() { history.SetEvents([]w.Event{{What: long, When: "сегодня"}}) }},
		"row":      {row, func() { row.Set("Фонарь", "у дома") }},
		"button":   {button, func() { button.SetText(long) }},
		"title":    {title, func() { title.Set("Журнал", "128 обращений") }},
		"empty":    {empty, func() { empty.Set("inbox", "Пусто", long) }},
		"shown":    {w.Col(0, hidden), func() { w.Show(hidden, true) }},
	} {
		t.Run(name, func(t *testing.T) {
			newApp(t)
			inner, outer := block(10, 10), block(10, 10)
			scroll := w.NewScroll(w.Col(8, w.Card(16, w.Col(8, c.o, inner)), outer))
			canvas := on(t, w.NewLayer(scroll), 300, 60)
			before, below := inner.Position().Y, outer.Position().Y
			c.change()
			if by := inner.Position().Y - before; by < 10 || outer.Position().Y-below != by {
				t.Errorf("what is inside moved by %v and what is outside by %v", by, outer.Position().Y-below)
			}
			test.Scroll(canvas, fyne.NewPos(10, 10), 0, -9999)
			if want := outer.Position().Y + 10 - 60; scroll.Offset() != want {
				t.Errorf("scrolls to %v, the end is at %v", scroll.Offset(), want)
			}
		})
	}
}

// A page that gets shorter while its end is shown shows the new end, and no emptiness below it.
func TestShorterPageShowsItsEnd(t *testing.T) {
	newApp(t)
	top, extra := block(10, 200), block(10, 50)
	scroll := w.NewScroll(w.Col(0, top, extra))
	canvas := on(t, w.NewLayer(scroll), 300, 60)
	test.Scroll(canvas, fyne.NewPos(10, 10), 0, -9999)
	extra.Hide()
	w.Settle(extra)
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(top).Y; scroll.Offset() != 140 || y != -140 {
		t.Errorf("scrolled to %v, and the page is at %v", scroll.Offset(), y)
	}
	top.Hide()
	w.Settle(top)
	if scroll.Offset() != 0 {
		t.Errorf("an empty page is scrolled to %v", scroll.Offset())
	}
}

// What is shown already isn't laid out or drawn once more, and a part that isn't in a window can be shown all the same.
func TestShowLeavesAloneWhatIsShown(t *testing.T) {
	newApp(t)
	laid := &counted{}
	part := block(10, 10)
	on(t, w.Col(0, &fyne.Container{Layout: laid, Objects: []fyne.CanvasObject{part}}), 300, 60)
	before := laid.n
	w.Show(part, true)
	if laid.n != before {
		t.Error("what is shown was shown once more")
	}
	w.Show(part, false)
	if part.Visible() || laid.n == before {
		t.Errorf("visible: %v, laid out %d times", part.Visible(), laid.n-before)
	}
	away := block(10, 10)
	w.Show(away, false)
	if away.Visible() {
		t.Error("what isn't in a window stays shown")
	}
}

// counted is a layout that counts.
type counted struct{ n int }

func (c *counted) Layout([]fyne.CanvasObject, fyne.Size)        { c.n++ }
func (c *counted) MinSize([]fyne.CanvasObject) (size fyne.Size) { return size }

// A line that may be cut gets the room that a longer text needs, if there is any.
func TestLongerTextGetsRoom(t *testing.T) {
	newApp(t)
	aside, badge := w.NewCaption("мало").Ellipsis(), w.NewDeadlineBadge(w.ClockRuns, "2 ч")
	on(t, w.Col(8, w.Row(8, aside, w.Space()), w.Row(8, badge, w.Space())), 400, 80)
	aside.SetText("гораздо больше слов")
	badge.Set(w.ClockLate, "на 2 дня позже")
	if got := append(texts(aside), texts(badge)...); !slices.Equal(got, []string{"гораздо больше слов", "на 2 дня позже"}) {
		t.Errorf("drawn: %q", got)
	}
}

// Laying out again must not make new objects: Fyne would lay out at every frame for ever.
func TestLayoutKeepsItsObjects(t *testing.T) {
	for name, draw := range sheets() {
		t.Run(name, func(t *testing.T) {
			newApp(t)
			c := on(t, unfocused(draw)(), 1366, 768)
			all := func() (objects []fyne.CanvasObject) {
				visit(c.Content(), func(o fyne.CanvasObject) { objects = append(objects, o) })
				return objects
			}
			before := all()
			visit(c.Content(), func(o fyne.CanvasObject) {
				switch o := o.(type) {
				case fyne.Widget:
					test.WidgetRenderer(o).Layout(o.Size())
				case *fyne.Container:
					if o.Layout != nil {
						o.Layout.Layout(o.Objects, o.Size())
					}
				}
			})
			if after := all(); !slices.Equal(before, after) {
				t.Errorf("there were %d objects, now there are %d or others", len(before), len(after))
			}
		})
	}
}

// Before it is shown anywhere a widget can be set all the same.
func TestSettleWithoutACanvas(t *testing.T) {
	newApp(t)
	f := w.NewField("Кто")
	f.SetError("Напишите фамилию")
	w.Settle(f)
	if f.HeightFor(300) <= theme.Control()+25 {
		t.Error("the words have no room")
	}
}
