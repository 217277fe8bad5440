package intake_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	window "priyom/app/ui/desk"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// In the window that the program opens with, the form that people fill in is seen whole, in every language.
func TestSeenWholeInTheOpeningWindow(t *testing.T) {
	d := open(t, window.Size)
	for _, l := range civic.Langs() {
		d.show(present.Look{Lang: l, Scale: 1}, window.Size)
		uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
			if e, ok := o.(*w.Entry); ok && !d.onView(e) {
				t.Errorf("%s: a field can't be seen", l)
			}
		})
		d.fill(l)
		uitest.Draw(t, d.Win, "opening-"+string(l))
		d.point.Intake.Clear()
		d.point.Intake.Clear()
	}
}
