package phone

import (
	"priyom/app/ui/viewfinder"
	w "priyom/app/widgets"
)

// showFinder shows what a camera of this machine sees, in the place of everything else.
func (p *Phone) showFinder() {
	p.finder = viewfinder.New(p.point.Viewfinder, p.point.Voice())
	p.win.SetContent(w.NewWatch(p.finder.Content(), func() { p.point.Lock.Touch() }))
	p.finder.Focus(p.win.Canvas())
}

// hideFinder shows again what was there.
func (p *Phone) hideFinder() {
	if p.finder == nil {
		return
	}
	p.finder.Leave()
	p.finder = nil
	if p.frame != nil {
		p.win.SetContent(p.front)
		p.win.Canvas().Unfocus()
	}
}
