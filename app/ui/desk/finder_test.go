package desk_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
)

// A report at the desk gets its picture from the computer's own camera, by the keyboard.
func TestAPictureByTheDesksCamera(t *testing.T) {
	lens := uitest.NewLens(t, uitest.Bare(t, "DSCN0012.jpg"), "HD Pro Webcam")
	x := newWindow(t, func(env *present.Env) { env.Lenses = lens })
	p := x.open()
	p.Go(present.PageIntake)
	p.Intake.Shoot()
	x.loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	x.press(fyne.KeyEscape)
	x.loop.Until("it is left", func() bool { return !p.Viewfinder.Open() && !p.Capture.State().Shooting })
	if said := uitest.Said(x.win.Content()); len(said) < 10 {
		t.Errorf("the form isn't back: %q", said)
	}
	p.Intake.Shoot()
	x.loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	x.press(fyne.KeyReturn)
	x.loop.Until("the picture is in the form", func() bool { s := p.Intake.State(); return len(s.Photos) == 1 && s.Photos[0].Preview != nil })
	x.press(fyne.KeyF12) // the window's keys work again
}

// Everything may be built anew beneath the camera; whoever closes the program doesn't leave it running.
func TestTheLookChangesOverTheCamera(t *testing.T) {
	lens := uitest.NewLens(t, uitest.Bare(t, "DSCN0012.jpg"), "HD Pro Webcam")
	x := newWindow(t, func(env *present.Env) { env.Lenses = lens })
	p := x.open()
	p.Go(present.PageIntake)
	p.Intake.Shoot()
	x.loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	for _, look := range []present.Look{{Lang: "en", Scale: 1}, {Lang: "ru", Scale: 1.5, Dark: true}} {
		p.Settings.SetLook(look)
		uitest.Pause(x.loop)
		x.loop.Until("it is still seen", func() bool { return p.Viewfinder.State().Live })
		uitest.Draw(t, x.win, "desk-viewfinder-"+uitest.Name(look))
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}
