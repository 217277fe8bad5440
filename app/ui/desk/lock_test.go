package desk_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// citizen is what a citizen says; none of it may be seen once the report is saved, or the screen locked.
var citizen = []string{"Канарейкина", "Роза", "555-01-42", "Клетки", "Зёрнышко", "С-5150"}

func (x *window) ctrlShift(key fyne.KeyName) {
	pressed := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	x.win.canvas.acts[pressed.ShortcutName()](pressed)
	x.loop.Drain()
}

// hire adds somebody who works here.
func (x *window) hire(p *present.Point, name, pin, own string) {
	x.Helper()
	s := p.Settings.Staff
	n := len(s.State().People)
	s.Add()
	s.Submit(name, own, pin, pin)
	x.loop.Until("somebody is added", func() bool { return len(s.State().People) == n+1 && !s.State().Busy })
}

// tell fills the form with what the citizen says.
func tell(p *present.Point) {
	in := p.Intake
	in.SetName("Канарейкина Роза")
	in.SetPhone("+7 912 555-01-42")
	in.SetReply(civic.ReplyPost)
	in.SetReplyTo("пер. Клетки, 77")
	in.SetConsent(true)
	in.SetSheet("С-5150")
	in.Choose("roads-pothole")
	in.SetText("Зёрнышко просыпалось в яму")
	in.SetAddress("пер. Клетки, 77")
	if in.OnLoad != nil {
		in.OnLoad() // as if it had been typed
	}
}

// forgot fails the test if anything of the citizen is anywhere in the window: in words, in entries, in hidden parts.
func (x *window) forgot(when string) {
	x.Helper()
	seen := append(everything(x.win.Content()), x.win.Title(), x.desk.Clipboard())
	for _, line := range seen {
		for _, canary := range citizen {
			if strings.Contains(line, canary) {
				x.Errorf("%s: the window holds %q", when, line)
			}
		}
	}
	if len(seen) < 8 {
		x.Fatalf("%s: only %q was seen", when, seen)
	}
}

// everything is every text in an object, hidden or not.
func everything(o fyne.CanvasObject) (lines []string) {
	uitest.VisitAll(o, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.Text:
			lines = append(lines, o.Text())
		case *w.Paragraph:
			lines = append(lines, o.Text())
		case *w.Entry:
			lines = append(lines, o.Text, o.SelectedText(), o.PlaceHolder)
		}
	})
	return lines
}

// After a report was saved, nothing of its person is left on the form.
func TestScreenForgetsTheLastCitizen(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	p.Go(present.PageIntake)
	tell(p)
	if !strings.Contains(strings.Join(everything(x.win.Content()), "\n"), "Канарейкина") {
		t.Fatal("the form doesn't show what is in it: the test sees nothing")
	}
	x.press(fyne.KeyF10)
	x.loop.Until("it is saved", func() bool {
		if s := p.Intake.State(); len(s.Wrong) > 0 {
			t.Fatalf("%v", s.Wrong)
		}
		return p.Intake.State().Done.Number != ""
	})
	x.loop.Drain()
	x.forgot("after saving")
}

// Locking takes everything of citizens away, wherever it was, also what was copied; whoever comes back finds their draft.
func TestLockForgetsEverything(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Иванова", "1001", "")
	x.hire(p, "Ольга Петренко", "1002", "1001")
	p.Go(present.PageIntake)
	tell(p)
	x.press(fyne.KeyF10)
	x.loop.Until("it is saved", func() bool { return p.Intake.State().Done.Number != "" })
	tell(p) // another, unfinished
	x.ctrl(fyne.Key2)
	x.ctrl(fyne.KeyF)
	x.write("клетки")
	x.loop.Until("it is found", func() bool { return p.Journal.State().Query == "клетки" && p.Journal.State().Rows == 1 })
	p.Journal.Select(0)
	x.loop.Until("it is shown", func() bool { return p.Journal.State().Details != nil })
	x.desk.CopyText("Канарейкина Роза")
	x.ctrl(fyne.KeyL)
	if !p.Lock.Locked() {
		t.Fatal("Ctrl+L doesn't lock")
	}
	x.forgot("locked")
	if x.desk.Clipboard() != "" {
		t.Errorf("on the clipboard: %q", x.desk.Clipboard())
	}

	for _, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.KeyF, fyne.KeyL} { // nothing works from outside
		x.ctrl(key)
	}
	x.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/tmp/паспорт.jpg")})
	x.loop.Advance(time.Second)
	x.loop.Drain()
	x.forgot("after shortcuts and files from outside")
	if p.Intake.State().Begun || !p.Lock.Locked() {
		t.Error("something got in")
	}

	x.write("1001")
	x.press(fyne.KeyReturn)
	x.loop.Until("it is open", func() bool { return !p.Lock.Locked() })
	if p.State().Page != present.PageJournal {
		t.Errorf("page %s", p.State().Page)
	}
	p.Go(present.PageIntake)
	if got := strings.Join(everything(x.win.Content()), "\n"); !strings.Contains(got, "Канарейкина") || !strings.Contains(got, "Мария Иванова") {
		t.Errorf("the draft isn't there again:\n%s", got)
	}

	x.press(fyne.KeyF12) // does the same
	x.press(fyne.KeyDown)
	x.write("1002")
	x.press(fyne.KeyReturn)
	x.loop.Until("it is open", func() bool { return !p.Lock.Locked() })
	if p.State().Worker.Name != "Ольга Петренко" || p.State().Page != present.PageIntake {
		t.Errorf("%+v", p.State())
	}
	x.forgot("for another operator")
}

// What somebody else put on the clipboard is left alone.
func TestForeignClipboardStays(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Иванова", "1001", "")
	x.desk.CopyText("скопировано здесь")
	fyne.CurrentApp().Clipboard().SetContent("чужое")
	x.ctrl(fyne.KeyL)
	if got := x.desk.Clipboard(); got != "чужое" {
		t.Errorf("on the clipboard: %q", got)
	}
}

// What is copied from a field by keys is taken away too.
func TestCopiedFieldIsTakenAway(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Иванова", "1001", "")
	p.Go(present.PageIntake)
	x.write("Канарейкина")
	e := x.win.Canvas().Focused().(*w.Entry)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
	if x.desk.Clipboard() != "Канарейкина" {
		t.Fatalf("on the clipboard: %q", x.desk.Clipboard())
	}
	x.ctrl(fyne.KeyL)
	x.forgot("locked")
}

// Handing over by keys: the shift is summed up, the next one comes in.
func TestHandoverByKeys(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Иванова", "1001", "")
	x.hire(p, "Ольга Петренко", "1002", "1001")
	presenttest.Take(t, x.loop, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	x.ctrlShift(fyne.KeyL)
	x.loop.Until("the shift is summed up", func() bool { return p.Lock.State().Shift != nil })
	if got := uitest.Words(x.win); !strings.Contains(got, "Смена сдана: Мария Иванова") || !strings.Contains(got, "принято: 1 · отправлено: 0 · ждут отправки: 1") {
		t.Errorf("it says\n%s", got)
	}
	x.win.Canvas().Focused().TypedRune('2')
	x.write("1002")
	x.press(fyne.KeyReturn)
	x.loop.Until("it is open", func() bool { return !p.Lock.Locked() })
	if p.State().Worker.ID != 2 {
		t.Errorf("%+v", p.State().Worker)
	}
}

// Typing keeps the screen open, in whatever has the keyboard; silence closes it.
func TestTypingKeepsTheScreenOpen(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Иванова", "1001", "")
	p.Go(present.PageIntake)
	for range 20 {
		x.loop.Advance(20 * time.Second)
		x.write("\u0430")
	}
	x.ctrl(fyne.Key2)
	for range 20 {
		x.loop.Advance(20 * time.Second)
		x.press(fyne.KeyDown)
	}
	x.ctrl(fyne.Key5)
	for range 20 {
		x.loop.Advance(20 * time.Second)
		x.press(fyne.KeyRight, fyne.KeyLeft)
	}
	for range 20 {
		x.loop.Advance(20 * time.Second)
		x.win.Content().(desktop.Hoverable).MouseMoved(&desktop.MouseEvent{})
	}
	if p.Lock.Locked() {
		t.Fatal("locked while somebody works")
	}
	for range 16 {
		x.loop.Advance(20 * time.Second)
	}
	if !p.Lock.Locked() {
		t.Error("not locked")
	}
	x.WantSaid("Мария Иванова")
}

func TestScreensWithAnOperator(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.hire(p, "Мария Константинопольская", "1001", "")
	p.Go(present.PageIntake)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		p.Settings.SetLook(l)
		x.win.Resize(size)
		uitest.Draw(t, x.win, "desk-operator-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
}
