package phone_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// typed is what is left of a screen of 360 × 640 while the system's keyboard is on it: Fyne's mobile driver lays the window out in that.
var typed = fyne.NewSize(360, 372)

// leastSeen is how much of the field that is written in must be seen, in pixels: a line of it.
const leastSeen = 40

// area is where something is in the window.
func area(o fyne.CanvasObject) (top, bottom float32) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y, at.Y + o.Size().Height
}

// mainButton is the page's main action; nil if it has none.
func (x *pocket) mainButton() (main fyne.CanvasObject) {
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.MainButton); ok && main == nil {
			main = b
		}
	})
	return main
}

// typing puts the keyboard on the screen for one field after the other: the field is seen between the bar and the foot, the main action
// stays, and everything comes back when the keyboard goes.
func (x *pocket) typing(page string) {
	x.Helper()
	c := x.Win.Canvas()
	fields := len(uitest.Entries(x.Win.Content()))
	if fields == 0 {
		x.Fatalf("%s has no field", page)
	}
	for n := range fields {
		name := fmt.Sprintf("%s, field %d", page, n+1)
		field := x.field(n)
		had := x.mainButton() != nil
		c.Focus(field.(fyne.Focusable))
		x.Win.Resize(typed)
		x.loop.Drain()
		top, bottom := area(field)
		low := typed.Height
		if main := x.mainButton(); main != nil {
			at, end := area(main)
			if at < 0 || end > typed.Height || main.Size().Height < leastSeen {
				x.Errorf("%s: the main action is at %v to %v of %v", name, at, end, typed.Height)
			}
			if at > typed.Height/2 { // at the foot, not on the page
				low = at
			}
		} else if had {
			x.Errorf("%s: the main action is gone", name)
		}
		const bar = 56
		if seen := min(bottom, low) - max(top, bar); seen < min(leastSeen, bottom-top) {
			x.Errorf("%s: it is at %v to %v, and seen are %v to %v", name, top, bottom, bar, low)
		}
		c.Unfocus()
		x.Win.Resize(uitest.Pocket)
		x.loop.Drain()
	}
}

// On every page that one writes on, on the smallest phone, the field and the main action are seen beside the keyboard.
func TestFieldsBesideTheKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(49*time.Hour, func(c *uitest.Clerk) { uitest.Village(c.As(civic.RoleCitizen)) })
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	x.typing("a report")
	p.Shell.Push(present.PageSelf, "")
	p.Self.SetNamed(true)
	x.settle()
	x.typing("who reports")
	p.Shell.Back()
	p.Shell.Push(present.PagePin, "")
	x.settle()
	x.typing("the place")
	p.Shell.Back()
	p.Shell.Push(present.PageKind, "")
	x.typing("the kinds")
	p.Shell.Go(present.PageJournal)
	x.loop.Until("the list is read", func() bool { return p.Journal.State().Rows > 3 })
	x.show(civic.StatusInWork)
	x.loop.Until("it may be added to", func() bool { return len(p.Acts.State().Offered) > 0 })
	p.Acts.Begin("supplement")
	x.settle()
	x.typing("what is added")
}

// The same for an inspector.
func TestInspectorsFieldsBesideTheKeyboard(t *testing.T) {
	x := newPocket(t, field(t), uitest.Pocket)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("loaded", func(s present.InspectState) bool { return s.Loaded })
	x.Tap("Снять «после»")
	x.inspects("the picture", func(s present.InspectState) bool { return len(s.After) > 0 })
	p.Inspect.SetOutcome(civic.OutcomePartly)
	x.settle()
	x.typing("a task")
}

// The same while somebody joins.
func TestJoiningBesideTheKeyboard(t *testing.T) {
	x := newPocket(t, uitest.NewHome(t), uitest.Pocket)
	p := x.open()
	p.Shell.Push(present.PageJoin, "")
	x.settle()
	x.typing("joining")
}
