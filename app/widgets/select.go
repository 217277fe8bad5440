package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Select is a choice of one among many: it looks like a field and opens a list. Space, Enter and Down open it; in the
// list the arrows move, Enter chooses and Esc closes.
type Select struct {
	press
	value    *Text
	arrow    *Icon
	body     *fyne.Container
	choices  []Choice
	chosen   int // -1: none
	empty    string
	onChosen func(i int)
	popup    *widget.PopUp
}

// NewSelect makes a choice; placeholder stands there while nothing is chosen. onChosen hears of taps and keys only.
func NewSelect(placeholder string, choices []Choice, chosen int, onChosen func(i int)) *Select {
	s := &Select{value: NewText("").Ellipsis(), arrow: NewIcon("chevron-down", 18, theme.Muted), empty: placeholder, onChosen: onChosen}
	s.body = Pad(0, 10, Row(8, Grow(s.value), s.arrow))
	s.extend(s, placeholder, s.show)
	s.SetChoices(choices, chosen)
	return s
}

// SetChoices changes what there is to choose from; chosen is -1 for none.
func (s *Select) SetChoices(choices []Choice, chosen int) {
	s.choices = choices
	s.SetChosen(chosen)
}

// Chosen returns the choice, or -1.
func (s *Select) Chosen() int { return s.chosen }

// SetChosen chooses without telling anybody.
func (s *Select) SetChosen(i int) {
	s.chosen = i
	text := s.empty
	if i >= 0 && i < len(s.choices) {
		text = s.choices[i].Title
	}
	s.value.SetText(text)
	s.Refresh()
}

func (s *Select) ink() theme.Role {
	switch {
	case s.Disabled():
		return theme.Faint
	case s.chosen < 0:
		return theme.Muted
	}
	return theme.Ink
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDown {
		s.activate()
		return
	}
	s.press.TypedKey(key)
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	return newFace(s, theme.ControlRadius, s.body, func(f *face) {
		ground, outline := theme.Card, theme.Border
		switch {
		case s.Disabled():
			ground, outline = theme.Sunken, theme.Line
		case s.down:
			ground = theme.Pressed
		case s.hover:
			ground = theme.Hover
		}
		f.paint(ground, outline)
		f.focus(s.focus)
		s.value.SetRole(s.ink())
	})
}

func (s *Select) show() {
	c := canvasOf(s)
	if c == nil || len(s.choices) == 0 {
		return
	}
	list := newMenu(s.choices, s.chosen, func(i int) {
		s.popup.Hide()
		c.Focus(s)
		if i < 0 {
			return
		}
		s.SetChosen(i)
		if s.onChosen != nil {
			s.onChosen(i)
		}
	})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	size := fyne.NewSize(s.Size().Width, min(heightFor(list.rows, s.Size().Width-12)+12, max(120, c.Size().Height-16)))
	if below := at.Y + s.Size().Height + 4; below+size.Height <= c.Size().Height-8 {
		at.Y = below
	} else {
		at.Y = max(8, c.Size().Height-8-size.Height)
	}
	s.popup = widget.NewPopUp(Stack(NewBox(theme.Card, theme.LinkLine, theme.ActionRadius), Pad(6, 6, list)), c)
	s.popup.ShowAtPosition(at)
	s.popup.Resize(size)
	c.Focus(list)
	list.page.reveal(list.items[list.at])
}

// menu is the list a Select opens.
type menu struct {
	group
	rows  *fyne.Container
	page  *Scroll
	items []*choiceItem
	done  func(i int) // -1: nothing chosen
}

func newMenu(choices []Choice, chosen int, done func(int)) *menu {
	m := &menu{rows: Col(2), done: done}
	for i, c := range choices {
		item := newChoiceItem(c, func() bool { return m.on(i) }, func() { done(i) })
		m.items, m.rows.Objects = append(m.items, item), append(m.rows.Objects, item)
	}
	m.page = NewScroll(m.rows)
	m.extendGroup(m, func() int { return len(m.items) }, m.moved, done)
	m.at = max(0, chosen)
	return m
}

func (m *menu) moved() {
	for _, item := range m.items {
		item.Refresh()
	}
	if m.focus && m.at < len(m.items) {
		m.page.reveal(m.items[m.at])
	}
}

// TypedKey implements fyne.Focusable.
func (m *menu) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		m.done(-1)
		return
	}
	m.group.TypedKey(key)
}

// CreateRenderer implements fyne.Widget.
func (m *menu) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.page) }
