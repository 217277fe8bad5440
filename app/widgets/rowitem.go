package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// rowItem is a row of a RowList: the content, a rounded ground when selected or under the pointer, a hairline below.
type rowItem struct {
	cell
	of      *RowList
	content fyne.CanvasObject
	i       int
}

func newRowItem(of *RowList, content fyne.CanvasObject) *rowItem {
	r := &rowItem{of: of, content: content, i: -1}
	r.extend(r, "", func() { of.tapped(r.i) })
	return r
}

// show tells the row which one it now is.
func (r *rowItem) show(i int) {
	if r.i != i {
		r.hover, r.down = false, false // that was another row
	}
	r.i = i
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *rowItem) CreateRenderer() fyne.WidgetRenderer {
	w := &rowRenderer{of: r, ground: canvas.NewRectangle(theme.Color(theme.None)), line: canvas.NewRectangle(theme.Color(theme.Line))}
	w.dress()
	return w
}

type rowRenderer struct {
	of           *rowItem
	ground, line *canvas.Rectangle
}

func (w *rowRenderer) dress() {
	ground := theme.None
	selected := w.of.i >= 0 && w.of.i == w.of.of.selected
	switch {
	case selected:
		ground = theme.Tint
	case w.of.down:
		ground = theme.Pressed
	case w.of.hover:
		ground = theme.Hover
	}
	w.ground.FillColor, w.ground.CornerRadius = theme.Color(ground), theme.ControlRadius
	w.ground.StrokeColor, w.ground.StrokeWidth = theme.Color(theme.Focus), 0
	if selected && w.of.of.list.focus {
		w.ground.StrokeWidth = 2
	}
	w.line.FillColor = theme.Color(theme.Line)
}

func (w *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(w.of.content.MinSize().Width+32, theme.Scaled(w.of.of.height))
}

func (w *rowRenderer) Layout(size fyne.Size) {
	w.ground.Move(fyne.NewPos(6, 2))
	w.ground.Resize(fyne.NewSize(size.Width-12, size.Height-5))
	w.line.Move(fyne.NewPos(0, size.Height-1))
	w.line.Resize(fyne.NewSize(size.Width, 1))
	w.of.content.Move(fyne.NewPos(16, 0))
	w.of.content.Resize(fyne.NewSize(size.Width-32, size.Height-1))
}

func (w *rowRenderer) Refresh() {
	w.dress()
	w.Layout(w.of.Size())
	canvas.Refresh(w.of)
}

func (w *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{w.ground, w.of.content, w.line}
}
func (w *rowRenderer) Destroy() {}
