package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

const ellipsis = "…"

// Text is one line of text without any padding, centred vertically in the room it gets.
// It asks for its whole width, unless it may be cut; in a Row it then still gets that width while there is room.
type Text struct {
	widget.BaseWidget
	text  string
	role  theme.Role
	step  theme.Step
	bold  bool
	cut   bool
	align fyne.TextAlign
	is    measured
}

// NewText makes a line of running text.
func NewText(s string) *Text { return newText(s, theme.Ink, theme.Body, false) }

// NewBold makes a bold line: weight is what carries hierarchy here.
func NewBold(s string) *Text { return newText(s, theme.Ink, theme.Body, true) }

// NewCaption makes a small muted line.
func NewCaption(s string) *Text { return newText(s, theme.Muted, theme.Caption, false) }

// NewLabel makes the small bold line above a field or a group.
func NewLabel(s string) *Text { return newText(s, theme.Muted, theme.Caption, true) }

func newText(s string, r theme.Role, step theme.Step, bold bool) *Text {
	theme.Shows(s)
	t := &Text{text: s, role: r, step: step, bold: bold}
	t.ExtendBaseWidget(t)
	return t
}

// In colours the line; for use while building.
func (t *Text) In(r theme.Role) *Text { t.role = r; return t }

// Step sizes the line; for use while building.
func (t *Text) Step(s theme.Step) *Text { t.step = s; return t }

// Ellipsis lets the line be cut where there is too little room, so that a long word never widens a page.
func (t *Text) Ellipsis() *Text { t.cut = true; return t }

// Align sets where the line stands in a wider room; for use while building.
func (t *Text) Align(a fyne.TextAlign) *Text { t.align = a; return t }

// Text returns the whole text, cut or not.
func (t *Text) Text() string { return t.text }

// SetText changes the text.
func (t *Text) SetText(s string) {
	if t.text != s {
		theme.Shows(s)
		t.text = s
		t.Refresh()
		Settle(t)
	}
}

// SetRole changes the colour.
func (t *Text) SetRole(r theme.Role) {
	if t.role != r {
		t.role = r
		t.Refresh()
	}
}

// SetBold changes the weight.
func (t *Text) SetBold(bold bool) {
	if t.bold != bold {
		t.bold = bold
		t.Refresh()
		Settle(t)
	}
}

func (t *Text) naturalWidth() float32 { return t.natural().Width }

// natural is the size of the whole line.
func (t *Text) natural() fyne.Size {
	return t.is.of(t.text, t.step, t.bold)
}

// MinSize implements fyne.CanvasObject. It doesn't look for the renderer first: layouts ask every text many times.
func (t *Text) MinSize() fyne.Size {
	size := t.natural()
	if t.cut {
		size.Width = min(theme.Scaled(24), size.Width)
	}
	return size
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{of: t, line: canvas.NewText(t.text, theme.Color(t.role))}
	r.dress()
	return r
}

type textRenderer struct {
	of   *Text
	line *canvas.Text
}

func (r *textRenderer) dress() {
	r.line.Color, r.line.TextSize = theme.Color(r.of.role), theme.Text(r.of.step)
	r.line.TextStyle.Bold, r.line.Alignment = r.of.bold, r.of.align
	r.fit(r.of.Size().Width)
}

func (r *textRenderer) fit(width float32) {
	r.line.Text = r.of.text
	if r.of.cut {
		r.line.Text = cutTo(r.of.text, width, r.line.TextSize, r.line.TextStyle)
	}
}

// MinSize implements fyne.WidgetRenderer.
func (r *textRenderer) MinSize() fyne.Size { return r.of.MinSize() }

// Layout implements fyne.WidgetRenderer.
func (r *textRenderer) Layout(size fyne.Size) {
	r.fit(size.Width)
	r.line.Resize(size)
}

// Refresh implements fyne.WidgetRenderer.
func (r *textRenderer) Refresh() {
	r.dress()
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }

// Destroy implements fyne.WidgetRenderer.
func (r *textRenderer) Destroy() {}

// cutTo returns as much of s as fits into width, with an ellipsis if that isn't all.
func cutTo(s string, width, size float32, style fyne.TextStyle) string {
	measure := func(s string) float32 { return fyne.MeasureText(s, size, style).Width }
	if width <= 0 || measure(s) <= width+0.5 {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes) // low runes fit, high don't
	for low+1 < high {
		if half := (low + high) / 2; measure(string(runes[:half])+ellipsis) <= width {
			low = half
		} else {
			high = half
		}
	}
	return string(runes[:low]) + ellipsis
}
