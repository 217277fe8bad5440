package district

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// The place of the sheet on the map, in pixels: beneath the badge, above the scale.
const (
	sheetWidth  = 320
	sheetTop    = 48
	sheetBottom = 40
	sheetLeft   = 8
)

// sheet is a card on the map. What is done on it isn't done to the map beneath.
type sheet struct {
	widget.BaseWidget
	page *w.Scroll
	body *fyne.Container
	all  *fyne.Container
}

func newSheet(content *fyne.Container) *sheet {
	s := &sheet{body: content, page: w.NewScroll(content)}
	s.all = w.Card(0, w.Inset(6, 0, 6, 0, s.page))
	s.ExtendBaseWidget(s)
	s.Hide()
	return s
}

// need is the height of all that is on it, at a width.
func (s *sheet) need(width float32) float32 {
	s.body.Resize(fyne.NewSize(width, s.body.Size().Height))
	return s.body.MinSize().Height + 12
}

// Tapped implements fyne.Tappable.
func (*sheet) Tapped(*fyne.PointEvent) {}

// Dragged implements fyne.Draggable.
func (*sheet) Dragged(*fyne.DragEvent) {}

// DragEnd implements fyne.Draggable.
func (*sheet) DragEnd() {}

// Held implements widgets.Holder.
func (s *sheet) Held() []fyne.CanvasObject { return []fyne.CanvasObject{s.all} }

// CreateRenderer implements fyne.Widget.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.all) }

// over lays a sheet on a map, as large as it needs to be and the map lets it.
type over struct{ resize func(fyne.Size) } // the map

// Layout implements fyne.Layout.
func (l over) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if objects[0].Size() != size {
		l.resize(size)
	}
	on, ok := objects[1].(*sheet)
	if !ok || !on.Visible() {
		return
	}
	width := min(theme.Scaled(sheetWidth), size.Width-2*sheetLeft)
	height := min(on.need(width), size.Height-sheetTop-sheetBottom)
	on.Move(fyne.NewPos(sheetLeft, sheetTop))
	on.Resize(fyne.NewSize(width, height))
}

// MinSize implements fyne.Layout.
func (over) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(280), 240)
}
