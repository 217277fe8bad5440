package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	w "priyom/app/widgets"
	"priyom/civic"
)

func russian() present.Look { return present.Look{Lang: civic.LangRU, Scale: 1} }

// says returns every line and paragraph of the page that can be seen.
func (d *desk) says() (lines []string) {
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.Text:
			lines = append(lines, o.Text())
		case *w.Paragraph:
			lines = append(lines, o.Text())
		}
	})
	return lines
}

func (d *desk) said(what string) bool { return slices.Contains(d.says(), what) }

func (d *desk) wantSaid(what string) {
	d.Helper()
	if !d.said(what) {
		d.Errorf("%q isn't said, but %q", what, d.says())
	}
}

// entry is the entry under a label.
func (d *desk) entry(label string) *w.Entry {
	d.Helper()
	var found *w.Entry
	next := false
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.Text:
			next = next || o.Text() == label
		case *w.Entry:
			if next && found == nil {
				found = o
			}
			next = false
		}
	})
	if found == nil {
		d.Fatalf("there is no field %q", label)
	}
	return found
}

// onView says whether an object is within the window.
func (d *desk) onView(o fyne.CanvasObject) bool {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y >= 0 && at.Y+o.Size().Height <= d.size.Height-104 // foot and strip
}

// A whole report by keys alone, with a real photo, is in the store as it was typed; the form is ready for the next.
func TestReportByKeysAlone(t *testing.T) {
	photo := presenttest.SharedPhoto(t, "DSCN0012.jpg")
	d := open(t, russian(), wide)
	d.host.picks = []present.PhotoFile{photo}
	name := d.canvas.Focused()
	d.fill(civic.LangRU)
	d.press(fyne.KeyTab, fyne.KeyReturn) // the tile with the camera
	d.pictured(1)
	d.wantSaid("взято из фото")
	d.press(fyne.KeyF10)
	d.wantSaid("Сохраняю…")
	number := d.saved()
	d.wantSaid("Сохранено: № " + number)
	if d.canvas.Focused() != name || d.entry("Фамилия, имя, отчество").Text != "" {
		t.Error("the form isn't ready for the next")
	}

	id := d.point.Intake.State().Done.ID
	d.point.Journal.Show(id)
	d.loop.Until("it is in the journal", func() bool { return d.point.Journal.State().Details != nil })
	got := fmt.Sprintf("%+v", *d.point.Journal.State().Details)
	for _, want := range []string{number, "Не горит фонарь", told(civic.LangRU).text, "ул. Лесная, 8, у остановки", "Петрова Анна Сергеевна", "+7 912 000-41-15"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q isn't in %.2000s", want, got)
		}
	}
	d.press(fyne.KeyTab)
	d.write("1")
	d.wantSaid("Новое обращение")
}

func TestNumberCanBeShown(t *testing.T) {
	d := open(t, russian(), wide)
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.Button); ok && b.AccessibilityLabel() == "Показать" {
			test.Tap(b)
		}
	})
	if want := d.point.Intake.State().Done.ID; !slices.Equal(d.host.shown, []civic.ReportID{want}) {
		t.Errorf("shown %v, want %v", d.host.shown, want)
	}
}

// Suggestions follow the keys, Enter takes the one that is marked, and typing on takes the choice back.
func TestKindByTyping(t *testing.T) {
	d := open(t, russian(), wide)
	d.press(fyne.KeyF6)
	kind := d.canvas.Focused().(*w.Entry)
	d.write("яма")
	found := d.point.Intake.State().Found
	if len(found) < 2 {
		t.Fatalf("found %v", found)
	}
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if s := d.point.Intake.State(); s.Category.Slug != found[1].Slug || kind.Text != found[1].Title {
		t.Errorf("chosen %s, and %q stands there", s.Category.Slug, kind.Text)
	}
	d.wantSaid(found[1].Theme)
	d.wantSaid("Ответственный: " + d.point.Intake.State().Who)
	d.write("!")
	if s := d.point.Intake.State(); s.Category.Slug != "" {
		t.Errorf("%q stands there, and %s is chosen", kind.Text, s.Category.Slug)
	}
	d.wantSaid("Выберите вид проблемы — здесь появится, кто и когда ответит")
	d.press(fyne.KeyEscape) // closes the list alone
	if kind.Text == "" || d.point.Intake.State().Sure {
		t.Error("Esc did more than close the list")
	}
	kind.SetText("ъъъъ")
	d.wantSaid("Ничего не нашлось. Попробуйте другое слово")
}

// What is typed goes to the presenter once, and comes back into the fields only with another report.
func TestFieldsAndPresenterAgree(t *testing.T) {
	d := open(t, russian(), wide)
	d.fill(civic.LangRU)
	before := d.point.Intake.State().Report
	d.build() // as for another text size
	if after := d.point.Intake.State().Report; !sameWords(after, before) {
		t.Errorf("building the screen anew changed the report: %+v", after)
	}
	for label, want := range map[string]string{
		"Фамилия, имя, отчество": before.Reporter.Name, "Телефон": before.Reporter.Phone, "Со слов заявителя": before.Text,
		"Вид проблемы": "Не горит фонарь", "Населённый пункт": before.Place.Settlement, "Адрес или ориентир": before.Place.Address, "Лист №": "118",
	} {
		if got := d.entry(label).Text; got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	d.press(fyne.KeyF4)
	for _, label := range []string{"Фамилия, имя, отчество", "Со слов заявителя", "Вид проблемы", "Адрес или ориентир"} {
		if got := d.entry(label).Text; got != "" {
			t.Errorf("after F4 %s is %q", label, got)
		}
	}
	if d.point.Intake.State().Begun {
		t.Error("clearing the fields began a report")
	}
	d.point.Intake.Open(before.ID)
	d.loop.Until("the draft is back", func() bool { return d.point.Intake.State().Report.ID == before.ID })
	if got := d.entry("Со слов заявителя").Text; got != before.Text {
		t.Errorf("the draft's text is %q", got)
	}
}

func sameWords(a, b civic.Report) bool {
	return a.ID == b.ID && a.Category == b.Category && a.Text == b.Text && a.Reporter == b.Reporter && a.Place == b.Place && a.Urgency == b.Urgency
}

// What is wrong is said under the field it is about, and the keyboard goes to the first such field and is seen there.
func TestWhatIsWrongIsShown(t *testing.T) {
	d := open(t, russian(), small)
	d.press(fyne.KeyF10)
	kind := d.entry("Вид проблемы")
	if d.canvas.Focused() != kind || !d.onView(kind) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.wantSaid("Выберите вид проблемы из списка")
	d.wantSaid("Запишите хотя бы одну фразу со слов заявителя")
	d.write("яма")
	d.press(fyne.KeyReturn, fyne.KeyReturn)
	d.write("Яма")
	if d.said("Выберите вид проблемы из списка") || d.said("Запишите хотя бы одну фразу со слов заявителя") {
		t.Error("what was mended is still said")
	}
	d.point.Intake.SetName("Анна")
	d.press(fyne.KeyF10)
	d.wantSaid("Без согласия имя и телефон хранить нельзя. Отметьте согласие или сотрите данные")
	if check, ok := d.canvas.Focused().(*w.Check); !ok || !d.onView(check) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.press(fyne.KeySpace, fyne.KeyF10)
	d.wantSaid("Место не указано. Если у проблемы нет места, сохраните так ещё раз")
	d.wantSaid("Сохранить без места (F10)")
	if address := d.entry("Адрес или ориентир"); d.canvas.Focused() != address || !d.onView(address) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.press(fyne.KeyF10)
	d.saved()
}

// An emergency changes the screen: 112 at the top, in view, whether the kind or a person says so.
func TestEmergencyChangesTheScreen(t *testing.T) {
	d := open(t, russian(), small)
	d.press(fyne.KeyF6, fyne.KeyF6)
	if d.said("112") {
		t.Fatal("112 is there already")
	}
	d.point.Intake.Choose("electricity-wire-down")
	d.wantSaid("Авария: сначала 112")
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if text, ok := o.(*w.Text); ok && text.Text() == "112" && !d.onView(text) {
			t.Error("112 can't be seen")
		}
	})
	d.point.Intake.Choose("roads-pothole")
	if d.said("112") {
		t.Error("112 stays")
	}
	d.point.Intake.SetUrgency(civic.UrgencyEmergency)
	d.wantSaid("112")
}

// Esc asks before it clears, and a pointer finds the question where it pressed.
func TestClearAsks(t *testing.T) {
	d := open(t, russian(), wide)
	d.write("Анна")
	d.press(fyne.KeyEscape)
	d.wantSaid("Точно очистить? (Esc)")
	if d.said("Очистить (Esc)") {
		t.Error("both buttons are there")
	}
	d.write("!")
	d.wantSaid("Очистить (Esc)")
	d.press(fyne.KeyEscape, fyne.KeyEscape)
	if got := d.entry("Фамилия, имя, отчество").Text; got != "" {
		t.Errorf("%q is still there", got)
	}
}

// The postal address is asked for only when the answer goes by post.
func TestPostNeedsAnAddress(t *testing.T) {
	d := open(t, russian(), wide)
	if d.said("Почтовый адрес для ответа") {
		t.Fatal("an address is asked for without need")
	}
	d.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyEnd, fyne.KeyTab)
	d.wantSaid("Почтовый адрес для ответа")
	d.write("ул. Лесная, 8")
	if got := d.point.Intake.State().Report.Reporter; got.Address != "ул. Лесная, 8" || got.Reply != civic.ReplyPost {
		t.Errorf("reporter %+v", got)
	}
}

// Files that can't be taken are named with the reason, and a photo that is taken out gives the keyboard to the tile.
func TestPhotosComeAndGo(t *testing.T) {
	photo, readme := presenttest.SharedPhoto(t, "DSCN0012.jpg"), presenttest.SharedPhoto(t, "README.md")
	d := open(t, russian(), wide)
	d.host.picks = []present.PhotoFile{presenttest.File("/nowhere/lost.jpg"), photo, readme}
	d.press(fyne.KeyF6, fyne.KeyF6, fyne.KeyF6, fyne.KeySpace)
	d.pictured(1)
	d.loop.Until("all files are through", func() bool { return !d.point.Intake.State().Taking })
	d.wantSaid("Приложено не всё")
	d.wantSaid("lost.jpg не приложен: файл не открывается там, где он лежит\nREADME.md не приложен: Это не фотография JPEG, PNG, WebP или HEIC")
	var thumb *w.Thumb
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*w.Thumb); ok {
			thumb = found
		}
	})
	d.canvas.Focus(thumb)
	d.press(fyne.KeyDelete)
	d.loop.Until("the photo is gone", func() bool { return len(d.point.Intake.State().Photos) == 0 })
	if name := d.canvas.Focused().(fyne.Accessible).AccessibilityLabel(); name != "Добавить" {
		t.Errorf("the keyboard is on %q", name)
	}
	d.wantSaid("Координаты возьмём из фото, если есть")
}

// Tab goes from the name through every card to the main action, and stops nowhere twice.
func TestTabGoesThroughTheFormOnce(t *testing.T) {
	d := open(t, russian(), wide)
	first := d.canvas.Focused()
	var at []fyne.Position
	for range 60 {
		o := d.canvas.Focused().(fyne.CanvasObject)
		if !w.Within(d.screen.Content(), o) {
			break
		}
		at = append(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
		d.press(fyne.KeyTab)
	}
	if len(at) != 14 || first == d.canvas.Focused() {
		t.Errorf("%d stops: %v", len(at), at)
	}
}

// The form fits every screen in every language, whatever is said in it; with large text it scrolls without widening, and
// no line is drawn beyond the room it has.
func TestFits(t *testing.T) {
	for _, l := range civic.Langs() {
		for _, scale := range []float32{1, 1.5} {
			for _, size := range []fyne.Size{wide, small} {
				t.Run(fmt.Sprintf("%s %.0f %.0f", l, 100*scale, size.Width), func(t *testing.T) {
					d := open(t, present.Look{Lang: l, Scale: scale}, size)
					d.checkFit("empty")
					d.fill(l)
					d.point.Intake.SetReply(civic.ReplyPost)
					d.point.Intake.Choose("electricity-wire-down")
					d.press(fyne.KeyF10)
					d.checkFit("wrong")
				})
			}
		}
	}
}

func (d *desk) checkFit(when string) {
	d.Helper()
	if got := d.canvas.Content().MinSize(); got.Width > d.size.Width || got.Height > d.size.Height {
		d.Errorf("%s: the window needs %v", when, got)
	}
	page := d.screen.Content()
	if need, room := page.MinSize().Width, page.Size().Width; need > room {
		d.Errorf("%s: the page needs %v of %v", when, need, room)
	}
	visit(page, func(o fyne.CanvasObject) {
		switch o.(type) {
		case *w.Text, *w.Paragraph:
			visit(o, func(o fyne.CanvasObject) {
				if line, ok := o.(*canvas.Text); ok && line.Size().Width > 0 && line.MinSize().Width > line.Size().Width+1 {
					d.Errorf("%s: %q is %v wide in %v", when, line.Text, line.MinSize().Width, line.Size().Width)
				}
			})
		}
	})
}

// At the usual desk screen the empty form is seen whole.
func TestSeenWholeAtTheDesk(t *testing.T) {
	for _, l := range civic.Langs() {
		d := open(t, present.Look{Lang: l, Scale: 1}, wide)
		visit(d.screen.Content(), func(o fyne.CanvasObject) {
			if e, ok := o.(*w.Entry); ok && !d.onView(e) {
				t.Errorf("%s: a field can't be seen", l)
			}
		})
	}
}
