package journal_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// A report with a position has a picture of the map beside it, one without has none.
func TestStillMap(t *testing.T) {
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(time.Hour, func(c *uitest.Clerk) {
		c.Take(uitest.Report{Kind: "roads-pothole", Address: "ул. Лесная, 1", Text: "Яма", Spot: civic.Position{Lat: 52.33970, Lon: 42.76101}})
		c.Wait(time.Minute)
		c.Take(uitest.Report{Kind: "roads-pothole", Address: "у магазина", Text: "Яма"})
	})
	p := h.Open()
	h.Loop.Until("the map is open", func() bool { return p.Maps.Source() != nil })
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows == 2 })
	for _, l := range uitest.Looks() {
		_, win, _ := at(t, p, l, uitest.Usual)
		choose(h, p, 1)
		h.Loop.Until("the map is drawn", func() bool { return pictures(win) == 1 })
		uitest.Draw(t, win, "journal-map-"+uitest.Name(l))
		choose(h, p, 0)
		if n := pictures(win); n != 0 {
			t.Errorf("%d pictures of no place", n)
		}
	}
}

// pictures counts those that are shown and have something in them; icons are none.
func pictures(win fyne.Window) (n int) {
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if i, ok := o.(*canvas.Image); ok && i.Image != nil {
			n++
		}
	})
	return n
}
