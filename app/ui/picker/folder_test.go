package picker_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/picker"
	"priyom/app/ui/uitest"
)

// A folder is taken by F10 wherever one is, and none that can't be opened.
func TestFolderIsChosen(t *testing.T) {
	dir := folder(t)
	h, p, _ := open(t, dir, filepath.Join(t.TempDir(), "gone"))
	var taken string
	p.Picker.Cancel()
	p.Go(present.PageSettings)
	p.Picker.OpenFolder(func(path string) { taken = path })
	h.Loop.Until("it is read", func() bool { return !p.Picker.State().Loading })
	uitest.DrawAll(t, p, "picker-choose-folder", func() fyne.CanvasObject { return picker.New(p.Picker, p.Voice()).Content() })
	if rows := p.Picker.State().Rows; rows != 3 {
		t.Errorf("%d rows: files aren't folders", rows)
	}
	s, win := show(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	p.Picker.Press(1)
	h.Loop.Until("it is read", func() bool { return !p.Picker.State().Loading })
	if !s.Key(fyne.KeyF10) || taken != filepath.Join(dir, "Архив") || p.State().Page != present.PageSettings {
		t.Errorf("took %q, on page %s", taken, p.State().Page)
	}
	taken = ""
	p.Picker.OpenFolder(func(path string) { taken = path })
	p.Picker.Root(1)
	h.Loop.Until("it was tried", func() bool { return !p.Picker.State().Loading })
	if p.Picker.State().Ready {
		t.Error("a folder that isn't there is offered")
	}
	if p.Picker.Add(); taken != "" {
		t.Errorf("took %q", taken)
	}
}

// Of a folder's files only tables are listed, and pressing one takes it.
func TestTableIsChosen(t *testing.T) {
	dir := folder(t)
	for _, name := range []string{"Журнал 2025.xlsx", "register.CSV"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("a;b"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, p, _ := open(t, dir)
	var taken string
	p.Picker.OpenTable(func(path string) { taken = path })
	h.Loop.Until("it is read", func() bool { return !p.Picker.State().Loading })
	if rows := p.Picker.State().Rows; rows != 5 {
		t.Errorf("%d rows", rows)
	}
	uitest.DrawAll(t, p, "picker-table", func() fyne.CanvasObject { return picker.New(p.Picker, p.Voice()).Content() })
	p.Picker.Press(4)
	if filepath.Dir(taken) != dir || filepath.Ext(taken) == ".jpg" {
		t.Errorf("took %q", taken)
	}
}
