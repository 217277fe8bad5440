package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// buttonWords is what stands on a button: an icon, and a label that wraps before it would widen a page.
type buttonWords struct {
	icon   *Icon
	label  *Paragraph
	body   *fyne.Container
	side   float32
	margin float32
}

func newButtonWords(icon string, side, margin float32, step theme.Step) buttonWords {
	w := buttonWords{icon: NewIcon(icon, side, theme.Link), label: NewParagraph("").Bold().Step(step).Align(fyne.TextAlignCenter), side: side, margin: margin}
	w.body = Pad(0, margin, Row(8, Space(), w.icon, Middle(w.label), Space()))
	return w
}

func (w *buttonWords) set(icon, label string, ink theme.Role) {
	w.icon.Hidden = icon == ""
	w.icon.SetIcon(icon)
	w.icon.SetRole(ink)
	w.label.SetText(label)
	w.label.SetRole(ink)
}

// naturalWidth is the width for a label on one line.
func (w *buttonWords) naturalWidth() float32 {
	width := w.label.naturalWidth() + 2*w.margin + 2*8
	if w.icon.Visible() {
		width += theme.Scaled(w.side) + 8
	}
	return width
}

// leastWidth is that width for a short label; a longer one may have to wrap.
func (w *buttonWords) leastWidth() float32 { return min(theme.Scaled(160), w.naturalWidth()) }

func (w *buttonWords) heightFor(width, least float32) float32 {
	height := heightFor(w.body, width)
	if height > w.label.lineHeight() {
		height += 12
	}
	return max(height, least)
}
