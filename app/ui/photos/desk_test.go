package photos_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/photos"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// A photo of the form is drawn on at a desk, by hand and by keys, and the form has it as it now is.
func TestDrawAtTheDesk(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	uitest.Dress(t, p, uitest.Russian)
	p.Go(present.PageIntake)
	in := p.Intake
	in.AddPhotos([]present.PhotoFile{uitest.Photo(t, "DSCN0010.jpg"), uitest.Photo(t, "DSCN0012.jpg")})
	ready := func() bool {
		s := in.State()
		return len(s.Photos) == 2 && !slices.ContainsFunc(s.Photos, func(p present.Photo) bool { return len(p.Preview) == 0 })
	}
	h.Loop.Until("the previews are made", ready)
	first := in.State().Photos[0]
	d := photos.NewDesk(p.Album, p.Voice())
	win := uitest.Show(t, p, d.Content(), uitest.Usual)
	p.Album.OpenOver(in.PhotoArg(first.ID))
	d.Focus(win.Canvas())
	if p.State().Page != present.PagePhoto {
		t.Fatalf("on %s", p.State().Page)
	}
	h.Loop.Until("the picture is read", func() bool { s := p.Album.State(); return s.Picture != nil && s.Editable })
	uitest.WantSaid(t, win, "Фото 1 из 2")
	uitest.Press(win, fyne.KeyRight)
	h.Loop.Until("the next", func() bool { s := p.Album.State(); return s.At == 1 && s.Picture != nil })
	uitest.Press(win, fyne.KeyLeft)
	h.Loop.Until("the first again", func() bool { s := p.Album.State(); return s.At == 0 && s.Editable })
	if !d.Key(fyne.KeyF10) || !p.Album.State().Drawing {
		t.Fatal("F10 doesn't draw")
	}
	seat := uitest.Thumb{Seat: uitest.Seat{T: t, Win: win}}
	var pad fyne.CanvasObject
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if m, ok := o.(*w.MarkPad); ok {
			pad = m
		}
	})
	p.Album.SetTool(present.ToolBlur)
	seat.Drag(pad, 0.4, 0.3, 0.6, 0.6)
	h.Loop.Until("it is drawn", func() bool { s := p.Album.State(); return s.Marks == 1 && s.Picture != nil })
	uitest.DrawAll(t, p, "photo-drawing", func() fyne.CanvasObject {
		again := photos.NewDesk(p.Album, p.Voice())
		return again.Content()
	})
	d.Key(fyne.KeyEscape)
	if s := p.Album.State(); s.Drawing || p.State().Page != present.PagePhoto {
		t.Errorf("after Esc: %+v", s.Drawing)
	}
	d.Key(fyne.KeyEscape)
	if p.State().Page != present.PageIntake {
		t.Errorf("Esc leads to %s", p.State().Page)
	}
	h.Loop.Until("the preview is made anew", func() bool { return ready() && in.State().Photos[0].State == civic.PhotoPrepared })
	if slices.Equal(first.Preview, in.State().Photos[0].Preview) {
		t.Error("the form shows it without what was drawn")
	}
}
