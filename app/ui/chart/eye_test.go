package chart

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"priyom/app/widgets/mapview"
	"priyom/tiles"
)

func TestResume(t *testing.T) {
	test.NewTempApp(t)
	start := mapview.View{Centre: tiles.Project(47, 28), Zoom: 12}
	chart := func() *mapview.Map { return mapview.New(mapview.Config{Post: func(f func()) { f() }, Start: start}) }
	one, other := chart(), chart()
	one.SetView(mapview.View{Centre: tiles.Project(52.34, 42.76), Zoom: 15.25})
	if !Resume(other, Keep(one)) || other.View() != one.View() {
		t.Errorf("%q became %+v, not %+v", Keep(one), other.View(), one.View())
	}
	for _, kept := range []string{"", "list", "1 2", "a b c", "1 2 three"} {
		c := chart()
		if Resume(c, kept) || c.View() != start {
			t.Errorf("%q: %+v", kept, c.View())
		}
	}
}
