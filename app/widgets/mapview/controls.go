package mapview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/app/widgets"
)

// controls are what is around a map: buttons at the right, whose data it is, the scale, a badge.
type controls struct {
	of            *Map
	body          *fyne.Container
	in, out, here *widgets.Tool
	buttons       []fyne.CanvasObject // the buttons with their grounds
	bar           *scaleBar
	name          *widgets.Paragraph
	said          string
	plate         *canvas.Rectangle
	badge         fyne.CanvasObject
	hidden        bool
}

// margin is between what is around the map and its edge.
const margin = 8

func newControls(m *Map) *controls {
	c := &controls{of: m, bar: newScaleBar(), plate: canvas.NewRectangle(plate())}
	w := m.cfg.Words
	c.in = widgets.NewTool("plus", w.ZoomIn, func() { m.zoomStep(1) }).In(theme.Ink)
	c.out = widgets.NewTool("minus", w.ZoomOut, func() { m.zoomStep(-1) }).In(theme.Ink)
	c.here = widgets.NewTool("locate", w.Here, m.goHere).In(theme.Link)
	for _, b := range []*widgets.Tool{c.in, c.out, c.here} {
		c.buttons = append(c.buttons, widgets.Stack(widgets.NewBox(theme.Card, theme.Line, theme.ControlRadius).Raised(), b))
	}
	c.name = widgets.NewParagraph("").In(theme.Ink).Step(theme.Print).Align(fyne.TextAlignTrailing)
	c.body = &fyne.Container{}
	c.gather()
	return c
}

// gather lists what is shown. None of it but a badge is a stop of the Tab key: the map is one.
func (c *controls) gather() {
	c.body.Objects = []fyne.CanvasObject{c.bar.box, c.plate, c.name}
	if !c.hidden {
		c.body.Objects = append(c.body.Objects, c.buttons[:2]...)
		if c.of.cfg.Words.Here != "" {
			c.body.Objects = append(c.body.Objects, c.buttons[2])
		}
	}
	if c.badge != nil {
		c.body.Objects = append(c.body.Objects, c.badge)
	}
}

func (c *controls) rename() {
	w := c.of.cfg.Words
	c.in.SetIcon("plus", w.ZoomIn)
	c.out.SetIcon("minus", w.ZoomOut)
	c.here.SetIcon("locate", w.Here)
	c.gather()
	c.bar.dress()
}

// attribute says whose data is shown.
func (c *controls) attribute() {
	c.said = ""
	if k := c.of.tiles.keeper; k != nil {
		c.said = k.Attribution()
	}
	c.name.SetText(c.said)
}

func (c *controls) dress() {
	c.plate.FillColor, c.plate.CornerRadius = plate(), 4
	canvas.Refresh(c.plate)
	c.bar.dress()
	c.name.Refresh()
	for _, b := range c.buttons {
		b.Refresh()
	}
	if c.badge != nil {
		c.badge.Refresh()
	}
}

func (c *controls) update(f frame) {
	least, most := c.of.limits.zooms(f.size)
	widgets.Enable(c.in, f.zoom < most)
	widgets.Enable(c.out, f.zoom > least)
	side, top := theme.Control(), float32(margin)
	for _, b := range c.buttons {
		place(b, f.size.Width-margin-side, top, fyne.NewSquareSize(side))
		top += side + margin
	}
	c.bar.update(f, c.of.cfg.Words.Distance)
	low := c.attribution(f)
	if c.bar.box.Hidden {
		c.bar.size = fyne.Size{}
	}
	if c.plate.Hidden || c.plate.Position().X > margin+c.bar.size.Width+margin {
		low = f.size.Height
	}
	place(c.bar.box, margin, low-margin-c.bar.size.Height, c.bar.size)
	if c.badge != nil {
		room := max(0, f.size.Width-3*margin-side)
		need := c.badge.MinSize()
		place(c.badge, margin, margin, fyne.NewSize(min(need.Width, room), need.Height))
	}
}

// attribution puts the names to the right bottom, whole, in as many lines as it takes; it returns where they begin.
func (c *controls) attribution(f frame) (top float32) {
	c.plate.Hidden, c.name.Hidden = c.said == "", c.said == ""
	const pad, above = 6, 2
	most := f.size.Width - 2*margin - 2*pad
	width := min(most, fyne.MeasureText(c.said, theme.Text(theme.Print), fyne.TextStyle{}).Width+1)
	height := c.name.HeightFor(width)
	plateSize := fyne.NewSize(width+2*pad, height+2*above)
	top = f.size.Height - margin - plateSize.Height
	place(c.plate, f.size.Width-margin-plateSize.Width, top, plateSize)
	place(c.name, f.size.Width-margin-pad-width, top+above, fyne.NewSize(width, height))
	return top
}

func place(o fyne.CanvasObject, x, y float32, size fyne.Size) {
	if pos := fyne.NewPos(x, y); o.Position() != pos {
		o.Move(pos)
	}
	if o.Size() != size {
		o.Resize(size)
	}
}

// plate is the ground of words on a map: a card that lets a little through.
func plate() color.NRGBA {
	c := theme.Color(theme.Card)
	c.A = 0xE0
	return c
}

// SetBadge puts something in the left top corner, such as that the map works offline; nil takes it away.
func (m *Map) SetBadge(o fyne.CanvasObject) {
	m.controls.badge = o
	m.controls.gather()
	m.Refresh()
}

// ShowButtons shows or hides the buttons; keys, wheel and fingers work all the same.
func (m *Map) ShowButtons(on bool) {
	m.controls.hidden = !on
	m.controls.gather()
	m.Refresh()
}
