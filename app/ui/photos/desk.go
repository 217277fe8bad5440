package photos

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Desk is the page at a desk: its actions stand in a bar at the foot, and keys do them too.
type Desk struct {
	*Screen
	title   *w.PageTitle
	bin     *w.Button
	back    *w.Button
	foot    *fyne.Container
	content fyne.CanvasObject
}

// atDesk is a window without a phone's bars.
type atDesk struct{ d *Desk }

// Redraw implements Host.
func (a atDesk) Redraw() {
	if a.d != nil && a.d.Screen != nil {
		a.d.drawAround()
	}
}

// Kept implements Host: at a desk each stroke is on the disk, and nothing else needs be.
func (atDesk) Kept() {}

// NewDesk makes the page; what it shows the presenter knows.
func NewDesk(p *present.Album, v *lang.Voice) *Desk {
	d := &Desk{title: w.NewPageTitle("", "")}
	d.bin = w.NewButton("trash", v.Say("album.remove"), p.Remove)
	d.back = w.NewButton("arrow-left", v.Say("album.back"), d.leave(p))
	d.Screen = build(p, v, atDesk{d})
	d.foot = w.FootBar(d.back, w.Space(), d.bin, d.main)
	d.content = w.Col(0, w.Pad(16, 24, d.title), w.Grow(d.body), d.foot)
	d.drawAround()
	return d
}

// leave goes one step back: out of the drawing, or out of the page.
func (d *Desk) leave(p *present.Album) func() {
	return func() {
		if !d.Back() {
			p.Close()
		}
	}
}

// Content is the page.
func (d *Desk) Content() fyne.CanvasObject { return d.content }

// Focus puts the keyboard on the picture.
func (d *Desk) Focus(c fyne.Canvas) {
	d.p.OnChange = d.draw
	d.draw()
	c.Focus(d.view)
}

// Key acts on a key that nothing on the page had a use for: Esc goes back, F10 draws or ends it, Delete takes the picture out.
func (d *Desk) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape:
		d.back.Tapped(nil)
	case fyne.KeyF10:
		if d.drawn.Editable {
			d.act()
		}
	case fyne.KeyPageUp:
		d.p.Turn(-1)
	case fyne.KeyPageDown:
		d.p.Turn(1)
	default:
		return false
	}
	return true
}

func (d *Desk) drawAround() {
	d.title.Set(d.Title(), "")
	editing := d.drawn.Editable && !d.drawn.Drawing
	w.Show(d.bin, editing)
	w.Show(d.main, d.drawn.Editable)
	if d.foot != nil {
		w.Settle(d.foot)
	}
}
