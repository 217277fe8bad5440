package intake_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// New pictures of the scanner are offered, and F8 takes them.
func TestFreshPicturesByKeys(t *testing.T) {
	d := open(t, uitest.Usual)
	dir := filepath.Join(t.TempDir(), "Сканы")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d.point.Intake.SetWatch(dir)
	d.loop.Until("the folder is watched", func() bool { return d.Said("Новые из папки «Сканы»") })
	for i, name := range []string{"1.jpg", "2.jpg"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("a scan"), 0o600); err != nil {
			t.Fatal(err)
		}
		if at := time.Now().Add(time.Duration(i) * time.Second); os.Chtimes(path, at, at) != nil {
			t.Fatal("no time")
		}
	}
	d.loop.Until("they are offered", func() bool { return d.point.Intake.State().Fresh.N == 2 })
	d.WantSaid("2 новых снимка")
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		if l.Dark {
			return
		}
		d.show(l, size)
		uitest.Draw(t, d.Win, "intake-fresh-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
	d.show(uitest.Russian, uitest.Usual)
	d.Press(fyne.KeyF8)
	d.loop.Until("they were taken up", func() bool { return !d.point.Intake.State().Taking })
	if s := d.point.Intake.State(); s.Fresh.N != 0 || len(s.Refused) != 2 { // they are no pictures, and that is said
		t.Errorf("%+v, refused %v", s.Fresh, s.Refused)
	}
	stop := func(o fyne.CanvasObject) bool {
		b, ok := o.(*w.IconButton)
		return ok && b.AccessibilityLabel() == "Не следить за этой папкой"
	}
	pressed := false
	uitest.Visit(d.Win.Content(), func(o fyne.CanvasObject) {
		if !pressed && stop(o) {
			pressed = true
			o.(*w.IconButton).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
	})
	d.loop.Until("nothing is watched", func() bool { return d.Said("Можно перетащить файлы в окно") })
	uitest.Visit(d.Win.Content(), func(o fyne.CanvasObject) {
		if stop(o) {
			t.Error("it can still be stopped")
		}
	})
}
