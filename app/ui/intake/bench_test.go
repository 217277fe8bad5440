package intake_test

import (
	"testing"

	"priyom/app/ui/intake"
	"priyom/app/ui/uitest"
)

// BenchmarkKey is what the screen does for one letter typed into the text.
func BenchmarkKey(b *testing.B) {
	h := uitest.NewHome(b)
	p := h.Open()
	uitest.Dress(b, p, uitest.Russian)
	uitest.Window(b, intake.New(p.Intake, p.Maps, p.Voice(), &host{}).Content(), uitest.Usual)
	p.Intake.Choose("roads-pothole")
	texts := []string{"Яма у моста", "Яма у моста!"}
	i := 0
	for b.Loop() {
		p.Intake.SetText(texts[i%2])
		i++
	}
}
