package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Menu is a card with ways to go on, one below the other. Words wrap, so that large text is read whole.
type Menu struct{ rows *fyne.Container }

// NewMenu makes an empty menu.
func NewMenu() *Menu { return &Menu{Col(0)} }

// Card is the menu as it is shown.
func (m *Menu) Card() *fyne.Container { return Card(0, m.rows) }

// Add adds a way to go on: lead may be nil, under empty; tail, if any, stands in the place of the arrow.
func (m *Menu) Add(lead fyne.CanvasObject, title, under string, tapped func(), tail ...fyne.CanvasObject) *Tap {
	left := float32(16)
	line := Row(12)
	if lead != nil {
		left += lead.MinSize().Width + 12
		line.Add(Middle(lead))
	}
	words := Col(2, NewParagraph(title).Bold())
	if under != "" {
		words.Add(NewParagraph(under).In(theme.Muted).Step(theme.Caption))
	}
	line.Add(Grow(Middle(words)))
	if len(tail) == 0 {
		tail = []fyne.CanvasObject{NewIcon("chevron-right", 20, theme.Muted)}
	}
	for _, o := range tail {
		line.Add(Middle(o))
	}
	tap := NewTap(title, Pad(12, 16, line), tapped)
	if len(m.rows.Objects) > 0 {
		m.rows.Add(Inset(0, 0, 0, left, Divider()))
	}
	m.rows.Add(tap)
	return tap
}
