package stats_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/stats"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

func counted(t testing.TB) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(t)
	h.Fill(14*24*time.Hour, uitest.Fortnight)
	p := h.Open()
	p.Go(present.PageStats)
	h.Loop.Until("it is counted", func() bool { return !p.Stats.State().Loading })
	return h, p
}

func TestScreens(t *testing.T) {
	_, p := counted(t)
	uitest.DrawAll(t, p, "stats", func() fyne.CanvasObject { return stats.New(p.Stats, p.Voice()).Content() })
}

func TestEmptyScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageStats)
	h.Loop.Until("it is counted", func() bool { return !p.Stats.State().Loading })
	uitest.DrawAll(t, p, "stats-yet", func() fyne.CanvasObject { return stats.New(p.Stats, p.Voice()).Content() })
}

// Without a mouse: arrows choose the period, the page keys go back and on, and the chart can be read as numbers.
func TestStatsByKeyboard(t *testing.T) {
	h, p := counted(t)
	uitest.Dress(t, p, uitest.Russian)
	s := stats.New(p.Stats, p.Voice())
	win := uitest.Show(t, p, s.Content(), uitest.Usual)
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyLeft) // from the month to the week
	h.Loop.Until("the week is counted", func() bool { s := p.Stats.State(); return s.Chosen == 0 && !s.Loading && len(s.Bars) == 7 })
	if !s.Key(fyne.KeyPageUp) {
		t.Error("PageUp isn't the page's")
	}
	h.Loop.Until("the week before is counted", func() bool { s := p.Stats.State(); return !s.Loading && s.Next })
	bars := p.Stats.State().Bars
	if strings.Contains(uitest.Words(win), bars[3].Label) {
		t.Errorf("%q is said before anybody asked for numbers", bars[3].Label)
	}
	for range 12 {
		if chip, ok := win.Canvas().Focused().(*w.Chip); ok && chip.Visible() {
			break
		}
		win.Canvas().FocusNext()
	}
	uitest.Press(win, fyne.KeySpace)
	if !strings.Contains(uitest.Words(win), bars[3].Label) {
		t.Errorf("%q isn't said as a number:\n%s", bars[3].Label, uitest.Words(win))
	}
}
