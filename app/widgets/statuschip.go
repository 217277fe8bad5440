package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// StatusChip is a status as people see it: icon, word and colour, never colour alone. It stays as wide as its word.
type StatusChip struct {
	widget.BaseWidget
	status theme.Status
	word   *Text
}

// NewStatusChip makes a chip; the word is the status in the user's language.
func NewStatusChip(s theme.Status, word string) *StatusChip {
	c := &StatusChip{status: s, word: newText(word, theme.Ink, theme.Caption, true).Ellipsis()}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes status and word.
func (c *StatusChip) Set(s theme.Status, word string) {
	if c.status != s || c.word.Text() != word {
		c.status = s
		c.word.SetText(word)
		c.Refresh()
		Settle(c)
	}
}

func (c *StatusChip) naturalWidth() float32 {
	return 10 + theme.Scaled(16) + 6 + c.word.naturalWidth() + 10
}

// CreateRenderer implements fyne.Widget.
func (c *StatusChip) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{of: c, pill: canvas.NewRectangle(theme.Color(theme.None))}
	r.glyph = newGlyphRenderer(c, func() (string, float32, color.NRGBA) {
		return theme.StatusLook(c.status).Icon, 16, theme.Color(theme.Ink)
	})
	r.dress()
	return r
}

type statusRenderer struct {
	of    *StatusChip
	pill  *canvas.Rectangle
	glyph *glyphRenderer
}

func (r *statusRenderer) dress() {
	r.pill.FillColor, r.pill.StrokeColor = theme.Current().Chip(theme.StatusLook(r.of.status).Hue)
	r.pill.StrokeWidth = theme.Outline()
}

func (r *statusRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.of.naturalWidth(), theme.Scaled(28))
}

func (r *statusRenderer) Layout(size fyne.Size) {
	height, side := theme.Scaled(28), r.glyph.MinSize()
	width, top := min(size.Width, r.of.naturalWidth()), (size.Height-height)/2
	r.pill.CornerRadius = height / 2
	r.pill.Move(fyne.NewPos(0, top))
	r.pill.Resize(fyne.NewSize(width, height))
	r.glyph.raster.Move(fyne.NewPos(10, (size.Height-side.Height)/2))
	r.glyph.raster.Resize(side)
	r.of.word.Move(fyne.NewPos(10+side.Width+6, top))
	r.of.word.Resize(fyne.NewSize(max(0, width-26-side.Width), height))
}

func (r *statusRenderer) Refresh() {
	r.dress()
	r.Layout(r.of.Size())
	r.of.word.Refresh()
	canvas.Refresh(r.of)
}

func (r *statusRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.pill, r.glyph.raster, r.of.word}
}
func (r *statusRenderer) Destroy() {}
