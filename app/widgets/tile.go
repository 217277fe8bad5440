package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Tile is an icon on a soft square: the leading picture of rows that have no photo.
type Tile struct {
	widget.BaseWidget
	icon string
	side float32 // at 100 %
	role theme.Role
	hue  color.NRGBA // instead of the role, if it is opaque
}

// NewTile makes a tile in the hue of a role: Accent, Muted, Danger, Warning or Success.
func NewTile(icon string, side float32, r theme.Role) *Tile {
	t := &Tile{icon: icon, side: side, role: r}
	t.ExtendBaseWidget(t)
	return t
}

// NewStatusTile makes a tile in the hue of a status.
func NewStatusTile(icon string, side float32, s theme.Status) *Tile {
	t := NewTile(icon, side, theme.Muted)
	t.hue = theme.StatusLook(s).Hue
	return t
}

// Set changes icon and role.
func (t *Tile) Set(icon string, r theme.Role) {
	if t.icon != icon || t.role != r || t.hue.A > 0 {
		t.icon, t.role, t.hue = icon, r, color.NRGBA{}
		t.Refresh()
	}
}

// SetStatus changes icon and hue to a status's.
func (t *Tile) SetStatus(icon string, s theme.Status) {
	if hue := theme.StatusLook(s).Hue; t.icon != icon || t.hue != hue {
		t.icon, t.hue = icon, hue
		t.Refresh()
	}
}

func (t *Tile) colours() (ground, icon color.NRGBA) {
	if t.hue.A > 0 {
		return theme.Current().Tile(t.hue)
	}
	return theme.Current().RoleTile(t.role)
}

// CreateRenderer implements fyne.Widget.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	ground, _ := t.colours()
	r := &tileRenderer{of: t, box: canvas.NewRectangle(ground)}
	r.glyph = newGlyphRenderer(t, func() (string, float32, color.NRGBA) {
		_, c := t.colours()
		return t.icon, t.side / 2, c
	})
	return r
}

type tileRenderer struct {
	of    *Tile
	box   *canvas.Rectangle
	glyph *glyphRenderer
}

func (r *tileRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(theme.Scaled(r.of.side)) }

func (r *tileRenderer) Layout(size fyne.Size) {
	side := r.MinSize()
	r.box.CornerRadius = side.Width / 4
	r.box.Resize(side)
	r.box.Move(fyne.NewPos((size.Width-side.Width)/2, (size.Height-side.Height)/2))
	r.glyph.Layout(size)
}

func (r *tileRenderer) Refresh() {
	r.box.FillColor, _ = r.of.colours()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.glyph.raster}
}
func (r *tileRenderer) Destroy() {}
