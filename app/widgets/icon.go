package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Icon draws one of our icons, centred in the room it gets. Its size grows with the user's text size.
type Icon struct {
	widget.BaseWidget
	name string
	side float32 // at 100 %
	role theme.Role
}

// NewIcon makes an icon of so many pixels at 100 %.
func NewIcon(name string, side float32, r theme.Role) *Icon {
	i := &Icon{name: name, side: side, role: r}
	i.ExtendBaseWidget(i)
	return i
}

// SetIcon changes the drawing.
func (i *Icon) SetIcon(name string) {
	if i.name != name {
		i.name = name
		i.Refresh()
	}
}

// SetRole changes the colour.
func (i *Icon) SetRole(r theme.Role) {
	if i.role != r {
		i.role = r
		i.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return newGlyphRenderer(i, func() (string, float32, color.NRGBA) { return i.name, i.side, theme.Color(i.role) })
}

// glyphRenderer draws an icon through a raster, so that it is drawn for the very pixels of the screen it is on.
type glyphRenderer struct {
	of     fyne.Widget
	what   func() (name string, side float32, c color.NRGBA)
	raster *canvas.Raster
}

func newGlyphRenderer(of fyne.Widget, what func() (string, float32, color.NRGBA)) *glyphRenderer {
	r := &glyphRenderer{of: of, what: what}
	r.raster = canvas.NewRaster(func(w, h int) image.Image {
		name, side, c := r.what()
		return theme.Current().Glyph(name, c, theme.Scaled(side), min(w, h))
	})
	return r
}

func (r *glyphRenderer) MinSize() fyne.Size {
	_, side, _ := r.what()
	return fyne.NewSquareSize(theme.Scaled(side))
}

func (r *glyphRenderer) Layout(size fyne.Size) {
	side := r.MinSize()
	r.raster.Resize(side)
	r.raster.Move(fyne.NewPos((size.Width-side.Width)/2, (size.Height-side.Height)/2))
}

func (r *glyphRenderer) Refresh() {
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *glyphRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster} }
func (r *glyphRenderer) Destroy()                     {}
