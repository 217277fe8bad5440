package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
)

// By telephone the phone comes first, consent is said and not signed, and who called is called back.
func TestTelephoneByKeys(t *testing.T) {
	d := open(t, uitest.Usual)
	d.Press(fyne.KeyF2)
	phone := d.entry("Телефон")
	if d.canvas.Focused() != phone {
		t.Fatal("the keyboard isn't at the phone")
	}
	if d.Said("Лист №") || !d.Said("Согласие на обработку данных дано устно") {
		t.Error("a signature is asked for over the telephone")
	}
	d.Write("9120004115")
	d.Press(fyne.KeyReturn)
	if d.canvas.Focused() != d.entry("Фамилия, имя, отчество") || phone.Text != "+7 912 000-41-15" {
		t.Errorf("the keyboard isn't at the name, or the phone is %q", phone.Text)
	}
	d.Write("козак иван")
	d.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	d.Press(fyne.KeyTab)
	d.Write("яма")
	d.Press(fyne.KeyReturn, fyne.KeyReturn)
	d.Write("Яма у моста")
	d.Press(fyne.KeyF10)
	d.Press(fyne.KeyF10) // without a place
	d.saved()
	if d.canvas.Focused() != d.entry("Телефон") {
		t.Error("the next call doesn't begin with the phone")
	}
	d.stored("Козак Иван", "+7 912 000-41-15", "По телефону", "дано устно, по телефону", "по телефону")
}

// stored is the report saved last, as the journal shows it.
func (d *desk) stored(wants ...string) {
	d.Helper()
	d.point.Journal.Show(d.point.Intake.State().Done.ID)
	d.loop.Until("its details are read", func() bool { return d.point.Journal.State().Details != nil })
	got := fmt.Sprintf("%+v", *d.point.Journal.State().Details)
	for _, want := range wants {
		if !strings.Contains(got, want) {
			d.Errorf("%q isn't in %.1500s", want, got)
		}
	}
	d.point.Go(present.PageIntake)
}

// The dispatcher's form is one column: what, where, words, phone. Enter and F6 go down it, and what was typed stays when the
// form is changed in the middle.
func TestDispatcherByKeys(t *testing.T) {
	d := open(t, uitest.Least)
	d.Press(fyne.KeyF2, fyne.KeyF2, fyne.KeyF2)
	if s := d.point.Intake.State(); s.Mode != present.ModeDispatch || s.Begun {
		t.Fatalf("mode %s, begun %v", s.Mode, s.Begun)
	}
	if d.canvas.Focused() != d.entry("Вид проблемы") {
		t.Fatal("the keyboard isn't at the kind")
	}
	d.Write("прорвало трубу")
	d.Press(fyne.KeyReturn, fyne.KeyReturn)
	if d.canvas.Focused() != d.entry("Адрес или ориентир") {
		t.Fatal("the keyboard isn't at the address")
	}
	d.Write("Лесная, 8")
	d.Press(fyne.KeyReturn)
	if d.canvas.Focused() != d.entry("Со слов заявителя") {
		t.Fatal("the keyboard isn't at the words")
	}
	d.Write("Вода течёт по улице")
	d.Press(fyne.KeyF6)
	if d.canvas.Focused() != d.entry("Телефон") {
		t.Fatal("the keyboard isn't at the phone")
	}
	d.Press(fyne.KeyF2)
	if got := d.entry("Адрес или ориентир").Text; got != "Лесная, 8" {
		t.Errorf("the address is %q", got)
	}
	d.Press(fyne.KeyF2, fyne.KeyF2, fyne.KeyF2, fyne.KeyF10)
	d.saved()
	if s := d.point.Intake.State(); s.Mode != present.ModeDispatch {
		t.Errorf("the next call is taken as %s", s.Mode)
	}
	d.stored("Лесная, 8", "Вода течёт по улице", "По телефону", "не назвался")
}

func TestModeScreens(t *testing.T) {
	h := uitest.NewHome(t)
	h.Map()
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open(), host: &host{}}
	d.loop.Until("the map is open", func() bool { return d.point.Maps.Source() != nil })
	d.point.Go(present.PageIntake)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		if l.Dark {
			return
		}
		for _, m := range []present.IntakeMode{present.ModePhone, present.ModeDispatch} {
			d.point.Intake.SetMode(m)
			d.show(l, size)
			uitest.Draw(t, d.Win, "intake-"+string(m)+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
	})
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
}
