package desk

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/lock"
	w "priyom/app/widgets"
)

// showLock puts the lock screen in the place of everything else: no widget that showed a citizen's data is kept.
func (d *Desk) showLock() {
	c := d.win.Canvas()
	c.Unfocus()
	for o := c.Overlays().Top(); o != nil; o = c.Overlays().Top() {
		c.Overlays().Remove(o)
	}
	d.clearClipboard()
	d.frame, d.rail, d.strip, d.notice, d.pages, d.resume = nil, nil, nil, nil, nil, nil
	d.locked = lock.New(d.point.Lock, d.point.Voice())
	d.win.SetContent(d.locked.Content())
	d.locked.Focus(c)
}

// copied remembers what was put on the clipboard here, to take it away again.
func (d *Desk) noteCopied() { d.copied = d.app.Clipboard().Content() }

// clearClipboard takes away what was copied in this window, unless something else has replaced it.
func (d *Desk) clearClipboard() {
	if d.copied != "" && d.app.Clipboard().Content() == d.copied {
		d.app.Clipboard().SetContent("")
	}
	d.copied = ""
}

// open says that there is a point, and its screen isn't locked.
func (d *Desk) open() bool { return d.point != nil && !d.point.Lock.Locked() }

// touch is when somebody presses a key or moves the pointer.
func (d *Desk) touch() {
	if d.open() {
		d.point.Lock.Touch()
	}
}

// workerFoot is who works here and how the screen is closed, wide and narrow; nil where nobody told who they are.
func (d *Desk) workerFoot(who present.Worker) (wide, narrow []fyne.CanvasObject) {
	if who.ID == 0 {
		return nil, nil
	}
	v, k := d.point.Voice(), d.point.Lock
	over := v.Say("lock.handover") + " \u00b7 Ctrl+Shift+L"
	name := w.NewListRow(w.NewInitials(who.Initials, 36), who.Name, who.Since)
	wide = []fyne.CanvasObject{
		w.Pad(0, 4, w.Row(4, w.Grow(name), w.Middle(w.NewIconButton("handover", over, k.Handover)))),
		w.NewButton("lock", v.Say("lock.now")+" (Ctrl+L)", k.Now),
	}
	return wide, []fyne.CanvasObject{w.NewIconButton("handover", over, k.Handover), w.NewIconButton("lock", v.Say("lock.now")+" \u00b7 Ctrl+L", k.Now)}
}
