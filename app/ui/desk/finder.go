package desk

import (
	"priyom/app/ui/viewfinder"
	w "priyom/app/widgets"
)

// showFinder shows what a camera of this machine sees, in the place of everything else.
func (d *Desk) showFinder() {
	c := d.win.Canvas()
	if d.finder == nil {
		d.resume = c.Focused()
	}
	d.finder = viewfinder.New(d.point.Viewfinder, d.point.Voice())
	d.win.SetContent(w.NewWatch(d.finder.Content(), d.touch))
	d.finder.Focus(c)
}

// hideFinder shows again what was there, and goes on where one was.
func (d *Desk) hideFinder() {
	if d.finder == nil {
		return
	}
	d.finder.Leave()
	d.finder = nil
	if d.frame == nil {
		return
	}
	d.win.SetContent(d.front)
	if d.resume != nil {
		d.win.Canvas().Focus(d.resume)
	}
}
