package phone_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/phone"
	"priyom/app/ui/uitest"
)

// pocket is a phone in a test window, over a real home folder.
type pocket struct {
	uitest.Thumb
	loop  *presenttest.Loop
	env   *present.Env
	phone *phone.Phone
}

// newPocket opens the phone of a home folder on a screen of a size.
func newPocket(t *testing.T, h *uitest.Home, size fyne.Size) *pocket {
	t.Helper()
	x := &pocket{loop: h.Loop, env: h.Env}
	x.T = t
	x.start(size)
	return x
}

// start is the program's, after nothing or after it was killed.
func (x *pocket) start(size fyne.Size) {
	x.Helper()
	a := test.NewTempApp(x.T)
	x.Win = test.NewTempWindow(x.T, nil)
	x.phone = phone.New(a, x.Win, x.env, nil)
	x.phone.Open()
	x.Win.Resize(size)
	x.Cleanup(x.phone.Close)
}

// open waits until the gate is passed.
func (x *pocket) open() *present.Point {
	x.Helper()
	x.loop.Until("the gate opens", func() bool { return x.phone.Point() != nil })
	return x.phone.Point()
}

func TestBackGoesStepByStep(t *testing.T) {
	x := newPocket(t, uitest.NewHome(t), uitest.Long)
	p := x.open()
	x.Tap("Ещё")
	x.Tap("Связь и отправка")
	if at := p.Shell.Top().Page; at != present.PageOutbox {
		t.Fatalf("at %s", at)
	}
	for _, want := range []present.Page{present.PageMore, present.PageIntake, present.PageIntake} {
		x.Press(mobile.KeyBack)
		if at := p.Shell.Top().Page; at != want {
			t.Errorf("back led to %s, not to %s", at, want)
		}
	}
}

// A tab keeps the page that one was on; tapping it again leads to its first.
func TestTabsKeepTheirPlace(t *testing.T) {
	x := newPocket(t, uitest.NewHome(t), uitest.Long)
	p := x.open()
	x.Tap("Ещё")
	x.Tap("Связь и отправка")
	x.Tap("Мои")
	x.Tap("Ещё")
	if at := p.Shell.Top().Page; at != present.PageOutbox {
		t.Errorf("the tab shows %s", at)
	}
	x.Tap("Ещё")
	if at := p.Shell.Top().Page; at != present.PageMore {
		t.Errorf("tapped again it shows %s", at)
	}
}

// Killed anywhere, the program comes back to the same page.
func TestComesBackToTheSamePage(t *testing.T) {
	h := uitest.NewHome(t)
	x := newPocket(t, h, uitest.Long)
	x.open()
	x.Tap("Ещё")
	x.Tap("Связь и отправка")
	x.phone.Close()
	x.start(uitest.Long)
	p := x.open()
	if at := p.Shell.Top().Page; at != present.PageOutbox || p.Shell.Tab() != present.PageMore {
		t.Fatalf("it came back to %s in %s", at, p.Shell.Tab())
	}
	x.WantSaid("Связь и отправка")
	x.Press(mobile.KeyBack)
	if at := p.Shell.Top().Page; at != present.PageMore {
		t.Errorf("back led to %s", at)
	}
}

// What a newer or an older program kept of places that aren't here is left out.
func TestUnknownPlaces(t *testing.T) {
	h := uitest.NewHome(t)
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	x.Tap("Ещё")
	p.Shell.Push("of-tomorrow", "7")
	x.WantSaid("Этой страницы здесь нет")
	x.phone.Close()
	x.start(uitest.Long)
	if at := x.open().Shell.Top().Page; at != present.PageMore {
		t.Errorf("it came back to %s", at)
	}
}

func TestShellFits(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(0, func(c *uitest.Clerk) { c.Enroll() })
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PageMore)
	uitest.EveryPhone(func(l present.Look, size fyne.Size) {
		x.Win.Resize(size)
		uitest.Hold(p, l)
		uitest.Draw(t, x.Win, "phone-more-"+uitest.PhoneName(l, size))
	})
}
