package settings_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/store"
	"priyom/store/vault"
)

func pressButton(t *testing.T, win fyne.Window, name string) {
	t.Helper()
	tabTo(t, win, name, func(f fyne.Focusable) bool {
		b, ok := f.(*w.Button)
		return ok && b.AccessibilityLabel() == name
	})
	uitest.Press(win, fyne.KeyReturn)
}

// A folder is chosen once; the backup made there opens on another computer with the code that was shown once.
func TestBackupByKeyboard(t *testing.T) {
	stick := t.TempDir()
	h := uitest.NewHome(t)
	h.Env.Roots = func() []present.Root { return []present.Root{{Key: "drive", Path: stick}} }
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageSettings)
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	uitest.WantSaid(t, win, "Копии ещё не было")
	pressButton(t, win, "Сделать копию")
	h.Loop.Until("the folder is read", func() bool { return p.State().Page == present.PagePicker && !p.Picker.State().Loading })
	p.Picker.Add()
	h.Loop.Until("it is made", func() bool { return len(store.FindBackups(stick)) == 1 && !p.Backup.State().Busy })
	uitest.WantSaid(t, win, stick)
	pressButton(t, win, "Сделать код восстановления")
	h.Loop.Until("the code is shown", func() bool { return p.Backup.State().Code != "" })
	code := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){7}`).FindString(uitest.Words(win))
	uitest.DrawAll(t, p, "settings-recovery", func() fyne.CanvasObject { return page(p) })
	p.Backup.Now()
	h.Loop.Until("the copy with the code is made", func() bool { return !p.Backup.State().Busy })
	elsewhere := filepath.Join(t.TempDir(), "home")
	if _, err := store.Restore(t.Context(), store.FindBackups(stick)[0], elsewhere); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Open(elsewhere, vault.Secrets{Passphrase: code}); err != nil {
		t.Errorf("the code %q: %v", code, err)
	}
	_, win, _ = at(t, p, uitest.Russian, uitest.Usual)
	pressButton(t, win, "Записано")
	if strings.Contains(uitest.Words(win), code) {
		t.Error("the code is still shown")
	}
}

// The stick isn't in: the page says so, nothing is made in its place, and once it is in again a backup is made by itself.
func TestBackupWaitsForItsStick(t *testing.T) {
	stick := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	h := uitest.NewHome(t)
	h.Env.Roots = func() []present.Root { return []present.Root{{Key: "drive", Path: stick}} }
	p := h.Open()
	p.Backup.Choose()
	h.Loop.Until("the folder is read", func() bool { return !p.Picker.State().Loading })
	p.Picker.Add()
	h.Loop.Until("the first is made", func() bool { return len(store.FindBackups(stick)) == 1 && !p.Backup.State().Busy })
	first := p.Backup.State().Last
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	h.Loop.Advance(25 * time.Hour)
	h.Loop.Until("it is missed", func() bool { return !p.Backup.State().There })
	p.Backup.Now()
	h.Loop.Until("it says so", func() bool { return p.Backup.State().Problem != "" })
	if _, err := os.Stat(stick); err == nil {
		t.Error("a folder was made where a stick belongs")
	}
	_, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	uitest.WantSaid(t, win, "Папки сейчас нет. Вставьте флешку или выберите другую папку")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	h.Loop.Advance(16 * time.Minute)
	h.Loop.Until("one is made by itself", func() bool { return len(store.FindBackups(stick)) == 1 && !p.Backup.State().Busy })
	if p.Backup.State().Last == first {
		t.Errorf("still %q", first)
	}
}

// Personal data whose time is over goes when somebody says so twice, and an act tells what went.
func TestRetentionByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	h.Loop.Advance(7 * 31 * 24 * time.Hour)
	p := h.Open()
	p.Go(present.PageSettings)
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	tabTo(t, win, "the months", func(f fyne.Focusable) bool { _, ok := f.(*w.Select); return ok })
	p.Keeping.SetMonths(2)
	h.Loop.Until("some are due", func() bool { return p.Keeping.State().Due })
	pressButton(t, win, "Уничтожить по акту")
	if !p.Keeping.State().Sure || p.Keeping.State().Busy {
		t.Fatal("it doesn't ask")
	}
	h.Loop.Advance(time.Minute)
	if p.Keeping.State().Sure {
		t.Error("it stays sure for ever")
	}
	uitest.Press(win, fyne.KeyReturn)
	uitest.Press(win, fyne.KeyReturn)
	h.Loop.Until("the act is there", func() bool { return p.Keeping.State().Act != nil })
	act := p.Keeping.State().Act
	if len(act.Numbers) == 0 || !strings.Contains(uitest.Words(win), act.Numbers[0]) || !strings.Contains(uitest.Words(win), act.Title) {
		t.Errorf("%+v", act)
	}
	uitest.DrawAll(t, p, "settings-act", func() fyne.CanvasObject { return page(p) })
	_, win, _ = at(t, p, uitest.Russian, uitest.Usual)
	pressButton(t, win, "Печать акта")
	h.Loop.Until("the act is laid out", func() bool { return p.Preview.State().Pages == 1 })
	if got := p.Preview.State().Title; got != act.Title {
		t.Errorf("printed: %q", got)
	}
	p.Preview.Close()
	pressButton(t, win, "Закрыть акт")
	if p.Keeping.State().Act != nil {
		t.Error("the act stays")
	}
}
