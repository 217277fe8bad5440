package district_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/district"
	"priyom/app/ui/uitest"
	"priyom/app/widgets/mapview"
	"priyom/civic"
	"priyom/tiles"
)

// lesnaya is a house of the practice district: ул. Лесная, 1.
var lesnaya = civic.Position{Lat: 52.33970, Lon: 42.76101}

// seat is the map's page in a window.
type seat struct {
	uitest.Seat
	home   *uitest.Home
	point  *present.Point
	screen *district.Screen
}

// village takes reports around Липовый Лог: in several states, three of them at one place, two at none.
func village(c *uitest.Clerk) {
	c.Enroll()
	at := func(i int) civic.Position {
		return civic.Position{Lat: lesnaya.Lat + civic.Degrees(i%3)*0.0011, Lon: lesnaya.Lon + civic.Degrees(i)*0.0014}
	}
	kinds := []civic.CategorySlug{"roads-pothole", "lighting-lamp-out", "waste-not-collected", "winter-ice-footway", "greenery-tree-dangerous", "transport-bus-missed"}
	var all []civic.ReportID
	for i, kind := range kinds {
		all = append(all, c.Take(uitest.Report{Kind: kind, Address: fmt.Sprintf("ул. Лесная, %d", i+1), Text: "Который день", Spot: at(i), Photos: []string{"DSCN0012.jpg"}[:i%2]}))
		c.Wait(time.Hour)
	}
	for range 3 {
		c.Take(uitest.Report{Kind: "roads-pothole", Address: "ул. Полевая, 4", Text: "Яма", Spot: civic.Position{Lat: 52.3449, Lon: 42.7731}})
		c.Wait(time.Minute)
	}
	for range 2 {
		c.Take(uitest.Report{Kind: "roads-pothole", Address: "у магазина", Text: "Яма"})
		c.Wait(time.Minute)
	}
	c.Deliver()
	c.Tell(all[0], "", civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork)
	c.Tell(all[1], "", civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork, civic.StatusSolved)
	c.Tell(all[2], "", civic.StatusModeration, civic.StatusAssigned, civic.StatusReturned)
}

// mapped is the page with a map, and what a village told on it.
func mapped(t *testing.T) *seat {
	t.Helper()
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(20*time.Hour, village)
	x := &seat{Seat: uitest.Seat{T: t}, home: h, point: h.Open()}
	h.Loop.Until("the map is open", func() bool { return x.point.Maps.Source() != nil })
	x.point.Go(present.PageMap)
	h.Loop.Until("the reports are read", func() bool { return x.point.MapPage.State().Count == 9 })
	x.show(uitest.Russian, uitest.Usual)
	return x
}

// show makes the window, as the desk does.
func (x *seat) show(l present.Look, size fyne.Size) {
	x.Helper()
	uitest.Dress(x.T, x.point, l)
	x.screen = district.New(x.point.MapPage, x.point.Maps, x.point.Voice())
	x.Win = uitest.Show(x.T, x.point, x.screen.Content(), size)
	c := x.Win.Canvas()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { x.screen.Key(k.Name) })
	x.screen.Focus(c)
	for range 5 {
		time.Sleep(2 * time.Millisecond) // markers are grouped elsewhere
		x.home.Loop.Drain()
	}
}

// chart is the map on the page.
func (x *seat) chart() *mapview.Map {
	x.Helper()
	m, ok := x.Win.Canvas().Focused().(*mapview.Map)
	if !ok {
		x.Fatalf("%T has the keyboard", x.Win.Canvas().Focused())
	}
	return m
}

// look looks at a place from near.
func (x *seat) look(at civic.Position) {
	x.Helper()
	x.chart().SetView(mapview.View{Centre: tiles.Project(at.Lat, at.Lon), Zoom: 17})
	for range 5 {
		time.Sleep(2 * time.Millisecond)
		x.home.Loop.Drain()
	}
}

func (x *seat) shown(what string) {
	x.Helper()
	x.home.Loop.Until(what, func() bool { return x.point.MapPage.State().Shown != nil })
}
