package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// CreateRenderer implements fyne.Widget.
func (p *SignPad) CreateRenderer() fyne.WidgetRenderer {
	r := &padRenderer{
		of: p, ground: NewBox(theme.Card, theme.Border, theme.ControlRadius), line: canvas.NewRectangle(theme.Color(theme.Line)),
		hint: NewText(p.hint).In(theme.Muted).Step(theme.Small).Align(fyne.TextAlignCenter).Ellipsis(), icon: NewIcon("signature", 28, theme.Muted),
	}
	return r
}

// padRenderer draws every stroke as short lines. Only those of what is new are made, as a pen asks for them at every movement.
type padRenderer struct {
	of     *SignPad
	ground *Box
	line   *canvas.Rectangle
	icon   *Icon
	hint   *Text
	ink    []fyne.CanvasObject
	done   int     // of the strokes, those whose lines are final
	from   int     // in ink: where the lines of the next stroke begin
	scale  float32 // that ink was made for
}

func (r *padRenderer) MinSize() fyne.Size { return fyne.NewSize(240, theme.Scaled(120)) }

func (r *padRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	margin := theme.Scaled(24)
	r.line.Move(fyne.NewPos(margin, size.Height*0.76))
	r.line.Resize(fyne.NewSize(max(0, size.Width-2*margin), 1))
	icon, hint := r.icon.MinSize(), r.hint.MinSize()
	top := (size.Height - icon.Height - hint.Height - 4) / 2
	r.icon.Move(fyne.NewPos((size.Width-icon.Width)/2, top))
	r.icon.Resize(icon)
	r.hint.Move(fyne.NewPos(margin, top+icon.Height+4))
	r.hint.Resize(fyne.NewSize(max(0, size.Width-2*margin), hint.Height))
	r.draw()
}

func (r *padRenderer) Refresh() {
	r.line.FillColor = theme.Color(theme.Line)
	r.line.Refresh()
	r.draw()
	canvas.Refresh(r.of)
}

// penWidth is the pen's, in pixels at 100 %.
const penWidth = 2.4

func (r *padRenderer) draw() {
	p := r.of
	empty := p.IsEmpty()
	r.icon.Hidden, r.hint.Hidden = !empty, !empty
	if s := p.scale(); s != r.scale || r.done > len(p.strokes) || empty {
		r.scale, r.done, r.from, r.ink = s, 0, 0, nil
	}
	for i := r.done; i < len(p.strokes); i++ {
		r.ink = append(r.ink[:r.from], r.stroke(p.strokes[i])...)
		if i < len(p.strokes)-1 || !p.drawing {
			r.done, r.from = i+1, len(r.ink)
		}
	}
	colour := theme.Color(theme.Ink)
	for _, o := range r.ink {
		switch o := o.(type) {
		case *canvas.Line:
			o.StrokeColor = colour
		case *canvas.Circle:
			o.FillColor = colour
		}
	}
}

// stroke is a smooth line through the middles between the points, as the hand moved, or a dot.
func (r *padRenderer) stroke(ink []Ink) []fyne.CanvasObject {
	at := func(i Ink) fyne.Position { return fyne.NewPos(float32(i.X)*r.scale, float32(i.Y)*r.scale) }
	width := theme.Scaled(penWidth)
	if len(ink) == 1 {
		dot := canvas.NewCircle(theme.Color(theme.Ink))
		dot.Move(at(ink[0]).SubtractXY(width/2, width/2))
		dot.Resize(fyne.NewSquareSize(width))
		return []fyne.CanvasObject{dot}
	}
	var lines []fyne.CanvasObject
	pen := at(ink[0])
	to := func(p fyne.Position) {
		line := canvas.NewLine(theme.Color(theme.Ink))
		line.StrokeWidth, line.Position1, line.Position2 = width, pen, p
		lines = append(lines, line)
		pen = p
	}
	for i := 1; i < len(ink)-1; i++ {
		from, bend := pen, at(ink[i])
		next := at(ink[i+1])
		end := fyne.NewPos((bend.X+next.X)/2, (bend.Y+next.Y)/2)
		for _, t := range []float32{1.0 / 3, 2.0 / 3, 1} {
			u := 1 - t
			to(fyne.NewPos(u*u*from.X+2*u*t*bend.X+t*t*end.X, u*u*from.Y+2*u*t*bend.Y+t*t*end.Y))
		}
	}
	to(at(ink[len(ink)-1]))
	return lines
}

func (r *padRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.ground, r.line, r.icon, r.hint}, r.ink...)
}
func (r *padRenderer) Destroy() {}
