package enroll_test

import (
	"context"
	"errors"
	"net"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/enroll"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// desk is the page in a window, over a point without a portal.
type desk struct {
	uitest.Seat
	loop   *presenttest.Loop
	point  *present.Point
	screen *enroll.Screen
}

// noDemo can't start a district: only its card is looked at.
func noDemo(context.Context, string, string) (present.Demo, error) {
	return nil, errors.New("no district here")
}

func open(t *testing.T) *desk {
	t.Helper()
	h := uitest.NewHome(t)
	h.Env.Demo = noDemo
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open()}
	d.point.Go(present.PageEnroll)
	d.show(uitest.Russian, uitest.Usual)
	return d
}

// show makes the window, as the desk does when the look has changed.
func (d *desk) show(l present.Look, size fyne.Size) {
	uitest.Dress(d.T, d.point, l)
	d.screen = enroll.New(d.point.Enroll, d.point.Voice())
	d.Win = uitest.Show(d.T, d.point, d.screen.Content(), size)
	d.screen.Focus(d.Win.Canvas())
}

// deaf is an address where nobody listens.
func deaf(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return "http://" + l.Addr().String()
}

// What is missing is said where it is missing, and the keyboard is put there; what the line says is said beneath both.
func TestWhatIsWrongIsSaid(t *testing.T) {
	d := open(t)
	url := d.Win.Canvas().Focused()
	d.Write(deaf(t))
	d.Press(fyne.KeyReturn)
	code := d.Win.Canvas().Focused()
	if code == url {
		t.Fatal("Enter stays in the address")
	}
	d.Press(fyne.KeyReturn)
	d.WantSaid("Напишите код, который дал администратор")
	d.Write("ABCD-EFGH")
	d.Press(fyne.KeyReturn)
	d.WantSaid("Подключаю…")
	if !code.(*w.Entry).Disabled() {
		t.Error("the code can be changed while it is on its way")
	}
	d.loop.Until("the line has said no", func() bool { return !d.point.Enroll.State().Busy })
	d.WantSaid(d.point.Enroll.State().Problem)
	if d.Said("Подключаю…") || code.(*w.Entry).Disabled() {
		t.Error("still busy")
	}
	if s := d.point.Enroll.State(); s.Code != "ABCD-EFGH" {
		t.Errorf("the code is %q", s.Code)
	}
}

// The practice district is offered where there is one, and its trouble is said.
func TestPracticeDistrict(t *testing.T) {
	d := open(t)
	d.WantSaid("Попробовать в учебном районе")
	d.point.Enroll.TryDemo()
	d.WantSaid("Готовлю учебный район…")
	d.loop.Until("there is none", func() bool { return !d.point.Enroll.State().BusyDemo })
	d.WantSaid("Попробовать в учебном районе")
}

func TestWaitingReportsAreCounted(t *testing.T) {
	d := open(t)
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	d.loop.Until("it waits", func() bool { return d.point.Enroll.State().Waiting == 1 })
	d.point.Enroll.OnChange()
	d.WantSaid("1 запись ждёт подключения и уйдёт сразу")
}

// The page fits in every language, whatever is said on it.
func TestScreens(t *testing.T) {
	d := open(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		d.point.Enroll.SetURL("")
		d.point.Enroll.SetCode("")
		d.show(l, size)
		draw := func(state string) {
			uitest.Draw(t, d.Win, "enroll-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
		draw("empty")
		d.Write(deaf(t))
		d.Press(fyne.KeyReturn, fyne.KeyReturn)
		draw("no-code")
		d.Write("ABCD-EFGH")
		d.Press(fyne.KeyReturn)
		draw("busy")
		d.loop.Until("the line has said no", func() bool { return !d.point.Enroll.State().Busy })
		draw("wrong")
	})
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	d.loop.Until("it waits", func() bool { return d.point.Enroll.State().Waiting == 1 })
	uitest.DrawAll(t, d.point, "enroll-waiting", func() fyne.CanvasObject { return enroll.New(d.point.Enroll, d.point.Voice()).Content() })
}
