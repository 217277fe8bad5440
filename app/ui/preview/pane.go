package preview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// margin is between a page and the edge of its room, on every side.
const margin = 16

// pane is the room in which a page lies; it tells how large it is, so that pictures are made for it.
type pane struct {
	widget.BaseWidget
	onRoom func(wide, high, pixels float32)
	sheet  *fyne.Container
	size   *fyne.Container
	image  *canvas.Image
	wait   *w.Text
	scroll *container.Scroll
}

func newPane(loading string, onRoom func(wide, high, pixels float32)) *pane {
	p := &pane{onRoom: onRoom, image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth}, wait: w.NewCaption(loading)}
	white := canvas.NewRectangle(color.White) // paper is white by night too
	p.size = w.Sized(0, 0, container.NewStack(w.NewBox(theme.None, theme.Line, 0), white, p.image))
	p.sheet = container.NewCenter(p.size)
	p.scroll = container.NewScroll(container.NewPadded(p.sheet))
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(w.NewBox(theme.Track, theme.None, theme.CardRadius), p.scroll, container.NewCenter(p.wait)))
}

// Resize implements fyne.CanvasObject.
func (p *pane) Resize(size fyne.Size) {
	p.BaseWidget.Resize(size)
	pixels := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		pixels = c.Scale()
	}
	p.onRoom(size.Width-2*margin, size.Height-2*margin, pixels)
}

// Held implements widgets.Holder.
func (p *pane) Held() []fyne.CanvasObject { return []fyne.CanvasObject{p.scroll} }

// show shows a page.
func (p *pane) show(s present.PreviewState) {
	p.image.Image = s.Picture
	p.image.Hidden = s.Picture == nil
	w.Show(p.wait, s.Loading)
	w.Show(p.sheet, s.Pages > 0)
	p.size.Layout = fixed{fyne.NewSize(s.Width, s.Height)}
	p.size.Refresh()
	p.image.Refresh()
	p.scroll.Refresh()
}

// move scrolls by a part of the room.
func (p *pane) move(down float32) bool {
	before := p.scroll.Offset
	p.scroll.ScrollToOffset(before.AddXY(0, down*p.scroll.Size().Height))
	return p.scroll.Offset != before
}

func (p *pane) top() { p.scroll.ScrollToTop() }

// fixed is a page's size.
type fixed struct{ size fyne.Size }

// MinSize implements fyne.Layout.
func (f fixed) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }

// Layout implements fyne.Layout.
func (f fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
}
