package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// searcher is a page with something to search by.
type searcher interface{ FocusSearch() }

// listenToKeys hears the keys that belong to the whole window.
func (d *Desk) listenToKeys() {
	c := d.win.Canvas()
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch {
		case d.point == nil:
		case key.Name == fyne.KeyF1:
			d.point.Help.Open()
		default:
			d.page(d.shown).Key(key.Name)
		}
	})
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6} {
		d.shortcut(key, func() {
			if places := d.places(); i < len(places) {
				d.point.Go(pageOf(places[i]))
			}
		})
	}
	d.shortcut(fyne.KeyF, func() {
		if s, ok := d.page(d.shown).(searcher); ok {
			s.FocusSearch()
		}
	})
}

// shortcut acts on Ctrl with a key, once the gate is open.
func (d *Desk) shortcut(key fyne.KeyName, act func()) {
	d.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
		if d.point != nil {
			act()
		}
	})
}
