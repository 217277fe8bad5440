package intake

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
	"priyom/app/widgets"
)

// drawn is a value as it stands on the screen: what is the same is not drawn again, because a form is drawn at every key.
type drawn[T comparable] struct {
	value T
	once  bool
}

// to draws a value unless it stands there.
func (d *drawn[T]) to(value T, draw func(T)) {
	if d.once && d.value == value {
		return
	}
	d.value, d.once = value, true
	draw(value)
}

// badLine says what is wrong with something that is no field.
type badLine struct {
	*fyne.Container
	words *widgets.Paragraph
	last  drawn[string]
}

func newBadLine() *badLine {
	b := &badLine{words: widgets.NewParagraph("").In(theme.Danger).Step(theme.Caption)}
	icon := widgets.NewIcon("triangle-alert", 14, theme.Danger)
	b.Container = widgets.Row(6, widgets.Col(0, widgets.Inset(3, 0, 0, 0, icon)), widgets.Grow(b.words))
	b.Hide()
	return b
}

func (b *badLine) say(words string) {
	b.last.to(words, func(string) {
		b.words.SetText(words)
		widgets.Show(b.Container, words != "")
	})
}

// wrongField shows what is wrong with a field.
type wrongField struct {
	of   *widgets.Field
	last drawn[string]
}

func (w *wrongField) say(words string) { w.last.to(words, w.of.SetError) }

// at is where a value is in a choice; the first if it is none of them, such as a way that a newer version knows.
func at[T comparable](values []T, value T) int { return max(0, slices.Index(values, value)) }
