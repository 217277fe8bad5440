package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// hearing is a canvas that hears shortcuts, as a window's does; the one of Fyne's tests hides that it can.
type hearing struct {
	fyne.Canvas
	heard []string
}

func (h *hearing) TypedShortcut(s fyne.Shortcut) { h.heard = append(h.heard, s.ShortcutName()) }

// Shortcuts an entry has no use for are the screen's, also while one types; its own stay with it.
func TestShortcutsOfAnEntry(t *testing.T) {
	test.NewTempApp(t)
	c := &hearing{Canvas: test.NewCanvas()}
	passShortcut(c, &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl})
	passShortcut(nil, &desktop.CustomShortcut{KeyName: fyne.KeyS}) // an entry that isn't on a canvas
	if len(c.heard) != 1 {
		t.Errorf("the screen heard %v", c.heard)
	}
	e := NewEntry()
	e.SetText("один два")
	e.CursorColumn = 8
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyBackspace, Modifier: fyne.KeyModifierShortcutDefault})
	if e.Text != "один " {
		t.Errorf("Ctrl+Backspace left %q", e.Text)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if e.SelectedText() != "один " {
		t.Errorf("Ctrl+A selected %q", e.SelectedText())
	}
	for key, stays := range map[fyne.KeyName]bool{fyne.KeyLeft: true, fyne.KeyDelete: true, fyne.KeyS: false, fyne.KeyReturn: false} {
		if editing(key) != stays {
			t.Errorf("%s stays with the entry: %v", key, !stays)
		}
	}
}
