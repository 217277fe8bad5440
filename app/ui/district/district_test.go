package district_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/app/widgets"
	"priyom/civic"
)

// A report is found on the map, read and opened in the journal by keys alone.
func TestReportByKeysAlone(t *testing.T) {
	x := mapped(t)
	x.WantSaid("9 обращений на карте · 2 без места")
	x.look(lesnaya)
	x.Press(fyne.KeyReturn)
	x.shown("the report in the middle is shown")
	d := x.point.MapPage.State().Shown
	for _, line := range []string{"Яма на дороге", d.Number, d.Word, "Ставчены, ул. Лесная, 1"} {
		x.WantSaid(line)
	}
	if x.Said("1 из 1 на этом месте") {
		t.Error("it counts one report")
	}
	x.Press(fyne.KeyEscape)
	if x.point.MapPage.State().Shown != nil || x.Said(d.Number) {
		t.Error("Esc leaves the card there")
	}
	x.Press(fyne.KeyReturn)
	x.shown("it is shown again")
	for range 10 {
		x.Press(fyne.KeyTab)
		if b, ok := x.Win.Canvas().Focused().(*widgets.MainButton); ok && b.AccessibilityLabel() == "Показать в журнале" {
			x.Press(fyne.KeyReturn)
			break
		}
	}
	if x.point.State().Page != present.PageJournal {
		t.Errorf("page %s", x.point.State().Page)
	}
}

// Reports at one place are turned over.
func TestSeveralAtOnePlace(t *testing.T) {
	x := mapped(t)
	x.look(civic.Position{Lat: 52.3449, Lon: 42.7731})
	m := x.chart()
	for range 4 { // what a zoom can't take apart is told
		x.Press(fyne.KeyReturn)
		x.home.Loop.Drain()
		if x.point.MapPage.State().Shown != nil {
			break
		}
	}
	x.shown("the first is shown")
	x.WantSaid("1 из 3 на этом месте")
	seen := map[civic.ReportID]bool{}
	for range 3 {
		d := x.point.MapPage.State().Shown
		seen[d.ID] = true
		for x.Win.Canvas().Focused().(fyne.Accessible).AccessibilityLabel() != "Следующее обращение" {
			x.Press(fyne.KeyTab)
		}
		x.Press(fyne.KeySpace)
		x.home.Loop.Until("the next is shown", func() bool { return x.point.MapPage.State().Shown.ID != d.ID })
	}
	if len(seen) != 3 {
		t.Errorf("%d were seen", len(seen))
	}
	x.Press(fyne.KeyEscape)
	if x.Win.Canvas().Focused() != fyne.Focusable(m) {
		t.Error("the map hasn't the keyboard again")
	}
}

// Where nothing is, a report begins there.
func TestReportHere(t *testing.T) {
	x := mapped(t)
	x.look(civic.Position{Lat: 52.3300, Lon: 42.7600})
	x.Press(fyne.KeyReturn)
	x.WantSaid("Сообщить о проблеме здесь")
	x.Press(fyne.KeyTab)
	x.Press(fyne.KeyReturn)
	if x.point.State().Page != present.PageIntake {
		t.Fatalf("page %s", x.point.State().Page)
	}
	if s := x.point.Intake.State(); !s.Place.Set || !strings.HasPrefix(s.Place.Where, "52.330") {
		t.Errorf("place %+v", s.Place)
	}
}

// The whole district is seen at first, in any room, until somebody looks elsewhere.
func TestWholeDistrictAtFirst(t *testing.T) {
	x := mapped(t)
	b := x.point.Maps.Bounds()
	for _, size := range []fyne.Size{uitest.Usual, uitest.Least, {Width: 1900, Height: 1000}} {
		x.Win.Resize(size)
		seen := x.chart().Shown()
		if seen.MinX > b.MinX || seen.MaxX < b.MaxX || seen.MinY > b.MinY || seen.MaxY < b.MaxY {
			t.Errorf("%v: %v isn't all of %v", size, seen, b)
		}
		if wide, high := float64(b.MaxX-b.MinX)/float64(seen.MaxX-seen.MinX), float64(b.MaxY-b.MinY)/float64(seen.MaxY-seen.MinY); max(wide, high) < 0.4 {
			t.Errorf("%v: the district takes %.2f of the width and %.2f of the height", size, wide, high)
		}
	}
	x.look(lesnaya)
	before := x.chart().View()
	x.Win.Resize(uitest.Usual)
	if now := x.chart().View(); now != before {
		t.Errorf("the view went from %v to %v", before, now)
	}
}

// The filter leaves on the map what it says, and the words follow.
func TestFilter(t *testing.T) {
	x := mapped(t)
	state := x.point.MapPage.State()
	for i, f := range state.Filters {
		x.point.MapPage.Filter(i)
		if got := x.point.MapPage.State().Count; got != f.Count {
			t.Errorf("%s: %d on the map, want %d", f.Label, got, f.Count)
		}
	}
}

// Another language leaves the map where somebody looks, and what was never moved still shows the whole district.
func TestTheMapStaysWhereOneLooks(t *testing.T) {
	x := mapped(t)
	whole := x.chart().View()
	x.show(uitest.Russian, uitest.Usual)
	if at := x.chart().View(); at != whole {
		t.Errorf("the whole district became %+v, not %+v", at, whole)
	}
	x.look(lesnaya)
	want := x.chart().View()
	x.show(present.Look{Lang: civic.LangUK, Dark: true, Scale: 1}, uitest.Usual)
	if at := x.chart().View(); at != want {
		t.Errorf("it looks at %+v, not %+v", at, want)
	}
	x.Win.Resize(fyne.NewSize(1100, 700))
	if at := x.chart().View(); at != want {
		t.Errorf("in a smaller window it looks at %+v, not %+v", at, want)
	}
	x.Press(fyne.KeyHome)
	x.show(uitest.Russian, uitest.Usual)
	if at := x.chart().View(); at.Zoom >= want.Zoom {
		t.Errorf("after Home it looks at %+v", at)
	}
}
