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

func newButtonWords(icon, label string, side, margin float32, step theme.Step) buttonWords {
	w := buttonWords{icon: NewIcon(icon, side, theme.Link), label: NewParagraph(label).Bold().Step(step).Align(fyne.TextAlignCenter), side: side, margin: margin}
	w.body = Pad(0, tightMargin-8, Row(8, Space(), w.icon, Middle(w.label), Space()))
	w.icon.Hidden = icon == ""
	return w
}

func (w *buttonWords) set(icon, label string, ink theme.Role) {
	w.icon.Hidden = icon == ""
	w.icon.SetIcon(icon)
	w.icon.SetRole(ink)
	w.label.SetText(label)
	w.label.SetRole(ink)
}

// tightMargin is what stays of the margin where a button gets no more than it needs.
const tightMargin = 12

// naturalWidth is the width for a label on one line.
func (w *buttonWords) naturalWidth() float32 {
	return w.iconWidth() + w.label.naturalWidth() + 2*w.margin
}

// leastWidth is that width for a short label; a longer one may have to wrap, but not within a word.
func (w *buttonWords) leastWidth() float32 {
	return min(max(theme.Scaled(160), w.iconWidth()+w.label.widestWord()+2*tightMargin), w.naturalWidth())
}

func (w *buttonWords) iconWidth() float32 {
	if w.icon.Visible() {
		return theme.Scaled(w.side) + 8
	}
	return 0
}

func (w *buttonWords) heightFor(width, least float32) float32 {
	height := heightFor(w.body, width)
	if height > w.label.lineHeight() {
		height += 12
	}
	return max(height, least)
}
