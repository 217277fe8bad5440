package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"priyom/app/present"
)

// searcher is a page with something to search by.
type searcher interface{ FocusSearch() }

// printer is a page with something to print; it says whether there is anything now.
type printer interface{ Print() bool }

// saver is a page with something to save in a file.
type saver interface{ Save() }

// listenToKeys hears the keys that belong to the whole window.
func (d *Desk) listenToKeys() {
	c := d.win.Canvas()
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch {
		case d.locked != nil:
			d.locked.Key(key.Name)
		case d.finder != nil:
			d.touch()
			d.finder.Key(key.Name)
		case d.open() && key.Name == fyne.KeyF12:
			d.point.Lock.Now()
		case d.open() && key.Name == fyne.KeyF1:
			d.point.Help.Open()
		case d.open():
			d.touch()
			d.page(d.shown).Key(key.Name)
		}
	})
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0} {
		d.shortcut(key, func() {
			if places := d.places(); i < len(places) {
				d.point.Go(pageOf(places[i]))
			}
		})
	}
	d.shortcut(fyne.KeyL, func() { d.point.Lock.Now() })
	d.shifted(fyne.KeyL, func() { d.point.Lock.Handover() })
	c.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) {
		if d.open() && d.shown == present.PageIntake {
			d.touch()
			d.point.Intake.Paste()
		}
	})
	d.shortcut(fyne.KeyP, func() {
		if p, ok := d.page(d.shown).(printer); ok {
			p.Print()
		}
	})
	d.shortcut(fyne.KeyS, func() {
		if s, ok := d.page(d.shown).(saver); ok {
			s.Save()
		}
	})
	d.shortcut(fyne.KeyF, func() {
		if s, ok := d.page(d.shown).(searcher); ok {
			s.FocusSearch()
		}
	})
}

// shortcut acts on Ctrl with a key, while the screen is open.
func (d *Desk) shortcut(key fyne.KeyName, act func()) {
	d.listen(key, fyne.KeyModifierShortcutDefault, act)
}

// shifted is shortcut with Shift.
func (d *Desk) shifted(key fyne.KeyName, act func()) {
	d.listen(key, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift, act)
}

func (d *Desk) listen(key fyne.KeyName, with fyne.KeyModifier, act func()) {
	d.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: with}, func(fyne.Shortcut) {
		if d.open() {
			d.touch()
			act()
		}
	})
}
