package widgets_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// longForm is a page of so many fields.
func longForm(n int) (page *fyne.Container, fields []*w.Field) {
	page = w.Col(12)
	for i := range n {
		f := w.NewField(fmt.Sprint("Поле ", i))
		fields = append(fields, f)
		page.Add(f)
	}
	return page, fields
}

// visible says whether an object lies within the scroll's view.
func visible(s *w.Scroll, o fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
	return top >= 0 && top+o.Size().Height <= s.Size().Height
}

// What gets the keyboard by Tab is scrolled into view, both ways.
func TestScrollShowsWhatHasTheKeyboard(t *testing.T) {
	newApp(t)
	page, fields := longForm(20)
	scroll := w.NewScroll(w.Pad(16, 16, page))
	c := on(t, w.NewLayer(w.Col(0, w.NewBold("Заголовок"), w.Grow(scroll))), 400, 300)
	if scroll.MinSize().Height > 100 {
		t.Errorf("a scroll asks for %v", scroll.MinSize())
	}
	for i, f := range fields {
		c.FocusNext()
		if c.Focused() != f.Entry || !visible(scroll, f.Entry) {
			t.Fatalf("field %d has the keyboard and isn't to be seen at offset %v", i, scroll.Offset())
		}
	}
	before := scroll.Offset()
	c.FocusPrevious()
	if scroll.Offset() != before {
		t.Error("scrolled although the field could be seen")
	}
	for range 18 {
		c.FocusPrevious()
	}
	if !visible(scroll, fields[0].Entry) || scroll.Offset() > 16 {
		t.Errorf("back at the first field the offset is %v", scroll.Offset())
	}
}

// The page is as high as its width asks for, at once and after every change of the width.
func TestScrollHeightFollowsWidth(t *testing.T) {
	newApp(t)
	last := w.NewText("конец")
	p := w.NewParagraph("Пакет зашифрован для портала: по дороге его никто не прочтёт. Обратно привезут подтверждение, и тогда очередь очистится.")
	scroll := w.NewScroll(w.Col(8, p, last))
	for _, width := range []float32{600, 120, 300} {
		scroll.Resize(fyne.NewSize(width, 60))
		if want := p.HeightFor(width) + 8; last.Position().Y != want {
			t.Errorf("at %v the end is at %v, want %v", width, last.Position().Y, want)
		}
	}
	scroll.SetContent(w.NewText("другое"))
	if got := texts(scroll); !slices.Equal(got, []string{"другое"}) || scroll.Offset() != 0 {
		t.Errorf("shows %q at %v", got, scroll.Offset())
	}
}

// A list of suggestions moves with its field when the page is scrolled.
func TestFloatsFollowTheirAnchor(t *testing.T) {
	newApp(t)
	page, _ := longForm(12)
	kind := w.NewSuggestField("Вид")
	page.Objects = append([]fyne.CanvasObject{kind}, page.Objects...)
	c := on(t, w.NewLayer(w.NewScroll(page)), 400, 400)
	c.Focus(kind.Entry)
	kind.SetChoices([]w.Choice{{Title: "Не горит фонарь"}})
	driver := fyne.CurrentApp().Driver()
	gap := func() float32 {
		return driver.AbsolutePositionForObject(find(c.Content(), "Не горит фонарь")).Y - driver.AbsolutePositionForObject(kind.Entry).Y
	}
	before := gap()
	test.Scroll(c, fyne.NewPos(200, 300), 0, -30)
	if after := gap(); after != before || driver.AbsolutePositionForObject(kind.Entry).Y > 0 {
		t.Errorf("the gap was %v and is %v", before, after)
	}
}

func TestNotice(t *testing.T) {
	newApp(t)
	var waits []time.Duration
	var due []func()
	entry := w.NewField("Кто")
	layer := w.NewLayer(w.Col(0, entry, w.Space()))
	c := on(t, layer, 500, 400)
	notice := w.NewNotice(layer, func(d time.Duration, f func()) { waits, due = append(waits, d), append(due, f) })
	c.Focus(entry.Entry)
	notice.Say(w.Good, "Сохранено")
	notice.Say(w.Caution, "Принтер не отвечает, квитанция ждёт в очереди")
	if c.Focused() != entry.Entry || !slices.Contains(texts(layer), "Принтер не отвечает, квитанция ждёт в очереди") || slices.Contains(texts(layer), "Сохранено") {
		t.Errorf("shows %q, the keyboard is with %T", texts(layer), c.Focused())
	}
	if waits[0] < 3*time.Second || waits[1] <= waits[0] {
		t.Errorf("waits %v: a longer text needs longer", waits)
	}
	due[0]()
	if !notice.Open() {
		t.Error("the first one's time took the second one away")
	}
	due[1]()
	if notice.Open() || slices.Contains(texts(layer), notice.Words()) {
		t.Error("the notice stays for ever")
	}
	notice.Say(w.Good, "Сохранено")
	test.Tap(notice)
	if notice.Open() {
		t.Error("a tap doesn't take it away")
	}
}

func desk(t *testing.T, chosen func(string)) (frame *w.DeskFrame, rail *w.NavRail, field *w.Field) {
	t.Helper()
	rail = w.NewNavRail("mail-check", "Приём", "с. Ставчены", []w.NavItem{{"intake", "file-plus", "Приём обращений", "Ctrl+1"}, {"journal", "list", "Журнал", "Ctrl+2"}}, chosen)
	rail.SetFoot(w.NewButton("lock", "Закрыть экран", nil), w.NewIconButton("lock", "Закрыть экран", nil))
	strip := w.NewOutboxStrip(func() { chosen("outbox") })
	strip.Set("cloud-off", theme.Muted, "Нет связи", "в 14:32")
	field = w.NewField("Кто")
	frame = w.NewDeskFrame(rail, strip)
	frame.SetPage(w.Pad(16, 24, w.Col(8, field, w.Space())))
	return frame, rail, field
}

// Tab begins in the page; the strip and the rail come after it. The rail is one stop.
func TestDeskFrameByKeys(t *testing.T) {
	newApp(t)
	heard := []string{}
	frame, rail, field := desk(t, func(s string) { heard = append(heard, s) })
	c := on(t, frame, 1366, 768)
	rail.SetCurrent("intake")
	c.FocusNext()
	if c.Focused() != field.Entry {
		t.Fatalf("Tab begins at %T", c.Focused())
	}
	c.FocusNext()
	press(c.Focused(), fyne.KeyReturn)
	c.FocusNext()
	press(c.Focused(), fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeySpace)
	if want := []string{"outbox", "journal", "intake"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	tapMiddle(c, find(c.Content(), "Журнал"))
	if heard[len(heard)-1] != "journal" {
		t.Errorf("a tap chose %q", heard)
	}
}

// In a narrow window the rail keeps icons only and tells names as tips; counts stay.
func TestDeskFrameBecomesNarrow(t *testing.T) {
	newApp(t)
	frame, rail, _ := desk(t, nil)
	rail.SetCount("journal", 120)
	c := on(t, frame, 1366, 768)
	if got := texts(rail); !slices.Contains(got, "Журнал") || !slices.Contains(got, "99+") || rail.Size().Width != 261 {
		t.Errorf("wide it shows %q in %v", got, rail.Size().Width)
	}
	frame.Resize(fyne.NewSize(1024, 768))
	if got := texts(rail); !slices.Equal(got, []string{"99+"}) || rail.Size().Width > 70 {
		t.Errorf("narrow it shows %q in %v", got, rail.Size().Width)
	}
	test.MoveMouse(c, fyne.NewPos(30, 100))
	if got := texts(frame); !slices.Contains(got, "Приём обращений · Ctrl+1") {
		t.Errorf("the tip is missing among %q", got)
	}
	test.MoveMouse(c, fyne.NewPos(600, 400))
	rail.SetCount("journal", 0)
	frame.Resize(fyne.NewSize(1366, 768))
	if got := texts(rail); !slices.Contains(got, "Журнал") || slices.Contains(got, "99+") {
		t.Errorf("wide again it shows %q", got)
	}
	if frame.MinSize().Width > 800 {
		t.Errorf("a wide frame can't be made narrower than %v", frame.MinSize().Width)
	}
}

func TestDeskFrameMarkup(t *testing.T) {
	newApp(t)
	frame, rail, _ := desk(t, nil)
	rail.SetCurrent("journal")
	markup(t, "deskframe", frame, 1366, 768)
}

func TestPhoneFrame(t *testing.T) {
	newApp(t).Settings().SetTheme(theme.New(theme.Light, theme.Touch, 1))
	frame := w.NewPhoneFrame(w.NewIconButton("x", "Закрыть", nil), "Что случилось?", w.Pill("cloud-off", "Нет связи"))
	page := w.NewText("страница")
	frame.SetPage(page)
	c := in(t, theme.Current(), 360, 700, func() fyne.CanvasObject { return frame })
	bare := page.Size().Height
	frame.SetAction(w.NewMainButton("check", "Сохранить", nil))
	frame.SetOutbox("cloud-upload", "Уйдёт при первой связи")
	if got := texts(c.Content()); !slices.Contains(got, "Сохранить") || !slices.Contains(got, "Уйдёт при первой связи") {
		t.Errorf("shows %q", got)
	}
	if page.Size().Height >= bare-60 {
		t.Errorf("the page had %v and still has %v", bare, page.Size().Height)
	}
	frame.SetAction(nil)
	frame.SetOutbox("", "")
	if page.Size().Height != bare {
		t.Errorf("without them the page has %v, not %v", page.Size().Height, bare)
	}
}

// A pressed look ends when the pointer leaves or the finger is lifted elsewhere.
func TestPressedLookEnds(t *testing.T) {
	newApp(t)
	b := w.NewButton("", "Печать", nil)
	c := on(t, b, 200, 40)
	calm := test.RenderToMarkup(c)
	for name, end := range map[string]func(){"mouse up": func() { b.MouseUp(nil) }, "mouse out": b.MouseOut, "touch up": func() { b.TouchUp(nil) }, "touch lost": func() { b.TouchCancel(nil) }} {
		b.MouseDown(&desktop.MouseEvent{})
		b.TouchDown(nil)
		if test.RenderToMarkup(c) == calm {
			t.Fatal("pressed it looks calm")
		}
		if end(); test.RenderToMarkup(c) != calm {
			t.Errorf("after %s it still looks pressed", name)
		}
	}
}
