package day_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/day"
	"priyom/app/ui/uitest"
)

// busy is a point with a day's work in it.
func busy(t testing.TB) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageDay)
	h.Loop.Until("the day is read", func() bool { return !p.Day.State().Loading })
	return h, p
}

func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*day.Screen, fyne.Window) {
	uitest.Dress(t, p, l)
	s := day.New(p.Day, p.Voice())
	return s, uitest.Show(t, p, s.Content(), size)
}

func TestScreens(t *testing.T) {
	_, p := busy(t)
	p.Day.SetPaper("7")
	p.Day.Check(0)
	uitest.DrawAll(t, p, "day", func() fyne.CanvasObject { return day.New(p.Day, p.Voice()).Content() })
}

func TestEmptyScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageDay)
	h.Loop.Until("the day is read", func() bool { return !p.Day.State().Loading })
	uitest.DrawAll(t, p, "day-yet", func() fyne.CanvasObject { return day.New(p.Day, p.Voice()).Content() })
}

// Without a mouse: the paper book's number is typed, numbers are ticked with Space, the page keys turn the days.
func TestDayByKeyboard(t *testing.T) {
	h, p := busy(t)
	s, win := at(t, p, uitest.Russian, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	seat := &uitest.Seat{T: t, Win: win}
	s.Focus(win.Canvas())
	here := p.Day.State().Rows
	seat.Write("99")
	if said := p.Day.State(); said.Tone != present.ToneAlarm || !strings.Contains(uitest.Words(win), said.Said) {
		t.Errorf("%d here, 99 in the book: %q", here, said.Said)
	}
	for range 20 { // on to the numbers
		if p.Day.Row(0).Checked {
			break
		}
		win.Canvas().FocusNext()
		if _, ok := win.Canvas().Focused().(fyne.Disableable); !ok {
			seat.Press(fyne.KeySpace)
			h.Loop.Drain()
		}
	}
	if !p.Day.Row(0).Checked {
		t.Error("the keyboard didn't tick a number")
	}
	if !s.Key(fyne.KeyPageUp) || s.Key(fyne.KeyF2) {
		t.Error("PageUp isn't the page's, or F2 is")
	}
	h.Loop.Until("the day before is shown", func() bool { return !p.Day.State().Today && !p.Day.State().Loading })
	s.Key(fyne.KeyHome)
	h.Loop.Until("today is shown with what was typed", func() bool { return p.Day.State().Today && p.Day.State().Paper == "99" })
}
