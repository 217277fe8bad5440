package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Slider says a share of something, from 0 to 1: it is dragged, tapped, or moved by the arrow keys.
type Slider struct {
	widget.BaseWidget
	OnMoved func(share float64) // may be nil

	name         string
	share        float64
	focus, hover bool
	drawn        *sliderRenderer
}

const (
	sliderKnob  = 24 // pixels at 100 %
	sliderTrack = 6
	sliderStep  = 0.05 // by a key
)

// NewSlider makes a slider; the name is for those who don't see it.
func NewSlider(name string, share float64, moved func(share float64)) *Slider {
	s := &Slider{name: name, share: min(max(share, 0), 1), OnMoved: moved}
	s.ExtendBaseWidget(s)
	return s
}

// Share is what it says.
func (s *Slider) Share() float64 { return s.share }

// SetShare moves it without telling anybody.
func (s *Slider) SetShare(share float64) {
	if share = min(max(share, 0), 1); share != s.share {
		if s.share = share; s.drawn != nil {
			s.drawn.Layout(s.Size())
			canvas.Refresh(s)
		}
	}
}

func (s *Slider) move(share float64) {
	before := s.share
	if s.SetShare(share); s.share != before && s.OnMoved != nil {
		s.OnMoved(s.share)
	}
}

func (s *Slider) moveTo(x float32) {
	knob := theme.Scaled(sliderKnob)
	if room := s.Size().Width - knob; room > 0 {
		s.move(float64((x - knob/2) / room))
	}
}

// Dragged implements fyne.Draggable.
func (s *Slider) Dragged(e *fyne.DragEvent) {
	Felt(s)
	s.moveTo(e.Position.X)
}

// DragEnd implements fyne.Draggable.
func (s *Slider) DragEnd() {}

// Tapped implements fyne.Tappable.
func (s *Slider) Tapped(e *fyne.PointEvent) {
	Felt(s)
	takeFocus(s)
	s.moveTo(e.Position.X)
}

// FocusGained implements fyne.Focusable.
func (s *Slider) FocusGained() {
	Reveal(s)
	s.focus = true
	s.dress()
}

// FocusLost implements fyne.Focusable.
func (s *Slider) FocusLost() {
	s.focus = false
	s.dress()
}

// TypedRune implements fyne.Focusable.
func (s *Slider) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(key *fyne.KeyEvent) {
	Felt(s)
	switch key.Name {
	case fyne.KeyLeft:
		s.move(s.share - sliderStep)
	case fyne.KeyRight:
		s.move(s.share + sliderStep)
	case fyne.KeyHome:
		s.move(0)
	case fyne.KeyEnd:
		s.move(1)
	default:
		passOn(s, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Slider) MouseIn(*desktop.MouseEvent) {
	s.hover = true
	s.dress()
}

// MouseMoved implements desktop.Hoverable.
func (s *Slider) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *Slider) MouseOut() {
	s.hover = false
	s.dress()
}

// Cursor implements desktop.Cursorable.
func (s *Slider) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// AccessibilityLabel implements fyne.Accessible.
func (s *Slider) AccessibilityLabel() string { return s.name }

// AccessibilityRole implements fyne.Accessible.
func (s *Slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (s *Slider) dress() {
	if s.drawn != nil {
		s.drawn.dress()
		canvas.Refresh(s)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{of: s, track: NewBox(theme.Track, theme.Border, sliderTrack/2), part: NewBox(theme.Accent, theme.None, sliderTrack/2), knob: canvas.NewCircle(theme.Color(theme.Accent))}
	r.dress()
	s.drawn = r
	return r
}

type sliderRenderer struct {
	of          *Slider
	track, part *Box
	knob        *canvas.Circle
}

func (r *sliderRenderer) dress() {
	r.knob.FillColor, r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(theme.Accent), theme.Color(theme.Card), 2
	if r.of.focus || r.of.hover {
		r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(theme.Focus), 4
	}
}

// MinSize implements fyne.WidgetRenderer.
func (r *sliderRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Scaled(96), theme.Control()) }

// Layout implements fyne.WidgetRenderer.
func (r *sliderRenderer) Layout(size fyne.Size) {
	knob := theme.Scaled(sliderKnob)
	x, top := float32(r.of.share)*max(0, size.Width-knob), (size.Height-sliderTrack)/2
	r.track.Move(fyne.NewPos(knob/2, top))
	r.track.Resize(fyne.NewSize(max(0, size.Width-knob), sliderTrack))
	r.part.Move(fyne.NewPos(knob/2, top))
	r.part.Resize(fyne.NewSize(x, sliderTrack))
	r.knob.Move(fyne.NewPos(x, (size.Height-knob)/2))
	r.knob.Resize(fyne.NewSquareSize(knob))
}

// Refresh implements fyne.WidgetRenderer.
func (r *sliderRenderer) Refresh() {
	r.dress()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.part, r.knob}
}

// Destroy implements fyne.WidgetRenderer.
func (r *sliderRenderer) Destroy() {}
