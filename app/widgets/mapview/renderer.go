package mapview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// CreateRenderer implements fyne.Widget.
func (m *Map) CreateRenderer() fyne.WidgetRenderer { return &renderer{m} }

type renderer struct{ of *Map }

func (r *renderer) MinSize() fyne.Size { return fyne.NewSquareSize(theme.Scaled(120)) }

func (r *renderer) Layout(size fyne.Size) {
	m := r.of
	for _, o := range []fyne.CanvasObject{m.ground, m.tiles.box, m.way.box, m.marks.box, m.over.box, m.corners.box, m.controls.body} {
		o.Resize(size)
	}
	m.ring.Move(fyne.NewPos(1, 1))
	m.ring.Resize(size.SubtractWidthHeight(2, 2))
	m.cross.put(size)
	if m.fit != nil && !size.IsZero() {
		b := *m.fit
		m.fit = nil
		m.FitBox(b)
		return
	}
	m.look(m.eye)
}

func (r *renderer) Refresh() {
	m := r.of
	m.ground.FillColor = theme.Color(theme.Sunken)
	m.ring.StrokeColor, m.ring.StrokeWidth, m.ring.CornerRadius = theme.Color(theme.Focus), 2, max(4, m.corners.radius-1)
	m.ring.Hidden = !m.focus
	m.cross.dress(m.focus && m.keyed)
	m.marks.dress()
	m.over.dress()
	m.controls.dress()
	r.Layout(m.Size())
	canvas.Refresh(m.ring)
}

func (r *renderer) Objects() []fyne.CanvasObject {
	m := r.of
	return []fyne.CanvasObject{m.ground, m.tiles.box, m.way.box, m.marks.box, m.over.box, m.cross.box, m.corners.box, m.ring, m.controls.body}
}

// Destroy stops what nobody sees.
func (r *renderer) Destroy() {
	r.of.rest()
	r.of.tiles.idle()
}
