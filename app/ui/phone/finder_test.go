package phone_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// looking is an inspector's device with cameras of its own, on a task, whose picture before is there.
func looking(t *testing.T, names ...string) (*pocket, *present.Point, *uitest.Lens) {
	t.Helper()
	h := field(t)
	lens := uitest.NewLens(t, uitest.Bare(t, "DSCN0012.jpg"), names...)
	h.Env.Camera, h.Env.Lenses = nil, lens
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	return x, p, lens
}

func (x *pocket) sees() {
	x.Helper()
	x.loop.Until("something is seen", func() bool { return x.phone.Point().Viewfinder.State().Live })
}

func slider(x *pocket) (found *w.Slider) {
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if s, ok := o.(*w.Slider); ok {
			found = s
		}
	})
	return found
}

// The picture after is taken through the ghost of the one before.
func TestAfterThroughTheGhost(t *testing.T) {
	x, p, _ := looking(t, "HD Pro Webcam")
	x.Tap("Снять «после»")
	x.sees()
	x.WantSaid("Фото «после»")
	if x.Find("К заданиям") != nil || x.Find("Сдать работу") != nil {
		t.Error("the page is still there")
	}
	s := slider(x)
	if s == nil || !s.Visible() {
		t.Fatal("no ghost")
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if ghost := p.Viewfinder.State().Ghost; ghost != 1 {
		t.Errorf("it shows through by %v", ghost)
	}
	x.Tap("Снять")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	x.WantSaid("Сдать работу")
	if slider(x) != nil || p.Viewfinder.Open() {
		t.Error("the viewfinder is still there")
	}
}

func TestTheViewfinderIsLeft(t *testing.T) {
	x, p, lens := looking(t, "HD Pro Webcam")
	for _, leave := range []func(){
		func() { x.Press(mobile.KeyBack) }, func() { x.Press(fyne.KeyEscape) }, func() { x.Tap("Закрыть без снимка") },
	} {
		x.Tap("Снять «после»")
		x.sees()
		leave()
		x.loop.Until("it is left", func() bool { return !p.Inspect.State().Shooting })
		if p.Viewfinder.Open() || p.Shell.Top().Page != present.PageTask || x.Find("Снять «после»") == nil {
			t.Errorf("it ends at %s, %q", p.Shell.Top().Page, x.Names())
		}
	}
	lens.Fails = present.ErrCameraBusy
	x.Tap("Снять «после»")
	x.loop.Until("it is busy", func() bool { return p.Viewfinder.State().Trouble.Title != "" })
	x.WantSaid("Камера занята")
	x.Tap("Готовое фото")
	x.loop.Until("files are to choose from", func() bool { return p.Shell.Top().Page == present.PagePicker })
}

// The look may change over it, and a shift end.
func TestTheViewfinderIsBuiltAnew(t *testing.T) {
	x, p, _ := looking(t, "HD Pro Webcam")
	x.Tap("Снять «после»")
	x.sees()
	uitest.Hold(p, present.Look{Lang: civic.LangEN, Scale: 1, Dark: true})
	uitest.Pause(x.loop)
	x.WantSaid("Take the photo")
	x.Tap("Take the photo")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
}

func TestTheViewfinderFits(t *testing.T) {
	x, p, lens := looking(t, "HD Pro Webcam C920", "Integrated Camera: Integrated C")
	show := func(name string) func(l present.Look, size fyne.Size) {
		return func(l present.Look, size fyne.Size) {
			x.Win.Resize(size)
			uitest.Hold(p, l)
			uitest.Pause(x.loop)
			if name == "viewfinder" {
				x.sees()
			}
			uitest.Draw(t, x.Win, "phone-"+name+"-"+uitest.PhoneName(l, size))
		}
	}
	x.Tap("Снять «после»")
	x.sees()
	uitest.EveryPhone(show("viewfinder"))
	for _, err := range []error{present.ErrCameraDenied, present.ErrCameraNone} { // the longest words, and the shortest
		lens.Fails = err
		p.Viewfinder.Again()
		x.loop.Until("it says so", func() bool { return p.Viewfinder.State().Trouble.Title != "" })
		uitest.EveryPhone(show("viewfinder-trouble"))
	}
}
