package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// What goes into a file is asked; nothing about people is in it unless that was ticked this time.
func TestExportByKeyboard(t *testing.T) {
	h, p := village(t)
	s, win, asked := at(t, p, uitest.Russian, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	var said string
	p.OnNotice = func(_ present.Tone, words string) { said = words }
	dir := t.TempDir()
	export := func(keys ...fyne.KeyName) string {
		t.Helper()
		tool(win, "Сохранить в файл")
		if _, ok := win.Canvas().Focused().(*w.Segments); !ok {
			t.Fatalf("the keyboard is on %T", win.Canvas().Focused())
		}
		uitest.Press(win, keys...)
		asked.folder(dir)
		said = ""
		h.Loop.Until("it is saved", func() bool { return said != "" })
		files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err, said)
		}
		raw, err := os.ReadFile(files[len(files)-1])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(files[len(files)-1]); err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if all := export(fyne.KeyTab, fyne.KeyRight, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn); strings.Contains(all, "Петрова") || !strings.Contains(all, "Яма у остановки") {
		t.Errorf("%s", all)
	}
	if all := export(fyne.KeyRight, fyne.KeyTab, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn); !strings.Contains(all, "Петрова") {
		t.Errorf("%s", all)
	}
	tool(win, "Сохранить в файл")
	uitest.Draw(t, win, "journal-export-ru")
	if strings.Contains(uitest.Words(win), "Петрова") {
		t.Error("the page is beneath")
	}
	uitest.Press(win, fyne.KeyEscape)
	tool(win, "Загрузить из таблицы")
	if asked.tables != 1 {
		t.Error("no table was asked for")
	}
}
