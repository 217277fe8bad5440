package lock_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/lock"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// door is a locked screen in a window, over a real home folder.
type door struct {
	uitest.Seat
	loop   *presenttest.Loop
	p      *present.Point
	screen *lock.Screen
}

var names = []string{"Мария Иванова", "Ольга Константинопольская-Заречная", "Пётр Ильич Вознесенский"}

// shut is a point at which so many people work, locked.
func shut(t *testing.T, people int) *door {
	t.Helper()
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	for i := range people {
		own := ""
		if i > 0 {
			own = "1001"
		}
		s := p.Settings.Staff
		s.Add()
		s.Submit(names[i%len(names)], own, "100"+string(rune('1'+i)), "100"+string(rune('1'+i)))
		h.Loop.Until("somebody is added", func() bool { return len(s.State().People) == i+1 && !s.State().Busy })
	}
	p.Lock.Now()
	return &door{Seat: uitest.Seat{T: t}, loop: h.Loop, p: p}
}

// show draws the screen in a look.
func (d *door) show(l present.Look, size fyne.Size) {
	d.Helper()
	uitest.Dress(d.T, d.p, l)
	d.screen = lock.New(d.p.Lock, d.p.Voice())
	d.Win = uitest.Window(d.T, d.screen.Content(), size)
	d.Win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { d.screen.Key(key.Name) })
	d.screen.Focus(d.Win.Canvas())
}

func (d *door) looked() {
	d.Helper()
	d.loop.Until("it is looked at", func() bool { return !d.p.Lock.State().Busy })
}

// onPIN says that the keyboard is in the PIN.
func (d *door) onPIN() bool {
	e, ok := d.Win.Canvas().Focused().(*w.Entry)
	return ok && e.Password
}

func TestTheOneOnShiftOnlyTypesThePIN(t *testing.T) {
	d := shut(t, 2)
	d.show(uitest.Russian, uitest.Usual)
	if !d.onPIN() {
		t.Fatalf("the keyboard is on %T", d.Win.Canvas().Focused())
	}
	d.Write("1001")
	if d.Said("1001") {
		t.Error("the PIN is shown")
	}
	d.Press(fyne.KeyReturn)
	d.WantSaid("Проверяю…")
	d.loop.Until("it is open", func() bool { return !d.p.Lock.Locked() })
	if d.p.State().Worker.ID != 1 {
		t.Errorf("%+v", d.p.State().Worker)
	}
}

// Somebody else is chosen by arrows in the PIN, or after a handover by the number before their name.
func TestOthersAreChosenByKeys(t *testing.T) {
	d := shut(t, 3)
	d.show(uitest.Russian, uitest.Usual)
	d.Write("10")
	d.Press(fyne.KeyDown)
	if d.p.Lock.State().Chosen != 1 || d.Win.Canvas().Focused().(*w.Entry).Text != "" {
		t.Fatalf("chosen %d; digits of another's PIN are left", d.p.Lock.State().Chosen)
	}
	d.Write("1002")
	d.Press(fyne.KeyReturn)
	d.loop.Until("it is open", func() bool { return !d.p.Lock.Locked() })
	d.p.Lock.Handover()
	d.loop.Until("the shift is summed up", func() bool { return d.p.Lock.State().Shift != nil })
	d.show(uitest.Russian, uitest.Usual)
	if d.onPIN() {
		t.Fatal("nobody is on shift, and yet the PIN of somebody is asked for")
	}
	d.WantSaid("Смена сдана: Ольга Константинопольская-Заречная")
	d.Win.Canvas().Focused().TypedRune('3')
	if d.p.Lock.State().Chosen != 2 || !d.onPIN() {
		t.Fatalf("chosen %d", d.p.Lock.State().Chosen)
	}
	d.Write("1003")
	d.Press(fyne.KeyReturn)
	d.loop.Until("it is open", func() bool { return !d.p.Lock.Locked() })
	if d.p.State().Worker.ID != 3 {
		t.Errorf("%+v", d.p.State().Worker)
	}
}

func TestWrongPINsAreSaid(t *testing.T) {
	d := shut(t, 1)
	d.show(uitest.Russian, uitest.Usual)
	for range 3 {
		d.Write("9999")
		d.Press(fyne.KeyReturn)
		d.looked()
		if d.Win.Canvas().Focused().(*w.Entry).Text != "" {
			t.Error("a wrong PIN is still there")
		}
	}
	d.WantSaid("Слишком много неверных PIN. Попробовать снова можно через 5 секунд")
	d.loop.Advance(2 * time.Second)
	d.WantSaid("Слишком много неверных PIN. Попробовать снова можно через 3 секунды")
	d.loop.Advance(5 * time.Second)
	if strings.Contains(uitest.Words(d.Win), "Слишком много") {
		t.Error("it still says to wait")
	}
}

// A forgotten PIN is mended by keys alone.
func TestForgottenPINByKeys(t *testing.T) {
	d := shut(t, 1)
	d.show(uitest.Russian, uitest.Usual)
	d.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	d.loop.Until("it asks for the passphrase", func() bool { return d.p.Lock.State().Step == present.LockPhrase })
	d.Win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.p.Lock.State().Step != present.LockPIN {
		t.Fatal("Esc doesn't lead back")
	}
	d.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	d.loop.Until("it asks again", func() bool { return d.p.Lock.State().Step == present.LockPhrase })
	d.Write(presenttest.Passphrase)
	d.Press(fyne.KeyReturn)
	d.loop.Until("it asks for a new PIN", func() bool { return d.p.Lock.State().Step == present.LockRenew })
	d.Write("2002")
	d.Press(fyne.KeyReturn)
	d.Write("2002")
	d.Press(fyne.KeyReturn)
	d.loop.Until("it is open", func() bool { return !d.p.Lock.Locked() })
}

// Nothing of any citizen is on the screen, at any step.
func TestNothingOfCitizensIsSeen(t *testing.T) {
	d := shut(t, 2)
	d.show(uitest.Russian, uitest.Usual)
	for _, line := range uitest.Said(d.Win.Content()) {
		for _, never := range []string{"Петров", "Лесная", "СТ-04-", "912", "яма", "Яма"} {
			if strings.Contains(line, never) {
				t.Errorf("the screen says %q", line)
			}
		}
	}
}

func TestScreens(t *testing.T) {
	d := shut(t, 3)
	draw := func(state string) {
		uitest.EverySize(func(l present.Look, size fyne.Size) {
			d.show(l, size)
			uitest.Draw(t, d.Win, "lock-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		})
	}
	draw("pin")
	for range 3 {
		d.p.Lock.Enter("9999")
		d.looked()
	}
	draw("wait")
	d.loop.Advance(10 * time.Second)
	d.p.Lock.Enter("1001")
	d.loop.Until("it is open", func() bool { return !d.p.Lock.Locked() })
	d.p.Lock.Handover()
	d.loop.Until("the shift is summed up", func() bool { return d.p.Lock.State().Shift != nil })
	draw("handover")
	d.p.Lock.Forgot()
	d.loop.Until("it asks for the passphrase", func() bool { return d.p.Lock.State().Step == present.LockPhrase })
	draw("forgot")
	d.p.Lock.Passphrase(presenttest.Passphrase)
	d.loop.Until("it asks for a new PIN", func() bool { return d.p.Lock.State().Step == present.LockRenew })
	draw("renew")
}
