package intake_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"priyom/app/present/presenttest"
	"priyom/app/theme"
	"priyom/app/ui/intake"
	"priyom/app/ui/look"
)

// BenchmarkKey is what the screen does for one letter typed into the text.
func BenchmarkKey(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.Theme(russian(), theme.Desk))
	loop := presenttest.NewLoop(b)
	p := presenttest.Open(b, loop, presenttest.Env(b, loop))
	s := intake.New(p.Intake, p.Voice(), &host{})
	win := test.NewTempWindow(b, s.Content())
	win.Resize(wide)
	p.Intake.Choose("roads-pothole")
	texts := []string{"Яма у моста", "Яма у моста!"}
	i := 0
	for b.Loop() {
		p.Intake.SetText(texts[i%2])
		i++
	}
}
