package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// WideFrom is the width, at 100 % text size, from which the rail has room for words.
const WideFrom = 1280

// DeskFrame is a desk window: the rail, a page and the outbox strip, under a Layer for what floats. Tab goes through
// the page first, then the strip, then the rail.
type DeskFrame struct {
	holder
	Layer *Layer
	room  *deskRoom
}

// NewDeskFrame makes a window's content with an empty page.
func NewDeskFrame(rail *NavRail, strip *OutboxStrip) *DeskFrame {
	room := &deskRoom{ground: NewBox(theme.Ground, theme.None, 0), head: Stack(), page: Stack(), guide: Stack(), strip: strip, rail: rail}
	room.body = Col(0, room.head, Grow(room.page), room.guide)
	room.ExtendBaseWidget(room)
	f := &DeskFrame{Layer: NewLayer(room), room: room}
	f.hold(f, f.Layer)
	return f
}

// Guide puts a card between the pages and the strip, such as a tour's; for use while building. It takes room only while it
// is shown.
func (f *DeskFrame) Guide(o fyne.CanvasObject) *DeskFrame {
	f.room.guide.Objects = []fyne.CanvasObject{o}
	return f
}

// SetPage shows another page. It is drawn anew, as the theme may have changed while it was away.
func (f *DeskFrame) SetPage(o fyne.CanvasObject) {
	f.room.page.Objects = []fyne.CanvasObject{o}
	f.room.page.Refresh()
}

// SetHead puts something above the page that concerns the whole window, such as what is late; nil takes it away.
func (f *DeskFrame) SetHead(o fyne.CanvasObject) {
	f.room.head.Objects = nil
	if o != nil {
		f.room.head.Objects = []fyne.CanvasObject{o}
	}
	f.room.Refresh()
}

// FootBar is the bar under a page that holds its main action at the right.
func FootBar(objects ...fyne.CanvasObject) *fyne.Container {
	line := Row(12)
	for _, o := range objects {
		if weight(o) == 0 {
			o = Middle(o)
		}
		line.Add(o)
	}
	return Stack(NewBox(theme.Card, theme.None, 0), Col(0, Divider(), Pad(8, 24, line)))
}

// deskRoom places the three parts.
type deskRoom struct {
	widget.BaseWidget
	ground *Box
	head   *fyne.Container
	page   *fyne.Container
	guide  *fyne.Container
	body   *fyne.Container // both
	strip  *OutboxStrip
	rail   *NavRail
}

// Held implements Holder.
func (d *deskRoom) Held() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.ground, d.body, d.strip, d.rail}
}

// CreateRenderer implements fyne.Widget.
func (d *deskRoom) CreateRenderer() fyne.WidgetRenderer { return &deskRenderer{d} }

type deskRenderer struct{ of *deskRoom }

// MinSize is that of the compact form: a window that is made narrower must be able to get there.
func (r *deskRenderer) MinSize() fyne.Size {
	page, strip := r.of.body.MinSize(), r.of.strip.MinSize()
	rail := r.of.rail.MinSize()
	if !r.of.rail.compact {
		rail.Width = navHeight() + 25
	}
	return fyne.NewSize(rail.Width+max(page.Width, strip.Width), max(rail.Height, page.Height+strip.Height))
}

func (r *deskRenderer) Layout(size fyne.Size) {
	d := r.of
	d.rail.SetCompact(size.Width < theme.Scaled(WideFrom))
	left, foot := d.rail.MinSize().Width, d.strip.MinSize().Height
	d.ground.Resize(size)
	d.rail.Resize(fyne.NewSize(left, size.Height))
	d.body.Move(fyne.NewPos(left, 0))
	d.body.Resize(fyne.NewSize(max(0, size.Width-left), max(0, size.Height-foot)))
	d.strip.Move(fyne.NewPos(left, size.Height-foot))
	d.strip.Resize(fyne.NewSize(max(0, size.Width-left), foot))
}

func (r *deskRenderer) Refresh() {
	for _, o := range r.of.Held() {
		o.Refresh()
	}
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *deskRenderer) Objects() []fyne.CanvasObject { return r.of.Held() }
func (r *deskRenderer) Destroy()                     {}
