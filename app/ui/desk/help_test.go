package desk_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// F1 works while somebody types, and goes back to where they were.
func TestHelpOnF1(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	p.Go(present.PageIntake)
	x.write("Петрова")
	x.press(fyne.KeyF1)
	if p.State().Page != present.PageHelp {
		t.Fatalf("page %s", p.State().Page)
	}
	for _, g := range p.Help.Groups() {
		x.WantSaid(g.Title)
		for _, k := range g.Keys {
			x.WantSaid(k.Keys)
		}
	}
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		p.Settings.SetLook(l)
		x.win.Resize(size)
		uitest.Draw(t, x.win, "help-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
	x.press(fyne.KeyEscape)
	if p.State().Page != present.PageIntake || p.Intake.State().Report.Reporter.Name != "Петрова" {
		t.Errorf("page %s, name %q", p.State().Page, p.Intake.State().Report.Reporter.Name)
	}
	x.press(fyne.KeyF1)
	x.press(fyne.KeyF1)
	if p.State().Page != present.PageIntake {
		t.Errorf("F1 again leads to %s", p.State().Page)
	}
}

// The tour is gone through by keys, page by page, and what is on the pages can be used meanwhile.
func TestTourByKeyboard(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	x.press(fyne.KeyF1, fyne.KeyReturn)
	if s := p.Tour.State(); !s.On || !s.First {
		t.Fatalf("%+v", s)
	}
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		p.Settings.SetLook(l)
		x.win.Resize(size)
		uitest.Draw(t, x.win, "tour-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
	p.Settings.SetLook(uitest.Russian)
	for steps := 0; p.Tour.State().On; steps++ {
		s := p.Tour.State()
		x.WantSaid(s.Title)
		x.WantSaid(s.Text)
		if steps > 20 {
			t.Fatal("it never ends")
		}
		x.tab(s.Next)
		x.press(fyne.KeyReturn)
	}
	if p.State().Page != present.PageIntake {
		t.Errorf("it ends on %s", p.State().Page)
	}
}

// tab goes on until a button has the keyboard.
func (x *window) tab(name string) {
	x.Helper()
	for range 200 {
		if b, ok := x.win.Canvas().Focused().(*w.Button); ok && b.AccessibilityLabel() == name {
			return
		}
		x.win.Canvas().FocusNext()
	}
	x.Fatalf("Tab never comes to %q", name)
}
