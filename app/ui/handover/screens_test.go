package handover_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/handover"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

type host struct{ shown civic.ReportID }

func (h *host) ShowReport(id civic.ReportID) { h.shown = id }

// answered is a point with answers for people without the internet.
func answered(t testing.TB) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(t)
	h.Fill(9*24*time.Hour, uitest.Answered)
	p := h.Open()
	p.Go(present.PageHandOver)
	h.Loop.Until("the list is read", func() bool { return p.HandOver.State().Rows > 0 })
	return h, p
}

// at shows the page in a window.
func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*handover.Screen, fyne.Window, *host) {
	uitest.Dress(t, p, l)
	h := &host{}
	s := handover.New(p.HandOver, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

func TestScreens(t *testing.T) {
	h, p := answered(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		for i, state := range []string{"post", "phone"} {
			p.HandOver.Select(i)
			_, win, _ := at(t, p, l, size)
			uitest.Draw(t, win, "handover-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
		p.HandOver.Filter(1)
		h.Loop.Until("what was handed over is listed", func() bool { s := p.HandOver.State(); return s.Chosen == 1 && s.Rows > 0 })
		_, win, _ := at(t, p, l, size)
		uitest.Draw(t, win, "handover-done-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		p.HandOver.Filter(0)
		h.Loop.Until("what waits is listed", func() bool { s := p.HandOver.State(); return s.Chosen == 0 && s.Rows > 0 })
	})
}

func TestEmptyScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageHandOver)
	h.Loop.Until("the list is read", func() bool { return !p.HandOver.State().Loading })
	uitest.DrawAll(t, p, "handover-yet", func() fyne.CanvasObject { return handover.New(p.HandOver, p.Voice(), &host{}).Content() })
}

// Everything without a pointer: choose an answer, note what was said, and press how it ended; F10 is the usual end.
func TestHandOverByKeyboard(t *testing.T) {
	h, p := answered(t)
	s, win, asked := at(t, p, uitest.Russian, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	seat := &uitest.Seat{T: t, Win: win}
	s.Focus(win.Canvas())
	seat.Press(fyne.KeyHome, fyne.KeyDown) // the second: by telephone
	if d := p.HandOver.State().Details; d == nil || d.Name != "Козак Иван Дмитриевич" {
		t.Fatalf("%+v", d)
	}
	for _, want := range []string{"Яма у остановки внесена в план ремонта на май.", "Ответ №\u00a012-51", "+7 912 000-77-02", "Дозвонились, рассказали (F10)", "Придёт сам"} {
		seat.WantSaid(want)
	}
	focus := func(found func(f fyne.Focusable) bool) {
		t.Helper()
		for range 40 {
			if f := win.Canvas().Focused(); f != nil && found(f) {
				return
			}
			win.Canvas().FocusNext()
		}
		t.Fatal("Tab doesn't get there")
	}
	named := func(name string) func(fyne.Focusable) bool {
		return func(f fyne.Focusable) bool {
			b, ok := f.(interface{ AccessibilityLabel() string })
			return ok && b.AccessibilityLabel() == name
		}
	}
	focus(func(f fyne.Focusable) bool { _, ok := f.(*w.Entry); return ok })
	seat.Write("зайдёт в среду")
	focus(named("Придёт сам"))
	seat.Press(fyne.KeyReturn)
	h.Loop.Until("the attempt is noted", func() bool { d := p.HandOver.State().Details; return d != nil && len(d.Tried) == 3 })
	if d := p.HandOver.State().Details; d.Tried[0].What != "Придёт за ответом: зайдёт в среду" {
		t.Errorf("%+v", d.Tried)
	}
	focus(named("Показать обращение"))
	seat.Press(fyne.KeySpace)
	if asked.shown != p.HandOver.State().Details.Report {
		t.Error("the report wasn't asked for")
	}
	before := p.HandOver.State().Rows
	s.Key(fyne.KeyF10)
	h.Loop.Until("it is handed over, and its neighbour is next", func() bool {
		st := p.HandOver.State()
		return st.Rows == before-1 && st.Details != nil && st.Details.Name != "Козак Иван Дмитриевич"
	})
	if s.Key(fyne.KeyF2) {
		t.Error("F2 is the page's")
	}
}
