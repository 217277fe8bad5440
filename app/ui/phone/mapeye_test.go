package phone_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/app/widgets/mapview"
	"priyom/civic"
	"priyom/tiles"
)

// chart is the map that is shown.
func (x *pocket) chart() (m *mapview.Map) {
	x.Helper()
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*mapview.Map); ok {
			m = found
		}
	})
	if m == nil {
		x.Fatal("there is no map")
	}
	return m
}

func (x *pocket) toMap(p *present.Point) *mapview.Map {
	x.Helper()
	x.loop.Until("the map is there", func() bool { return p.Maps.Source() != nil })
	p.Shell.Go(present.PageMap)
	return x.chart()
}

// Another language, another theme, another tab and a new start leave the map where one looks.
func TestTheMapStaysWhereOneLooks(t *testing.T) {
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(time.Hour, func(c *uitest.Clerk) {
		c.As(civic.RoleCitizen).Enroll()
		uitest.Many(3)(c)
	})
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	x.toMap(p).SetView(mapview.View{Centre: tiles.Project(52.3397, 42.7610), Zoom: 16})
	want := x.chart().View()
	same := func(after string) {
		t.Helper()
		at := x.chart().View()
		if d := max(at.Centre.X-want.Centre.X, want.Centre.X-at.Centre.X, at.Centre.Y-want.Centre.Y, want.Centre.Y-at.Centre.Y); d > 64 || at.Zoom != want.Zoom {
			t.Errorf("%s: %+v, not %+v", after, at, want)
		}
	}
	before := x.chart()
	p.Settings.SetLook(present.Look{Lang: civic.LangUK, Scale: 1})
	if x.chart() == before {
		t.Fatal("the page wasn't built anew: nothing is tested")
	}
	same("another language")
	p.Settings.SetLook(present.Look{Lang: civic.LangUK, Dark: true, Scale: 1.5})
	same("another theme and text size")
	p.Shell.Go(present.PageMore)
	p.Shell.Go(present.PageMap)
	same("another tab")
	x.phone.Close()
	x.start(uitest.Long)
	p = x.open()
	x.loop.Until("the map is there again", func() bool { return p.Maps.Source() != nil && p.Shell.Top().Page == present.PageMap })
	x.loop.Drain()
	same("a new start")
}

// An inspector's tasks and the page of the pin keep theirs likewise.
func TestSmallMapsStayWhereOneLooks(t *testing.T) {
	x := newPocket(t, field(t), uitest.Long)
	p := x.tasks()
	look := func(page string) {
		t.Helper()
		m := x.chart()
		m.SetView(mapview.View{Centre: tiles.Point{X: m.View().Centre.X + 9000, Y: m.View().Centre.Y - 5000}, Zoom: m.View().Zoom - 1})
		want := m.View()
		p.Settings.SetLook(present.Look{Lang: civic.LangEN, Dark: !p.Look().Dark, Scale: 1})
		if at := x.chart().View(); at != want {
			t.Errorf("%s: %+v, not %+v", page, at, want)
		}
	}
	look("tasks")
	p.Shell.Push(present.PagePin, "")
	look("pin")
}
