package phone_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// choose taps what is called so on the sheet over the page.
func (x *pocket) choose(name string) {
	x.Helper()
	var found fyne.Tappable
	uitest.Visit(x.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if n, ok := o.(interface {
			fyne.Tappable
			AccessibilityLabel() string
		}); ok && n.AccessibilityLabel() == name {
			found = n
		}
	})
	if found == nil {
		x.Fatalf("no %q", name)
	}
	test.Tap(found)
}

// Going on, declining, the back button and another question answer, once, and the page beneath is as it was.
func TestExplain(t *testing.T) {
	x := newPocket(t, uitest.NewHome(t), uitest.Long)
	p := x.open()
	at := p.Shell.Top()
	for how, want := range map[string]bool{"go on": true, "later": false, "back": false, "another": false} {
		var said []bool
		x.phone.Explain("position", func(goOn bool) { said = append(said, goOn) })
		switch how {
		case "go on":
			x.choose("Продолжить")
		case "later":
			x.choose("Не сейчас")
		case "back":
			x.Press(mobile.KeyBack)
		case "another":
			x.phone.Explain("sound", func(bool) {})
			x.Press(mobile.KeyBack)
		}
		if len(said) != 1 || said[0] != want || x.Win.Canvas().Overlays().Top() != nil || p.Shell.Top() != at {
			t.Errorf("%s: %v", how, said)
		}
	}
}

func TestExplanationsFit(t *testing.T) {
	h := uitest.NewHome(t)
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PageMore)
	show := func(need string, l present.Look, size fyne.Size) {
		x.Win.Resize(size)
		uitest.Hold(p, l)
		x.phone.Explain(need, func(bool) {})
		uitest.Draw(t, x.Win, "phone-why-"+need+"-"+uitest.PhoneName(l, size))
		x.Press(mobile.KeyBack)
	}
	uitest.EveryPhone(func(l present.Look, size fyne.Size) { show("position", l, size) })
	for _, l := range civic.Langs() {
		show("sound", present.Look{Lang: l, Scale: 1}, uitest.Pocket)
		show("notices", present.Look{Lang: l, Scale: 1}, uitest.Pocket)
	}
}
