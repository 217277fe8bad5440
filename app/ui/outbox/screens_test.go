package outbox_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/outbox"
	"priyom/app/ui/uitest"
)

// at shows the queue in a window.
func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*outbox.Screen, fyne.Window) {
	uitest.Dress(t, p, l)
	s := outbox.New(p.Outbox, p.Voice())
	return s, uitest.Show(t, p, s.Content(), size)
}

func drawAll(t *testing.T, p *present.Point, state string) {
	uitest.DrawAll(t, p, "outbox-"+state, func() fyne.CanvasObject { return outbox.New(p.Outbox, p.Voice()).Content() })
}

func TestScreens(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageOutbox)
	h.Loop.Until("the queue is read", func() bool { return p.Outbox.State().Rows > 2 && p.Outbox.State().Link.Aside != "" })
	drawAll(t, p, "waiting")
}

func TestScreensWithoutPortal(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageOutbox)
	drawAll(t, p, "nothing")
	h2 := uitest.NewHome(t)
	h2.Fill(time.Hour, uitest.Many(30))
	p = h2.Open()
	p.Go(present.PageOutbox)
	h2.Loop.Until("the queue is read", func() bool { return p.Outbox.State().Rows == 30 })
	drawAll(t, p, "loose")
}
