package intake_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/tiles"
)

// mapped is the form with the practice district's map.
func mapped(t *testing.T, size fyne.Size) *desk {
	t.Helper()
	h := uitest.NewHome(t)
	h.Map()
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open(), host: &host{}}
	d.loop.Until("the map is open", func() bool { return d.point.Maps.Source() != nil })
	d.point.Go(present.PageIntake)
	d.show(uitest.Russian, size)
	return d
}

// chart is the map on the form.
func (d *desk) chart() *mapview.Map {
	d.Helper()
	var found *mapview.Map
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if m, ok := o.(*mapview.Map); ok {
			found = m
		}
	})
	if found == nil {
		d.Fatal("there is no map")
	}
	return found
}

// An address is found and put on the map by keys alone, and the position is in the stored report.
func TestAddressByKeysAlone(t *testing.T) {
	d := mapped(t, uitest.Usual)
	d.point.Intake.Choose("roads-pothole")
	d.point.Intake.SetText("Яма у остановки")
	d.canvas.Focus(d.entry("Адрес или ориентир"))
	d.Write("лесная 1")
	d.loop.Until("places are offered", func() bool { return len(d.point.Intake.State().Places) > 0 })
	first := d.point.Intake.State().Places[0]
	d.WantSaid(first.Title)
	d.Press(fyne.KeyReturn)
	if got, village := d.entry("Адрес или ориентир").Text, d.entry("Населённый пункт").Text; got != "ул. Лесная, 1" || village != first.Under {
		t.Errorf("%q in %q, want %+v", got, village, first)
	}
	m := d.chart()
	at, set := d.point.Intake.Pin()
	if pin, ok := m.Pin(); !set || !ok || pin != at || !near(m.View().Centre, at) {
		t.Errorf("the pin is at %v, the view at %v, the report at %v", pin, m.View(), at)
	}
	d.WantSaid("найдено по адресу")
	d.Press(fyne.KeyF10)
	d.saved()
	d.point.Journal.Show(d.point.Intake.State().Done.ID)
	d.loop.Until("it is in the journal", func() bool { return d.point.Journal.State().Details != nil })
	if got := d.point.Journal.State().Details; got.Spot.Where == "" || got.Where != first.Under+", ул. Лесная, 1" {
		t.Errorf("stored: %+v", got)
	}
	if _, ok := d.chart().Pin(); ok {
		t.Error("the pin is in the next report")
	}
}

// Enter before the list has caught up takes what was typed, and what is written behind a chosen address stays.
func TestEnterLosesNothingTyped(t *testing.T) {
	d := mapped(t, uitest.Usual)
	address := d.entry("Адрес или ориентир")
	d.canvas.Focus(address)
	d.Write("лесная")
	d.loop.Until("places are offered", func() bool { return len(d.point.Intake.State().Places) > 0 })
	d.Write(" 1")
	d.Press(fyne.KeyReturn)
	if address.Text != "лесная 1" {
		t.Fatalf("the older list put in %q", address.Text)
	}
	d.loop.Until("the house is taken", func() bool { _, set := d.point.Intake.Pin(); return set })
	if address.Text != "ул. Лесная, 1" {
		t.Errorf("it took %q", address.Text)
	}
	d.canvas.Focus(address)
	d.Write(", кв. 3")
	d.loop.Until("the house is offered again", func() bool { return len(d.point.Intake.State().Places) > 0 })
	d.Press(fyne.KeyReturn)
	if address.Text != "ул. Лесная, 1, кв. 3" {
		t.Errorf("Enter left %q", address.Text)
	}
}

// near says that two places are on one small map.
func near(a, b tiles.Point) bool {
	return max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y) < tiles.WorldSize>>17
}

// What is tapped is named, the view stays; what somebody wrote stays too.
func TestTapOnTheMap(t *testing.T) {
	d := mapped(t, uitest.Usual)
	m := d.chart()
	village := tiles.Project(52.33970, 42.76101)
	m.SetView(mapview.View{Centre: village, Zoom: 17})
	before := m.View()
	d.canvas.Focus(m)
	d.Press(fyne.KeyReturn)
	d.loop.Until("it is named", func() bool { return d.entry("Адрес или ориентир").Text != "" })
	if got, in := d.entry("Адрес или ориентир").Text, d.entry("Населённый пункт").Text; got != "ул. Лесная, 1" || in != "Липовый Лог" {
		t.Errorf("%q in %q", got, in)
	}
	if m.View() != before {
		t.Errorf("the view went from %v to %v", before, m.View())
	}
	d.WantSaid("точка на карте")
	d.canvas.Focus(d.entry("Адрес или ориентир"))
	d.Write(", у колодца")
	m.OnPinDropped(tiles.Point{X: village.X + 4000, Y: village.Y})
	d.loop.Until("the pin is named", func() bool { d.loop.Drain(); at, _ := d.point.Intake.Pin(); return at.X > village.X+3000 })
	if got := d.entry("Адрес или ориентир").Text; got != "ул. Лесная, 1, у колодца" {
		t.Errorf("what was written became %q", got)
	}
	var cross *w.IconButton
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.IconButton); ok && b.AccessibilityLabel() == "Убрать координаты" {
			cross = b
		}
	})
	if cross == nil {
		t.Fatal("the position can't be taken away")
	}
	driver := fyne.CurrentApp().Driver()
	if at := driver.AbsolutePositionForObject(cross).Subtract(driver.AbsolutePositionForObject(m)); at.Y < 8 || at.X < 100 {
		t.Errorf("the cross is %v from the map's corner: the plate isn't arranged", at)
	}
	cross.Tapped(nil)
	if _, ok := m.Pin(); ok {
		t.Error("the pin is still there")
	}
}

// The map is one stop of the Tab key.
func TestMapIsOneStop(t *testing.T) {
	d := mapped(t, uitest.Usual)
	d.canvas.Focus(d.entry("Адрес или ориентир"))
	d.Press(fyne.KeyTab)
	if d.canvas.Focused() != fyne.Focusable(d.chart()) {
		t.Fatalf("after the address %T has the keyboard", d.canvas.Focused())
	}
	d.Press(fyne.KeyTab)
	if name := d.canvas.Focused().(fyne.Accessible).AccessibilityLabel(); name != "Добавить" {
		t.Errorf("after the map %q has the keyboard", name)
	}
}

// The form with a map fits every window in every language.
func TestScreensWithMap(t *testing.T) {
	d := mapped(t, uitest.Usual)
	sizes := []fyne.Size{{Width: 1340, Height: 690}, uitest.Usual, uitest.Least}
	for _, l := range uitest.Looks() {
		for _, size := range sizes {
			d.show(l, size)
			d.scene(l, "map-1-empty", size)
			d.point.Intake.Choose("roads-pothole")
			d.canvas.Focus(d.screenAddress())
			d.Write("лесная 1")
			d.loop.Until("places are offered", func() bool { return len(d.point.Intake.State().Places) > 0 })
			d.scene(l, "map-2-offered", size)
			d.Press(fyne.KeyReturn)
			d.scene(l, "map-3-found", size)
			d.point.Intake.Clear()
			d.point.Intake.Clear()
		}
	}
}

func (d *desk) screenAddress() *w.Entry {
	return d.entry(d.point.Voice().Say("intake.address.label"))
}

func (d *desk) scene(l present.Look, name string, size fyne.Size) {
	d.Helper()
	uitest.Pause(d.loop)
	uitest.Draw(d.T, d.Win, "intake-"+name+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
}
