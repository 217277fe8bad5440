package intake_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/intake"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// host stands for the window.
type host struct {
	picks []present.PhotoFile
	shown []civic.ReportID

	closely []string // pictures
}

func (h *host) PickPhotos(chosen func([]present.PhotoFile)) { chosen(h.picks) }
func (h *host) ShowReport(id civic.ReportID)                { h.shown = append(h.shown, id) }
func (h *host) ShowPhoto(arg string)                        { h.closely = append(h.closely, arg) }

// desk is the form in a window, over a point with a real home folder.
type desk struct {
	uitest.Seat
	loop   *presenttest.Loop
	point  *present.Point
	host   *host
	screen *intake.Screen
	canvas fyne.Canvas
}

// open shows the form in a window of that size.
func open(t *testing.T, size fyne.Size) *desk {
	t.Helper()
	h := uitest.NewHome(t)
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open(), host: &host{}}
	d.point.Go(present.PageIntake)
	d.show(uitest.Russian, size)
	return d
}

// show makes the window, as the desk does when the look has changed.
func (d *desk) show(l present.Look, size fyne.Size) {
	uitest.Dress(d.T, d.point, l)
	d.screen = intake.New(d.point.Intake, d.point.Maps, d.point.Voice(), d.host)
	d.Win = uitest.Show(d.T, d.point, d.screen.Content(), size)
	d.canvas = d.Win.Canvas()
	d.canvas.SetOnTypedKey(func(k *fyne.KeyEvent) { d.screen.Key(k.Name) })
	d.screen.Focus(d.canvas)
}

// entry is the entry under a label.
func (d *desk) entry(label string) *w.Entry {
	d.Helper()
	var found *w.Entry
	next := false
	uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.Text:
			next = next || o.Text() == label
		case *w.Entry:
			if next && found == nil {
				found = o
			}
			next = false
		}
	})
	if found == nil {
		d.Fatalf("there is no field %q", label)
	}
	return found
}

// onView says whether an object is within the window.
func (d *desk) onView(o fyne.CanvasObject) bool {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y >= 0 && at.Y+o.Size().Height <= d.canvas.Size().Height-104 // foot and strip
}

// saved waits for a number.
func (d *desk) saved() string {
	d.Helper()
	d.loop.Until("the report is saved", func() bool {
		if s := d.point.Intake.State(); len(s.Wrong) > 0 {
			d.Fatalf("not saved: %v", s.Wrong)
		}
		return d.point.Intake.State().Done.Number != ""
	})
	return d.point.Intake.State().Done.Number
}

// pictured waits until every photo of the form can be seen, or can't be read.
func (d *desk) pictured(n int) {
	d.Helper()
	d.loop.Until("the photos are seen", func() bool {
		seen := 0
		for _, p := range d.point.Intake.State().Photos {
			if p.Preview != nil || p.State == civic.PhotoUnreadable {
				seen++
			}
		}
		return seen == n && !d.point.Intake.State().Taking // another file may be one that is refused
	})
}

// offers says whether a button that is only an icon is shown under a name.
func (d *desk) offers(name string) (found bool) {
	uitest.Visit(d.Win.Content(), func(o fyne.CanvasObject) {
		b, ok := o.(*w.IconButton)
		found = found || ok && b.Visible() && b.AccessibilityLabel() == name
	})
	return found
}
