package mapview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/tiles"
)

// nice is the largest of 1, 2 and 5 times a power of ten that isn't more than a length.
func nice(length float64) float64 {
	if length <= 0 || math.IsInf(length, 0) || math.IsNaN(length) {
		return 0
	}
	ten := math.Pow(10, math.Floor(math.Log10(length)))
	for _, n := range []float64{5, 2} {
		if n*ten <= length*(1+1e-9) {
			return n * ten
		}
	}
	return ten
}

// metresPerPixel is the ground in the middle of a frame under one pixel of the layout.
func metresPerPixel(f frame) float64 {
	lat, _ := f.view().Centre.Position()
	return perPixel(f.zoom) * tiles.MetresPerUnit(lat)
}

// scaleBar is a length on the ground, drawn.
type scaleBar struct {
	box    *fyne.Container
	ground *canvas.Rectangle
	words  *canvas.Text
	bars   [3]*canvas.Rectangle // beneath, left, right
	metres float64
	size   fyne.Size
}

func newScaleBar() *scaleBar {
	s := &scaleBar{box: &fyne.Container{}, ground: canvas.NewRectangle(theme.Color(theme.None)), words: canvas.NewText("", theme.Color(theme.Ink))}
	s.box.Objects = []fyne.CanvasObject{s.ground, s.words}
	for i := range s.bars {
		s.bars[i] = canvas.NewRectangle(theme.Color(theme.Ink))
		s.box.Objects = append(s.box.Objects, s.bars[i])
	}
	s.dress()
	return s
}

func (s *scaleBar) dress() {
	s.metres = 0 // says its words anew
	s.ground.FillColor, s.ground.CornerRadius = plate(), 4
	s.words.Color, s.words.TextSize = theme.Color(theme.Ink), theme.Text(theme.Print)
	for _, b := range s.bars {
		b.FillColor = theme.Color(theme.Ink)
		canvas.Refresh(b)
	}
	canvas.Refresh(s.ground)
	canvas.Refresh(s.words)
}

// update fits the bar to a frame. It takes between 40 and 100 pixels at 100 %.
func (s *scaleBar) update(f frame, words func(metres float64) string) {
	s.box.Hidden = words == nil || f.size.Width < theme.Scaled(160)
	if s.box.Hidden {
		return
	}
	per := metresPerPixel(f)
	metres := nice(per * float64(theme.Scaled(100)))
	if metres != s.metres {
		s.metres = metres
		s.words.Text = words(metres)
		canvas.Refresh(s.words)
	}
	const pad, thick, foot = 5, 2, 5
	long, text := float32(metres/per), s.words.MinSize()
	s.size = fyne.NewSize(max(long, text.Width)+2*pad, text.Height+foot+pad)
	s.ground.Resize(s.size)
	s.words.Move(fyne.NewPos(pad, 1))
	s.words.Resize(text)
	bottom := s.size.Height - pad
	s.bars[0].Move(fyne.NewPos(pad, bottom-thick))
	s.bars[0].Resize(fyne.NewSize(long, thick))
	for i, x := range []float32{pad, pad + long - thick} {
		s.bars[1+i].Move(fyne.NewPos(x, bottom-foot))
		s.bars[1+i].Resize(fyne.NewSize(thick, foot))
	}
}
