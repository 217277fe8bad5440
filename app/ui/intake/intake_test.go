package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// A whole report by keys alone, with a real photo, is in the store as it was typed; the form is ready for the next.
func TestReportByKeysAlone(t *testing.T) {
	photo := presenttest.SharedPhoto(t, "DSCN0012.jpg")
	d := open(t, uitest.Usual)
	d.host.picks = []present.PhotoFile{photo}
	name := d.canvas.Focused()
	d.fill(civic.LangRU)
	d.Press(fyne.KeyTab, fyne.KeyReturn) // the tile with the camera
	d.pictured(1)
	d.WantSaid("взято из фото")
	d.Press(fyne.KeyF10)
	d.WantSaid("Сохраняю…")
	number := d.saved()
	d.WantSaid("№\u00a0" + number)
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
	d.Press(fyne.KeyTab)
	d.Write("1")
	d.WantSaid("Новое обращение")
}

func TestNumberCanBeShown(t *testing.T) {
	d := open(t, uitest.Usual)
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.IconButton); ok && b.AccessibilityLabel() == "Показать" {
			test.Tap(b)
		}
	})
	if want := d.point.Intake.State().Done.ID; !slices.Equal(d.host.shown, []civic.ReportID{want}) {
		t.Errorf("shown %v, want %v", d.host.shown, want)
	}
}

// Ctrl+P is the receipt of what was saved, and before that the consent of whom is in the form.
func TestPapersByKeys(t *testing.T) {
	d := open(t, uitest.Usual)
	d.Write("Петрова Анна")
	d.screen.Print()
	d.loop.Until("the consent is made", func() bool { return d.point.Preview.State().Pages == 1 })
	if title := d.point.Preview.State().Title; title != "Согласие на обработку данных" {
		t.Errorf("shown: %s", title)
	}
	d.point.Preview.Close()
	d.point.Intake.SetName("")
	number := presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	if !d.offers("Квитанция") {
		t.Error("no receipt is offered")
	}
	uitest.Draw(t, d.Win, "intake-papers")
	d.screen.Print()
	if title := d.point.Preview.State().Title; title != "Квитанция "+number || d.point.State().Page != present.PagePreview {
		t.Errorf("shown: %s", title)
	}
}

// Suggestions follow the keys, Enter takes the one that is marked, and typing on takes the choice back.
func TestKindByTyping(t *testing.T) {
	d := open(t, uitest.Usual)
	d.Press(fyne.KeyF6)
	kind := d.canvas.Focused().(*w.Entry)
	d.Write("яма")
	found := d.point.Intake.State().Found
	if len(found) < 2 {
		t.Fatalf("found %v", found)
	}
	d.Press(fyne.KeyDown, fyne.KeyReturn)
	if s := d.point.Intake.State(); s.Category.Slug != found[1].Slug || kind.Text != found[1].Title {
		t.Errorf("chosen %s, and %q stands there", s.Category.Slug, kind.Text)
	}
	d.WantSaid(found[1].Theme)
	d.WantSaid("Ответственный: " + d.point.Intake.State().Who)
	d.Write("!")
	if s := d.point.Intake.State(); s.Category.Slug != "" {
		t.Errorf("%q stands there, and %s is chosen", kind.Text, s.Category.Slug)
	}
	d.WantSaid("Выберите вид проблемы — здесь появится, кто и когда ответит")
	d.Press(fyne.KeyEscape) // closes the list alone
	if kind.Text == "" || d.point.Intake.State().Sure {
		t.Error("Esc did more than close the list")
	}
	kind.SetText("ъъъъ")
	d.WantSaid("Ничего не нашлось. Попробуйте другое слово")
}

// What is typed goes to the presenter once, and comes back into the fields only with another report.
func TestFieldsAndPresenterAgree(t *testing.T) {
	d := open(t, uitest.Usual)
	d.fill(civic.LangRU)
	before := d.point.Intake.State().Report
	d.show(uitest.Russian, uitest.Usual) // as for another text size
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
	d.Press(fyne.KeyF4)
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
	d := open(t, uitest.Least)
	d.Press(fyne.KeyF10)
	kind := d.entry("Вид проблемы")
	if d.canvas.Focused() != kind || !d.onView(kind) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.WantSaid("Выберите вид проблемы из списка")
	d.WantSaid("Запишите хотя бы одну фразу со слов заявителя")
	d.Write("яма")
	d.Press(fyne.KeyReturn, fyne.KeyReturn)
	d.Write("Яма")
	if d.Said("Выберите вид проблемы из списка") || d.Said("Запишите хотя бы одну фразу со слов заявителя") {
		t.Error("what was mended is still said")
	}
	d.point.Intake.SetName("Анна")
	d.Press(fyne.KeyF10)
	d.WantSaid("Без согласия имя и телефон хранить нельзя. Отметьте согласие или сотрите данные")
	if check, ok := d.canvas.Focused().(*w.Check); !ok || !d.onView(check) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.Press(fyne.KeySpace, fyne.KeyF10)
	d.WantSaid("Место не указано. Если у проблемы нет места, сохраните так ещё раз")
	d.WantSaid("Сохранить без места (F10)")
	if address := d.entry("Адрес или ориентир"); d.canvas.Focused() != address || !d.onView(address) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.Press(fyne.KeyF10)
	d.saved()
}

// An emergency changes the screen: 112 at the top, in view, whether the kind or a person says so.
func TestEmergencyChangesTheScreen(t *testing.T) {
	d := open(t, uitest.Least)
	d.Press(fyne.KeyF6, fyne.KeyF6)
	if d.Said("112") {
		t.Fatal("112 is there already")
	}
	d.point.Intake.Choose("electricity-wire-down")
	d.WantSaid("Авария: сначала 112")
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if text, ok := o.(*w.Text); ok && text.Text() == "112" && !d.onView(text) {
			t.Error("112 can't be seen")
		}
	})
	d.point.Intake.Choose("roads-pothole")
	if d.Said("112") {
		t.Error("112 stays")
	}
	d.point.Intake.SetUrgency(civic.UrgencyEmergency)
	d.WantSaid("112")
}

// Esc asks before it clears, and a pointer finds the question where it pressed.
func TestClearAsks(t *testing.T) {
	d := open(t, uitest.Usual)
	d.Write("Анна")
	d.Press(fyne.KeyEscape)
	d.WantSaid("Точно очистить? (Esc)")
	if d.Said("Очистить (Esc)") {
		t.Error("both buttons are there")
	}
	d.Write("!")
	d.WantSaid("Очистить (Esc)")
	d.Press(fyne.KeyEscape, fyne.KeyEscape)
	if got := d.entry("Фамилия, имя, отчество").Text; got != "" {
		t.Errorf("%q is still there", got)
	}
}

// The postal address is asked for only when the answer goes by post.
func TestPostNeedsAnAddress(t *testing.T) {
	d := open(t, uitest.Usual)
	if d.Said("Почтовый адрес для ответа") {
		t.Fatal("an address is asked for without need")
	}
	d.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyEnd, fyne.KeyTab)
	d.WantSaid("Почтовый адрес для ответа")
	d.Write("ул. Лесная, 8")
	if got := d.point.Intake.State().Report.Reporter; got.Address != "ул. Лесная, 8" || got.Reply != civic.ReplyPost {
		t.Errorf("reporter %+v", got)
	}
}

// Files that can't be taken are named with the reason, and a photo that is taken out gives the keyboard to the tile.
func TestPhotosComeAndGo(t *testing.T) {
	photo, readme := presenttest.SharedPhoto(t, "DSCN0012.jpg"), presenttest.SharedPhoto(t, "README.md")
	d := open(t, uitest.Usual)
	d.host.picks = []present.PhotoFile{presenttest.File("/nowhere/lost.jpg"), photo, readme}
	d.Press(fyne.KeyF6, fyne.KeyF6, fyne.KeyF6, fyne.KeySpace)
	d.pictured(1)
	d.loop.Until("all files are through", func() bool { return !d.point.Intake.State().Taking })
	d.WantSaid("Приложено не всё")
	d.WantSaid("lost.jpg не приложен: файл не открывается там, где он лежит\nREADME.md не приложен: Это не фотография JPEG, PNG, WebP или HEIC")
	var thumb *w.Thumb
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*w.Thumb); ok {
			thumb = found
		}
	})
	d.canvas.Focus(thumb)
	d.Press(fyne.KeyDelete)
	d.loop.Until("the photo is gone", func() bool { return len(d.point.Intake.State().Photos) == 0 })
	if name := d.canvas.Focused().(fyne.Accessible).AccessibilityLabel(); name != "Добавить" {
		t.Errorf("the keyboard is on %q", name)
	}
	d.WantSaid("Координаты возьмём из фото, если есть")
}

// Tab goes from the name through every card to the main action, and stops nowhere twice.
func TestTabGoesThroughTheFormOnce(t *testing.T) {
	d := open(t, uitest.Usual)
	first := d.canvas.Focused()
	var at []fyne.Position
	for range 60 {
		o := d.canvas.Focused().(fyne.CanvasObject)
		if !w.Within(d.screen.Content(), o) {
			break
		}
		at = append(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
		d.Press(fyne.KeyTab)
	}
	if len(at) != 15 || first == d.canvas.Focused() {
		t.Errorf("%d stops: %v", len(at), at)
	}
}

// At the usual desk screen the empty form is seen whole.
func TestSeenWholeAtTheDesk(t *testing.T) {
	d := open(t, uitest.Usual)
	for _, l := range civic.Langs() {
		d.show(present.Look{Lang: l, Scale: 1}, uitest.Usual)
		uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
			if e, ok := o.(*w.Entry); ok && !d.onView(e) {
				t.Errorf("%s: a field can't be seen", l)
			}
		})
	}
}
