package picker_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/picker"
	"priyom/app/ui/uitest"
)

// folder is a folder with two folders and three pictures in it, one of which is none.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, sub := range []string{"Село Ставчены, осень 2026 года, обход улиц и дворов", "Архив", ".hidden"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.Local)
	photos := []present.PhotoFile{uitest.Photo(t, "DSCN0010.jpg"), uitest.Damaged(t), uitest.Photo(t, "DSCN0012.jpg")}
	uitest.Save(t, dir, append(photos, uitest.Letter())...)
	for i, photo := range photos {
		if err := os.Chtimes(filepath.Join(dir, photo.Name), at, at.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// open shows the picker, and remembers what it hands over.
func open(t *testing.T, dirs ...string) (h *uitest.Home, p *present.Point, taken *[]present.PhotoFile) {
	t.Helper()
	h, taken = uitest.NewHome(t), &[]present.PhotoFile{}
	h.Env.Roots = func() (roots []present.Root) {
		for i, dir := range dirs {
			roots = append(roots, present.Root{Key: []string{"pictures", "downloads", "drive"}[i], Path: dir})
		}
		return roots
	}
	p = h.Open()
	p.Picker.Open(func(files []present.PhotoFile) { *taken = append(*taken, files...) })
	return h, p, taken
}

func show(t *testing.T, p *present.Point, l present.Look, size fyne.Size) (*picker.Screen, fyne.Window) {
	t.Helper()
	uitest.Dress(t, p, l)
	s := picker.New(p.Picker, p.Voice())
	return s, uitest.Show(t, p, s.Content(), size)
}

func TestScreens(t *testing.T) {
	h, p, _ := open(t, folder(t), t.TempDir(), filepath.Join(t.TempDir(), "gone"))
	for root, state := range []string{"folder", "empty", "gone"} {
		p.Picker.Root(root)
		h.Loop.Until("it is read", func() bool { return !p.Picker.State().Loading })
		if state == "folder" {
			show(t, p, uitest.Russian, uitest.Usual)
			h.Loop.Until("the previews are made", func() bool { return p.Picker.Row(3).Preview != nil && p.Picker.Row(5).Preview != nil })
		}
		uitest.DrawAll(t, p, "picker-"+state, func() fyne.CanvasObject { return picker.New(p.Picker, p.Voice()).Content() })
	}
}

func TestNewestFirstFoldersAbove(t *testing.T) {
	h, p, _ := open(t, folder(t))
	h.Loop.Until("it is read", func() bool { return p.Picker.State().Rows > 0 })
	var names []string
	for i := range p.Picker.State().Rows {
		names = append(names, p.Picker.Row(i).Name)
	}
	want := []string{"Выше", "Архив", "Село Ставчены, осень 2026 года, обход улиц и дворов", "DSCN0012.jpg", "corrupted.jpg", "DSCN0010.jpg"}
	if len(names) != len(want) {
		t.Fatalf("listed %q", names)
	}
	for i := range want {
		if names[i] != want[i] {
			t.Errorf("row %d is %q, want %q", i, names[i], want[i])
		}
	}
	h.Loop.Until("the damaged one has no preview", func() bool { return p.Picker.Row(4).Preview != nil })
	if n := len(p.Picker.Row(4).Preview); n != 0 {
		t.Errorf("a preview of %d bytes", n)
	}
}

func TestChoosingByKeyboard(t *testing.T) {
	h, p, taken := open(t, folder(t))
	s, win := show(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	h.Loop.Until("the list has the keyboard", func() bool { return win.Canvas().Focused() != nil })
	uitest.Press(win, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeySpace, fyne.KeySpace) // the second thrice
	if n := p.Picker.State().Chosen; n != 2 {
		t.Fatalf("%d chosen", n)
	}
	uitest.Press(win, fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn) // into a folder, and back
	h.Loop.Until("the folder is open", func() bool { return filepath.Base(p.Picker.State().Path) == "Архив" && p.Picker.State().Rows == 1 })
	p.Picker.Up()
	h.Loop.Until("it is left", func() bool { return p.Picker.State().Rows == 6 })
	if !s.Key(fyne.KeyF10) {
		t.Error("F10 does nothing")
	}
	if len(*taken) != 2 || (*taken)[0].Name != "DSCN0012.jpg" || (*taken)[1].Name != "DSCN0010.jpg" {
		t.Errorf("taken: %+v", *taken)
	}
	if p.State().Page != present.PageIntake {
		t.Errorf("page %s", p.State().Page)
	}
}

func TestPathIsTyped(t *testing.T) {
	dir := folder(t)
	h, p, taken := open(t, t.TempDir())
	p.Picker.GoTo(dir + "/")
	h.Loop.Until("the folder is open", func() bool { return p.Picker.State().Rows == 6 })
	p.Picker.GoTo(filepath.Join(dir, "nowhere"))
	h.Loop.Until("it says no", func() bool { return p.Picker.State().Problem != "" })
	p.Picker.GoTo(filepath.Join(dir, "DSCN0010.jpg"))
	if len(*taken) != 1 || (*taken)[0].Name != "DSCN0010.jpg" {
		t.Errorf("taken: %+v", *taken)
	}
}
