package intake_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// was is somebody who was at the desk before.
func (d *desk) was(name, phone string) {
	d.Helper()
	in := d.point.Intake
	in.SetName(name)
	in.SetPhone(phone)
	in.SetConsent(true)
	presenttest.Take(d.T, d.loop, d.point, "roads-pothole", "Яма", "ул. Лесная, 8")
}

// offered waits until people are offered.
func (d *desk) offered(n int) {
	d.Helper()
	d.loop.Until("people are offered", func() bool { return len(d.point.Intake.State().Visitors) == n })
}

// Typing a few letters and choosing with Down and Enter is all it takes; then the keyboard is at what happened.
func TestVisitorByKeys(t *testing.T) {
	d := open(t, uitest.Usual)
	d.was("Петрова Анна Сергеевна", "89120004115")
	d.was("Петренко Иван", "")
	d.Write("петр")
	d.offered(2)
	d.WantSaid("Петрова Анна Сергеевна · +7 912 000-41-15")
	d.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := d.entry("Фамилия, имя, отчество").Text; got != "Петрова Анна Сергеевна" {
		t.Errorf("the name is %q", got)
	}
	if got := d.entry("Телефон").Text; got != "+7 912 000-41-15" {
		t.Errorf("the phone is %q", got)
	}
	if d.canvas.Focused() != d.entry("Вид проблемы") {
		t.Error("the keyboard isn't at what happened")
	}
}

// Enter without a choice keeps what was typed: a namesake is somebody else.
func TestEnterKeepsTheNewName(t *testing.T) {
	d := open(t, uitest.Usual)
	d.was("Петрова Анна Сергеевна", "89120004115")
	d.Write("петр")
	d.offered(1)
	d.Press(fyne.KeyReturn)
	if got := d.entry("Фамилия, имя, отчество").Text; got != "Петр" {
		t.Errorf("the name is %q", got)
	}
	phone := d.entry("Телефон")
	if d.canvas.Focused() != phone {
		t.Fatal("the keyboard isn't at the phone")
	}
	d.Write("9120004115")
	d.offered(1)
	d.Press(fyne.KeyTab)
	if phone.Text != "+7 912 000-41-15" {
		t.Errorf("the phone is %q", phone.Text)
	}
	uitest.Visit(d.Win.Content(), func(o fyne.CanvasObject) {
		if _, ok := o.(*w.SuggestList); ok {
			t.Error("the list stays open")
		}
	})
}
