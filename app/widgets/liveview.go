package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"priyom/app/theme"
)

// LiveView shows pictures as they come, such as a camera's, whole and as large as there is room; over them another picture that shines
// through, and the lines that divide them into thirds.
type LiveView struct {
	widget.BaseWidget
	picture image.Image
	turned  int // by quarters, clockwise
	pane    *image.RGBA
	live    *canvas.Raster
	ghost   *canvas.Image
	lines   [4]*canvas.Rectangle
	ground  *Box
	grid    bool
	drawn   *liveRenderer
}

// liveRatio is the height of a picture by its width, as long as none has come.
const liveRatio = 3.0 / 4

// NewLiveView makes a view without a picture.
func NewLiveView() *LiveView {
	l := &LiveView{ground: NewBox(theme.Sunken, theme.Line, theme.PhotoRadius), ghost: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest}}
	l.live = canvas.NewRaster(l.draw)
	l.live.Hidden, l.ghost.Hidden = true, true
	for i := range l.lines {
		l.lines[i] = canvas.NewRectangle(theme.Color(theme.OnVeil))
	}
	l.ExtendBaseWidget(l)
	return l
}

// SetPicture shows the next picture, turned so many quarters clockwise; nil shows none. The view keeps it until the next one.
func (l *LiveView) SetPicture(m image.Image, turned int) {
	before, first := l.ratio(), l.picture == nil
	l.picture, l.turned = m, turned%4
	l.live.Hidden = m == nil
	if l.drawn != nil && (first != (m == nil) || before != l.ratio()) {
		l.Refresh()
		return
	}
	l.live.Refresh()
}

// SetGhost shows a picture that shines through by a share; nil shows none.
func (l *LiveView) SetGhost(m image.Image, share float64) {
	l.ghost.Image, l.ghost.Hidden, l.ghost.Translucency = m, m == nil || share <= 0, 1-min(max(share, 0), 1)
	l.ghost.Refresh()
}

// SetGrid shows the lines, or not.
func (l *LiveView) SetGrid(on bool) {
	l.grid = on
	l.Refresh()
}

// ratio is the picture's height by its width, as it is shown.
func (l *LiveView) ratio() float32 {
	if l.picture == nil || l.picture.Bounds().Empty() {
		return liveRatio
	}
	size := l.picture.Bounds().Size()
	if l.turned%2 == 1 {
		size.X, size.Y = size.Y, size.X
	}
	return float32(size.Y) / float32(size.X)
}

// draw makes the pixels of the screen of the picture. The painter has done with them when it returns for others.
func (l *LiveView) draw(w, h int) image.Image {
	if l.pane == nil || l.pane.Rect.Dx() != w || l.pane.Rect.Dy() != h {
		l.pane = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	if l.picture == nil || w == 0 || h == 0 {
		return l.pane
	}
	from := l.picture.Bounds()
	if l.turned == 0 {
		draw.ApproxBiLinear.Scale(l.pane, l.pane.Rect, l.picture, from, draw.Src, nil)
		return l.pane
	}
	draw.ApproxBiLinear.Transform(l.pane, turn(l.turned, from.Size(), w, h), l.picture, from, draw.Src, nil)
	return l.pane
}

// turn maps a picture's pixels to those of a pane that it fills, turned by so many quarters.
func turn(quarters int, from image.Point, w, h int) f64.Aff3 {
	width, height := float64(w), float64(h)
	across, down := float64(from.X), float64(from.Y)
	switch quarters {
	case 1:
		return f64.Aff3{0, -width / down, width, height / across, 0, 0}
	case 2:
		return f64.Aff3{-width / across, 0, width, 0, -height / down, height}
	}
	return f64.Aff3{0, width / down, 0, -height / across, 0, height}
}

// CreateRenderer implements fyne.Widget.
func (l *LiveView) CreateRenderer() fyne.WidgetRenderer {
	l.drawn = &liveRenderer{l}
	return l.drawn
}

type liveRenderer struct{ of *LiveView }

// MinSize implements fyne.WidgetRenderer.
func (r *liveRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(160), theme.Scaled(120))
}

// Layout implements fyne.WidgetRenderer.
func (r *liveRenderer) Layout(room fyne.Size) {
	l := r.of
	size := fyne.NewSize(room.Width, room.Width*l.ratio())
	if size.Height > room.Height {
		size = fyne.NewSize(room.Height/l.ratio(), room.Height)
	}
	at := fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2)
	for _, o := range []fyne.CanvasObject{l.ground, l.live, l.ghost} {
		o.Move(at)
		o.Resize(size)
	}
	l.ground.Hidden = !l.live.Hidden
	for i, line := range l.lines {
		line.FillColor = theme.Color(theme.OnVeil)
		line.Hidden = !l.grid || l.live.Hidden
		share := float32(i/2+1) / 3
		if i%2 == 0 {
			line.Move(at.AddXY(size.Width*share, 0))
			line.Resize(fyne.NewSize(1, size.Height))
			continue
		}
		line.Move(at.AddXY(0, size.Height*share))
		line.Resize(fyne.NewSize(size.Width, 1))
	}
}

// Refresh implements fyne.WidgetRenderer.
func (r *liveRenderer) Refresh() {
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *liveRenderer) Objects() []fyne.CanvasObject {
	l := r.of
	return []fyne.CanvasObject{l.ground, l.live, l.ghost, l.lines[0], l.lines[1], l.lines[2], l.lines[3]}
}

// Destroy implements fyne.WidgetRenderer.
func (r *liveRenderer) Destroy() {}
